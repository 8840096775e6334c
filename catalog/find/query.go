package find

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// Query selects operations; every field that is set must hold.
type Query struct {
	Needs      []catalog.Needs
	APIs       []string
	Tag        string // a tag, whatever its case
	Scope      string // a scope that suffices, for either kind of token
	Level      string // a level that suffices; "ANY" takes every level
	Method     string
	Confidence []catalog.Confidence
	Words      []string // all in title, path, operationId or tags; one with a colon may stand in a scope
	// Deprecated and Experimental select by a flag, nil by neither.
	Deprecated   *bool
	Experimental *bool
	// Differs selects the operations whose endpoint needs another credential in another API.
	Differs bool
}

// Select returns the operations that the query selects, in their order.
func Select(s *catalog.Snapshot, q Query) []catalog.Operation {
	var selected []catalog.Operation
	for i := range s.Operations {
		if o := &s.Operations[i]; q.holds(o) {
			selected = append(selected, *o)
		}
	}
	return selected
}

func (q Query) holds(o *catalog.Operation) bool {
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
		(len(q.Words) == 0 || hasWords(o, q.Words))
}

// hasWords reports whether each word stands in the operation's title, path,
// operationId or tags or, where it has a colon, in one of its scopes.
func hasWords(o *catalog.Operation, words []string) bool {
	text := searchText(o)
	for _, word := range words {
		inScope := func(scope string) bool { return strings.Contains(scope, word) }
		if !strings.Contains(text, word) && !(strings.Contains(word, ":") && slices.ContainsFunc(o.ListedScopes(), inScope)) {
			return false
		}
	}
	return len(words) > 0
}

// searchText is what words are looked for in, in lower case.
func searchText(o *catalog.Operation) string {
	return strings.ToLower(o.Name() + " " + o.Path + " " + o.OperationID + " " + strings.Join(o.Tags, " "))
}
