package explain

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// unauthorized adds the causes of a 401, before all others: it is about the
// token, which 403 never is. https://developer.sailpoint.com/docs/api/authentication
func (e *explanation) unauthorized(passes catalog.Answer) {
	refusals := e.causes
	e.causes = nil
	if e.o.Decision.Needs == catalog.NeedsNone {
		e.add(CausePublic, Likely, About{})
	}
	if !e.held.Expired {
		e.add(CauseExpired, Likely, About{})
	}
	if !e.held.OtherTenant {
		e.add(CauseTenant, Possible, About{})
	}
	e.add(CauseNetwork, Possible, About{})
	e.add(CauseLegacyClient, Possible, About{})
	if e.held.Credential == catalog.CredentialClient {
		e.add(CauseGrant, Possible, About{})
	}
	e.ownKey()
	e.first, e.causes = e.causes, nil
	for _, cause := range refusals {
		if cause.Code == CauseExpired || cause.Code == CauseTenant { // certain: the caller said so
			e.first = append([]Cause{cause}, e.first...)
			continue
		}
		cause.Behind401 = passes == catalog.No && cause.Certainty != Possible
		e.causes = append(e.causes, cause)
	}
}

// forbidden adds what may be behind a 403 on a call that should pass. What the
// caller said rules causes out: an administrator lacks no level.
func (e *explanation) forbidden() {
	if e.o.Decision.Needs != catalog.NeedsNone {
		e.conditions()
	}
	switch {
	case e.o.Decision.Needs == catalog.NeedsNone:
		e.add(CausePublic, Likely, About{})
	case e.held.User() && e.o.Decision.Accepts(e.held.Credential) == catalog.Yes:
		e.ownership()
		e.dropped()
		e.unpublishedLevel()
		e.otherKind()
		e.stale()
		e.ownKey()
	}
	e.otherVersions()
	e.feature()
	e.add(CauseUnexplained, Possible, About{})
}

// feature: a tenant may lack what the endpoint belongs to, where no licence is
// published that says so already.
func (e *explanation) feature() {
	if !slices.ContainsFunc(e.binding(), func(c catalog.Condition) bool { return c.Kind == catalog.NeedsLicence }) {
		e.add(CauseFeature, Possible, About{})
	}
}

// ownership: some objects are their owner's whatever the level.
func (e *explanation) ownership() {
	if strings.Contains(e.o.Path, "/personal-access-tokens/") && (e.o.Method == "PATCH" || e.o.Method == "DELETE") {
		e.add(CauseOwnership, Likely, About{})
	}
	for _, level := range e.held.Levels {
		if strings.HasSuffix(level, "_SUBADMIN") {
			e.add(CauseOwnership, Likely, About{Levels: []string{level}})
			return
		}
	}
}

// administrator reports whether the user is known to have the level that may call every API.
func (e *explanation) administrator() bool {
	return e.held.LevelsKnown && slices.ContainsFunc(e.held.Levels, func(level string) bool { return strings.EqualFold(level, catalog.LevelOrgAdmin) })
}

// scoped reports whether the token's scopes are known, and matter.
func (e *explanation) scoped() bool {
	return e.held.ScopesKnown && len(e.needed()) > 0 && !slices.Contains(e.needed(), catalog.ScopeDefault)
}

func (e *explanation) dropped() {
	if !e.scoped() || e.administrator() {
		return
	}
	certainty, needed := Likely, e.neededLevels()
	if len(needed) > 0 {
		certainty = Possible // the user has a level that the endpoint names, or lacks it, which is said already
	}
	others := slices.DeleteFunc(needed, func(level string) bool {
		return slices.ContainsFunc(e.held.Levels, func(held string) bool { return strings.EqualFold(held, level) })
	})
	e.add(CauseScopeDropped, certainty, About{Levels: others, Unstated: len(others) == 0 && e.o.LevelsWitness == ""})
}

func (e *explanation) stale() {
	if e.scoped() {
		e.add(CauseScopeStale, Possible, About{})
	}
}

func (e *explanation) unpublishedLevel() {
	if e.o.LevelsWitness == "" && !e.administrator() {
		e.add(CauseLevelUnknown, Possible, About{})
	}
}

// otherKind: where nothing else is left, that is the likeliest.
func (e *explanation) otherKind() {
	if e.o.Decision.Needs != catalog.NeedsPAT || e.held.Credential != catalog.CredentialPAT {
		return
	}
	certainty := Possible
	if e.administrator() && e.held.ScopesKnown {
		certainty = Likely
	}
	e.add(CauseOtherKind, certainty, About{})
}
