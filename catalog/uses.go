package catalog

import (
	"slices"
	"strings"
)

// ScopeUse is what a scope opens.
type ScopeUse struct {
	Scope string
	// User and Client count the operations that it opens for a user's token and an API client's.
	User   int
	Client int
	// UserOnly counts the operations that it opens for a user's token where an
	// API client's is not accepted.
	UserOnly int
}

// Broad reports whether the scope is none of particular operations: what it opens
// follows from its holder or needs no authorization at all, and the counts say
// only which operations list it.
func (u ScopeUse) Broad() bool { return u.Scope == ScopeAll || u.Scope == ScopeDefault }

// UserTokensOnly reports whether the scope opens nothing for an API client, as published.
func (u ScopeUse) UserTokensOnly() bool { return u.Client == 0 && !u.Broad() }

// Scopes lists the scopes by name with what each opens, in these operations.
func Scopes(operations []Operation) []ScopeUse {
	uses := map[string]*ScopeUse{}
	use := func(scope string) *ScopeUse {
		if uses[scope] == nil {
			uses[scope] = &ScopeUse{Scope: scope}
		}
		return uses[scope]
	}
	for i := range operations {
		d := operations[i].Decision
		for _, scope := range d.UserScopes {
			use(scope).User++
			if d.Needs == NeedsPAT {
				use(scope).UserOnly++
			}
		}
		for _, scope := range d.ClientScopes {
			use(scope).Client++
		}
	}
	all := make([]ScopeUse, 0, len(uses))
	for _, u := range uses {
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b ScopeUse) int { return strings.Compare(a.Scope, b.Scope) })
	return all
}

// Feature is a tag and how its operations split over the kinds of credential.
type Feature struct {
	Name string
	// Counts of operations by what they need.
	Counts map[Needs]int
	Total  int
}

// Client tells how far an API client gets with the feature: "fully", "partly",
// "not at all", or "unknown" where nothing is published.
func (f Feature) Client() string {
	open := f.Counts[NeedsPATOrClient] + f.Counts[NeedsClient] + f.Counts[NeedsNone]
	switch {
	case f.Counts[NeedsOther] == f.Total:
		return "unknown"
	case open == 0:
		return "not at all"
	case open == f.Total:
		return "fully"
	default:
		return "partly"
	}
}

// Features lists the tags by name with the operations of each; an operation
// with several tags counts in each.
func Features(operations []Operation) []Feature {
	at := map[string]int{}
	var features []Feature
	for i := range operations {
		o := &operations[i]
		for _, tag := range Normalize(o.Tags) {
			n, ok := at[tag]
			if !ok {
				n = len(features)
				at[tag] = n
				features = append(features, Feature{Name: tag, Counts: map[Needs]int{}})
			}
			features[n].Counts[o.Decision.Needs]++
			features[n].Total++
		}
	}
	slices.SortFunc(features, func(a, b Feature) int { return strings.Compare(a.Name, b.Name) })
	return features
}
