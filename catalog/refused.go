package catalog

import (
	"slices"
	"strings"
)

// unauthorized adds the causes of a 401, before all others: it is about the
// token, which 403 never is. https://developer.sailpoint.com/docs/api/authentication
func (e *explanation) unauthorized(passes Answer) {
	refusals := e.causes
	e.causes = nil
	if e.o.Decision.Needs == NeedsNone {
		e.public()
	}
	if !e.held.Expired {
		e.expired(Likely)
	}
	if !e.held.OtherTenant {
		e.tenant(Possible)
	}
	e.network()
	e.legacyClient()
	if e.held.Credential == CredentialClient {
		e.grant()
	}
	e.ownKey()
	e.first, e.causes = e.causes, nil
	for _, cause := range refusals {
		if cause.Code == CauseExpired || cause.Code == CauseTenant { // certain: the caller said so
			e.first = append([]Cause{cause}, e.first...)
			continue
		}
		if passes == No && cause.Certainty != Possible {
			cause.Text = "With a token that is accepted the call would be refused with 403 all the same: " + cause.Text
		}
		e.causes = append(e.causes, cause)
	}
}

func (e *explanation) expired(certainty Certainty) {
	text := "the token has expired: that is a 401, never a 403."
	if certainty != Certain {
		text = "the token has expired, is not sent as \"Authorization: Bearer …\" or is damaged: a 401 is about the token itself, not about what it may do."
	}
	e.add(CauseExpired, certainty, text, "get a new access token.")
}

func (e *explanation) tenant(certainty Certainty) {
	if certainty == Certain {
		e.add(CauseTenant, certainty, "the token is of another tenant than the one that is called.", "get a token from the tenant that is called.")
		return
	}
	e.add(CauseTenant, certainty, "the token was issued by another tenant than the one that is called.",
		"compare the tenant in the token (authcat token) with the host of the call.")
}

// network: a tenant can admit only some addresses, and refuses others with a
// 401. https://documentation.sailpoint.com/saas/help/access/restrict_access.html,
// seen in https://developer.sailpoint.com/discuss/t/57323
func (e *explanation) network() {
	e.add(CauseNetwork, Possible, "the tenant admits only some IP addresses, and the call comes from another: a workflow, a proxy, a cloud.",
		"check the tenant's network restrictions (IP allow list).")
}

// legacyClient: "OAuth 2.0 client IDs have dashes", legacy ones none.
// https://developer.sailpoint.com/docs/api/authentication
func (e *explanation) legacyClient() {
	e.add(CauseLegacyClient, Possible, "the client id is a legacy one (without dashes), or its PAT or API client was deleted or disabled.",
		"get a token with a PAT or an API client made under Security Settings > API Management.")
}

// grant: a client gets tokens only by the grant types that it lists; a PAT has
// client_credentials implied. https://developer.sailpoint.com/docs/api/authentication
func (e *explanation) grant() {
	e.add(CauseGrant, Possible, "the 401 was on the request for the token: the API client does not list CLIENT_CREDENTIALS among its grantTypes.",
		"look at its grantTypes under API Management or with GET /oauth-clients/v1/{id}.")
}

func (e *explanation) public() {
	e.add(CausePublic, Likely, "the endpoint is published as needing no token, yet the call was refused: what is published is wrong here.",
		"send a user's token, and report the operation's empty security to SailPoint.")
}

// forbidden adds what may be behind a 403 on a call that should pass. What the
// caller said rules causes out: an administrator lacks no level.
func (e *explanation) forbidden() {
	if e.o.Decision.Needs != NeedsNone {
		e.conditions()
	}
	switch {
	case e.o.Decision.Needs == NeedsNone:
		e.public()
	case e.held.User() && e.o.Decision.Accepts(e.held.Credential) == Yes:
		e.ownership()
		e.dropped()
		e.unpublishedLevel()
		e.otherKind()
		e.stale()
		e.ownKey()
	}
	e.otherVersions()
	e.feature()
	e.add(CauseUnexplained, Possible, "nothing published explains the 403.",
		"take the trackingId of the answer to SailPoint's support; 'authcat token --check' explains the token itself.")
}

// feature: a tenant may lack what the endpoint belongs to, where no licence is
// published that says so already.
func (e *explanation) feature() {
	if slices.ContainsFunc(e.binding(), func(c Condition) bool { return c.Kind == NeedsLicence }) {
		return
	}
	e.add(CauseFeature, Possible, "the tenant does not have the feature that the endpoint belongs to, or it is not switched on.",
		"check the tenant's licences and settings for it.")
}

// ownership: some objects are their owner's whatever the level. Of PATs people
// report it (https://developer.sailpoint.com/discuss/t/78114, /t/79219).
// Sub-administrators have only the sources and roles that are theirs, by the
// footnotes of the User Level Access Matrix ("limited to associated objects").
func (e *explanation) ownership() {
	if strings.Contains(e.o.Path, "/personal-access-tokens/") && (e.o.Method == "PATCH" || e.o.Method == "DELETE") {
		e.add(CauseOwnership, Likely, "the PAT is another user's: people report that only its own user can change it, whatever the level.",
			"let its user change it.")
	}
	for _, level := range e.held.Levels {
		if strings.HasSuffix(level, "_SUBADMIN") {
			e.add(CauseOwnership, Likely, level+" is limited to the objects that the user was given: the object of the call may not be one of them.",
				"check that the source or role belongs to the user, or use a token of a user with the level that is not limited.")
			return
		}
	}
}

// administrator reports whether the user is known to have the level that may call every API.
func (e *explanation) administrator() bool {
	return e.held.LevelsKnown && slices.ContainsFunc(e.held.Levels, func(level string) bool { return strings.EqualFold(level, LevelOrgAdmin) })
}

// dropped: scopes that the user's level does not grant are left out of the
// token without a word; SailPoint's guide says that levels bound scopes.
// https://developer.sailpoint.com/docs/api/authorization
func (e *explanation) dropped() {
	if !e.held.ScopesKnown || len(e.needed()) == 0 || slices.Contains(e.needed(), ScopeDefault) {
		return
	}
	if e.administrator() {
		return
	}
	certainty := Likely
	if len(e.neededLevels()) > 0 {
		certainty = Possible // the user has a level that the endpoint names, or lacks it, which is said already
	}
	text := "the platform silently drops the scopes that the user's level does not grant; the token then lacks the scope although it was asked for."
	if slices.Contains(e.held.Scopes, ScopeAll) {
		text = ScopeAll + " on a user's token opens only what the user's level allows, and the level may not allow this endpoint."
	}
	e.add(CauseScopeDropped, certainty, text, e.levelAdvice())
}

// stale: "Changing scopes for a Personal Access Token does not impact existing
// bearer tokens", and new ones may lack the change for up to 20 minutes
// (description of PATCH /personal-access-tokens/v1/{id}).
func (e *explanation) stale() {
	if e.held.ScopesKnown && len(e.needed()) > 0 && !slices.Contains(e.needed(), ScopeDefault) {
		e.add(CauseScopeStale, Possible, "the token is older than the last change of its PAT's scopes: a change reaches new tokens only, after up to 20 minutes.",
			"get a new token; PATCH /personal-access-tokens/v1/{id} changes the scopes of a PAT that lacks one.")
	}
}

// levelAdvice names a level that the user is not known to have.
func (e *explanation) levelAdvice() string {
	others := slices.DeleteFunc(e.neededLevels(), func(level string) bool {
		return slices.ContainsFunc(e.held.Levels, func(held string) bool { return strings.EqualFold(held, level) })
	})
	switch {
	case len(others) > 0:
		return "use a token of a user whose level grants the scope: " + oneOf("the level", "one of the levels", others) + "."
	case e.o.LevelsWitness != "":
		return "look which scopes the user's level grants, in the token itself (authcat token) or in the list that the user interface offers for a PAT."
	default:
		return "no level is published for this endpoint; one call with a token of a user with " + LevelOrgAdmin + " tells whether it is the level."
	}
}

func (e *explanation) unpublishedLevel() {
	if e.o.LevelsWitness == "" && !e.administrator() {
		e.add(CauseLevelUnknown, Possible, "no user level is published for this endpoint, and it may need one.",
			"one call with a token of a user with "+LevelOrgAdmin+" tells whether it is the level; ask then for the least level that does.")
	}
}

// otherKind: a PAT and an API client are used with the same grant, and are
// mistaken for each other. Where nothing else is left, that is the likeliest.
func (e *explanation) otherKind() {
	if e.o.Decision.Needs != NeedsPAT || e.held.Credential != CredentialPAT {
		return
	}
	certainty := Possible
	if e.administrator() && e.held.ScopesKnown {
		certainty = Likely
	}
	e.add(CauseOtherKind, certainty, "the token is not a PAT's but an API client's: both are got with the grant client_credentials, and for this endpoint only a user's token is published.",
		"pipe the token into 'authcat token': it says whether a user stands behind it.")
}
