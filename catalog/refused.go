package catalog

import "slices"

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
	e.add(CauseLegacyClient, Possible, "the client id is a legacy one, or its PAT or API client was deleted.",
		"get a token with a PAT or an API client made under Security Settings > API Management.")
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

func (e *explanation) public() {
	e.add(CausePublic, Likely, "the endpoint is published as needing no token, yet the call was refused: what is published is wrong here.",
		"send a user's token, and report the operation's empty security to SailPoint.")
}

// forbidden adds what may be behind a 403 on a call that should pass.
func (e *explanation) forbidden() {
	switch {
	case e.o.Decision.Needs == NeedsNone:
		e.public()
	case e.held.User() && e.o.Decision.Accepts(e.held.Credential) == Yes:
		e.dropped()
		e.unpublishedLevel()
		e.otherKind()
	}
	e.conditions()
	e.otherVersions()
	e.add(CauseFeature, Possible, "the tenant does not have the feature that the endpoint belongs to, or it is not switched on.",
		"check the tenant's licences and settings for it.")
	e.add(CauseUnexplained, Possible, "nothing published explains the 403.",
		"take the trackingId of the answer to SailPoint's support; 'authcat token --check' explains the token itself.")
}

// dropped: scopes that the user's level does not grant are left out of the
// token without a word; SailPoint's guide says that levels bound scopes.
// https://developer.sailpoint.com/docs/api/authorization
func (e *explanation) dropped() {
	if !e.held.ScopesKnown || len(e.needed()) == 0 || slices.Contains(e.needed(), ScopeDefault) {
		return
	}
	certainty := Likely
	if levels := e.neededLevels(); e.held.LevelsKnown && len(levels) > 0 {
		certainty = Possible // the user has a level that the endpoint names
	}
	text := "the platform silently drops the scopes that the user's level does not grant; the token then lacks the scope although it was asked for."
	if slices.Contains(e.held.Scopes, ScopeAll) {
		text = ScopeAll + " on a user's token opens only what the user's level allows, and the level may not allow this endpoint."
	}
	e.add(CauseScopeDropped, certainty, text, "use a token of a user whose level grants the scope: "+e.levelAdvice())
}

func (e *explanation) levelAdvice() string {
	if levels := e.neededLevels(); len(levels) > 0 {
		return oneOf("the level", "one of the levels", levels) + "."
	}
	return "no level is published for this endpoint; one call with a token of an ORG_ADMIN tells whether it is the level."
}

func (e *explanation) unpublishedLevel() {
	if e.o.LevelsSource == LevelsFromNowhere {
		e.add(CauseLevelUnknown, Possible, "no user level is published for this endpoint, and it may need one.",
			"one call with a token of an ORG_ADMIN tells whether it is the level; ask then for the least level that does.")
	}
}

// otherKind: a PAT and an API client are used with the same grant, and are
// mistaken for each other.
func (e *explanation) otherKind() {
	if e.o.Decision.Needs == NeedsPAT && e.held.Credential == CredentialPAT {
		e.add(CauseOtherKind, Possible, "the token is not a PAT's but an API client's: both are got with the grant client_credentials, and this endpoint turns the second away.",
			"pipe the token into 'authcat token': it says whether a user stands behind it.")
	}
}
