package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// People with sqlite3 see in the view endpoints what the CSV has, cell by cell;
// of a condition the view has the code, the CSV a sentence.
func TestViewIsTheCSV(t *testing.T) {
	slow(t)
	path := filepath.Join(t.TempDir(), "catalog.db")
	execute(t, []string{"crawl", "--offline", "--db", path}, 0)
	records, err := csv.NewReader(strings.NewReader(execute(t, []string{"list", "--format", "csv", "--db", path}, 0))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT * FROM endpoints")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	if want := append(slices.Clone(records[0]), "prose_levels", "prose_scopes"); !slices.Equal(columns, want) {
		t.Fatalf("columns %q, want %q", columns, want)
	}
	cells, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	n := 1
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, cell := range records[n] {
			if columns[i] == "level_conditions" {
				if got, want := bytes.Count(cells[i], []byte("|")), strings.Count(cell, "|"); got != want || (len(cells[i]) == 0) != (cell == "") {
					t.Fatalf("row %d: the view has the conditions %q, the CSV %q", n, cells[i], cell)
				}
				continue
			}
			if !bytes.Equal(cells[i], []byte(cell)) {
				t.Fatalf("row %d, %s: the view has %q, the CSV %q", n, columns[i], cells[i], cell)
			}
		}
	}
	if n != len(records) || rows.Err() != nil {
		t.Errorf("the view has %d rows, the CSV %d; %v", n-1, len(records)-1, rows.Err())
	}
}
