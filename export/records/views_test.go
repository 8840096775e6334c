package records

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/export"
)

// A catalog's views show a person with sqlite3 what the published tables say:
// the same columns, the same rows, in the same order.
func TestViewsShowTheTables(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for name, snapshot := range snapshots(t) {
		db := saved(t, snapshot)
		dataset := datasetOf(snapshot)
		for view, want := range map[string]export.Listing{
			"endpoints":  inCodes(export.Endpoints(dataset, snapshot.Operations), snapshot),
			"conditions": conditions(snapshot),
			"grants":     export.Grants(dataset, snapshot.Operations),
			"scopes":     export.Scopes(dataset, catalog.Scopes(snapshot.Operations)),
			"features":   export.APIFeatures(dataset, snapshot),
			"levels":     columns(export.Levels(dataset, snapshot.LevelUses()), "level", "title", "operations", "excludes"),
			"findings":   export.Findings(dataset, snapshot, snapshot.AllFindings()),
			"versions":   versions(snapshot),
		} {
			got := query(t, db, "SELECT * FROM "+view)
			if view == "endpoints" { // it has columns of its own at the end
				got = columns(got, want.Columns...)
			}
			compare(t, name+"."+view, got, want)
			if name != "empty" && len(want.Rows) == 0 {
				t.Errorf("%s.%s: nothing was compared", name, view)
			}
		}
	}
}

// inCodes puts codes in place of the sentences about conditions: the catalog
// has no English.
func inCodes(listing export.Listing, snapshot *catalog.Snapshot) export.Listing {
	at := slices.Index(listing.Columns, "level_conditions")
	for i, row := range listing.Rows {
		var codes []string
		for _, c := range snapshot.Operations[i].Conditions() {
			codes = append(codes, c.String())
		}
		row[at] = codes
	}
	return listing
}

// conditions is what the view of that name shows: every place where a condition stands.
func conditions(snapshot *catalog.Snapshot) export.Listing {
	listing := export.Listing{Columns: []string{"api", "method", "path", "applies_to", "kind", "asks", "source"}}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		for _, c := range append(slices.Clone(o.Prose.Conditions), o.SecurityNote.Conditions...) {
			listing.Rows = append(listing.Rows, []any{o.API, o.Method, o.Path, c.Applies.String(), string(c.Kind), c.Asks.String(), o.Document.URL + "#" + c.Said.Pointer})
		}
	}
	return listing
}

// versions is what the view of that name shows, by the domain's functions.
func versions(snapshot *catalog.Snapshot) export.Listing {
	listing := export.Listing{Columns: []string{"lineage", "api", "method", "path", "title", "needs", "versions", "needs_differ", "scopes_differ", "levels_differ"}}
	for _, endpoint := range snapshot.Endpoints() {
		o := endpoint.Current()
		var apis []string
		differ := map[string][]string{}
		for _, version := range endpoint.Versions {
			if endpoint.Variant(version) {
				continue
			}
			apis = append(apis, version.API)
			for _, fact := range o.Differences(version) {
				differ[fact] = append(differ[fact], version.API)
			}
		}
		listing.Rows = append(listing.Rows, []any{o.Lineage, o.API, o.Method, o.Path, o.Name(), string(o.Decision.Needs), apis,
			differ[catalog.DiffersNeeds], differ[catalog.DiffersScopes], differ[catalog.DiffersLevels]})
	}
	return listing
}

func saved(t *testing.T, snapshot *catalog.Snapshot) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := sqlite.Save(t.Context(), path, snapshot, export.Assumed); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func query(t *testing.T, db *sql.DB, statement string) export.Listing {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var listing export.Listing
	if listing.Columns, err = rows.Columns(); err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, cells := make([]any, len(listing.Columns)), make([]any, len(listing.Columns))
		for i := range row {
			cells[i] = new(string)
		}
		if err := rows.Scan(cells...); err != nil { // NULL is no string: views have none
			t.Fatalf("%s: %v", statement, err)
		}
		for i := range row {
			row[i] = *cells[i].(*string)
		}
		listing.Rows = append(listing.Rows, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return listing
}

func columns(listing export.Listing, names ...string) export.Listing {
	picked := export.Listing{Columns: names}
	for _, row := range listing.Rows {
		var cells []any
		for _, name := range names {
			cells = append(cells, row[slices.Index(listing.Columns, name)])
		}
		picked.Rows = append(picked.Rows, cells)
	}
	return picked
}

func compare(t *testing.T, name string, got, want export.Listing) {
	t.Helper()
	table := func(listing export.Listing) []string {
		var b bytes.Buffer
		if _, err := (export.CSV{}).Render(&b, listing); err != nil {
			t.Fatal(err)
		}
		return strings.Split(b.String(), "\r\n")
	}
	gotLines, wantLines := table(got), table(want)
	if len(gotLines) != len(wantLines) {
		t.Errorf("%s: %d lines, want %d", name, len(gotLines), len(wantLines))
		return
	}
	for i := range wantLines {
		if gotLines[i] != wantLines[i] {
			t.Errorf("%s, line %d:\n%.600s\nwant\n%.600s", name, i, gotLines[i], wantLines[i])
			return
		}
	}
}
