package prose

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// licenceRules read which licence, product or feature a tenant must have.
var licenceRules = []rule{
	{
		form:    `REQUIRES(?: (?:the|an?|that the|your|its))* (?:(?:tenant|organization|org|customer|valid|active) )*(?:'s )?(?:licen[sc]es?|subscriptions?)(?: to| for| of| named| called|:)*(?: the)? NAME(?:(?:,? and|,)(?: (?:the|an?|also))* NAME2(?: (?:licen[sc]es?|subscription))?)?(?: (?:product|feature|module|add-on))?`,
		means:   licensed,
		example: "Requires tenant license idn:response-and-remediation.",
		want:    []string{"licence all: licence idn:response-and-remediation"},
	}, {
		form:    `(?:tenants?|orgs?|organizations?|customers?)(?: (?:that|which))? (?:without|lacking|lack|do not have|does not have|(?:are|is) not licensed for)(?: (?:the|an?|any))*(?: licen[sc]e(?: for)?)? NAME(?: (?:licen[sc]e|product|feature|module))?(?P<then>,? (?:receives?|gets?|see|are (?:refused|rejected|answered|denied)|is (?:refused|denied)|will (?:receive|get|be)|can not|the (?:call|request))[^.]*)`,
		means:   licensed,
		example: "Tenants without `idn:machine-identity-security` receive HTTP 403.",
		want:    []string{"licence all: licence idn:machine-identity-security"},
	}, {
		form:    `(?:403|forbidden|rejected|refused|denied)[^.(]* (?:if|when|where|for|unless) (?:the |an? |your )?(?:tenants?|orgs?|organizations?|customers?) (?P<lacks>(?:that )?(?:does not have|do not have|lacks?|without|(?:is|are) not licensed for)|has|have|is licensed for)(?: (?:the|an?|any))*(?: licen[sc]e(?: for)?)? NAME(?: (?:licen[sc]e|product|feature|module))?`,
		means:   licensedTenant,
		example: "Returns 403 if the tenant does not have the `idn:agent-identity` license.",
		want:    []string{"licence all: licence idn:agent-identity"},
	}, {
		form:    `(?:available|accessible|usable|open|supported|works|enabled|reserved|limited|restricted|offered)(?: only| exclusively| solely)*(?: to| for| in| on| with)* (?:(?:tenants?|orgs?|organizations?|customers?) )(?:(?:enabled|set up|provisioned) (?:with|for)|with|that (?:have|own|bought|purchased|are licensed for|use)|who (?:have|own|bought|purchased|are licensed for)|licensed for|having|holding)(?: (?:the|an?|new|active|valid|licen[sc]e|licen[sc]es|subscription|for|to))* NAME`,
		means:   licensed,
		example: "This is available only to tenants with the Identity Risk license.",
		want:    []string{"licence all: licence Identity Risk"},
	}, {
		form:    `(?:(?:must|needs? to|has to|have to|should) (?:have|own|hold|be licensed for|be subscribed to|have (?:bought|purchased|enabled|licensed)|subscribe to)|is(?: not)? licensed for|are(?: not)? licensed for)(?: (?:the|an?|active|valid|licen[sc]e|licen[sc]es|subscription|for|to))* NAME(?: (?:product|feature|module|add-on|licen[sc]e|subscription))?(?P<on> (?:be )?(?:licensed|enabled|activated|switched on|turned on|provisioned))?`,
		means:   licensedOwner,
		example: "The organization must have Machine Identity Security licensed; otherwise the request is rejected with 403.",
		want:    []string{"licence all: licence Machine Identity Security"},
	}, {
		form:    `(?:the |an? |their |your )?(?:(?:custom|optional|separate|additional) )*NAME(?: (?:product|feature|module|add-on|capability|package|suite|option|licen[sc]e|feature flag|flag))?(?: (?:license|flag))?(?:(?: (?:to|MUST) be| being| (?:is|are) needed to be) (?:enabled|licensed|active|activated|on|switched on|turned on|available|purchased|present|in place|installed)\b| REQUIRED)`,
		near:    append([]string{" for the tenant", " for the org", " in the tenant"}, productWords...),
		means:   licensedProduct,
		example: "Requires the `idn:business-application:read` right and the Machine Identity Security product to be enabled for the tenant.",
		want:    []string{"scopes idn:business-application:read", "licence all: licence Machine Identity Security"},
	}, {
		form:    `REQUIRES(?: (?:the|an?|your|valid|active))* NAME (?:licen[sc]e|subscription|feature flag|product|module|add-on)\b|(?:gated|controlled|guarded|protected|governed) by (?:the )?NAME3 (?:feature flag|feature|flag)\b|REQUIRES(?: (?:the|an?))* (?:feature flag|feature|product|module) (?P<name2><[NSA]\d+>)`,
		means:   licensed,
		example: "Requires the Identity Risk license.",
		want:    []string{"licence all: licence Identity Risk"},
	}, {
		form:    `(?:only )?(?:available|works?|usable|allowed|accepted)(?: only)? (?:while|if|when|where) (?:the )?FEATURE (?:feature flag|feature|flag|product|module) (?:is|has been) (?:on|enabled|licensed|active|switched on|turned on)|available (?:only )?with (?:(?:the|an?) )*NAME2 (?:licen[sc]e|subscription)`,
		means:   licensed,
		example: "Only available while the `RISK_FLAG` feature flag is on.",
		want:    []string{"licence all: licence RISK_FLAG"},
	}, {
		form:    `REQUIRES(?: (?:the|an?))* (?P<name>[a-z]+(?: [a-z]+)?) licensed`,
		means:   licensed,
		example: "Custom metadata update, including add, replace need suit licensed.",
		want:    []string{"licence all: licence suit"},
	}, {
		form:    `(?:403|forbidden|rejected|refused|fails|denied|throws 4xx|not available|unavailable)[^.]* (?:if|when|while|unless|where|-) (?:the |an? |any of )?(?:[^.]*conditions are met[-:, ]+)?(?:the )?(?:feature flag |feature |product )?FEATURE(?: (?:feature flag|feature|flag|product|module|setting|capability|licen[sc]e))?(?: for the tenant)? (?:is|has been|was) (?P<state>(?:not )?(?:disabled|off|enabled|licensed|switched off|turned off|on|active|inactive|missing|absent))`,
		means:   licensedSwitch,
		example: "Returns HTTP 403 when the `AB_858_SEARCH` feature flag is disabled.",
		want:    []string{"licence all: licence AB_858_SEARCH"},
	}, {
		form:    `(?:if|when|while|unless|where|as long as) (?:the |an? )?(?:feature flag |feature |product )?FEATURE(?: (?:feature flag|feature|flag|product|module|setting|capability|licen[sc]e))?(?: for the tenant)? (?:is|has been|was) (?P<state>(?:not )?(?:disabled|off|enabled|licensed|switched off|turned off|on|active|inactive|missing|absent)),? [^.]*(?:403|forbidden|rejected|refused|fails|denied|not available|unavailable)`,
		means:   licensedSwitch,
		example: "When the Access Insights feature is not enabled, calls are rejected.",
		want:    []string{"licence all: licence Access Insights"},
	}, {
		form:    `NAME (?:must be|has to be|needs to be) (?:set to )?(?:true|on|enabled)(?: \([^)]*\))?[;,] otherwise,? (?:[^.]* )?(?:403|forbidden|refused|rejected)`,
		means:   licensed,
		example: "The setting `machineRequestsEnabled` must be true (default true); otherwise 403.",
		want:    []string{"licence all: licence machineRequestsEnabled"},
	},
}

// productWords are what products and features are called.
var productWords = []string{"product", "feature", "module", "add-on", "licen", "capability", "package", "suite"}

// noProduct are names that begin sentences and name no product.
var noProduct = lazy(`^(?i:the|an?|this|that|it|you|callers?|users?|tokens?|requests?|body|source|sources|account|accounts|name|if|when|note|id|api|apis|json|http|https|otherwise|modifying|all|each|both|requires?|only|must|access|role|owner|identity|workflow|password|mfa|true|file|all profiles|campaign|user|patch|put|post|get|delete)$`)

// licensed adds that the tenant must have what is named.
func licensed(m match, r *reading) bool {
	added := false
	for _, group := range []string{"name", "name2", "name3"} {
		name := leadIn().ReplaceAllString(m.name(group), "")
		if name == "" || noProduct().MatchString(name) || strings.Count(name, ":") > 1 {
			continue
		}
		r.add(catalog.Condition{Kind: catalog.NeedsLicence, Applies: whatNeeds(m, r), Asks: catalog.Ask{Licence: name}})
		added = true
	}
	return added
}

// leadIn is how sentences about products begin, in capitals as the name.
var leadIn = lazy(`^(?:The|Requires|Your|An?|This|Needs|If|When|Note|Only) `)

// whatNeeds is what a licence is for: all calls, those with the parameter whose
// description it is, or those that change a field.
func whatNeeds(m match, r *reading) catalog.Subject {
	name := r.parameter
	if field := changing().FindStringSubmatch(m.s.text[:m.at[0]]); field != nil {
		name, _, _ = strings.Cut(m.s.words(field[1]), " ")
	}
	if name == "" {
		return catalog.Subject{Type: catalog.OnAll}
	}
	return catalog.Subject{Type: catalog.OnParameter, Names: []string{name}}
}

// changing is "modifying X additionally requires …": the licence is for calls that do so.
var changing = lazy(`(?i)(?:modifying|changing|setting|updating|using|passing|including|patching)(?: the| value| of)* (<N\d+>|\w+ (?:field|attribute|property))[^.]*$`)

// licensedOwner: tenants are licensed; users and tokens are something else.
func licensedOwner(m match, r *reading) bool {
	holders := []string{"your tenant", "tenant", "organization", "org", "customer", "you", "your company", "site", "organisation", "tenants", "customers", "orgs", "subscriber"}
	before := strings.TrimSpace(m.before())
	about := slices.ContainsFunc(holders, func(h string) bool { return before == h || strings.HasSuffix(before, " "+h) })
	licence := m.has("on") || strings.Contains(m.text(), "licen") || strings.Contains(m.text(), "subscri")
	if !about || !licence {
		return false
	}
	return licensed(m, r)
}

// licensedTenant: who lacks the licence is refused, or all but those who have it.
func licensedTenant(m match, r *reading) bool {
	lacks := strings.Contains(m.words("lacks"), "not") || strings.Contains(m.words("lacks"), "lack") || strings.Contains(m.words("lacks"), "without")
	return lacks != strings.Contains(m.text(), " unless ") && !strings.Contains(m.sentence(), "omitted") && licensed(m, r)
}

// licensedProduct: what must be on is a product or feature by its own words, or by what else is said.
func licensedProduct(m match, r *reading) bool {
	words := m.text()
	after := m.after()
	if strings.HasPrefix(after, " for the tenant") || strings.HasPrefix(after, " for the org") || strings.HasPrefix(after, " in the tenant") {
		return licensed(m, r)
	}
	for _, sign := range productWords {
		if strings.Contains(words, sign) {
			return !strings.Contains(after, "as one of the source") && licensed(m, r)
		}
	}
	return false
}

// licensedSwitch: what refuses calls when it is off must be on; when it is on, it is no licence.
func licensedSwitch(m match, r *reading) bool {
	off := []string{"disabled", "off", "switched off", "turned off", "inactive", "missing", "absent", "not enabled", "not licensed", "not on", "not active"}
	isOff := slices.Contains(off, m.words("state"))
	unless := strings.Contains(m.text(), "unless ")
	return isOff != unless && featureWord().MatchString(m.text()) && licensed(m, r)
}

var featureWord = lazy(`\b(?:feature|flag|product|module|setting|capability|licen[sc]e|licensed)\b`)
