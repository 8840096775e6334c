package catalog

import (
	"slices"
	"strings"
)

// Query selects operations; every field that is set must hold.
type Query struct {
	Needs      []Needs
	APIs       []string
	Tag        string // a tag, whatever its case
	Scope      string // a scope that suffices, for either kind of token
	Level      string // a level that suffices; "ANY" takes every level
	Method     string
	Confidence []Confidence
	Words      []string // all in title, path, operationId or tags; one with a colon may stand in a scope
	// Deprecated and Experimental select by a flag, nil by neither.
	Deprecated   *bool
	Experimental *bool
	// Differs selects the operations whose endpoint needs another credential in another API.
	Differs bool
}

// Select returns the operations that the query selects, in their order.
func (s *Snapshot) Select(q Query) []Operation {
	var selected []Operation
	for i := range s.Operations {
		if o := &s.Operations[i]; q.holds(o) {
			selected = append(selected, *o)
		}
	}
	return selected
}

func (q Query) holds(o *Operation) bool {
	return (len(q.Needs) == 0 || slices.Contains(q.Needs, o.Decision.Needs)) &&
		(len(q.APIs) == 0 || slices.Contains(q.APIs, o.API)) &&
		(q.Tag == "" || slices.ContainsFunc(o.Tags, func(tag string) bool { return strings.EqualFold(strings.TrimSpace(tag), q.Tag) })) &&
		(q.Scope == "" || slices.Contains(o.Decision.UserScopes, q.Scope) || slices.Contains(o.Decision.ClientScopes, q.Scope)) &&
		(q.Level == "" || slices.Contains(o.UserLevels, q.Level)) &&
		(q.Method == "" || o.Method == q.Method) &&
		(len(q.Confidence) == 0 || slices.Contains(q.Confidence, o.Confidence)) &&
		(q.Deprecated == nil || o.Deprecated == *q.Deprecated) &&
		(q.Experimental == nil || o.IsExperimental() == *q.Experimental) &&
		(!q.Differs || len(o.DiffersIn) > 0) &&
		(len(q.Words) == 0 || o.hasWords(q.Words))
}

// hasWords reports whether each word stands in the operation's title, path,
// operationId or tags or, where it has a colon, in one of its scopes.
func (o *Operation) hasWords(words []string) bool {
	text := o.searchText()
	for _, word := range words {
		inScope := func(scope string) bool { return strings.Contains(scope, word) }
		if !strings.Contains(text, word) && !(strings.Contains(word, ":") && slices.ContainsFunc(o.listedScopes(), inScope)) {
			return false
		}
	}
	return len(words) > 0
}

// searchText is what words are looked for in, in lower case.
func (o *Operation) searchText() string {
	return strings.ToLower(o.Name() + " " + o.Path + " " + o.OperationID + " " + strings.Join(o.Tags, " "))
}

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
