package prose

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// Phrases are put together from the inside: names to lists of authority
// ("ORG_ADMIN, API role or authorization scope of idn:a:read" is one <A>), an
// authority to its holders ("a token with <A>" is a <W>), and holders and
// persons to lists of callers ("the owner of the approval and ORG_ADMIN users").
const (
	// an authority is a level or scope with what it is called: "the role <L0>", "<S1> scope".
	beforeAuthority = `(?:\b(?:(?:the|an?|any|these|those|one of the|one of these|any of these|any of the|either of the|either|both|all of the|all|at least one of the|some of the) )?(?:following |listed |above |below )?AUTHORITY(?: of the following| of| named| called| such as| like)?[:,]* )?` +
		`(?:\b(?:the|an?|either|both|any of|one of|any one of|at least one of|either of|all of) )?`
	levelItem = beforeAuthority + `(?:<L\d+>|\(<L\d+>\))(?: AUTHORITY)?`
	scopeItem = beforeAuthority + `(?:<S\d+>|\(<S\d+>\))(?: AUTHORITY)?`
)

var (
	levelList      = lazyClasses(levelItem + `(?:(?:[:,]* (?:or )?|AND)` + levelItem + `)*`)
	scopeList      = lazyClasses(scopeItem + `(?:(?:[:,]* (?:or )?|AND)` + scopeItem + `)*`)
	authorityUsers = lazyClasses(`(?:\bDET )?(<A\d+>)(?:[- ]level)? (?:users?|tokens?|callers?|holders?|accounts?|identit(?:y|ies)|personal access tokens?|pats?|credentials?|bearers?)\b`)
	holders        = lazyClasses(`(?:\bDET )?\bCALLER (?:(?:only|also|already|explicitly|either) )?HOLDS (?:(?:the|an?|any|either|at least|one of|only) )*(<A\d+>)(?: (?:attached|assigned|granted|behind (?:it|them)|on it|in it|in place|set))?`)
	callersItem    = `(?:\b(?:the|an?|any|another|either|both|every|other|only the|by|of|for|with|to|from|also) )*(?:(?:users?|tokens?|callers?|identit(?:y|ies)|someone|one|those|anyone) (?:(?:who|that|which) (?:is|are|belongs? to)|of|from|as) (?:(?:the|an?) )?)?<[AWP]\d+>(?: (?:themselves|itself|themself|users?))?`
	callersList    = lazyClasses(`(?:either )?<[AWP]\d+>(?:AND` + callersItem + `)+`)
	// everyone is any user whatever: "any authenticated token", "users of every level".
	everyone = lazyClasses(`\b(?:(?:(?:any|every|each|all)(?: of the)? (?:(?:authenticated|valid|logged[- ]in|signed[- ]in|access|user|bearer) )*(?:users?|tokens?|callers?)(?: (?:with|of|at) (?:any|every|each|all)(?: user)? (?:levels?|authorit(?:y|ies)|roles?)|,? (?:of )?(?:whatever|regardless of)(?: the| their)?(?: user)? levels?,?)?|(?:an? )?users? (?:of|with|at) (?:any|every|each|all)(?: user)? (?:levels?|roles?))|(?:anyone|everyone|everybody|anybody) with an? (?:(?:valid|user|access) )*token)( with the default scope)?\b`)
)

// phrases marks lists of authority, their holders, and lists of callers.
func (s *sentence) phrases() {
	if lower := strings.ToLower(s.text); oneIn(lower, []string{"any", "every", "each", "all"}) && oneIn(lower, []string{"user", "token", "caller"}) {
		s.mark(everyone(), 'E', always(mention{levels: []string{catalog.LevelAny}}))
	}
	if !oneIn(s.text, []string{"<L", "<S"}) {
		return
	}
	s.mark(levelList(), 'A', s.joined)
	s.mark(scopeList(), 'A', s.joined)
	s.mark(authorityUsers(), 'W', s.joined)
	s.mark(holders(), 'W', s.joined)
	s.mark(callersList(), 'W', s.alternatives)
}

// alternatives is joined for callers of whom any will do: levels and scopes that
// no "or" connects are two things.
func (s *sentence) alternatives(words string) (mention, bool) {
	m, _ := s.joined(words)
	return m, len(m.levels) == 0 || len(m.scopes) == 0 || m.either
}

// joined is all that the marks in a phrase stand for, together.
func (s *sentence) joined(words string) (mention, bool) {
	var m mention
	loose := true
	for _, mark := range anyMark().FindAllString(words, -1) {
		part := s.of(mark)
		m.levels = append(m.levels, part.levels...)
		m.scopes = append(m.scopes, part.scopes...)
		m.persons = append(m.persons, part.persons...)
		m.both, m.either = m.both || part.both, m.either || part.either
		loose = loose && part.loose
	}
	m.loose = loose
	lower := strings.ToLower(words)
	or := strings.Contains(lower, " or ")
	m.both = m.both || len(m.scopes) > 1 && !or && (strings.Contains(lower, "both ") || strings.Contains(lower, "all of ") || strings.Contains(lower, " and ") || strings.Contains(lower, " plus "))
	m.either = m.either || len(m.scopes) > 0 && len(m.levels) > 0 && or
	slices.Sort(m.levels)
	m.levels = slices.Compact(m.levels)
	slices.Sort(m.scopes)
	m.scopes = slices.Compact(m.scopes)
	return m, true
}
