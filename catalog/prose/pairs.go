package prose

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// pairRules read which scope goes with which level.
var pairRules = []rule{
	{
		form:    `(?P<scopes><A\d+>) (?:is|are) (?:only |meant |intended |reserved |just |the (?:one|scope) |used |there |what |granted |given |valid |suited |sufficient |enough )*(?:for|by|to|with|at)(?: (?:use by|those|callers|users|tokens|with|of|in))* (?P<levels><[AW]\d+>)(?: level)?`,
		means:   pair,
		example: "**Security:** idn:access-request:manage is for ORG_ADMIN level.",
		want:    []string{"scopes idn:access-request:manage", "pairs scope idn:access-request:manage: level ORG_ADMIN"},
	}, {
		form:    `(?:for |as |with )?(?P<levels><[AW]\d+>),? (?:REQUIRES|uses?|goes with|go with|must come with|is paired with|pairs with|works with|gets?|the scope is|it is|calls? with)(?: (?:only|by|under))* (?P<scopes><A\d+>)`,
		means:   pair,
		example: "USER level requires idn:access-request-self:manage (Personal Access Token only).",
		want:    []string{"scopes idn:access-request-self:manage", "pairs scope idn:access-request-self:manage: level USER"},
	}, {
		form:    `…,?;?(?: and)? (?P<scopes><A\d+>) (?:is )?for (?P<levels><[AW]\d+>)`,
		means:   pairToo,
		example: "idn:thing:manage is for ORG_ADMIN, idn:thing-self:manage for USER.",
		want:    []string{"scopes idn:thing-self:manage idn:thing:manage", "pairs scope idn:thing:manage: level ORG_ADMIN", "pairs scope idn:thing-self:manage: level USER"},
	}, {
		form:    `\buse (?P<scopes><A\d+>) (?:with|for|as|under) (?P<levels><[AW]\d+>)`,
		means:   pair,
		example: "Use idn:thing:manage with ORG_ADMIN.",
		want:    []string{"scopes idn:thing:manage", "pairs scope idn:thing:manage: level ORG_ADMIN"},
	}, {
		form:    `(?P<scopes><A\d+>) (?:goes|go|works?|is paired|pairs|counts?|applies|apply|opens it|serves|is used|requires?|needs?|is accepted|is valid)(?: only| together)*(?: (?:with|for|by|to|from|together|those|users|callers|of|on))* (?P<levels><[AW]\d+>)`,
		means:   pair,
		example: "idn:thing:manage goes with ORG_ADMIN.",
		want:    []string{"scopes idn:thing:manage", "pairs scope idn:thing:manage: level ORG_ADMIN"},
	},
}

// pair binds a scope to levels. Whoever names both in one list binds nothing.
func pair(m match, r *reading) bool {
	scopes, levels := m.who("scopes"), m.who("levels")
	if len(scopes.levels)+len(scopes.persons)+len(levels.scopes)+len(levels.persons) > 0 || levels.loose {
		return false
	}
	if strings.HasSuffix(m.before(), "not ") {
		return false
	}
	r.prose.Scopes = append(r.prose.Scopes, scopes.scopes...)
	r.add(catalog.Condition{
		Kind:    catalog.Pairs,
		Applies: catalog.Subject{Type: catalog.OnScope, Names: scopes.scopes},
		Asks:    catalog.Ask{Levels: levels.levels},
	})
	return true
}

// pairToo is a pair that another one introduces.
func pairToo(m match, r *reading) bool {
	return slices.ContainsFunc(r.prose.Conditions, func(c catalog.Condition) bool { return c.Kind == catalog.Pairs }) && pair(m, r)
}
