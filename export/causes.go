package export

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/explain"
)

// CauseWords says what is wrong, and what to do about it: sentences of their
// own, each beginning with a small letter where it goes on after a colon.
func CauseWords(v explain.Verdict, c explain.Cause) (text, remedy string) {
	words, known := causeWords[c.Code]
	if !known {
		return "", ""
	}
	text, remedy = words(v, c)
	if c.Behind401 {
		text = "With a token that is accepted the call would be refused with 403 all the same: " + text
	}
	if phrases := ConditionPhrases(c.Conditions); len(phrases) > 0 {
		text += " As published: " + strings.Join(phrases, "; ") + "."
	}
	return text, remedy
}

// words makes a cause's text and remedy.
type words func(v explain.Verdict, c explain.Cause) (text, remedy string)

// always are words that are the same in every verdict.
func always(text, remedy string) words {
	return func(explain.Verdict, explain.Cause) (string, string) { return text, remedy }
}

// causeWords are the words of every code.
var causeWords = map[explain.CauseCode]words{
	explain.CauseUserMissing: userMissing,
	explain.CauseUserNotAccepted: func(_ explain.Verdict, c explain.Cause) (string, string) {
		return "as published, this endpoint takes only an API client's token, no user's (PAT or authorization code), whatever its scopes and levels.",
			"create an API client under Security Settings > API Management with the grant type client_credentials" + withNeeds(c) + "."
	},
	explain.CauseNotPublished: always("what is published names neither a user's token nor an API client's for this endpoint.",
		"look into the documentation of the product."),
	explain.CauseOwnKey:       ownKey,
	explain.CauseScopeMissing: scopeMissing,
	explain.CauseScopeUnknown: func(_ explain.Verdict, c explain.Cause) (string, string) {
		return "as published, the token needs " + scopeWords(c) + "; which it has is not known.", "check the scopes of the PAT or API client."
	},
	explain.CauseScopeDepends: func(v explain.Verdict, c explain.Cause) (string, string) {
		return "the token has " + namesOrNone(v.Held.Scopes) + ", not " + scopeWords(c) + "; whether the call passes depends on more.",
			"use a token with the scope, or see that the condition is met."
	},
	explain.CauseScopeManages: func(_ explain.Verdict, c explain.Cause) (string, string) {
		read := strings.Join(c.Scopes, ", ")
		return "the token has " + c.Manages + ", and " + read + " is listed. By SailPoint's guide scopes that end in manage can read too; it is not published for this endpoint.",
			"add " + read + " to be on the safe side."
	},
	explain.CauseScopeDropped: scopeDropped,
	explain.CauseScopeStale: always("the token is older than the last change of its PAT's scopes: a change reaches new tokens only, after up to 20 minutes.",
		"get a new token; PATCH /personal-access-tokens/v1/{id} changes the scopes of a PAT that lacks one."),
	explain.CauseLevelMissing: levelMissing,
	explain.CauseLevelUnknown: levelUnknown,
	explain.CauseLevelDepends: func(v explain.Verdict, c explain.Cause) (string, string) {
		return "the user has " + namesOrNone(v.Held.Levels) + ", not " + levelWords(c) + "; whether the call passes depends on whose object it is about.",
			"use a token of a user who has the level, or who the object belongs to."
	},
	explain.CauseAdmin: func(_ explain.Verdict, c explain.Cause) (string, string) {
		return "the user has " + catalog.LevelOrgAdmin + ", and only " + strings.Join(c.Levels, ", ") + " is published for this endpoint. By SailPoint's guide an Admin has access to all APIs.",
			"if the call is refused, use a token of a user with " + levelWords(c) + "."
	},
	explain.CausePair:          pairMissing,
	explain.CauseHeaderMissing: headerMissing,
	explain.CauseConflict:      conflict,
	explain.CauseObserved:      observed,
	explain.CauseCondition:     always("the call passes on a condition only.", "check whether user, object and tenant meet it."),
	explain.CauseVersion: func(_ explain.Verdict, c explain.Cause) (string, string) {
		return "the endpoint is published with another credential in " + strings.Join(c.OtherAPIs, ", ") + "; this is its version in " + c.API + ".",
			"check that the call goes to the version that is meant; 'authcat lookup' shows them all."
	},
	explain.CausePublic: always("the endpoint is published as needing no token, yet the call was refused: what is published is wrong here.",
		"send a user's token, and report the operation's empty security to SailPoint."),
	explain.CauseUnexplained: always("nothing published explains the 403.",
		"take the trackingId of the answer to SailPoint's support; 'authcat token --check' explains the token itself."),
	explain.CauseFeature: always("the tenant does not have the feature that the endpoint belongs to, or it is not switched on.",
		"check the tenant's licences and settings for it."),
	explain.CauseOtherKind: always("the token is not a PAT's but an API client's: both are got with the grant client_credentials, and for this endpoint only a user's token is published.",
		"pipe the token into 'authcat token': it says whether a user stands behind it."),
	explain.CauseOwnership: ownership,
	explain.CauseExpired:   tokenExpired,
	explain.CauseTenant:    wrongTenant,
	explain.CauseNetwork: always("the tenant admits only some IP addresses, and the call comes from another: a workflow, a proxy, a cloud.",
		"check the tenant's network restrictions (IP allow list)."),
	explain.CauseLegacyClient: always("the client id is a legacy one (without dashes), or its PAT or API client was deleted or disabled.",
		"get a token with a PAT or an API client made under Security Settings > API Management."),
	explain.CauseGrant: always("the 401 was on the request for the token: the API client does not list CLIENT_CREDENTIALS among its grantTypes.",
		"look at its grantTypes under API Management or with GET /oauth-clients/v1/{id}."),
	explain.CauseRequest: always("a 400 is about the request itself: a parameter, a filter, the body or its content type. It says nothing about credentials.",
		"read detailCode and messages in the answer, and compare the request with the documentation."),
	explain.CauseNotFound: always("a 404 says that the object in the path isn't there, or that the address has no such endpoint. It says nothing about scopes or levels.",
		"check the id, the version in the path and the host (TENANT.api.identitynow.com)."),
	explain.CauseRate: always("a 429 says that there were too many calls: by default 100 in 10 seconds for each client id and API version, counted over all its tokens. Some endpoints have limits of their own.",
		"wait as many seconds as the header Retry-After says, then go on more slowly; a second token of the same client doesn't help."),
	explain.CauseServer: always("the server failed: a 500 says nothing about credentials.",
		"try again later; take the trackingId of the answer to SailPoint's support."),
	explain.CauseNoUserContext: always("an API client has no user context, and people report endpoints that then fail with 500 instead of a refusal, also where an API client's token is published.",
		"try the call once with a PAT: if that passes, it is the missing user."),
}

func userMissing(v explain.Verdict, c explain.Cause) (text, remedy string) {
	text = "as published, this endpoint takes only a user's token; an API client's (client_credentials) has no user context, and no scope changes that."
	if slices.Contains(v.Held.Scopes, catalog.ScopeAll) {
		text += " " + catalog.ScopeAll + " doesn't either: on an API client it opens what API clients may call."
	}
	return text, "create a PAT for a user (or get an authorization-code token)" + withNeeds(c) +
		". A PAT is used with the grant client_credentials too: what counts is that a user makes it, under Preferences > Personal Access Tokens."
}

func ownKey(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	if len(c.Schemes) > 0 {
		return "this is an endpoint of IdentityIQ, which takes its own credentials (published: " + strings.Join(c.Schemes, ", ") + ") and no token of Identity Security Cloud.",
			"use a user of that IdentityIQ, or an OAuth client made there."
	}
	return "Non-Employee Risk Management takes an API key of its own as well (legacy), which is no token of Identity Security Cloud.",
		"check which of the two the call sends; a PAT is what SailPoint recommends."
}

func scopeMissing(v explain.Verdict, c explain.Cause) (text, remedy string) {
	needed := scopeWords(c)
	text = "as published, the token needs " + needed + " and has " + namesOrNone(v.Held.Scopes) + "."
	if c.Rule == catalog.AllScopes {
		text += " The description asks for all of them together."
	}
	if slices.Contains(v.Held.Scopes, catalog.ScopeDefault) {
		text += " " + catalog.ScopeDefault + " opens only what needs no authorization."
	}
	if c.Unstated {
		text += " Nobody stated it for this endpoint: it is the document's default."
	}
	if v.Held.User() {
		return text, "create a PAT (or get an authorization-code token) with " + needed + "; a token keeps the scopes that it was issued with."
	}
	return text, "give the API client " + needed + ", and get a new token."
}

func scopeDropped(v explain.Verdict, c explain.Cause) (text, remedy string) {
	text = "the platform silently drops the scopes that the user's level does not grant; the token then lacks the scope although it was asked for."
	if slices.Contains(v.Held.Scopes, catalog.ScopeAll) {
		text = catalog.ScopeAll + " on a user's token opens only what the user's level allows, and the level may not allow this endpoint."
	}
	switch {
	case len(c.Levels) > 0:
		return text, "use a token of a user whose level grants the scope: " + levelWords(c) + "."
	case c.Unstated:
		return text, "no level is published for this endpoint; one call with a token of a user with " + catalog.LevelOrgAdmin + " tells whether it is the level."
	default:
		return text, "look which scopes the user's level grants, in the token itself (authcat token) or in the list that the user interface offers for a PAT."
	}
}

func levelMissing(v explain.Verdict, c explain.Cause) (text, remedy string) {
	text = "as published, the user behind the token needs " + levelWords(c) + " in addition to a scope, and has " + namesOrNone(v.Held.Levels) + "."
	if c.Witness != "" {
		text += " Only the " + WitnessPhrase(c.Witness) + " says so."
	}
	return text, "use a token of a user who has " + levelWords(c) + ", or give the user one."
}

func levelUnknown(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	if len(c.Levels) == 0 {
		return "no user level is published for this endpoint, and it may need one.",
			"one call with a token of a user with " + catalog.LevelOrgAdmin + " tells whether it is the level; ask then for the least level that does."
	}
	return "as published, the user behind the token needs " + levelWords(c) + " in addition to a scope; which the user has is not known.", "check the user's levels."
}

func pairMissing(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	text = "scope and user level must come from the same pair, and the token's scopes and the user's levels don't."
	if c.Open {
		text = "scope and user level must come from the same pair; whether they do is not known."
	}
	if len(c.Scopes) > 0 {
		return text, "get a token with " + scopeWords(c) + ", which goes with the user's level."
	}
	return text, "use a token whose scope goes with the user's level."
}

func headerMissing(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	const header = catalog.ExperimentalHeader + ": true"
	text = map[explain.Certainty]string{
		explain.Certain:  "this endpoint is experimental and the call does not send " + header + ".",
		explain.Likely:   "this endpoint is experimental, and a call without the header " + header + " gets an error.",
		explain.Possible: "this endpoint is experimental: a call without the header " + header + " is refused.",
	}[c.Certainty]
	return text, "send the header " + header + "."
}

func conflict(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	var said, assumed []string
	for _, finding := range c.Findings {
		said, assumed = append(said, finding.Seen), append(assumed, Assumed(finding.Code))
	}
	return "the sources contradict each other: " + strings.Join(said, " | ") + ". Assumed: " + strings.Join(slices.Compact(assumed), "; ") + ".",
		"try the call once with each kind of credential, and report the contradiction to SailPoint."
}

func observed(v explain.Verdict, c explain.Cause) (text, remedy string) {
	var seen []string
	for _, s := range c.Saw {
		phrase := newSighting(s).Phrase()
		if s.URL != "" {
			phrase += ", " + s.URL
		}
		seen = append(seen, phrase)
	}
	return "it is contested: " + strings.Join(seen, " | ") + ".", "try the call once, on a tenant where it does no harm."
}

func ownership(v explain.Verdict, c explain.Cause) (text, remedy string) {
	switch {
	case v.Status == 404:
		return "the object is there, and the user may not see it.", "try it with a token of a user who owns the object."
	case len(c.Levels) > 0:
		return c.Levels[0] + " is limited to the objects that the user was given: the object of the call may not be one of them.",
			"check that the source or role belongs to the user, or use a token of a user with the level that is not limited."
	default:
		return "the PAT is another user's: people report that only its own user can change it, whatever the level.", "let its user change it."
	}
}

func tokenExpired(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	if c.Certainty == explain.Certain {
		return "the token has expired: that is a 401, never a 403.", "get a new access token."
	}
	return "the token has expired, is not sent as \"Authorization: Bearer …\" or is damaged: a 401 is about the token itself, not about what it may do.",
		"get a new access token."
}

func wrongTenant(_ explain.Verdict, c explain.Cause) (text, remedy string) {
	if c.Certainty == explain.Certain {
		return "the token is of another tenant than the one that is called.", "get a token from the tenant that is called."
	}
	return "the token was issued by another tenant than the one that is called.",
		"compare the tenant in the token (authcat token) with the host of the call."
}

// withNeeds says in a remedy which scopes and levels the right credential has.
func withNeeds(c explain.Cause) string {
	said := ""
	if len(c.Scopes) > 0 {
		said = " with " + scopeWords(c)
	}
	if len(c.Levels) > 0 {
		said += ", for a user with " + levelWords(c)
	}
	return said
}

// scopeWords names a cause's scopes, those that only read first.
func scopeWords(c explain.Cause) string {
	reads := func(scope string) int {
		if strings.HasSuffix(scope, ":read") {
			return 0
		}
		return 1
	}
	scopes := slices.Clone(c.Scopes)
	slices.SortStableFunc(scopes, func(a, b string) int { return reads(a) - reads(b) })
	if c.Rule == catalog.AllScopes && len(scopes) > 1 {
		return "all the scopes " + strings.Join(scopes, ", ")
	}
	return oneOf("scope", scopes)
}

func levelWords(c explain.Cause) string { return oneOf("level", c.Levels) }

func oneOf(noun string, names []string) string {
	if len(names) == 1 {
		return "the " + noun + " " + names[0]
	}
	return "one of the " + noun + "s " + strings.Join(names, ", ")
}

func namesOrNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
