package prose

import (
	"strings"

	"authcat/catalog"
)

// forOthers is a use of the operation for somebody else.
const forOthers = `(?:(?:for|of|on behalf of|about|from|to|belonging to|assigned to|made by) )?(?:(?:any )?(?:other|another) (?:users?|identit(?:y|ies)|people|persons?|employees?|callers?)|others\b|anyone else|somebody else|someone else|users other than|an identity other than)`

// exceptionRules read who needs no scope or level: before it is said of nobody.
var exceptionRules = []rule{
	{
		form:    `PERSON (?:(?:do|does|will|is|are) not (?:need|require|have to have)(?: to have)?|CAN [^<.]*?without(?: needing| having)?)(?: any)? WHO|WHO2 (?:is|are) not (?:needed|required|necessary) (?:by|for|from|of) PERSON2`,
		means:   orPerson,
		example: "Owners of the request do not need the scope idn:thing:read.",
		want:    []string{"scopes idn:thing:read", "widens scope idn:thing:read: person owner request"},
	}, {
		form:    `(?:CALLER )?(?:without|lacking|who lacks?|who (?:do|does) not have)(?: any)? WHO,? MUST be (?:DET )?PERSON`,
		means:   orPerson,
		example: "A user who lacks idn:thing:read must be the owner of the request.",
		want:    []string{"scopes idn:thing:read", "widens scope idn:thing:read: person owner request"},
	},
}

// alternativeRules read who else may call, and what else lets a caller in.
var alternativeRules = []rule{
	{
		form:    `WHO (?:(?:authority|level) )?REQUIRED[^.]*?` + forOthers + `|(?:for|to [a-z]+ [^.<]*?|when [^.<]*?|if [^.<]*?)` + forOthers + `[^.<]*?,? (?:CALLER )?(?:REQUIRES |MUST be |is )?(?P<who2><[AW]\d+>)(?: REQUIRED)?`,
		means:   neededForOthers,
		example: "A user with ORG_ADMIN is required to call this API to get a list of statuses for other users.",
		want:    []string{"ownership without level ORG_ADMIN: person self"},
	}, {
		form:    `the specified user ?\(WHO (?:is |are )?(?:required|needed|only)\)`,
		means:   neededForOthers,
		example: "This gets a count of work items belonging to either the specified user(admin required), or the current user.",
		want:    []string{"ownership without level ORG_ADMIN: person self"},
	}, {
		form:    `WHO (?:CAN (?:also|additionally)|(?:also|additionally) CAN|(?:is|are) also (?:allowed|permitted|able|entitled|authori[sz]ed) to) (?:be used to )?REST`,
		means:   alsoAnyones,
		example: "A user with ORG_ADMIN authority can also request to revoke access from anyone.",
		want:    []string{"widens level ORG_ADMIN: person anyone"},
	}, {
		form:    `\b(?:while|whereas|but) [^<.]*?WHO CAN (?:view|see|read|get|list|access|manage|change|cancel) REST`,
		means:   alsoAnyones,
		example: "This parameter allows users to view their own requests, while administrators can view all requests within the tenant.",
		want:    []string{"widens level ORG_ADMIN: person anyone"},
	}, {
		form:    `WHO CAN be used (?:to|for) REST`,
		means:   usedForAnyones,
		example: "A token with [API authority](https://example.com) can be used to change **any** identity's password.",
		want:    []string{"levels API", "widens level API: person anyone"},
	}, {
		form:    `PERSON (?:CAN also|(?:is|are) also (?:allowed|permitted|authori[sz]ed|entitled|able) to|(?:is|are) (?:always|likewise|equally) (?:allowed|permitted|entitled|authori[sz]ed)|CAN always|also CAN|CAN additionally|CAN (?:\w+ ){1,4}(?:too|as well)|(?:has|have) access (?:too|as well))\b`,
		means:   personToo,
		example: "Reviewers for this certification can also call this API.",
		want:    []string{"widens all: person reviewer certification"},
	}, {
		form:    `(?:also|additionally) (?:CAN )?(?:be )?(?:open|available|accessible|allowed|callable|usable|called|used|permitted|granted)(?: to| by| for) PERSON|(?:is|are) (?:also|likewise) (?:open|available|accessible|allowed|permitted)(?: to| by| for) PERSON2|(?:^|… ?)(?:additionally|in addition|also|moreover), (?P<person3><P\d+>) CAN`,
		means:   personToo,
		example: "This is also open to the reviewers of the certification.",
		want:    []string{"widens all: person reviewer certification"},
	}, {
		form:    `REQUIRES WHO(?:,? or (?:else )?(?:(?:that|for) )?|,? unless (?:they |he or she |it )?)(?:CALLER )?(?:to be |MUST be |be |is |are |being )(?:DET )?PERSON`,
		means:   orPerson,
		example: "Requires role context of `idn:nesr:read` or the user must be an account manager of the source.",
		want:    []string{"scopes idn:nesr:read", "widens scope idn:nesr:read: person account-manager source"},
	}, {
		form:    `WHO REQUIRED(?:,? or (?:else )?|,? unless )(?:they |CALLER )(?:MUST be |is |are )(?:DET )?PERSON`,
		means:   orPerson,
		example: "The scope idn:thing:read is required unless the caller is the owner of the request.",
		want:    []string{"scopes idn:thing:read", "widens scope idn:thing:read: person owner request"},
	}, {
		form:    `REQUIRES WHO,? except (?:for|from|by|to) PERSON`,
		means:   orPerson,
		example: "Requires idn:thing:read, except for owners of the request.",
		want:    []string{"scopes idn:thing:read", "widens scope idn:thing:read: person owner request"},
	}, {
		form:    `CALLER (?:MUST )?(?P<deed>owns?|manages?|administers?) (?:(?:the|that|this|an?) )?(?P<object>OBJECT) or (?:else )?(?:must )?(?:ha(?:s|ve)|hold|be) WHO|(?:has|have|holds?) WHO3 or (?P<deed3>owns?|manages?|administers?) (?:(?:the|that|this|an?) )?(?P<object3>OBJECT)|WHO2 REQUIRED(?:,? or (?:else )?|,? unless )(?:they |CALLER )(?:MUST )?(?P<deed2>owns?|manages?|administers?) (?:(?:the|that|this|an?) )?(?P<object2>OBJECT)`,
		means:   orDeed,
		example: "The user must own the source or have the role context of idn:nesr:create.",
		want:    []string{"scopes idn:nesr:create", "widens scope idn:nesr:create: person owner source"},
	}, {
		form:    `REQUIRES WHO(?:,? or (?:else )?(?:(?:that|for) )?|,? unless (?:they |he or she |it )?)(?:CALLER )?(?:MUST |to )?(?P<deed>owns?|manages?|administers?|ownership of|reviews?)\b(?: of)?(?: (?:the|that|this|an?))? (?P<object>OBJECT)`,
		means:   orDeed,
		example: "Requires role context of `idn:nesr:create` or the user must own the source.",
		want:    []string{"scopes idn:nesr:create", "widens scope idn:nesr:create: person owner source"},
	}, {
		form:    `(?:has|have|holds?|with|having) WHO,? or (?:is|are|being|else is) PERSON|YOU MUST be PERSON2 or (?:else )?(?:must )?(?:have|hold|be|has|holds) WHO2`,
		means:   orPerson,
		example: "Access is allowed if the caller has the read scope (`idn:sod-violation:read`) or is an owner of the violation.",
		want:    []string{"scopes idn:sod-violation:read", "widens scope idn:sod-violation:read: person owner violation"},
	}, {
		form:    `(?:has|have|holds?|with|having) WHO,? in (?:which|this|that) case REST`,
		means:   caseOfAnyone,
		example: "The user has the role context of `idn:nesr:read`, in which case they can get any approval.",
		want:    []string{"scopes idn:nesr:read", "widens scope idn:nesr:read: person anyone"},
	}, {
		form:    `\b(?:if|when|where) CALLER (?:has|have|holds?) WHO,? (?:then )?(?P<rest>(?:he or she|they|CALLER|it) CAN .*)`,
		means:   caseOfAnyone,
		example: "If the user has the role context of `idn:nesr:read`, he or she may request a list of sources of any account manager.",
		want:    []string{"scopes idn:nesr:read", "widens scope idn:nesr:read: person anyone"},
	}, {
		form:    `(?:with )?WHO,? (?:(?:CALLER )?CAN|(?:lets|allows|permits|enables) CALLER(?: to)?) (?:view|see|read|get|list|access|manage|request|change|cancel|delete) REST`,
		means:   scopeForAnyone,
		example: "Users with the idn:nesr:read scope can read any approval.",
		want:    []string{"scopes idn:nesr:read", "widens scope idn:nesr:read: person anyone"},
	}, {
		form:    `CALLER is WHO, in (?:which|this|that) case (?:he or she|they|the CALLER|it) CAN REST`,
		means:   both(requireWho, caseOfLevel),
		example: "1. The current user is the Org Admin, in which case he or she may request a summary of all approval requests.",
		want:    []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person anyone"},
	}, {
		form:    `MUST have WHO (?:or|and) (?:target )?role[- ]context access(?: to (?:the )?(?:target )?(?P<object>OBJECT))?(?: \((?P<list><W\d+>|<A\d+>)\))?`,
		means:   roleContext,
		example: "Callers must have the `idn:machine-identity-lifecycle-action:manage` scope or role-context access to the target machine identity (organization admin, source admin, scoped source sub-admin, or effective owner).",
		want: []string{"levels ORG_ADMIN SOURCE_ADMIN SOURCE_SUBADMIN", "scopes idn:machine-identity-lifecycle-action:manage",
			"widens scope idn:machine-identity-lifecycle-action:manage: level ORG_ADMIN SOURCE_ADMIN SOURCE_SUBADMIN",
			"widens scope idn:machine-identity-lifecycle-action:manage: person owner machine-identity"},
	},
}

// neededForOthers: without the level callers are left with what is theirs.
func neededForOthers(m match, r *reading) bool {
	who := m.who("who")
	if !m.has("who") {
		who = m.who("who2")
	}
	return r.neededForOthers(who)
}

func (r *reading) neededForOthers(who mention) bool {
	subject, ok := subjectOf(who)
	if !ok || len(who.levels) == 0 {
		return false
	}
	subject.Without = true
	r.add(catalog.Condition{Kind: catalog.Ownership, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonSelf}})
	return true
}

// alsoAnyones: the holders may go beyond what is theirs.
func alsoAnyones(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	if rest := m.words("rest"); !ok || !anyone().MatchString(rest) && !others().MatchString(rest) && !anyObject().MatchString(rest) {
		return false
	}
	r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonAnyone}})
	return true
}

func usedForAnyones(m match, r *reading) bool {
	who := m.who("who")
	subject, ok := subjectOf(who)
	if !ok || !anyone().MatchString(m.words("rest")) && !others().MatchString(m.words("rest")) {
		return false
	}
	r.prose.Levels = append(r.prose.Levels, who.levels...)
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonAnyone}})
	return true
}

// personToo: persons may call besides those who hold a level.
func personToo(m match, r *reading) bool {
	who := m.who("person")
	if !m.has("person") {
		who = m.who("person2")
	}
	if m.has("person3") {
		who = m.who("person3")
	}
	if len(who.levels)+len(who.scopes) > 0 {
		return false
	}
	r.widen(catalog.Subject{Type: catalog.OnAll}, who.persons)
	return true
}

func (r *reading) widen(subject catalog.Subject, persons []person) {
	for _, p := range persons {
		r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject, Asks: catalog.Ask{Person: p.Person, Object: p.object}})
	}
}

// orPerson: a scope or level is required, or to be somebody.
func orPerson(m match, r *reading) bool {
	who := m.whoever()
	subject, ok := subjectOf(who)
	persons := append(m.who("person").persons, m.who("person2").persons...)
	if !ok || len(persons) == 0 {
		return false
	}
	r.prose.Levels = append(r.prose.Levels, who.levels...)
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.widen(subject, persons)
	return true
}

func orDeed(m match, r *reading) bool {
	who := m.whoever()
	subject, ok := subjectOf(who)
	if !ok {
		return false
	}
	r.prose.Levels = append(r.prose.Levels, who.levels...)
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	p := person{personOfDeed(m.words("deed") + m.words("deed2") + m.words("deed3")), singular(m.words("object") + m.words("object2") + m.words("object3"))}
	if p.Person == catalog.PersonOwner && p.object == "approval" && len(who.levels) > 0 {
		r.prose.Levels = append(r.prose.Levels, catalog.LevelApprovalOwner)
	}
	r.widen(subject, []person{p})
	return true
}

func personOfDeed(deed string) catalog.Person {
	switch deed[0] {
	case 'm':
		return catalog.PersonManager
	case 'a':
		return catalog.PersonAdministrator
	case 'r':
		return catalog.PersonReviewer
	default:
		return catalog.PersonOwner
	}
}

// scopeForAnyone: "users with the scope can read any approval".
func scopeForAnyone(m match, r *reading) bool {
	rest := m.words("rest")
	return (anyone().MatchString(rest) || others().MatchString(rest) || anyObject().MatchString(rest)) && caseOfAnyone(m, r)
}

var anyObject = lazy(`\b(?:any|all|every)(?: of the)? ` + objects())

// caseOfAnyone: a scope opens more than what is the caller's own.
func caseOfAnyone(m match, r *reading) bool {
	who := m.who("who")
	subject, ok := subjectOf(who)
	if !ok || len(who.levels) > 0 {
		return false
	}
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonAnyone}})
	return true
}

func caseOfLevel(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	if ok {
		r.add(catalog.Condition{Kind: catalog.Widens, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonAnyone}})
	}
	return ok
}

// roleContext: what a user is to the object stands in for a scope, or is needed beside it.
func roleContext(m match, r *reading) bool {
	who, list := m.who("who"), m.who("list")
	subject, ok := subjectOf(who)
	if !ok || len(who.levels) > 0 {
		return false
	}
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.prose.Levels = append(r.prose.Levels, list.levels...)
	kind := catalog.Widens
	if strings.Contains(m.text(), " and role") || strings.Contains(m.text(), " and target") {
		kind = catalog.Narrows
	}
	object := singular(m.words("object"))
	if len(list.levels) > 0 {
		r.add(catalog.Condition{Kind: kind, Applies: subject, Asks: catalog.Ask{Levels: list.levels}})
	}
	for _, p := range list.persons {
		r.add(catalog.Condition{Kind: kind, Applies: subject, Asks: catalog.Ask{Person: p.Person, Object: object}})
	}
	if len(list.levels)+len(list.persons) == 0 {
		r.add(catalog.Condition{Kind: kind, Applies: subject, Asks: catalog.Ask{Person: catalog.PersonAdministrator, Object: object}})
	}
	return true
}
