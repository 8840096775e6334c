package prose

import "authcat/catalog"

// tokenRules read which kind of token the words speak of.
var tokenRules = []rule{
	{
		form:    `(?:when|where|if|as long as|once|with) (?:the )?(?P<feature>(?-i:[A-Z][\w-]*(?: [A-Z][\w-]*)*)|<N\d+>)(?: feature)? (?:is )?(?:enabled|on|active|switched on|turned on|in use), (?:an? )?(?:api key|user-?less|client[- ]credentials|api client|api management)s?(?: [\w-]+){0,3} (?:may|might|can|could) (?:fail|be refused|be rejected|not work|return incomplete).*|(?:api keys?|api clients?|client[- ]credentials(?: tokens?)?)(?: [\w-]+){0,2} (?:may|might|can|could) (?:fail|be refused|be rejected|not work|return incomplete [a-z]+) (?:when|where|if|as long as|once|with) (?P<feature2>(?-i:[A-Z][\w-]*(?: [A-Z][\w-]*)*)|<N\d+>) (?:is )?(?:enabled|on|active)`,
		means:   userWhereFeature,
		example: "When Data Segmentation is enabled, API key authentication may fail.",
		want:    []string{"narrows feature Data Segmentation: token user"},
	}, {
		form:    `<E\d+> \(except (?:for )?(?:<[LAW]\d+>|API)\) to CALL`,
		means:   both(anyLevel, needs(catalog.ClassUser)),
		example: "* Allows any authenticated token (except API) to call this endpoint to request to grant access to themselves.",
		want:    []string{"levels ANY", "needs user", "ownership level ANY: person self"},
	}, {
		form:    `caller(?: 's)? identity REQUIRED|(?:^|[…;,] ?)(?:an? |the )?user context REQUIRED|(?:REQUIRES|only for) an? (?:authenticated user|user context)\b|token without (?:an? )?user context can not|(?:made|sent|called) on behalf of a user\b|(?:token|call|request)s? (?:MUST|needs to) (?:stand for|be (?:made|issued) (?:for|by|on behalf of)|carry) (?:a|the) (?:real |human )?user(?: identity| context)?\b`,
		means:   needs(catalog.ClassUser),
		example: "No permission scope is required; caller identity is required.",
		want:    []string{"needs user"},
	}, {
		form:    `if (?:the )?(?:caller|<P\d+>)(?: 's)? (?:identity|user) context is (?:missing|absent|not there), an empty list is returned`,
		means:   needs(catalog.ClassUser),
		example: "If requester identity context is missing, an empty list is returned.",
		want:    []string{"needs user"},
	}, {
		form:    `(?:api clients?(?: tokens?)?|client[- ]credentials(?: tokens?)?|api keys?|tokens of api clients) (?:(?:is|are) (?:not accepted|rejected|refused)|will not work|can not be used)|a user must stand behind the token`,
		means:   needs(catalog.ClassUser),
		example: "API client tokens are not accepted.",
		want:    []string{"needs user"},
	}, {
		form:    `only (?:api clients?(?: tokens?)?|client[- ]credentials(?: tokens?)?|tokens of api clients) (?:(?:is|are) accepted|will do|work)`,
		means:   needs(catalog.ClassClient),
		example: "Only API client tokens are accepted.",
		want:    []string{"needs client"},
	}, {
		form:    `use a personal access token or (?:an)?other user-scoped oauth token`,
		means:   adviceForUser,
		example: "Use a [personal access token](https://example.com) or other user-scoped OAuth token.",
		want:    []string{"needs user"},
	}, {
		form:    `(?:personal access tokens?|pats?|user tokens?) (?:(?:and|or) [^.]{1,60} )?(?:will not work|(?:is|are) (?:not accepted|rejected|refused)|can not be used)`,
		means:   needs(catalog.ClassClient),
		example: "A personal access token or a token generated with the authorization_code grant type will **NOT** work on this endpoint.",
		want:    []string{"needs client"},
	}, {
		form:    `WHO (?:can not|may not|must not) be used to CALL`,
		means:   exceptAPI,
		example: "A token with API authority cannot be used to call this endpoint.",
		want:    []string{"needs user"},
	},
}

// needs makes a meaning of a kind of token.
func needs(class catalog.Class) func(match, *reading) bool {
	return func(_ match, r *reading) bool {
		r.prose.Needs = class
		return true
	}
}

// adviceForUser: the advice is a statement of its own, or belongs to the case before it.
func adviceForUser(_ match, r *reading) bool {
	if !r.inCase {
		r.prose.Needs = catalog.ClassUser
	}
	return true
}

func userWhereFeature(m match, r *reading) bool {
	r.inCase = true
	r.add(catalog.Condition{
		Kind:    catalog.Narrows,
		Applies: catalog.Subject{Type: catalog.OnFeature, Names: []string{m.name("feature") + m.name("feature2")}},
		Asks:    catalog.Ask{Token: catalog.ClassUser},
	})
	return true
}

// exceptAPI: only that level alone stands for a user-less token.
func exceptAPI(m match, r *reading) bool {
	levels := m.who("who").levels
	if len(levels) != 1 || levels[0] != catalog.LevelAPI {
		return false
	}
	r.prose.Needs = catalog.ClassUser
	return true
}

func both(first, second func(match, *reading) bool) func(match, *reading) bool {
	return func(m match, r *reading) bool { return first(m, r) && second(m, r) }
}
