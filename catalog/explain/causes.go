package explain

import (
	"slices"

	"authcat/catalog"
)

// CauseCode names a cause; it is stable and appears in documents.
type CauseCode string

// The causes, each with what of About it has.
const (
	// CauseUserMissing: an API client's token where a user must stand behind it; Scopes and Levels for a user's.
	CauseUserMissing CauseCode = "user-missing"
	// CauseUserNotAccepted: a user's token where only an API client may call; Scopes for an API client's.
	CauseUserNotAccepted CauseCode = "user-not-accepted"
	CauseNotPublished    CauseCode = "not-published" // no kind of credential is published
	// CauseOwnKey: the product has credentials of its own. IdentityIQ publishes
	// their Schemes, and runs at the customer's. NERM has API keys beside the
	// tokens of Identity Security Cloud.
	// https://developer.sailpoint.com/docs/api/nerm/v1/authentication
	CauseOwnKey CauseCode = "product-key"

	CauseScopeMissing CauseCode = "scope-missing" // the token has none of the Scopes, or lacks these; Unstated
	CauseScopeUnknown CauseCode = "scope-unknown" // the token's scopes are not known; Scopes
	CauseScopeDepends CauseCode = "scope-depends" // whether the token needs the Scopes depends on the object; Conditions
	// CauseScopeManages: the token has the :manage of a listed :read; Manages, Scopes.
	// "Scopes ending in `manage` can retrieve, modify, and delete data", says the guide.
	// https://developer.sailpoint.com/docs/api/authorization
	CauseScopeManages CauseCode = "scope-manages"
	// CauseScopeDropped: the platform leaves scopes that the user's level does not
	// grant out of the token without a word; Levels that the user may lack,
	// Unstated. SailPoint's guide says that levels bound scopes.
	// https://developer.sailpoint.com/docs/api/authorization
	CauseScopeDropped CauseCode = "scope-dropped"
	// CauseScopeStale: the token is older than a change of its PAT's scopes.
	// "Changing scopes for a Personal Access Token does not impact existing bearer
	// tokens", and new ones may lack the change for up to 20 minutes (description of
	// PATCH /personal-access-tokens/v1/{id}).
	CauseScopeStale CauseCode = "scope-stale"

	CauseLevelMissing CauseCode = "level-missing" // the user has none of the Levels; Witness
	CauseLevelUnknown CauseCode = "level-unknown" // the user's levels are not known; Levels, none where none is published
	CauseLevelDepends CauseCode = "level-depends" // whether the user needs the Levels depends on the object; Conditions
	// CauseAdmin: the Levels don't name ORG_ADMIN, which the user has. "A user with
	// the Admin user level has access to all APIs", says the guide.
	// https://developer.sailpoint.com/docs/api/authorization
	CauseAdmin CauseCode = "level-admin"
	CausePair  CauseCode = "pair-missing" // scope and level don't come from the same pair; Scopes that go with the level, Open, Conditions

	// CauseHeaderMissing: an experimental endpoint without its header answers with an error.
	// https://developer.sailpoint.com/docs/api/api-versioning-strategy
	CauseHeaderMissing CauseCode = "experimental-header"
	CauseConflict      CauseCode = "conflict"         // sources contradict each other; Findings
	CauseObserved      CauseCode = "observed"         // people Saw calls of this kind of credential answered otherwise than is published
	CauseCondition     CauseCode = "condition"        // the words name Conditions
	CauseVersion       CauseCode = "version-differs"  // the versions in OtherAPIs need another credential; API
	CausePublic        CauseCode = "published-public" // published as needing no token, yet refused
	CauseUnexplained   CauseCode = "unexplained"      // nothing published explains it
	CauseFeature       CauseCode = "feature-license"  // the tenant may lack the feature
	// CauseOtherKind: the token may be an API client's after all. A PAT and an API
	// client are used with the same grant, and are mistaken for each other.
	CauseOtherKind CauseCode = "other-kind"
	// CauseOwnership: the call may be about what isn't the user's own. Of PATs
	// people report it (https://developer.sailpoint.com/discuss/t/78114, /t/79219).
	// Sub-administrators, whose Levels are named, have only the sources and roles
	// that are theirs, by the footnotes of the User Level Access Matrix ("limited
	// to associated objects").
	CauseOwnership CauseCode = "ownership"

	// A 401 is about the token, which 403 never is.
	// https://developer.sailpoint.com/docs/api/authentication
	CauseExpired CauseCode = "token-expired"
	CauseTenant  CauseCode = "wrong-tenant"
	// CauseNetwork: a tenant can admit only some addresses, and refuses others with a
	// 401. https://documentation.sailpoint.com/saas/help/access/restrict_access.html,
	// seen in https://developer.sailpoint.com/discuss/t/57323
	CauseNetwork CauseCode = "ip-allow-list"
	// CauseLegacyClient: "OAuth 2.0 client IDs have dashes", legacy ones none.
	CauseLegacyClient CauseCode = "legacy-client"
	// CauseGrant: a client gets tokens only by the grant types that it lists; a PAT
	// has client_credentials implied.
	CauseGrant CauseCode = "grant-type"

	CauseRequest  CauseCode = "bad-request" // the request itself is at fault
	CauseNotFound CauseCode = "not-found"   // the object, or the address, isn't there
	// CauseRate: 100 requests in 10 seconds for each client id and API version.
	// https://developer.sailpoint.com/docs/api/rate-limit
	CauseRate   CauseCode = "rate-limit"
	CauseServer CauseCode = "server-error" // the server failed
	// CauseNoUserContext: endpoints that look for the user behind the token have
	// failed with 500 where there was none: POST /accounts/{id}/enable in
	// https://developer.sailpoint.com/discuss/t/201964
	CauseNoUserContext CauseCode = "no-user-context"
)

// asked are scopes as a cause names them: none where any token of the kind does.
func asked(scopes []string, rule catalog.ScopeRule) About {
	if len(scopes) == 0 || slices.Contains(scopes, catalog.ScopeDefault) {
		return About{}
	}
	if len(scopes) == 1 {
		rule = catalog.AnyScope
	}
	return About{Scopes: scopes, Rule: rule}
}

func (e *explanation) userMissing() {
	about := asked(e.o.Decision.UserScopes, e.o.Decision.ScopeRule)
	about.Levels, _ = catalog.AskedLevels(e.o.UserLevels)
	e.add(CauseUserMissing, e.sure(), about)
	e.otherVersions()
}

func (e *explanation) userNotAccepted() {
	e.add(CauseUserNotAccepted, e.sure(), asked(e.o.Decision.ClientScopes, e.o.Decision.ScopeRule))
	e.otherVersions()
}

// notPublished: the schemes are of neither kind.
func (e *explanation) notPublished() {
	if schemes := e.o.Security.Schemes(); e.o.Product == catalog.ProductIIQ && len(schemes) > 0 {
		e.add(CauseOwnKey, Possible, About{Schemes: schemes})
		return
	}
	e.add(CauseNotPublished, Possible, About{})
}

func (e *explanation) ownKey() {
	if e.o.Product == catalog.ProductNERM {
		e.add(CauseOwnKey, Possible, About{})
	}
}

// scopeMissing: of a rule that asks for all, only the scopes that the token
// doesn't have are still to be got.
func (e *explanation) scopeMissing() {
	missing := slices.DeleteFunc(slices.Clone(e.needed()), func(scope string) bool { return slices.Contains(e.held.Scopes, scope) })
	e.add(CauseScopeMissing, e.sure(), About{Scopes: missing, Rule: e.o.Decision.ScopeRule, Unstated: e.o.Decision.Basis == catalog.BasisInherited})
}

// suspected is how sure a requirement is to be the cause that nobody said to be met: a
// 403 makes it likely.
func (e *explanation) suspected() Certainty {
	if e.status == 403 {
		return Likely
	}
	return Possible
}

func (e *explanation) levelMissing(needed []string) {
	certainty, about := e.sure(), About{Levels: needed}
	if e.o.LevelsWitness != catalog.WitnessExtension && e.o.LevelsWitness != catalog.WitnessCorrection {
		certainty, about.Witness = Likely, e.o.LevelsWitness
	}
	e.add(CauseLevelMissing, certainty, about)
}

// conditions adds what could turn a "yes" for this caller and is not said yet.
func (e *explanation) conditions() {
	binding := slices.DeleteFunc(e.binding(), func(c catalog.Condition) bool {
		return slices.ContainsFunc(e.causes, func(cause Cause) bool { return slices.ContainsFunc(cause.Conditions, c.Says) })
	})
	if len(binding) > 0 {
		e.add(CauseCondition, e.suspected(), About{Conditions: binding})
	}
}

// observed names what people saw with this kind of credential that is not as published.
func (e *explanation) observed() {
	if saw := e.o.SeenOtherwise(e.held.Credential); len(saw) > 0 {
		e.add(CauseObserved, Likely, About{Saw: saw})
	}
}

// conflict names the witnesses that contradict each other.
func (e *explanation) conflict() {
	if e.o.Conflicting() {
		e.add(CauseConflict, Possible, About{Findings: slices.DeleteFunc(slices.Clone(e.o.Findings), func(f catalog.Finding) bool { return !f.Conflict() })})
	}
}

func (e *explanation) otherVersions() {
	if len(e.o.DiffersIn) > 0 {
		e.add(CauseVersion, Possible, About{API: e.o.API, OtherAPIs: catalog.Normalize(e.o.DiffersIn)})
	}
}
