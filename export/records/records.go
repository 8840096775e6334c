// Package records makes the files that programs read: CSV tables for
// spreadsheets and pivots, and one JSON document with its JSON Schema.
package records

import (
	"bytes"

	"authcat/catalog"
	"authcat/export"
)

// Files returns the machine-readable files of a catalog, beside
// endpoint-authorization.csv, which export.Documents makes.
func Files(snapshot *catalog.Snapshot, dataset export.Dataset) ([]export.File, error) {
	tables := []struct {
		name    string
		listing export.Listing
	}{
		{"grants.csv", export.Grants(dataset, snapshot.Operations)},
		{"scopes.csv", export.Scopes(dataset, catalog.Scopes(snapshot.Operations))},
		{"features.csv", export.APIFeatures(dataset, snapshot)},
		{"user-levels.csv", export.Levels(dataset, snapshot)},
		{"findings.csv", export.Findings(dataset, snapshot, snapshot.AllFindings())},
	}
	var files []export.File
	for _, table := range tables {
		var body bytes.Buffer
		if err := (export.CSV{}).Render(&body, table.listing); err != nil {
			return nil, err
		}
		files = append(files, export.File{Name: table.name, Body: body.Bytes()})
	}
	document, err := JSON(snapshot, dataset)
	if err != nil {
		return nil, err
	}
	return append(files,
		export.File{Name: DocumentName, Body: document},
		export.File{Name: SchemaName, Body: Schema()}), nil
}
