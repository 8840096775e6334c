package catalog

import (
	"slices"
	"strings"
)

// CauseCode names a cause; it is stable and appears in documents.
type CauseCode string

// The causes.
const (
	CauseUserMissing     CauseCode = "user-missing"      // an API client's token where a user must stand behind it
	CauseUserNotAccepted CauseCode = "user-not-accepted" // a user's token where only an API client may call
	CauseNotPublished    CauseCode = "not-published"     // no kind of credential is published
	CauseScopeMissing    CauseCode = "scope-missing"     // the token has none of the scopes
	CauseScopeUnknown    CauseCode = "scope-unknown"     // the token's scopes are not known
	CauseScopeDropped    CauseCode = "scope-dropped"     // the platform drops scopes outside the user's level
	CauseLevelMissing    CauseCode = "level-missing"     // the user has none of the levels
	CauseLevelUnknown    CauseCode = "level-unknown"     // the user's levels are not known, or none is published
	CauseLevelDepends    CauseCode = "level-depends"     // whether the user may call depends on the object
	CauseHeaderMissing   CauseCode = "experimental-header"
	CauseConflict        CauseCode = "conflict"        // sources contradict each other
	CauseCondition       CauseCode = "condition"       // the description names a condition
	CauseVersion         CauseCode = "version-differs" // another version needs another credential
	CauseOtherKind       CauseCode = "other-kind"      // the token may be an API client's after all
	CauseFeature         CauseCode = "feature-license" // the tenant may lack the feature
	CauseExpired         CauseCode = "token-expired"
	CauseTenant          CauseCode = "wrong-tenant"
	CauseLegacyClient    CauseCode = "legacy-client"
	CausePublic          CauseCode = "published-public" // published as needing no token, yet refused
	CauseUnexplained     CauseCode = "unexplained"      // nothing published explains it
	CauseScopeStale      CauseCode = "scope-stale"      // the token is older than a change of its PAT's scopes
	CauseScopeManages    CauseCode = "scope-manages"    // the token has the :manage of a listed :read
	CauseAdmin           CauseCode = "level-admin"      // the levels don't name ORG_ADMIN, which the user has
	CauseOwnership       CauseCode = "ownership"        // the call may be about what isn't the user's own
	CauseGrant           CauseCode = "grant-type"       // the API client lacks the grant type
	CauseNetwork         CauseCode = "ip-allow-list"    // the tenant admits only some addresses
	CauseOwnKey          CauseCode = "product-key"      // the product has credentials of its own
	CauseRequest         CauseCode = "bad-request"      // the request itself is at fault
	CauseNotFound        CauseCode = "not-found"        // the object, or the address, isn't there
	CauseRate            CauseCode = "rate-limit"       // too many calls
	CauseServer          CauseCode = "server-error"     // the server failed
	CauseScopeDepends    CauseCode = "scope-depends"    // whether the token needs the scope depends on the object
	CausePair            CauseCode = "pair-missing"     // scope and level don't come from the same pair
	CauseNoUserContext   CauseCode = "no-user-context"  // the server failed for want of a user
)

// makeClient is where API clients are made.
const makeClient = "create an API client under Security Settings > API Management with the grant type client_credentials"

func (e *explanation) userMissing() {
	text := "as published, this endpoint takes only a user's token; an API client's (client_credentials) has no user context, and no scope changes that."
	if slices.Contains(e.held.Scopes, ScopeAll) {
		text += " " + ScopeAll + " doesn't either: on an API client it opens what API clients may call."
	}
	e.add(CauseUserMissing, e.sure(), text, "create a PAT for a user (or get an authorization-code token)"+e.needs(true)+
		". A PAT is used with the grant client_credentials too: what counts is that a user makes it, under Preferences > Personal Access Tokens.")
	e.otherVersions()
}

func (e *explanation) userNotAccepted() {
	e.add(CauseUserNotAccepted, e.sure(),
		"as published, this endpoint takes only an API client's token, no user's (PAT or authorization code), whatever its scopes and levels.",
		makeClient+e.needs(false)+".")
	e.otherVersions()
}

// notPublished: the schemes are of neither kind. IdentityIQ's basicAuth is
// published by name; it runs at the customer's, with credentials of its own.
func (e *explanation) notPublished() {
	if schemes := e.o.Security.Schemes(); e.o.Product == ProductIIQ && len(schemes) > 0 {
		e.add(CauseOwnKey, Possible, "this is an endpoint of IdentityIQ, which takes its own credentials (published: "+strings.Join(schemes, ", ")+") and no token of Identity Security Cloud.",
			"use a user of that IdentityIQ, or an OAuth client made there.")
		return
	}
	e.add(CauseNotPublished, Possible, "what is published names neither a user's token nor an API client's for this endpoint.",
		"look into the documentation of the product.")
}

// ownKey: NERM has API keys beside the tokens of Identity Security Cloud.
// https://developer.sailpoint.com/docs/api/nerm/v1/authentication
func (e *explanation) ownKey() {
	if e.o.Product == ProductNERM {
		e.add(CauseOwnKey, Possible, "Non-Employee Risk Management takes an API key of its own as well (legacy), which is no token of Identity Security Cloud.",
			"check which of the two the call sends; a PAT is what SailPoint recommends.")
	}
}

// needs says in a remedy which scopes and levels the right credential has.
func (e *explanation) needs(user bool) string {
	scopes := e.o.Decision.ClientScopes
	if user {
		scopes = e.o.Decision.UserScopes
	}
	said := scopeWords(scopes, e.o.Decision.ScopeRule)
	if said != "" {
		said = " with " + said
	}
	asked := e
	if user != e.held.User() {
		asked = &explanation{o: e.o}
	}
	if levels := asked.neededLevels(); user && len(levels) > 0 {
		said += ", for a user with " + oneOf("the level", "one of the levels", levels)
	}
	return said
}

// scopeWords names scopes in a sentence, the narrower ones (read) first; ""
// where none is needed.
func scopeWords(scopes []string, rule ScopeRule) string {
	if len(scopes) == 0 || slices.Contains(scopes, ScopeDefault) {
		return ""
	}
	scopes = slices.Clone(scopes)
	slices.SortStableFunc(scopes, func(a, b string) int { return writes(a) - writes(b) })
	if rule == AllScopes && len(scopes) > 1 {
		return "all the scopes " + strings.Join(scopes, ", ")
	}
	return oneOf("the scope", "one of the scopes", scopes)
}

func writes(scope string) int {
	if strings.HasSuffix(scope, ":read") {
		return 0
	}
	return 1
}

func oneOf(single, several string, names []string) string {
	if len(names) == 1 {
		return single + " " + names[0]
	}
	return several + " " + strings.Join(names, ", ")
}

func (e *explanation) scopeMissing() {
	needed := scopeWords(e.missingScopes(), e.o.Decision.ScopeRule)
	text := "as published, the token needs " + needed + " and has " + held(e.held.Scopes) + "."
	if e.o.Decision.ScopeRule == AllScopes {
		text += " The description asks for all of them together."
	}
	if slices.Contains(e.held.Scopes, ScopeDefault) {
		text += " " + ScopeDefault + " opens only what needs no authorization."
	}
	certainty := e.sure()
	if e.o.Decision.Basis == BasisInherited {
		text += " Nobody stated it for this endpoint: it is the document's default."
	}
	remedy := "give the API client " + needed + ", and get a new token."
	if e.held.User() {
		remedy = "create a PAT (or get an authorization-code token) with " + needed + "; a token keeps the scopes that it was issued with."
	}
	e.add(CauseScopeMissing, certainty, text, remedy)
}

// missingScopes are the listed scopes that the token doesn't have: of a rule
// that asks for all, only those are still to be got.
func (e *explanation) missingScopes() []string {
	return slices.DeleteFunc(slices.Clone(e.needed()), func(scope string) bool { return slices.Contains(e.held.Scopes, scope) })
}

// scopeManages: "Scopes ending in `manage` can retrieve, modify, and delete
// data", says the guide, so that the :manage of a listed :read may do.
// https://developer.sailpoint.com/docs/api/authorization
func (e *explanation) scopeManages(manage, read string) {
	e.leansYes = true
	e.add(CauseScopeManages, Likely, "the token has "+manage+", and "+read+" is listed. By SailPoint's guide scopes that end in manage can read too; it is not published for this endpoint.",
		"add "+read+" to be on the safe side.")
}

// levelAdmin: "a user with the Admin user level has access to all APIs", says
// the guide, also where the operation names other levels only.
// https://developer.sailpoint.com/docs/api/authorization
func (e *explanation) levelAdmin(needed []string) {
	e.leansYes = true
	e.add(CauseAdmin, Likely, "the user has "+LevelOrgAdmin+", and only "+strings.Join(needed, ", ")+" is published for this endpoint. By SailPoint's guide an Admin has access to all APIs.",
		"if the call is refused, use a token of a user with "+oneOf("the level", "one of the levels", needed)+".")
}

func held(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// suspected is how sure a requirement is to be the cause that nobody said to be met: a
// 403 makes it likely.
func (e *explanation) suspected() Certainty {
	if e.status == 403 {
		return Likely
	}
	return Possible
}

func (e *explanation) scopesUnknown() {
	e.add(CauseScopeUnknown, e.suspected(), "as published, the token needs "+scopeWords(e.needed(), e.o.Decision.ScopeRule)+"; which it has is not known.",
		"check the scopes of the PAT or API client.")
}

func (e *explanation) levelMissing(needed []string) {
	certainty := e.sure()
	text := "as published, the user behind the token needs " + oneOf("the level", "one of the levels", needed) + " in addition to a scope, and has " + held(e.held.Levels) + "."
	if e.o.LevelsWitness != WitnessExtension && e.o.LevelsWitness != WitnessCorrection {
		certainty = Likely
		text += " Only the " + levelsWitness(e.o.LevelsWitness) + " says so."
	}
	e.add(CauseLevelMissing, certainty, text, "use a token of a user who has "+oneOf("the level", "one of the levels", needed)+", or give the user one.")
}

func levelsWitness(source Witness) string {
	if source == WitnessDescription {
		return "description"
	}
	return "documentation page"
}

func (e *explanation) levelsUnknown(needed []string) {
	e.add(CauseLevelUnknown, e.suspected(), "as published, the user behind the token needs "+oneOf("the level", "one of the levels", needed)+
		" in addition to a scope; which the user has is not known.", "check the user's levels.")
}

// scopeDepends: the token lacks the scopes, and the words name who needs none.
func (e *explanation) scopeDepends(conditions []Condition) {
	e.add(CauseScopeDepends, e.suspected(), "the token has "+held(e.held.Scopes)+", not "+scopeWords(e.needed(), e.o.Decision.ScopeRule)+
		"; whether the call passes depends on more.", "use a token with the scope, or see that the condition is met.")
	e.causes[len(e.causes)-1].Conditions = conditions
}

func (e *explanation) levelDepends(needed []string, conditions []Condition) {
	e.add(CauseLevelDepends, e.suspected(), "the user has "+held(e.held.Levels)+", not "+oneOf("the level", "one of the levels", needed)+
		"; whether the call passes depends on whose object it is about.", "use a token of a user who has the level, or who the object belongs to.")
	e.causes[len(e.causes)-1].Conditions = conditions
}

func (e *explanation) headerMissing() {
	const remedy = "send the header X-SailPoint-Experimental: true."
	if e.held.ExperimentalKnown {
		e.add(CauseHeaderMissing, Certain, "this endpoint is experimental and the call does not send X-SailPoint-Experimental: true.", remedy)
		return
	}
	e.add(CauseHeaderMissing, Possible, "this endpoint is experimental: a call without the header X-SailPoint-Experimental: true is refused.", remedy)
}

// conditions adds what could turn a "yes" for this caller and is not said yet.
func (e *explanation) conditions() {
	binding := slices.DeleteFunc(e.binding(), func(c Condition) bool {
		return slices.ContainsFunc(e.causes, func(cause Cause) bool { return slices.ContainsFunc(cause.Conditions, c.Says) })
	})
	if len(binding) == 0 {
		return
	}
	e.add(CauseCondition, e.suspected(), "the call passes on a condition only.", "check whether user, object and tenant meet it.")
	e.causes[len(e.causes)-1].Conditions = binding
}

// conflict names the witnesses that contradict each other.
func (e *explanation) conflict() {
	if e.o.Confidence != ConfidenceConflict {
		return
	}
	var said, assumed []string
	for _, finding := range e.o.Findings {
		if finding.Conflict() {
			said = append(said, finding.Seen)
			assumed = append(assumed, finding.Assumed())
		}
	}
	e.add(CauseConflict, Possible, "the sources contradict each other: "+strings.Join(said, " | ")+". Assumed: "+strings.Join(slices.Compact(assumed), "; ")+".",
		"try the call once with each kind of credential, and report the contradiction to SailPoint.")
}

func (e *explanation) otherVersions() {
	if len(e.o.DiffersIn) == 0 {
		return
	}
	e.add(CauseVersion, Possible, "the endpoint is published with another credential in "+strings.Join(Normalize(e.o.DiffersIn), ", ")+
		"; this is its version in "+e.o.API+".", "check that the call goes to the version that is meant; 'authcat lookup' shows them all.")
}
