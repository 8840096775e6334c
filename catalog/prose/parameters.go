package prose

import (
	"strings"

	"authcat/catalog"
)

// parameterRules read what may be passed as a parameter by whom, and what a
// value of it takes.
var parameterRules = []rule{
	{
		form:    `(?P<value>(?:must|has to|have to|should|needs to) (?:match|be|equal|correspond to|contain|refer to) [^.]*?),? (?:unless|except (?:if|when|where|for)|if not) (?:(?:they|the|it|he or she|you|caller|user|callers|users|calling|current|who|that|is|are|has|have|holds?|by|called|made|requester) )*WHO`,
		means:   valueUnless,
		example: "`approverId` must match the calling user's identity ID unless they are an admin.",
		want:    []string{"parameter without level ORG_ADMIN: parameter approverId me"},
	}, {
		form:    `if (?:the )?(?:CALLER (?:is|has|holds) )WHO (?:but|and) (?:fails to|does not|do not) (?:pass|send|give|supply|provide|specify) (?:a valid value for |a value for )?(?:this parameter|it|one|(?:the )?<N\d+>)[^.]*(?:403|forbidden|refused|rejected|denied|fails)`,
		means:   mustPass,
		example: "If the current user is a SOURCE_SUBADMIN but fails to pass a valid value for the `for-subadmin` parameter, a 403 Forbidden is returned.",
		want:    []string{"parameter level SOURCE_SUBADMIN: parameter for-subadmin me"},
	}, {
		form:    `WHO (?:(?:who|that) )?(?:passes no|passes an invalid|does not pass|fails to pass|sends no)[^.]*?<N\d+>[^.]*(?:403|forbidden|refused|rejected|denied)`,
		means:   mustPass,
		example: "A SOURCE_SUBADMIN who passes no valid value for `for-subadmin` gets a 403.",
		want:    []string{"parameter level SOURCE_SUBADMIN: parameter for-subadmin me"},
	}, {
		form:    `WHO MUST (?:always )?(?:pass|set|provide|specify|use|give|supply|send) REST`,
		means:   ownOnly,
		example: "SOURCE_SUBADMIN users must pass their own id as `for-subadmin`.",
		want:    []string{"parameter level SOURCE_SUBADMIN: parameter for-subadmin me"},
	}, {
		form:    `\bunless (?:(?:they|CALLER) (?:are|is|has|have) )?WHO, (?P<value><N\d+> MUST (?:be|match|equal) .*)`,
		means:   valueUnless,
		example: "Unless you are an ORG_ADMIN, `owner-id` must be *me* or your own id.",
		want:    []string{"parameter without level ORG_ADMIN: parameter owner-id me"},
	}, {
		form:    `\bif CALLER (?:is not|is no|are not|are no|lacks|does not have) WHO, (?P<value><N\d+> MUST (?:be|match|equal) .*)`,
		means:   valueUnless,
		example: "If the caller is not an ORG_ADMIN, `owner-id` has to be the caller's own id.",
		want:    []string{"parameter without level ORG_ADMIN: parameter owner-id me"},
	}, {
		form:    `\bonly WHO CAN (?:pass|use|specify|set|give|provide) (?:(?:(?:an?|the|value|values|of|for) )*<N\d+> (?P<value>(?:other than|that (?:is|are) not|besides) .*)|(?P<others>[^<.]*(?:another|other|somebody else|someone else|anyone else)[^<.]*)<N\d+>)`,
		means:   valueUnless,
		example: "Only ORG_ADMINs may pass an `owner-id` other than their own.",
		want:    []string{"parameter without level ORG_ADMIN: parameter owner-id me"},
	}, {
		form:    `WHO (?P<also>also )?CAN (?P<also2>also )?(?:call|use|pass|specify|fetch|query|request|list|see|get|view|read|retrieve|give|search|supply|set)[^.]*? (?P<any>(?:any|every|each|all)(?:one)?\b[^.]*)`,
		means:   anyValue,
		example: "ORG_ADMIN users can call this with any identity ID value of `owner-id`.",
		want:    []string{"parameter level ORG_ADMIN: parameter owner-id any"},
	}, {
		form:    `\bfilter(?:s|ed)? [^.]*?(?:visible to|administered by|managed by|seen by|what) (?:the )?(?:(?:indicated|specified|given|named|current) )*WHO`,
		means:   mayPass,
		example: "`for-subadmin`: filters the returned list according to what is visible to the indicated ROLE_SUBADMIN identity.",
		want:    []string{"parameter level ROLE_SUBADMIN: parameter for-subadmin"},
	}, {
		form:    `\bfilters? [^.]*?for the (?:identity|user) [^.]*?(?:which|that|who) is (?:the id of )?WHO`,
		means:   mayPass,
		example: "Filter the list of sources for the identity specified by `for-subadmin`, which is the id of an identity with the role SOURCE_SUBADMIN.",
		want:    []string{"parameter level SOURCE_SUBADMIN: parameter for-subadmin"},
	}, {
		form:    `(?:if|when|where)(?: the)?(?: value is| parameter is| it is| <N\d+> is)? ME(?: is (?:passed|given|used|specified|set))?(?: (?:as|for|in) (?:the )?(?:value of )?<N\d+>)?,? (?:then )?(?:CALLER )(?:REQUIRES|has|have)[^<]*?WHO`,
		means:   valueTakes(catalog.ValueMe),
		example: "If `me` is passed as `owner-id`, the caller should have the right 'idn:my-tokens:read'.",
		want:    []string{"scopes idn:my-tokens:read", "parameter parameter owner-id me: scope idn:my-tokens:read"},
	}, {
		form:    `(?:if|when|where) (?P<value>[^.]*?(?:omitted|left out|absent|missing|not (?:given|set|passed|used|provided|specified|present)|empty|an? (?:actual|real|other|external) [\w ]*id|another (?:user|identity)[^,]*)[^,.]*),? (?:[^.]*, )?(?:but |then )?(?:CALLER )(?:REQUIRES|MUST [^<]{0,20})[^<.]*?WHO`,
		means:   valueTakes(""),
		example: "If the `owner-id` query parameter is omitted, all tokens are retrieved, but the caller must have the 'idn:all-tokens:read' right.",
		want:    []string{"scopes idn:all-tokens:read", "parameter parameter owner-id omitted: scope idn:all-tokens:read"},
	}, {
		form:    `\bif (?:the )?CALLER (?:has|have|holds?) (?:the )?(?:following )?AUTHORITY,? (?:then )?[^:<]*<N\d+>[^:<]*: ?WHO`,
		means:   opensMore,
		example: "If the caller has the following right, then managed tokens of `owner-id` will be retrieved: 'idn:managed-tokens:read'",
		want:    []string{"scopes idn:managed-tokens:read", "widens scope idn:managed-tokens:read"},
	}, {
		form:    `(?:if|when|where) CALLER (?:is|are|owns|acts as) PERSON,? REST`,
		means:   personPasses,
		example: "If the current user is an account manager, the user should provide 'me' as the `requested-for` value.",
		want:    []string{"parameter parameter requested-for me: person account-manager"},
	}, {
		form:    `CALLER (?:is|are|acts as) PERSON, in (?:which|this|that) case REST`,
		means:   personPasses,
		example: "The current user is an approver, in which case \"me\" should be provided as the `requested-for` value.",
		want:    []string{"parameter parameter requested-for me: person approver"},
	}, {
		form:    `PERSON (?:MUST|CAN) (?:pass|provide|use|give|set|specify|supply) REST`,
		means:   personPasses,
		example: "Approvers should pass `me` as `requested-for`.",
		want:    []string{"parameter parameter requested-for me: person approver"},
	},
}

var (
	own     = lazy("(?:\\bme\\b|`me`)|(?:their|his or her|your|its|one 's|the (?:caller|user|calling user|calling identity|current user|requester|logged-in user) 's)(?: own)? (?:identity )?(?:id|identity)|own (?:identity )?id|\\b(?:their|your|its|his or her) own\\b|\\bid of the (?:calling|current) (?:user|identity)|\\bid of the caller|calling user 's|themselves")
	anyone  = lazy(`\b(?:any|every|each) (?:\w+ )?(?:identity|user|owner|value|id|one|person|requester|approver)|any identity id|anyone|everyone|all (?:the )?(?:\w+ ){0,2}(?:in|of|across|within) (?:the|your|an?) (?:org|tenant|organization)|all (?:identities|users)`)
	others  = lazy(`\b(?:(?:an? )?(?:other|another) (?:users?|identit(?:y|ies)|persons?|owners?|people)|others|someone else|somebody else|anyone else|on behalf of (?:others?|another|any|an?|someone|somebody|anyone))\b`)
	omitted = lazy(`omitted|left out|absent|missing|not (?:given|set|passed|used|provided|specified|present)|empty`)
)

// parameterNamed is the parameter that a match is about: the one whose
// description it is, or the first that it names.
func parameterNamed(m match, r *reading) string {
	if r.parameter != "" {
		return r.parameter
	}
	for _, mark := range anyMark().FindAllString(m.s.text, -1) {
		if strings.HasPrefix(mark, "<N") {
			return strings.Trim(m.s.of(mark).words, "`")
		}
	}
	return ""
}

// passing are the verbs for giving a parameter a value.
var passing = lazy(`\b(?:specify|pass|provide|use|give|set|send|supply|call|enter|name)\b`)

// ownValue reads that only the caller's own value may be passed.
func ownValue(m match, r *reading, words string) (catalog.Ask, bool) {
	name := parameterNamed(m, r)
	if name == "" || !passing().MatchString(words) || !own().MatchString(words) {
		return catalog.Ask{}, false
	}
	return catalog.Ask{Parameter: name, Value: catalog.ValueMe}, true
}

func valueUnless(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	name := parameterNamed(m, r)
	if !ok || name == "" || !own().MatchString(m.words("value")) && !m.has("others") {
		return false
	}
	subject.Without = true
	r.add(catalog.Condition{Kind: catalog.ByParameter, Applies: subject, Asks: catalog.Ask{Parameter: name, Value: catalog.ValueMe}})
	return true
}

// mustPass: who has a level must pass the own id.
func mustPass(m match, r *reading) bool { return r.passes(m, catalog.ValueMe) }

// mayPass: a parameter names somebody with a level, whose view is given.
func mayPass(m match, r *reading) bool { return r.passes(m, "") }

func (r *reading) passes(m match, value string) bool {
	subject, ok := subjectOf(m.who("who"))
	name := parameterNamed(m, r)
	if !ok || name == "" || len(m.who("who").levels) == 0 {
		return false
	}
	r.add(catalog.Condition{Kind: catalog.ByParameter, Applies: subject, Asks: catalog.Ask{Parameter: name, Value: value}})
	return true
}

// ownOnly: holders of a level must pass their own id.
func ownOnly(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	asks, own := ownValue(m, r, "pass "+m.words("rest"))
	if !ok || !own || withoutBefore().MatchString(m.before()) {
		return false
	}
	r.add(catalog.Condition{Kind: catalog.ByParameter, Applies: subject, Asks: asks})
	return true
}

// anyValue: holders of a level may pass anybody's id, or leave the parameter out.
func anyValue(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	if !ok || !anyone().MatchString(m.words("any")) {
		return false
	}
	name := parameterNamed(m, r)
	if name == "" {
		return false
	}
	ask := catalog.Ask{Parameter: name, Value: catalog.ValueAny}
	if omitted().MatchString(m.words("any") + m.after()) {
		ask.Value = catalog.ValueOmitted
	}
	r.add(catalog.Condition{Kind: catalog.ByParameter, Applies: subject, Asks: ask})
	return true
}

// valueTakes makes a meaning of a value that takes a scope or level; "" is read off the words.
func valueTakes(value string) func(match, *reading) bool {
	return func(m match, r *reading) bool {
		name := parameterNamed(m, r)
		who := m.who("who")
		if name == "" || len(who.persons) > 0 {
			return false
		}
		values := []string{value}
		if value == "" {
			values = valuesIn(m.words("value"))
		}
		for _, v := range values {
			r.takes(name, v, who)
		}
		return true
	}
}

func valuesIn(words string) []string {
	var values []string
	if omitted().MatchString(words) {
		values = append(values, catalog.ValueOmitted)
	}
	if strings.Contains(words, "actual") || strings.Contains(words, "real ") || strings.Contains(words, "external") || strings.Contains(words, "other") {
		values = append(values, catalog.ValueOther)
	}
	return values
}

// takes adds what calls with a value of a parameter need.
func (r *reading) takes(parameter, value string, who mention) bool {
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.add(catalog.Condition{
		Kind:    catalog.ByParameter,
		Applies: catalog.Subject{Type: catalog.OnParameter, Names: []string{parameter}, Value: value},
		Asks:    catalog.Ask{Levels: who.levels, Scopes: who.scopes, All: who.both},
	})
	return true
}

// opensMore: a scope opens what the call leaves out without it.
func opensMore(m match, r *reading) bool {
	who := m.who("who")
	subject, ok := subjectOf(who)
	if ok {
		r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
		r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject})
	}
	return ok
}

// passesMe is the value "me" for a parameter.
var passesMe = lazy("`me`[^<.]{0,40}(?:as|for|in) (?:the )?(<N\\d+>)|(<N\\d+>)[^<.]{0,20}(?:to|=) `?me`?")

// personPasses: somebody calls for what is theirs by passing "me".
func personPasses(m match, r *reading) bool {
	found := passesMe().FindStringSubmatch(m.group("rest"))
	persons := m.who("person").persons
	if found == nil || len(persons) == 0 {
		return false
	}
	name := strings.Trim(m.s.words(found[1]+found[2]), "` ")
	for _, p := range persons {
		r.add(catalog.Condition{
			Kind:    catalog.ByParameter,
			Applies: catalog.Subject{Type: catalog.OnParameter, Names: []string{name}, Value: catalog.ValueMe},
			Asks:    catalog.Ask{Person: p.Person, Object: p.object},
		})
	}
	return true
}
