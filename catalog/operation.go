package catalog

import (
	"cmp"
	"strings"
)

// Operation is one operation with what its sources say and what authcat concludes.
type Operation struct {
	Observation
	// Document is where the observation stands.
	Document Document

	Decision Decision
	// UserLevels are the levels of which the user behind a token needs one, in
	// addition to a scope: upper case, sorted, without entries that are no
	// levels. "ANY" is every user; "API" says that a user-less API client is
	// accepted. They say nothing about API clients otherwise.
	UserLevels []string
	// Lineage is the endpoint that this operation is one version of.
	Lineage string
	// Findings about this operation, in the order of their classes.
	Findings []Finding
}

// Source is the operation's place in its document: URL and JSON pointer.
func (o *Operation) Source() string { return o.Document.URL + "#" + o.Observation.Pointer() }

// Name is the title, trimmed and in one line, else the operationId, else
// method and path: what a reader sees first.
func (o *Operation) Name() string {
	title := strings.TrimSpace(lineBreaks.Replace(o.Title))
	return cmp.Or(title, o.OperationID, o.Method+" "+o.Path)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// IsExperimental tells whether callers must send "X-SailPoint-Experimental: true".
func (o *Operation) IsExperimental() bool { return o.Experimental != "" }

// OneLine folds line breaks and runs of white space into single spaces and trims.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// concludeLevels reads the levels off the extension's entries.
func concludeLevels(published []string) []string {
	var levels []string
	for _, entry := range published {
		if !LooksLikeScope(entry) {
			levels = append(levels, strings.ToUpper(entry))
		}
	}
	return Normalize(levels)
}
