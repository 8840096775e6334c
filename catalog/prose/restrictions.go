package prose

import (
	"strings"

	"authcat/catalog"
)

// only is how words bound what somebody may do.
const only = `(?:(?:can|may|could|is able to|are able to|is allowed to|are allowed to|is permitted to|are permitted to|will|must) only|only (?:can|may|works?|sees?|gets?|returns?|succeeds?|has access|have access|allows?|lets?|applies)|(?:is|are|will be|be) (?:only (?:able|allowed|permitted|authori[sz]ed|accepted|good|valid)|limited|restricted|confined|bound|scoped|constrained)|(?:sees?|gets?|receives?|reach(?:es)?|manages?|reads?|lists?|views?|succeeds?|works?|passes|returns?) only|(?:has|have) access only|(?:can|may) (?:\w+ ){1,6}only)`

// restrictionRules read what bounds those who hold a level or scope, and those who don't.
var restrictionRules = []rule{
	{
		form:    `(?:CALLER )?(?:without|lacking|missing|who (?:lack|do not have|does not have|are not|is not|have no|miss)|(?:that|which) (?:lack|lacks|do not have|does not have|is not|are not)|who is not|not (?:having|holding)|(?:if|when) CALLER (?:does not have|do not have|lacks?|has no|is not|is no|are not|are no)|unless CALLER (?:is|are|has|have)|unless|who (?:are|is) no(?:t)?|with no|other than|not in possession of) (?:any )?WHO,? (?:(?:to \w+ )?(?:[a-z]+ ){0,3}?)(?P<only>` + only + `|MUST|CAN still|still CAN|only)\b REST`,
		means:   restrictedWithout,
		example: "Callers without the `idn:sod-violation:manage` scope may only reassign violations they own.",
		want:    []string{"scopes idn:sod-violation:manage", "ownership without scope idn:sod-violation:manage: person owner violation"},
	}, {
		form:    `\bnon[- ]WHO(?: (?:users?|callers?|tokens?|identities))?,? (?:[a-z]+ ){0,3}?(?P<only>` + only + `|MUST)\b REST`,
		means:   restrictedWithout,
		example: "Non-ORG_ADMIN users can only view requests that they own.",
		want:    []string{"ownership without level ORG_ADMIN: person owner request"},
	}, {
		form:    `WHO,? (?:(?:additionally|also|however|therefore|you|they|callers?|the caller|the user) )?(?P<only>` + only + `)\b REST`,
		means:   restricted,
		example: "In addition, a token with ROLE_SUBADMIN authority may only call this API if all access profiles are associated to sources with management workgroups of which the ROLE_SUBADMIN is a member.",
		want:    []string{"narrows level ROLE_SUBADMIN: person administrator source"},
	}, {
		form:    `WHO (?:can|may|must|will|is|are|does|do)(?: not| never) REST`,
		means:   restrictedNot,
		example: "Additionally, a ROLE_SUBADMIN cannot create a dimension that includes an access profile linked to a source that the ROLE_SUBADMIN is not associated with.",
		want:    []string{"narrows level ROLE_SUBADMIN: person administrator source"},
	}, {
		form:    `WHO (?:(?:additionally|also|however) )?MUST (?:also |additionally )?(?P<be>be|own|have|administer|manage|belong)\b REST`,
		means:   restrictedBeing,
		example: "A user with `ROLE_SUBADMIN` or `SOURCE_SUBADMIN` authority must be associated with the access profile's source.",
		want:    []string{"narrows level ROLE_SUBADMIN SOURCE_SUBADMIN: person administrator source"},
	}, {
		form:    `\b(?:for|in (?:the )?case of|(?:if|when|where) (?:(?:the )?(?:caller|user|token|requester|current user|calling user) (?:is|has|holds)|called by|used by|made by|invoked by)|when (?:called|used|made|invoked) by|where (?:the )?(?:caller|user|token|current user) (?:is|has|holds)|as) (?:any )?WHO,? (?P<rest>only .*|(?:all |every |each |the |any |you |it |this |they )[^.]*\b(?:must|only|has to|have to|needs? to)\b.*)`,
		means:   restrictedCase,
		example: "For a ROLE_SUBADMIN, all access profiles must be on sources that they administer.",
		want:    []string{"narrows level ROLE_SUBADMIN: person administrator source"},
	},
}

// restricted adds that holders of a level or scope may call for a part only.
func restricted(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	rest := m.words("rest")
	person, _ := relation(rest)
	bound := person != "" || strings.Contains(subject.String(), "SUBADMIN")
	if !ok || !bound || person == "" && requirementAfterAll().MatchString(rest) || withoutBefore().MatchString(m.before()) {
		return false
	}
	r.narrow(subject, rest)
	return true
}

// withoutBefore turns who follows into those who are not meant.
var withoutBefore = lazy(`\b(?:without|lacking|lacks?|other than|no|not|non|except|unless|but|than)(?: \w+){0,2}[- ]$`)

// narrow adds that a subject is bound to what the words name.
func (r *reading) narrow(subject catalog.Subject, words string) {
	person, object := relation(words)
	if person == catalog.PersonOwner && object == "source" && strings.Contains(subject.String(), "SUBADMIN") {
		person = catalog.PersonAdministrator // a subadministrator's "own" sources are those that it administers
	}
	r.add(catalog.Condition{Kind: catalog.Narrows, Applies: subject, Asks: catalog.Ask{Person: person, Object: object}})
}

// requirementAfterAll is the rest of a sentence that asks for a token, and bounds nobody.
var requirementAfterAll = lazy(`^(?:be )?(?:used|presented|supplied|sent|provided|passed|shown|attached|given|required|needed|accepted)\b(?: (?:to call|for|with|here|in|on|by|as)|[.]?$)`)

// subjectOf makes a subject of a mention of levels or scopes alone.
func subjectOf(who mention) (catalog.Subject, bool) {
	switch {
	case len(who.persons) > 0 || who.either:
		return catalog.Subject{}, false
	case len(who.levels) > 0:
		return catalog.Subject{Type: catalog.OnLevel, Names: who.levels}, true
	case len(who.scopes) > 0:
		return catalog.Subject{Type: catalog.OnScope, Names: who.scopes}, true
	}
	return catalog.Subject{}, false
}

// restrictedNot: what a level must not do narrows it where it is about objects
// of somebody's; else it says what the level can't do at all, of which nothing follows.
func restrictedNot(m match, r *reading) bool {
	if person, _ := relation(m.words("rest")); person == "" {
		return false
	}
	return restricted(m, r)
}

// restrictedBeing: who "must be" something is bound where that is about objects.
func restrictedBeing(m match, r *reading) bool {
	rest := m.words("be") + " " + m.words("rest")
	person, _ := relation(rest)
	subject, ok := subjectOf(m.who("who"))
	if person == "" || !ok || requirementAfterAll().MatchString(rest) {
		return false
	}
	r.narrow(subject, rest)
	return true
}

func restrictedCase(m match, r *reading) bool {
	subject, ok := subjectOf(m.who("who"))
	if person, _ := relation(m.words("rest")); !ok || person == "" {
		return false
	}
	r.narrow(subject, m.words("rest"))
	return true
}

// restrictedWithout adds what callers may do who lack a level or scope.
func restrictedWithout(m match, r *reading) bool {
	who := m.who("who")
	subject, ok := subjectOf(who)
	if !ok {
		return false
	}
	subject.Without = true
	rest := m.words("rest")
	if asks, ok := ownValue(m, r, m.words("only")+" "+rest); ok {
		r.add(catalog.Condition{Kind: catalog.ByParameter, Applies: subject, Asks: asks})
		return true
	}
	person, object := relation(rest)
	if person == "" {
		return false
	}
	r.prose.Scopes = append(r.prose.Scopes, who.scopes...)
	r.add(catalog.Condition{Kind: catalog.Ownership, Applies: subject, Asks: catalog.Ask{Person: person, Object: object}})
	return true
}

// Ways of saying who the caller is to an object, without naming the person.
var relations = []struct {
	words pattern
	catalog.Person
}{
	// Sources are administered, by who is named or through a management workgroup.
	{lazy(`administ|access to|(?:their|his|its|your) (?:own )?sources?\b|associated?|workgroup|managed?s?\b|member|govern|responsible|in charge|control|oversee|looks? after|linked|tied|scoped`), catalog.PersonAdministrator},
	{lazy(`\b(?:themselves|themself|their own (?:behalf|identity|id|account|data|profile|password|record)|for (?:himself|herself|itself)|him or herself|(?:the )?calling (?:user|identity)|(?:the )?current(?:ly)?(?: authenticated| logged[- ]in)? (?:user|identity)|client id (?:of|behind|in) the (?:request|call|calling|current|access token|token))\b`), catalog.PersonSelf},
	{lazy(`\b(?:(?:they|he or she|it|the (?:caller|user|owner)|you|he|she) (?:itself )?(?:owns?|is the owner)|(?:is|are|be) (?:the )?owners? of|owned by|own(?:s|ing)? (?:the|that|this)|(?:their|his or her|its|your|one 's|his) own|of their own|belong(?:s|ing)? to (?:them|it|him|her|the (?:caller|user|same user)|you)|that (?:are|is) (?:theirs|its|yours)|the owner)\b`), catalog.PersonOwner},
	{lazy(`\b(?:assigned to (?:them|it|him|her|you|the (?:caller|user|same user))|their assigned)\b`), catalog.PersonAssignee},
	{lazy(`\b(?:authori[sz]ed to review|(?:they|you|he or she) (?:may |can |are to |is to )?review|are (?:the |an? )?reviewers? (?:of|for)|for which (?:you|they|he or she) (?:are|is) (?:the |an? )?reviewer)\b`), catalog.PersonReviewer},
	{lazy(`\b(?:they|it|he or she|you|the (?:caller|user))(?: have| has| had)?(?: \w+ly)? (?:submitted|requested|raised|filed|made)\b|(?:submitted|requested|raised|filed|initiated) by (?:them|it|the caller|you)`), catalog.PersonRequester},
	{lazy(`\b(?:they|it|he or she|you|the (?:caller|user))(?: have| has| had)?(?: \w+ly)? (?:created|started|initiated|opened)\b|(?:created|started|opened) by (?:them|it|the caller|you)`), catalog.PersonCreator},
	{lazy(`\b(?:direct reports?|direct employees?|directly managed|(?:they|you|he or she) (?:directly )?manage|their (?:team|employees|reports|staff|subordinates))\b`), catalog.PersonManager},
}

var ownedObject = lazy(`\b(` + objects() + `)\b`)

// relation reads who the caller is to which object: "if all access profiles
// are on sources that it administers" is the administrator of a source.
func relation(words string) (catalog.Person, string) {
	for i, r := range relations {
		found := r.words().FindStringIndex(words)
		switch {
		case found == nil, i == 0 && !strings.Contains(words, "source"):
			continue
		case i == 0:
			return catalog.PersonAdministrator, "source"
		}
		if r.Person == catalog.PersonSelf || r.Person == catalog.PersonManager {
			return r.Person, ""
		}
		return r.Person, nearestObject(words, found)
	}
	return "", ""
}

// nearestObject returns the object nearest to a relation: of "violations they own" the
// one before, of "their own requests" the one after.
func nearestObject(words string, at []int) string {
	if after := ownedObject().FindStringIndex(words[at[1]:]); after != nil && after[0] <= 6 {
		return singular(words[at[1]+after[0] : at[1]+after[1]])
	}
	if before := ownedObject().FindAllString(words[:at[0]], -1); len(before) > 0 {
		return singular(before[len(before)-1])
	}
	return ""
}
