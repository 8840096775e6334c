package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"authcat/catalog"
	"authcat/data"
	"authcat/export"
)

var dataset = export.Dataset{Name: "test", AsOf: time.Date(2026, 8, 22, 13, 5, 0, 0, time.UTC)}

// bundled are the sheets of the bundled snapshot: 5,755 endpoints, and what explains them.
func bundled(t testing.TB) []Sheet {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	return []Sheet{
		{"Endpoints", export.Endpoints(dataset, snapshot.Operations)},
		{"Scopes", export.Scopes(dataset, catalog.Scopes(snapshot.Operations))},
		{"User levels", export.Levels(dataset, snapshot.LevelUses())},
		{"Findings", export.Findings(dataset, &snapshot, snapshot.AllFindings())},
	}
}

func write(t testing.TB, sheets []Sheet) []byte {
	t.Helper()
	body, err := Write(sheets)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func open(t testing.TB, body []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// read is a value as a cell should hold it, for comparison with what is read back.
func read(value any) string {
	switch v := value.(type) {
	case bool:
		return map[bool]string{false: "0", true: "1"}[v]
	case []string:
		return strings.Join(v, "\n")
	default:
		return fmt.Sprint(v)
	}
}

func TestEveryCellOfTheBundledSnapshot(t *testing.T) {
	sheets := bundled(t)
	file := open(t, write(t, sheets))
	for _, sheet := range sheets {
		rows, err := file.GetRows(sheet.Name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(sheet.Listing.Rows)+1 {
			t.Fatalf("%s: %d rows, want a header and %d", sheet.Name, len(rows), len(sheet.Listing.Rows))
		}
		header := make([]any, len(sheet.Listing.Columns))
		for i, column := range sheet.Listing.Columns {
			header[i] = column
		}
		for i, want := range append([][]any{header}, sheet.Listing.Rows...) {
			for j, value := range want {
				got := ""
				if j < len(rows[i]) { // GetRows leaves out blank cells at a row's end
					got = rows[i][j]
				}
				if got != read(value) {
					t.Fatalf("%s, row %d, %s: %q, want %q", sheet.Name, i+1, sheet.Listing.Columns[j], got, read(value))
				}
			}
		}
	}
}

// No member of a list holds what separates the members, or a cell could not be taken apart again.
func TestListsCanBeTakenApart(t *testing.T) {
	lists := 0
	for _, sheet := range bundled(t) {
		for _, row := range sheet.Listing.Rows {
			for j, value := range row {
				list, ok := value.([]string)
				if !ok {
					continue
				}
				lists++
				if strings.Contains(strings.Join(list, ""), listSeparator) {
					t.Errorf("%s, %s: %q", sheet.Name, sheet.Listing.Columns[j], list)
				}
			}
		}
	}
	if lists == 0 {
		t.Error("no list was seen")
	}
}

func TestSameBytes(t *testing.T) {
	sheets := bundled(t)
	sheets[0].Listing.Rows = sheets[0].Listing.Rows[:100] // the other sheets are as good, and quicker
	first := write(t, sheets)
	if !bytes.Equal(first, write(t, sheets)) {
		t.Error("the same sheets gave other bytes")
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range archive.File {
		if i == 0 && part.Name != "[Content_Types].xml" {
			t.Errorf("the first part is %s", part.Name)
		}
		if part.ModifiedDate != 0 || part.ModifiedTime != 0 {
			t.Errorf("%s has a time: %v", part.Name, part.Modified)
		}
	}
}

func TestProperties(t *testing.T) {
	older, newer := dataset, dataset
	older.AsOf = older.AsOf.AddDate(0, 0, -1)
	newer.Name = "a\x00b"
	for _, test := range []struct {
		datasets   []export.Dataset
		title, day string
	}{
		{[]export.Dataset{dataset}, "SailPoint endpoint authorization of 2026-08-22", "2026-08-22T00:00:00Z"},
		{[]export.Dataset{older, newer}, "SailPoint endpoint authorization of 2026-08-22", "2026-08-22T00:00:00Z"},
		{[]export.Dataset{{Name: "no day"}}, "SailPoint endpoint authorization of 0001-01-01", ""},
	} {
		var sheets []Sheet
		for _, d := range test.datasets {
			sheets = append(sheets, Sheet{"x", export.Listing{Dataset: d, Columns: []string{"a"}}})
		}
		got, err := open(t, write(t, sheets)).GetDocProps()
		if err != nil {
			t.Fatal(err)
		}
		if got.Title != test.title || got.Created != test.day || got.Modified != test.day || got.Creator != "authcat" {
			t.Errorf("properties %+v, want %q of %s", got, test.title, test.day)
		}
	}
}

// Every part is XML that a strict reader takes.
func wellFormed(t *testing.T, body []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(reader)
		for err == nil {
			_, err = decoder.Token()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", part.Name, err)
		}
		_ = reader.Close()
	}
}

func TestNoSheets(t *testing.T) {
	if _, err := Write(nil); err == nil {
		t.Error("a workbook without sheets was written")
	}
}

// Excel cuts off what is more, or takes the file for damaged.
func TestTooMuchForASheet(t *testing.T) {
	for name, listing := range map[string]export.Listing{
		"rows":    {Columns: []string{"a"}, Rows: make([][]any, 1048576)},
		"columns": {Columns: make([]string, 16385)},
	} {
		if _, err := Write([]Sheet{{"big", listing}}); err == nil || !strings.Contains(err.Error(), `sheet "big"`) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	sheets := bundled(b)
	b.ResetTimer()
	for range b.N {
		write(b, sheets)
	}
}
