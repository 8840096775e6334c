package plan

import (
	"slices"

	"authcat/catalog"
	"authcat/catalog/cover"
)

// CodeChange is what a change to code makes of the plan of its calls. Needed is
// only what the credential from before can't do: a change that needs nothing more
// may all the same make another choice of scopes the least.
type CodeChange struct {
	Before Plan
	// After is the plan with the kind of credential from before, where that still
	// makes the calls, else with another.
	After Plan
	// Least is the kind of credential that now is the least; it may be less than After's.
	Least catalog.Credential

	// Refused are the calls that the kind of credential from before doesn't make.
	Refused []PlannedCall
	// MoreScopes and MoreLevels are needed besides those from before, with the operations that ask for them.
	MoreScopes, MoreLevels []Reason
	// LevelsUnmet are operations whose levels the same user can't have besides.
	LevelsUnmet []catalog.Key
	// FreedScopes and FreedLevels are no longer needed.
	FreedScopes, FreedLevels []string

	// Called are the operations that were not called before, Dropped those that
	// were. One that stands in another place is neither.
	Called, Dropped []PlannedCall
	// Unmatched and Open are those that were not there before.
	Unmatched []UnmatchedCall
	Open      []OpenCall
	// Unstated are those of Called.
	Unstated []Unstated
}

// More reports whether the change needs more than the credential from before.
func (c *CodeChange) More() bool {
	return len(c.Refused)+len(c.MoreScopes)+len(c.MoreLevels)+len(c.LevelsUnmet) > 0
}

// CompareCode says what became of a plan. Both are of the same snapshot.
func CompareCode(before, after Plan, snapshot *catalog.Snapshot) CodeChange {
	c := CodeChange{Before: before, Least: after.Credential}
	c.Called, c.Dropped = without(after.Calls, before.Calls), without(before.Calls, after.Calls)
	for _, call := range c.Called {
		if refuses(before.Credential, call.Operation.Decision.Needs) {
			c.Refused = append(c.Refused, call)
		}
	}
	c.After = after
	if held := before.Credential; len(c.Refused) == 0 && (held == catalog.CredentialPAT || held == catalog.CredentialClient) {
		c.After = after.with(held, snapshot)
	}
	c.compareScopes()
	c.compareLevels(snapshot)
	c.Unmatched = newUnmatched(before.Unmatched, after.Unmatched)
	c.Open = newOpen(before.Open, after.Open)
	for _, u := range c.After.Unstated {
		if calls(c.Called, u.Key) {
			c.Unstated = append(c.Unstated, u)
		}
	}
	return c
}

// refuses reports whether a call is certain not to be made with a kind of credential.
func refuses(held catalog.Credential, needs catalog.Needs) bool {
	switch {
	case needs == catalog.NeedsNone || needs == catalog.NeedsOther:
		return false
	case held == CredentialNone || held == CredentialUnknown:
		return true
	default:
		return needs.Accepts(held) == catalog.No
	}
}

// without are the calls of operations that the others don't have.
func without(all, others []PlannedCall) []PlannedCall {
	return slices.DeleteFunc(slices.Clone(all), func(call PlannedCall) bool { return calls(others, call.Operation.Key) })
}

func calls(all []PlannedCall, key catalog.Key) bool {
	return slices.ContainsFunc(all, func(call PlannedCall) bool { return call.Operation.Key == key })
}

func (c *CodeChange) compareScopes() {
	needs, keys := c.After.scopeNeeds()
	needs, keys = unmet(needs, keys, c.Before.Scopes)
	added := subset(needs, c.After.Scopes)
	c.MoreScopes = reasons(added, needs, keys)
	all, _ := c.After.scopeNeeds()
	c.FreedScopes = c.freed(c.Before.Scopes, added, all)
}

// compareLevels is for users alone. Levels that the same user can't have
// besides those from before take their place.
func (c *CodeChange) compareLevels(snapshot *catalog.Snapshot) {
	needs, keys, _ := c.After.levelNeeds(snapshot)
	if c.After.Credential != catalog.CredentialPAT {
		c.FreedLevels = c.Before.Levels
		return
	}
	for _, key := range c.After.LevelsUnmet {
		if !slices.Contains(c.Before.LevelsUnmet, key) {
			c.LevelsUnmet = append(c.LevelsUnmet, key)
		}
	}
	open, of := unmet(needs, keys, c.Before.Levels)
	added := subset(open, c.After.Levels)
	if excluded(slices.Concat(c.Before.Levels, added), exclusions(snapshot)) {
		added = lacking(c.After.Levels, c.Before.Levels)
		c.MoreLevels, c.FreedLevels = reasons(added, needs, keys), lacking(c.Before.Levels, c.After.Levels)
		return
	}
	c.MoreLevels, c.FreedLevels = reasons(added, open, of), c.freed(c.Before.Levels, added, needs)
}

// unmet are the needs that nothing held meets.
func unmet(needs [][]string, keys []catalog.Key, held []string) (open [][]string, of []catalog.Key) {
	for i, need := range needs {
		if !meets(held, need) {
			open, of = append(open, need), append(of, keys[i])
		}
	}
	return open, of
}

// meets reports whether one of the names is held, or what stands for every scope.
func meets(held, need []string) bool {
	return slices.Contains(need, catalog.ScopeDefault) || slices.Contains(held, catalog.ScopeAll) ||
		slices.ContainsFunc(need, func(name string) bool { return slices.Contains(held, name) })
}

// subset are the fewest of some names that meet the needs that they can meet.
func subset(needs [][]string, names []string) []string {
	var within [][]string
	for _, need := range needs {
		options := slices.DeleteFunc(slices.Clone(need), func(name string) bool { return !slices.Contains(names, name) })
		if len(options) == 0 && slices.Contains(names, catalog.ScopeAll) {
			options = []string{catalog.ScopeAll}
		}
		if len(options) > 0 {
			within = append(within, options)
		}
	}
	return cover.Minimum(cover.Instance{Needs: within}).Chosen
}

// freed are the names held that no call needs any more. Where nothing else
// changed, another choice of as many is no news.
func (c *CodeChange) freed(held, added []string, needs [][]string) []string {
	if len(c.Dropped) == 0 && len(added) == 0 && c.Before.Credential == c.After.Credential {
		return nil
	}
	return lacking(held, subset(needs, slices.Concat(held, added)))
}

// lacking are the names that the others don't have.
func lacking(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
}

func excluded(names []string, excludes map[string][]string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return slices.ContainsFunc(excludes[name], func(other string) bool { return other != name && slices.Contains(names, other) })
	})
}
