package explain

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// concerned answers whether a condition is about callers like this one: Unknown
// where that depends on what is not known, or on the call.
func (e *explanation) concerned(s catalog.Subject) catalog.Answer {
	about := catalog.Yes
	switch s.Type {
	case catalog.OnLevel:
		about = e.hasLevel(s.Names)
	case catalog.OnScope:
		about = e.hasScope(s.Names)
	case catalog.OnParameter, catalog.OnFeature:
		about = catalog.Unknown
	}
	if s.Without {
		return about.Opposite()
	}
	return about
}

// hasLevel answers whether the caller has one of some levels. Every user has
// LevelAny and LevelUser; LevelAPI is a user-less client's.
func (e *explanation) hasLevel(names []string) catalog.Answer {
	if !e.held.User() {
		return catalog.YesOrNo(slices.Contains(names, catalog.LevelAPI))
	}
	held := func(name string) bool {
		return name == catalog.LevelAny || name == catalog.LevelUser ||
			e.held.LevelsKnown && slices.ContainsFunc(e.held.Levels, func(level string) bool { return strings.EqualFold(level, name) })
	}
	if slices.ContainsFunc(names, held) {
		return catalog.Yes
	}
	if !e.held.LevelsKnown {
		return catalog.Unknown
	}
	return catalog.No
}

// hasScope answers whether the token has one of some scopes.
func (e *explanation) hasScope(names []string) catalog.Answer {
	if !e.held.ScopesKnown {
		return catalog.Unknown
	}
	return catalog.YesOrNo(catalog.ScopesSuffice(e.held.Scopes, names, catalog.AnyScope))
}

// meets answers whether the caller meets what a condition asks; who the caller
// is to the object of the call, and what the tenant has, is not known.
func (e *explanation) meets(a catalog.Ask) catalog.Answer {
	met := catalog.Yes
	if len(a.Levels) > 0 {
		met = worse(met, e.hasLevel(a.Levels))
	}
	switch {
	case len(a.Scopes) > 0 && !e.held.ScopesKnown:
		met = worse(met, catalog.Unknown)
	case len(a.Scopes) > 0 && a.All:
		met = worse(met, catalog.YesOrNo(catalog.ScopesSuffice(e.held.Scopes, a.Scopes, catalog.AllScopes)))
	case len(a.Scopes) > 0:
		met = worse(met, e.hasScope(a.Scopes))
	}
	if a.Token == catalog.ClassUser || a.Person != "" && a.Person != catalog.PersonAnyone { // an API client is nobody
		met = worse(met, catalog.YesOrNo(e.held.User()))
	}
	decided := len(a.Levels)+len(a.Scopes) > 0 || a.Token != ""
	if a.Licence != "" || a.Parameter != "" || a.Person != "" && a.Person != catalog.PersonAnyone || !decided && a.Person == "" {
		met = worse(met, catalog.Unknown)
	}
	return met
}

// binding are the conditions that could turn a "yes" for this caller.
func (e *explanation) binding() []catalog.Condition {
	all := e.o.Conditions()
	// What a scope or level opens for everyone's objects is not bound to one's own.
	unbound := slices.ContainsFunc(all, func(c catalog.Condition) bool {
		return c.Kind == catalog.Widens && c.Asks.Person == catalog.PersonAnyone && e.concerned(c.Applies) == catalog.Yes
	})
	// What one subject is asked in several conditions are alternatives: to be an
	// administrator, or the owner.
	met := func(c catalog.Condition) bool {
		return slices.ContainsFunc(all, func(other catalog.Condition) bool {
			return other.Kind == c.Kind && other.Applies.String() == c.Applies.String() && e.meets(other.Asks) == catalog.Yes
		})
	}
	return slices.DeleteFunc(slices.Clone(all), func(c catalog.Condition) bool {
		may := c.Kind == catalog.ByParameter && c.Asks.Parameter != "" && c.Asks.Value != catalog.ValueMe // what one may pass binds nobody
		own := c.Kind == catalog.Ownership || c.Asks.Value == catalog.ValueMe || c.Applies.Value == catalog.ValueMe
		return c.Kind == catalog.Widens || c.Kind == catalog.Pairs || may ||
			unbound && own && !c.Applies.Without || e.concerned(c.Applies) == catalog.No || met(c)
	})
}

// loosening are the conditions that could turn a "no" for this caller, who has
// none of the needed levels or scopes: somebody else needs none, others may do
// something, or the words speak of a level that no list names.
func (e *explanation) loosening(what catalog.SubjectType, needed []string) []catalog.Condition {
	about := func(s catalog.Subject) bool {
		return s.Type == what && slices.ContainsFunc(s.Names, func(name string) bool { return slices.Contains(needed, name) })
	}
	all := e.o.Conditions()
	// Persons who may call as well need a scope all the same, unless the words speak of it.
	persons := what == catalog.OnLevel || slices.ContainsFunc(all, func(c catalog.Condition) bool { return about(c.Applies) })
	return slices.DeleteFunc(slices.Clone(all), func(c catalog.Condition) bool {
		switch {
		case c.Kind == catalog.Widens && c.Applies.Type == catalog.OnAll:
			return !persons || e.meets(c.Asks) == catalog.No
		case c.Kind == catalog.Widens:
			return !about(c.Applies) || e.meets(c.Asks) == catalog.No || c.Asks.String() == ""
		case c.Applies.Without:
			return !about(c.Applies)
		case what == catalog.OnLevel && c.Applies.Type == catalog.OnLevel: // words that speak of calls by a level that the caller has
			return e.concerned(c.Applies) != catalog.Yes || slices.Contains(c.Applies.Names, catalog.LevelAny)
		case c.Kind == catalog.ByParameter && c.Applies.Value == catalog.ValueMe:
			return !persons || e.meets(c.Asks) == catalog.No || c.Asks.Person == "" || len(c.Asks.Scopes)+len(c.Asks.Levels) > 0
		default:
			return true
		}
	})
}

// pairs asks that scope and level come from the same pair, where pairs are
// published and both are there. A listed scope of no pair goes with every level.
func (e *explanation) pairs() catalog.Answer {
	pairs := slices.DeleteFunc(e.o.Conditions(), func(c catalog.Condition) bool { return c.Kind != catalog.Pairs })
	if len(pairs) == 0 || !e.held.User() {
		return catalog.Yes
	}
	free := slices.DeleteFunc(slices.Clone(e.needed()), func(scope string) bool {
		return slices.ContainsFunc(pairs, func(c catalog.Condition) bool { return slices.Contains(c.Applies.Names, scope) })
	})
	best := catalog.No
	if len(free) > 0 {
		best = e.hasScope(free)
	}
	for _, c := range pairs {
		best = better(best, worse(e.hasScope(c.Applies.Names), e.hasLevel(c.Asks.Levels)))
	}
	if best != catalog.Yes {
		e.pairMissing(pairs, best)
	}
	return best
}

func better(a, b catalog.Answer) catalog.Answer {
	return worse(a.Opposite(), b.Opposite()).Opposite()
}

func (e *explanation) pairMissing(pairs []catalog.Condition, found catalog.Answer) {
	certainty, about := Likely, About{Conditions: pairs}
	if found == catalog.Unknown {
		certainty, about.Open, e.open = e.suspected(), true, true
	}
	for _, c := range pairs {
		if e.hasLevel(c.Asks.Levels) == catalog.Yes {
			about.Scopes = c.Applies.Names
		}
	}
	e.add(CausePair, certainty, about)
}
