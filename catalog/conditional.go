package catalog

import (
	"slices"
	"strings"
)

// concerned answers whether a condition is about callers like this one: Unknown
// where that depends on what is not known, or on the call.
func (e *explanation) concerned(s Subject) Answer {
	about := Yes
	switch s.Type {
	case OnLevel:
		about = e.hasLevel(s.Names)
	case OnScope:
		about = e.hasScope(s.Names)
	case OnParameter, OnFeature:
		about = Unknown
	}
	if s.Without {
		return opposite(about)
	}
	return about
}

func opposite(a Answer) Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	default:
		return Unknown
	}
}

// hasLevel answers whether the caller has one of some levels. Every user has
// LevelAny and LevelUser; LevelAPI is a user-less client's.
func (e *explanation) hasLevel(names []string) Answer {
	if !e.held.User() {
		return answer(slices.Contains(names, LevelAPI))
	}
	held := func(name string) bool {
		return name == LevelAny || name == LevelUser ||
			e.held.LevelsKnown && slices.ContainsFunc(e.held.Levels, func(level string) bool { return strings.EqualFold(level, name) })
	}
	if slices.ContainsFunc(names, held) {
		return Yes
	}
	if !e.held.LevelsKnown {
		return Unknown
	}
	return No
}

// hasScope answers whether the token has one of some scopes.
func (e *explanation) hasScope(names []string) Answer {
	if !e.held.ScopesKnown {
		return Unknown
	}
	return answer(ScopesSuffice(e.held.Scopes, names, AnyScope))
}

// meets answers whether the caller meets what a condition asks; who the caller
// is to the object of the call, and what the tenant has, is not known.
func (e *explanation) meets(a Ask) Answer {
	met := Yes
	if len(a.Levels) > 0 {
		met = worse(met, e.hasLevel(a.Levels))
	}
	switch {
	case len(a.Scopes) > 0 && !e.held.ScopesKnown:
		met = worse(met, Unknown)
	case len(a.Scopes) > 0 && a.All:
		met = worse(met, answer(ScopesSuffice(e.held.Scopes, a.Scopes, AllScopes)))
	case len(a.Scopes) > 0:
		met = worse(met, e.hasScope(a.Scopes))
	}
	if a.Token == ClassUser || a.Person != "" && a.Person != PersonAnyone { // an API client is nobody
		met = worse(met, answer(e.held.User()))
	}
	decided := len(a.Levels)+len(a.Scopes) > 0 || a.Token != ""
	if a.Licence != "" || a.Parameter != "" || a.Person != "" && a.Person != PersonAnyone || !decided && a.Person == "" {
		met = worse(met, Unknown)
	}
	return met
}

// binding are the conditions that could turn a "yes" for this caller.
func (e *explanation) binding() []Condition {
	all := e.o.Conditions()
	// What a scope or level opens for everyone's objects is not bound to one's own.
	unbound := slices.ContainsFunc(all, func(c Condition) bool {
		return c.Kind == Widens && c.Asks.Person == PersonAnyone && e.concerned(c.Applies) == Yes
	})
	// What one subject is asked in several conditions are alternatives: to be an
	// administrator, or the owner.
	met := func(c Condition) bool {
		return slices.ContainsFunc(all, func(other Condition) bool {
			return other.Kind == c.Kind && other.Applies.String() == c.Applies.String() && e.meets(other.Asks) == Yes
		})
	}
	return slices.DeleteFunc(slices.Clone(all), func(c Condition) bool {
		may := c.Kind == ByParameter && c.Asks.Parameter != "" && c.Asks.Value != ValueMe // what one may pass binds nobody
		own := c.Kind == Ownership || c.Asks.Value == ValueMe || c.Applies.Value == ValueMe
		return c.Kind == Widens || c.Kind == Pairs || may ||
			unbound && own && !c.Applies.Without || e.concerned(c.Applies) == No || met(c)
	})
}

// loosening are the conditions that could turn a "no" for this caller, who has
// none of the needed levels or scopes: somebody else needs none, others may do
// something, or the words speak of a level that no list names.
func (e *explanation) loosening(what SubjectType, needed []string) []Condition {
	about := func(s Subject) bool {
		return s.Type == what && slices.ContainsFunc(s.Names, func(name string) bool { return slices.Contains(needed, name) })
	}
	all := e.o.Conditions()
	// Persons who may call as well need a scope all the same, unless the words speak of it.
	persons := what == OnLevel || slices.ContainsFunc(all, func(c Condition) bool { return about(c.Applies) })
	return slices.DeleteFunc(slices.Clone(all), func(c Condition) bool {
		switch {
		case c.Kind == Widens && c.Applies.Type == OnAll:
			return !persons || e.meets(c.Asks) == No
		case c.Kind == Widens:
			return !about(c.Applies) || e.meets(c.Asks) == No || c.Asks.String() == ""
		case c.Applies.Without:
			return !about(c.Applies)
		case what == OnLevel && c.Applies.Type == OnLevel: // words that speak of calls by a level that the caller has
			return e.concerned(c.Applies) != Yes || slices.Contains(c.Applies.Names, LevelAny)
		case c.Kind == ByParameter && c.Applies.Value == ValueMe:
			return !persons || e.meets(c.Asks) == No || c.Asks.Person == "" || len(c.Asks.Scopes)+len(c.Asks.Levels) > 0
		default:
			return true
		}
	})
}

// pairs asks that scope and level come from the same pair, where pairs are
// published and both are there. A listed scope of no pair goes with every level.
func (e *explanation) pairs() Answer {
	pairs := slices.DeleteFunc(e.o.Conditions(), func(c Condition) bool { return c.Kind != Pairs })
	if len(pairs) == 0 || !e.held.User() {
		return Yes
	}
	free := slices.DeleteFunc(slices.Clone(e.needed()), func(scope string) bool {
		return slices.ContainsFunc(pairs, func(c Condition) bool { return slices.Contains(c.Applies.Names, scope) })
	})
	best := No
	if len(free) > 0 {
		best = e.hasScope(free)
	}
	for _, c := range pairs {
		best = better(best, worse(e.hasScope(c.Applies.Names), e.hasLevel(c.Asks.Levels)))
	}
	if best != Yes {
		e.pairMissing(pairs, best)
	}
	return best
}

// ScopesOfEveryUser are the listed scopes for users' tokens that work whatever
// the user's level: those that are published in a pair with a certain level
// are left out, where others are listed.
func (o *Operation) ScopesOfEveryUser() []string {
	conditions := o.Conditions()
	scopes := slices.DeleteFunc(slices.Clone(o.Decision.UserScopes), func(scope string) bool {
		return slices.ContainsFunc(conditions, func(c Condition) bool {
			return c.Kind == Pairs && slices.Contains(c.Applies.Names, scope) && !slices.Contains(c.Asks.Levels, LevelUser) && !slices.Contains(c.Asks.Levels, LevelAny)
		})
	})
	if len(scopes) == 0 {
		return o.Decision.UserScopes
	}
	return scopes
}

func better(a, b Answer) Answer { return opposite(worse(opposite(a), opposite(b))) }

func (e *explanation) pairMissing(pairs []Condition, found Answer) {
	certainty, about := Likely, About{Conditions: pairs}
	if found == Unknown {
		certainty, about.Open, e.open = e.suspected(), true, true
	}
	for _, c := range pairs {
		if e.hasLevel(c.Asks.Levels) == Yes {
			about.Scopes = c.Applies.Names
		}
	}
	e.add(CausePair, certainty, about)
}
