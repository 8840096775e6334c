package prose

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// requirementRules read which levels and scopes are needed, and what may stand
// in for them.
var requirementRules = []rule{
	{
		form:    `REQUIRES all (?:of )?the (?:listed )?scopes(?: listed)?\b|(?:all|every one)(?: of)?(?: the)? (?:listed scopes|scopes (?:that are )?listed)(?: (?:here|below|above))? REQUIRED`,
		means:   allScopes,
		example: ">**Note:** To use this endpoint, you need all the listed scopes.",
		want:    []string{"all scopes"},
	}, {
		form:    `<E\d+>[^.]*?(?:,? but|;|,? though|,? yet) (?:(?:it|you|they|will|can|may) )*(?:only|(?:returns|sees?|gets?|receives?) only) REST`,
		means:   ownResults,
		example: "Any authenticated token can call this API, but only certifications you are authorized to review will be returned.",
		want:    []string{"levels ANY", "narrows all: person reviewer certification"},
	}, {
		form:    `<E\d+>,? CAN (?:be used to )?REST`,
		means:   anyLevel,
		example: "Any user with any user level can get the status of their own access requests.",
		want:    []string{"levels ANY", "ownership level ANY: person owner access-request"},
	}, {
		form:    `(?:can|may) be (?:called|used|invoked) (?:by|with) <E\d+>|(?:open|available|accessible) to <E\d+>|<E\d+> (?:will do|is accepted|are accepted|works|suffices)`,
		means:   anyLevel,
		example: "This endpoint is open to every authenticated user.",
		want:    []string{"levels ANY"},
	}, {
		form:    `(?:authori[sz]ed|allowed|permitted) (?:callers?|users?)(?: (?:for|to do) this)? (?:are|is|must be) WHO|CALLER who are (?:authori[sz]ed|allowed|permitted) to (?:call|do|use) [^<.]{1,20} are WHO2`,
		means:   requireWho,
		example: "Authorized callers are ORG_ADMINs and CERT_ADMINs.",
		want:    []string{"levels CERT_ADMIN ORG_ADMIN"},
	}, {
		form:    `(?:in addition to|besides|apart from|along with|next to) (?:the )?WHO,? (?:CAN|MUST)`,
		means:   requireWho,
		example: "In addition to users with ORG_ADMIN, any user who originally submitted the access request may cancel it.",
		want:    []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person requester access-request"},
	}, {
		form:    `WHO,? (?:or (?:an? )?higher )?(?:and (?:the |an? )?(?:appropriate|matching|right|proper) [a-z ]+ )?REQUIRED`,
		means:   requireWho,
		example: "A token with API, ORG_ADMIN authority is required to call this API.",
		want:    []string{"levels API ORG_ADMIN"},
	}, {
		form:    `WHO MUST be (?:used|presented|supplied|sent|provided|passed|shown|attached|given)\b`,
		means:   requireWho,
		example: "A token with ORG_ADMIN authority must be used to call this API.",
		want:    []string{"levels ORG_ADMIN"},
	}, {
		form:    `following (?:AUTHORITY) (?:is|are) (?:required|needed|necessary)[^<:]*: ?WHO`,
		means:   requireWho,
		example: "The following rights are required to access this endpoint: idn:multihosts:delete, idn:sources:delete",
		want:    []string{"scopes idn:multihosts:delete idn:sources:delete"},
	}, {
		form:    `AUTHORITY (?:is |are )?(?:required|needed|necessary)[^<:.]{0,40}: ?WHO`,
		means:   requireWho,
		example: "Scope needed for the call: idn:thing:read.",
		want:    []string{"scopes idn:thing:read"},
	}, {
		form:    `(?:REQUIRES|(?:level|role|authority|scope)s? must be)(?: that)?(?: (?:the|any|one of|following|caller|user|token|valid|at least|has|have|holds?|is|of|by))*:? WHO(?:,? (?:and|plus|as well as)(?: also)? WHO2)?`,
		means:   requireHad,
		example: "You must have a token with API, ORG_ADMIN, ROLE_ADMIN, or ROLE_SUBADMIN authority to call this API.",
		want:    []string{"levels API ORG_ADMIN ROLE_ADMIN ROLE_SUBADMIN"},
	}, {
		form:    `(?:authorized |allowed |permitted )?CALLER MUST be (?:either )?(?:DET )?WHO`,
		means:   requireWho,
		example: "Authorized callers must be an ORG_ADMIN or a CERT_ADMIN.",
		want:    []string{"levels CERT_ADMIN ORG_ADMIN"},
	}, {
		form:    `(?:accessible|available|restricted|limited|reserved|open|visible|permitted|allowed|callable|usable|exclusive|granted|confined|meant)(?: only| exclusively| solely| just)?(?: to| for| by)(?: only)?(?: (?:use by|those|callers who are|users who are))* WHO`,
		means:   requireWho,
		example: "Accessible to work-item Owner, ORG_ADMIN, REPORT_ADMIN.",
		want:    []string{"levels ORG_ADMIN REPORT_ADMIN", "widens level ORG_ADMIN REPORT_ADMIN: person owner work-item"},
	}, {
		form:    `(?:can|may|must|should|is to|has to|will) (?:only )?be (?:\w+ly )?(?:called|used|invoked|run|executed|performed|made|accessed|reached|sent|done|requested|cancel+ed|approved|reassigned|completed|updated|deleted|created|changed|viewed|read|set)(?: only| exclusively)? (?:by|with|from|through|under)(?: (?:only|its|their))* WHO`,
		means:   requireWho,
		example: "It can only be called by an ORG_ADMIN or a HELPDESK user.",
		want:    []string{"levels HELPDESK ORG_ADMIN"},
	}, {
		form:    `\b(?:only|solely|exclusively|(?:none|no one|nobody) (?:but|except|other than)|just) (?:those )?WHO,? (?:(?:is|are) (?:\w+ )?(?:allowed|permitted|authori[sz]ed|able|entitled|accepted|let|admitted|granted)|CAN|has access|have access|(?:is|are) the ones|will do|works?|(?:is|are) good|passes|pass|gets? through|opens?)`,
		means:   requireWho,
		example: "Only the owner of the approval and ORG_ADMIN users are allowed to perform this action.",
		want:    []string{"levels APPROVAL_OWNER ORG_ADMIN", "widens level ORG_ADMIN: person owner approval"},
	}, {
		form:    `WHO (?:only|exclusively|CAN CALL OPERATION|(?:is|are) the only ones? (?:who|that) CAN)\b`,
		means:   requireWho,
		example: "Any user with user level ORG_ADMIN or scope idn:access-request-administration:read can access this endpoint.",
		want: []string{"levels ORG_ADMIN", "scopes idn:access-request-administration:read",
			"widens level ORG_ADMIN: scope idn:access-request-administration:read", "widens scope idn:access-request-administration:read: level ORG_ADMIN"},
	}, {
		form:    `(?:without|lacking|who lacks?) (?:any )?WHO (?:(?:is|are|will be) (?:refused|rejected|denied|forbidden|not accepted|turned away)|(?:gets?|receives?) (?:an? )?(?:http )?403|(?:fails?|can not call))`,
		means:   requireWho,
		example: "Calls without the scope idn:thing:read are refused.",
		want:    []string{"scopes idn:thing:read"},
	}, {
		form:    `MUST (?:belong to|have been (?:granted|assigned|given)|come from|be (?:that of|owned by)) (?:one of )?WHO`,
		means:   requireWho,
		example: "Tokens must belong to an ORG_ADMIN.",
		want:    []string{"levels ORG_ADMIN"},
	}, {
		form:    `WHO CAN\b`,
		means:   requireEither,
		example: `ORG_ADMIN or users with rights "idn:access-request-administration:write" can approve the access requests in bulk.`,
		want: []string{"levels ORG_ADMIN", "scopes idn:access-request-administration:write",
			"widens level ORG_ADMIN: scope idn:access-request-administration:write", "widens scope idn:access-request-administration:write: level ORG_ADMIN"},
	}, {
		form:    `WHO MUST (?:make|send|submit|issue|do|perform|initiate) (?:this|the|these|such)`,
		means:   requireWho,
		example: "Either an admin, or the owning/current user must make this request.",
		want:    []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person owner"},
	}, {
		form:    `(?:^|…)(?:(?:minimum|required|needed|allowed|accepted|permitted) )?WHO`,
		means:   requireLabelled,
		example: "**User level:** POLICY_ADMIN (policy administrator).",
		want:    []string{"levels POLICY_ADMIN"},
	}, {
		form:    `(?:security|authorization) scopes?(?: of)?:?$|(?:^|[.!?…] ?)required to call this api\b`,
		means:   broken,
		example: "Request requires a security scope of:",
		want:    []string{"broken"},
	},
}

func allScopes(_ match, r *reading) bool {
	r.prose.AllScopes = true
	return true
}

func broken(m match, r *reading) bool {
	r.prose.Broken = true
	return true
}

// callsThis is a use of the operation, and not of something else.
var callsThis = lazy(`^(?:call|use|access|invoke|do|run|make|execute|perform|see|get)\b(?: \w+)? ?(?:this|the|it|these)?(?: \w+)?|^(?:call|use|do)\b`)

// anyLevel: what every user may do is the operation, or about what is theirs.
func anyLevel(m match, r *reading) bool {
	rest := m.text() + " " + m.after()
	person, object := relation(rest)
	if does := m.words("rest"); m.has("rest") && (strings.HasPrefix(does, "be ") || person == "" && !callsThis().MatchString(does)) {
		return false
	}
	r.prose.Levels = append(r.prose.Levels, catalog.LevelAny)
	asks := catalog.Ask{Person: person, Object: object}
	switch {
	case person == "":
	case strings.Contains(rest, " only "):
		r.add(catalog.Condition{Kind: catalog.Narrows, Asks: asks})
	default:
		r.add(catalog.Condition{Kind: catalog.Ownership, Applies: catalog.Subject{Type: catalog.OnLevel, Names: []string{catalog.LevelAny}}, Asks: asks})
	}
	return true
}

// requireHad: what must be had may be two things, a level and a scope.
func requireHad(m match, r *reading) bool {
	if !m.has("who2") {
		return requireWho(m, r)
	}
	first, second := m.who("who"), m.who("who2")
	if len(first.persons)+len(second.persons) > 0 || inSomeCase(m) {
		return false
	}
	r.prose.Levels = slices.Concat(r.prose.Levels, first.levels, second.levels)
	r.prose.Scopes = slices.Concat(r.prose.Scopes, first.scopes, second.scopes)
	return true
}

// aboutCall is what a sentence has that speaks of calls: "admins" in others may be anybody.
var aboutCall = lazy(`\b(?:call(?:s|ed|er)?|api|endpoint|operation|action|requests?|do (?:this|so|it)|invoke[ds]?)\b`)

// requireWho adds levels and scopes that are needed. What is named beside them
// is an alternative: a person, or a scope in place of a level.
func requireWho(m match, r *reading) bool {
	who := m.whoever()
	if len(who.levels)+len(who.scopes) == 0 || who.loose && len(who.persons) == 0 && !aboutCall().MatchString(m.sentence()) {
		return false
	}
	levels, scopes := who.levels, who.scopes
	if parameter, value := caseOf(m); parameter != "" && len(who.persons) == 0 {
		return r.takes(parameter, value, who)
	}
	if inSomeCase(m) {
		return false
	}
	if len(who.persons)+len(scopes) == 0 && others().MatchString(m.sentence()) {
		if strings.Contains(m.s.text, "<N") {
			return false // about a parameter, in a way that is not known
		}
		return r.neededForOthers(who)
	}
	if r.parameter != "" && len(who.persons) == 0 && !who.either {
		return r.takes(r.parameter, r.lastCase, who)
	}
	r.prose.Levels = append(r.prose.Levels, levels...)
	r.prose.Scopes = append(r.prose.Scopes, scopes...)
	byLevel := catalog.Subject{Type: catalog.OnLevel, Names: levels}
	byScope := catalog.Subject{Type: catalog.OnScope, Names: scopes}
	if who.either {
		r.add(catalog.Condition{Kind: catalog.Widens, Applies: byLevel, Asks: catalog.Ask{Scopes: scopes}})
		r.add(catalog.Condition{Kind: catalog.Widens, Applies: byScope, Asks: catalog.Ask{Levels: levels}})
	}
	if len(levels) > 0 {
		r.widen(byLevel, who.persons)
	} else {
		r.widen(byScope, who.persons)
	}
	for _, p := range who.persons {
		if p.Person == catalog.PersonOwner && p.object == "approval" {
			r.prose.Levels = append(r.prose.Levels, catalog.LevelApprovalOwner)
		}
	}
	return true
}

// requireLabelled: "User level: POLICY_ADMIN" is a requirement, a bare name is none.
func requireLabelled(m match, r *reading) bool {
	return label().MatchString(m.words("who")) && requireWho(m, r)
}

var label = lazy(`^(?:(?:minimum|required|needed|allowed|accepted|permitted) )?(?:user |security |authorization )?(?:levels?|roles?|scopes?|rights?|permissions?|authorit(?:y|ies)): `)

// requireEither: that holders of a level can do something says that they need
// it only where a scope or being somebody would do as well.
func requireEither(m match, r *reading) bool {
	who := m.who("who")
	return (who.either || len(who.persons) > 0) && requireWho(m, r)
}
