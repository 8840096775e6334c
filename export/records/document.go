// Package records makes the document that programs read: everything in one JSON
// file, with the JSON Schema that describes it.
package records

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"

	"authcat/catalog"
	"authcat/export"
)

// The names under which the document and its schema are published.
const (
	DocumentName = "endpoint-authorization.json"
	SchemaName   = "endpoint-authorization.schema.json"
)

// SchemaVersion is the version of the document's form; a change that breaks a reader raises it.
const SchemaVersion = 1

//go:embed endpoint-authorization.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) that describes what JSON writes.
func Schema() []byte { return bytes.Clone(schema) }

// section is one array of the document.
type section struct {
	name    string
	listing export.Listing
}

func sections(snapshot *catalog.Snapshot, dataset export.Dataset) []section {
	return []section{
		{"sources", sources(dataset, snapshot)},
		{"apis", apis(dataset, snapshot)},
		{"features", export.APIFeatures(dataset, snapshot)},
		{"operations", export.Endpoints(dataset, snapshot.Operations)},
		{"scopes", export.Scopes(dataset, catalog.Scopes(snapshot.Operations))},
		{"user_levels", export.Levels(dataset, snapshot.LevelUses())},
		{"findings", export.Findings(dataset, snapshot, snapshot.AllFindings())},
	}
}

// JSON writes everything in one document, each entry of its arrays in a line
// of its own, so that two versions of the document differ by lines. It says of
// which day the data set is, not its name, which may be a path.
func JSON(snapshot *catalog.Snapshot, dataset export.Dataset) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"schema\": %d,\n  \"as_of\": %q", SchemaVersion, dataset.Date())
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, s := range sections(snapshot, dataset) {
		fmt.Fprintf(&b, ",\n  %q: [", s.name)
		for i, object := range export.Objects(s.listing) {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n    ")
			if err := encoder.Encode(object); err != nil {
				return nil, fmt.Errorf("%s, entry %d: %w", s.name, i, err)
			}
			b.Truncate(b.Len() - 1) // the line end that the encoder adds
		}
		b.WriteString("\n  ]")
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}
