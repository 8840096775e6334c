package explain

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// kind asks whether the operation takes such a credential at all.
func (e *explanation) kind() catalog.Answer {
	accepted := e.o.Decision.Accepts(e.held.Credential)
	switch {
	case accepted == catalog.Unknown:
		e.notPublished()
	case accepted == catalog.No && e.held.User():
		e.userNotAccepted()
	case accepted == catalog.No:
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

func (e *explanation) scopes() catalog.Answer {
	needed := e.needed()
	switch {
	case catalog.ScopesSuffice(nil, needed, e.o.Decision.ScopeRule):
		return catalog.Yes
	case !e.held.ScopesKnown:
		e.open = true
		e.add(CauseScopeUnknown, e.suspected(), asked(needed, e.o.Decision.ScopeRule))
		return catalog.Unknown
	case catalog.ScopesSuffice(e.held.Scopes, needed, e.o.Decision.ScopeRule):
		return catalog.Yes
	}
	if manage, read := e.managing(needed); manage != "" {
		e.leansYes = true
		e.add(CauseScopeManages, Likely, About{Manages: manage, Scopes: []string{read}})
		return catalog.Unknown
	}
	if open := e.loosening(catalog.OnScope, needed); len(open) > 0 {
		e.open = true
		about := asked(needed, e.o.Decision.ScopeRule)
		about.Conditions = open
		e.add(CauseScopeDepends, e.suspected(), about)
		return catalog.Unknown
	}
	e.scopeMissing()
	return catalog.No
}

// managing returns a held scope that manages what a listed one reads, and the listed one.
func (e *explanation) managing(listed []string) (manage, read string) {
	if e.o.Decision.ScopeRule == catalog.AllScopes {
		return "", ""
	}
	for _, scope := range listed {
		if resource, ok := strings.CutSuffix(scope, ":read"); ok && slices.Contains(e.held.Scopes, resource+":manage") {
			return resource + ":manage", scope
		}
	}
	return "", ""
}

// neededLevels are the levels of which the user behind the token needs one.
func (e *explanation) neededLevels() []string {
	if !e.held.User() {
		return nil
	}
	asked, _ := catalog.AskedLevels(e.o.UserLevels)
	return asked
}

func (e *explanation) levels() catalog.Answer {
	needed := e.neededLevels()
	has := func(level string) bool {
		return slices.ContainsFunc(e.held.Levels, func(held string) bool { return strings.EqualFold(held, level) })
	}
	switch {
	case len(needed) == 0:
		return catalog.Yes
	case !e.held.LevelsKnown:
		e.open = true
		e.add(CauseLevelUnknown, e.suspected(), About{Levels: needed})
		return catalog.Unknown
	case slices.ContainsFunc(needed, has):
		return catalog.Yes
	case has(catalog.LevelOrgAdmin) && !slices.Contains(needed, catalog.LevelApprovalOwner):
		e.leansYes = true
		e.add(CauseAdmin, Likely, About{Levels: needed})
		return catalog.Unknown
	}
	if open := e.loosening(catalog.OnLevel, needed); len(open) > 0 || slices.Contains(needed, catalog.LevelApprovalOwner) {
		e.open = true
		e.add(CauseLevelDepends, e.suspected(), About{Levels: needed, Conditions: open})
		return catalog.Unknown
	}
	e.levelMissing(needed)
	return catalog.No
}

// header asks for the header of experimental operations. A caller who did not
// say is taken to send it.
func (e *explanation) header() catalog.Answer {
	if !e.o.IsExperimental() || e.held.ExperimentalKnown && e.held.Experimental {
		return catalog.Yes
	}
	certainty := Possible
	if e.held.ExperimentalKnown {
		certainty = Certain
	}
	e.add(CauseHeaderMissing, certainty, About{})
	return catalog.YesOrNo(!e.held.ExperimentalKnown)
}
