package guard

import "authcat/catalog"

// Coverage is how much is known of one API: for each counted fact how many
// operations have it, or how many distinct values there are.
type Coverage struct {
	// API is "" for what belongs to the whole catalog.
	API    string
	Counts map[Fact]int
}

// Measure counts the facts of a snapshot: the declared APIs in their order,
// then those of operations that no declared API owns, then the whole catalog.
func Measure(snapshot *catalog.Snapshot) []Coverage {
	var all []Coverage
	at := map[string]int{}
	scopes := map[string]map[string]bool{}
	add := func(api string) {
		if _, ok := at[api]; !ok {
			at[api] = len(all)
			scopes[api] = map[string]bool{}
			all = append(all, Coverage{API: api, Counts: map[Fact]int{}})
		}
	}
	for _, api := range snapshot.APIs {
		add(api.ID)
	}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		add(o.API)
		c := all[at[o.API]]
		c.count(o)
		for _, list := range [][]string{o.Decision.UserScopes, o.Decision.ClientScopes} {
			for _, scope := range list {
				scopes[o.API][scope] = true
			}
		}
		c.Counts[Scopes] = len(scopes[o.API])
	}
	return append(all, Coverage{Counts: map[Fact]int{MatrixLevels: len(snapshot.Levels)}})
}

// count adds the facts that one operation has.
func (c Coverage) count(o *catalog.Operation) {
	for _, one := range []struct {
		fact    Fact
		present bool
	}{
		{Operations, true},
		{OperationIDs, o.OperationID != ""},
		{Titles, catalog.OneLine(o.Title) != ""},
		{Tags, len(catalog.Normalize(o.Tags)) > 0},
		{Experimental, o.IsExperimental()},
		{Pages, o.Page != nil},
		{Stated, o.Security.Basis == catalog.BasisOperation},
		{Inherited, o.Security.Basis != catalog.BasisOperation},
		{needFact(o.Decision.Needs), true},
		{UserScopes, len(o.Decision.UserScopes) > 0},
		{ClientScopes, len(o.Decision.ClientScopes) > 0},
		{LevelsExtension, len(catalog.Normalize(o.Levels)) > 0},
		{LevelsProse, len(o.Prose.Levels) > 0},
	} {
		if one.present {
			c.Counts[one.fact]++
		}
	}
}

// needFact is the fact that counts the operations with this need: each has
// the need's own name.
func needFact(needs catalog.Needs) Fact { return Fact(needs) }

// byAPI finds coverages by their API.
func byAPI(all []Coverage) map[string]Coverage {
	index := make(map[string]Coverage, len(all))
	for _, c := range all {
		index[c.API] = c
	}
	return index
}
