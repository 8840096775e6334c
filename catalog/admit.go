package catalog

import (
	"slices"
	"strings"
)

// kind asks whether the operation takes such a credential at all.
func (e *explanation) kind() Answer {
	accepted := e.o.Decision.Accepts(e.held.Credential)
	switch {
	case accepted == Unknown:
		e.notPublished()
	case accepted == No && e.held.User():
		e.userNotAccepted()
	case accepted == No:
		e.userMissing()
	}
	return accepted
}

// needed are the scopes that the operation lists for the held kind of token.
func (e *explanation) needed() []string {
	if e.held.User() {
		return e.o.Decision.UserScopes
	}
	return e.o.Decision.ClientScopes
}

func (e *explanation) scopes() Answer {
	needed := e.needed()
	switch {
	case ScopesSuffice(nil, needed, e.o.Decision.ScopeRule):
		return Yes
	case !e.held.ScopesKnown:
		e.open = true
		e.add(CauseScopeUnknown, e.suspected(), asked(needed, e.o.Decision.ScopeRule))
		return Unknown
	case ScopesSuffice(e.held.Scopes, needed, e.o.Decision.ScopeRule):
		return Yes
	}
	if manage, read := e.managing(needed); manage != "" {
		e.leansYes = true
		e.add(CauseScopeManages, Likely, About{Manages: manage, Scopes: []string{read}})
		return Unknown
	}
	if open := e.loosening(OnScope, needed); len(open) > 0 {
		e.open = true
		about := asked(needed, e.o.Decision.ScopeRule)
		about.Conditions = open
		e.add(CauseScopeDepends, e.suspected(), about)
		return Unknown
	}
	e.scopeMissing()
	return No
}

// managing returns a held scope that manages what a listed one reads, and the listed one.
func (e *explanation) managing(listed []string) (manage, read string) {
	if e.o.Decision.ScopeRule == AllScopes {
		return "", ""
	}
	for _, scope := range listed {
		if resource, ok := strings.CutSuffix(scope, ":read"); ok && slices.Contains(e.held.Scopes, resource+":manage") {
			return resource + ":manage", scope
		}
	}
	return "", ""
}

// ScopesSuffice reports whether held scopes meet the listed ones. Any token
// does where none is listed, or where the default one is.
func ScopesSuffice(held, listed []string, rule ScopeRule) bool {
	has := func(scope string) bool { return slices.Contains(held, scope) }
	switch {
	case len(listed) == 0, slices.Contains(listed, ScopeDefault), has(ScopeAll):
		return true
	case rule == AllScopes:
		return !slices.ContainsFunc(listed, func(scope string) bool { return !has(scope) })
	default:
		return slices.ContainsFunc(listed, has)
	}
}

// AskedLevels returns the levels of which a user needs one: none where every
// user will do. API is no user's. Stated is unset where nothing is published
// about users.
func AskedLevels(published []string) (asked []string, stated bool) {
	if slices.Contains(published, LevelAny) || slices.Contains(published, LevelUser) {
		return nil, true
	}
	asked = slices.DeleteFunc(slices.Clone(published), func(level string) bool { return level == LevelAPI })
	return asked, len(asked) > 0
}

// neededLevels are the levels of which the user behind the token needs one.
func (e *explanation) neededLevels() []string {
	if !e.held.User() {
		return nil
	}
	asked, _ := AskedLevels(e.o.UserLevels)
	return asked
}

func (e *explanation) levels() Answer {
	needed := e.neededLevels()
	has := func(level string) bool {
		return slices.ContainsFunc(e.held.Levels, func(held string) bool { return strings.EqualFold(held, level) })
	}
	switch {
	case len(needed) == 0:
		return Yes
	case !e.held.LevelsKnown:
		e.open = true
		e.add(CauseLevelUnknown, e.suspected(), About{Levels: needed})
		return Unknown
	case slices.ContainsFunc(needed, has):
		return Yes
	case has(LevelOrgAdmin) && !slices.Contains(needed, LevelApprovalOwner):
		e.leansYes = true
		e.add(CauseAdmin, Likely, About{Levels: needed})
		return Unknown
	}
	if open := e.loosening(OnLevel, needed); len(open) > 0 || slices.Contains(needed, LevelApprovalOwner) {
		e.open = true
		e.add(CauseLevelDepends, e.suspected(), About{Levels: needed, Conditions: open})
		return Unknown
	}
	e.levelMissing(needed)
	return No
}

// header asks for the header of experimental operations. A caller who did not
// say is taken to send it.
func (e *explanation) header() Answer {
	if !e.o.IsExperimental() || e.held.ExperimentalKnown && e.held.Experimental {
		return Yes
	}
	certainty := Possible
	if e.held.ExperimentalKnown {
		certainty = Certain
	}
	e.add(CauseHeaderMissing, certainty, About{})
	return answer(!e.held.ExperimentalKnown)
}
