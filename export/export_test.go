package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"authcat/catalog"
)

var dataset = Dataset{Name: "test", AsOf: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)}

func hostileListing() Listing {
	return Listing{
		Kind: "things", Dataset: dataset,
		Columns: []string{"path", "title", "flag", "user_scopes"},
		Rows: [][]any{
			{"/a/{id}", "=cmd|' /C calc'!A0", true, []string{"b", "a"}},
			{"/b`c|d", "<script>alert(1)</script>\nnext *line* [x](y) \u202egpj", false, []string(nil)},
			{"/" + strings.Repeat("long", 60), "\"quoted\", with a comma", false, []string{strings.Repeat("idn:scope:", 100)}},
		},
	}
}

func render(t *testing.T, renderer Renderer, a Answer) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := renderer.Render(&b, a); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	text := render(t, CSV{}, hostileListing())
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 4 || !reflect.DeepEqual(records[0], hostileListing().Columns) {
		t.Errorf("records %q", records)
	}
	if want := []string{"/a/{id}", "'=cmd|' /C calc'!A0", "true", "b|a"}; !reflect.DeepEqual(records[1], want) {
		t.Errorf("row %q, want %q", records[1], want)
	}
	if lines := strings.Count(text, "\r\n"); lines < 4 {
		t.Errorf("%d line ends are CRLF, want every record's", lines)
	}
	for _, cell := range []string{"=1", "+1", "-1", "@x", "\t=1", "\r=1"} {
		if got := defuse(cell); got != "'"+cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
	for _, cell := range []string{"", "/a", "idn:x", "1-2"} {
		if got := defuse(cell); got != cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
}

func TestJSON(t *testing.T) {
	text := render(t, JSON{}, hostileListing())
	var got struct {
		Schema  int
		Dataset map[string]string
		Things  []map[string]any
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != SchemaVersion || got.Dataset["as_of"] != "2026-08-22" || got.Dataset["name"] != "test" {
		t.Errorf("head %+v", got)
	}
	if want := map[string]any{"path": "/a/{id}", "title": "=cmd|' /C calc'!A0", "flag": true, "user_scopes": []any{"b", "a"}}; !reflect.DeepEqual(got.Things[0], want) {
		t.Errorf("row %v, want %v", got.Things[0], want)
	}
	if got.Things[1]["user_scopes"] == nil {
		t.Error("an empty list is null, not []")
	}
	if p, q := strings.Index(text, `"path"`), strings.Index(text, `"user_scopes"`); p < 0 || p > q {
		t.Error("keys are not in the order of the columns")
	}
	empty := render(t, JSON{}, Listing{Kind: "things", Dataset: dataset, Columns: []string{"a"}})
	if !strings.Contains(empty, `"things": []`) {
		t.Errorf("no rows: %s", empty)
	}
}

func TestMarkdownIsInert(t *testing.T) {
	text := render(t, Markdown{}, hostileListing())
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines, want a head, a rule and three rows:\n%s", len(lines), text)
	}
	for _, line := range lines {
		if bars := strings.Count(line, "|") - strings.Count(line, `\|`); bars != 5 {
			t.Errorf("%d cell borders, want 5: %s", bars, line)
		}
	}
	if strings.Contains(text, "<script") || !strings.Contains(text, "`/a/{id}`") || !strings.Contains(text, "<code>/b&#96;c&#124;d</code>") {
		t.Errorf("not inert:\n%s", text)
	}
}

func TestTerminalFits(t *testing.T) {
	for _, width := range []int{40, 80, 200} {
		text := render(t, Terminal{Width: width}, hostileListing())
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if w := runewidth.StringWidth(line); w > width {
				t.Errorf("width %d: a line of %d columns: %q", width, w, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("a line ends in blanks: %q", line)
			}
			if strings.ContainsAny(line, "\u202e\x1b") {
				t.Errorf("a line steers the terminal: %q", line)
			}
		}
	}
}

// Without a terminal a row is one line of whole cells, for programs to cut at tabs.
func TestTerminalIsWholeInAPipe(t *testing.T) {
	listing := hostileListing()
	lines := strings.Split(strings.TrimSuffix(render(t, Terminal{}, listing), "\n"), "\n")
	if len(lines) != len(listing.Rows) {
		t.Fatalf("%d lines for %d rows", len(lines), len(listing.Rows))
	}
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if len(cells) != len(listing.Columns) {
			t.Errorf("row %d has %d cells, want %d: %q", i, len(cells), len(listing.Columns), line)
		}
		for j, cell := range cells {
			if want := text(listing.Rows[i][j], " "); cell != printable(want) {
				t.Errorf("row %d, %s is %q, want %q", i, listing.Columns[j], cell, want)
			}
		}
		if strings.ContainsAny(line, "\u202e\x1b") {
			t.Errorf("a line steers the terminal: %q", line)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 8, []string{"one two", "three"}},
		{"/access-model-metadata/v1/attributes", 16, []string{"/access-model-", "metadata/v1/", "attributes"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"日本語", 4, []string{"日本", "語"}},
		{"日", 1, []string{"日"}},
	}
	for _, test := range tests {
		if got := wrap(test.text, test.width); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q in %d: %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestFormatNamed(t *testing.T) {
	for _, format := range Formats(80) {
		if _, err := FormatNamed(format.Name, 80); err != nil {
			t.Error(err)
		}
	}
	if _, err := FormatNamed("xml", 80); err == nil || !strings.Contains(err.Error(), "table|json|csv|markdown|yaml") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
}

func TestEndpointsHasTheContractsColumns(t *testing.T) {
	const contract = "api,method,path,operation_id,title,tags,needs,basis,pat,authorization_code,client_credentials,user_scopes,client_scopes,scope_rule,user_levels,deprecated,experimental,findings,source"
	listing := Endpoints(dataset, nil)
	if got := strings.Join(listing.Columns, ","); !strings.HasPrefix(got, contract) {
		t.Errorf("columns\n%s\nwant\n%s", got, contract)
	}
	for _, column := range listing.Brief {
		if !slices.Contains(listing.Columns, column) {
			t.Errorf("no column %q", column)
		}
	}
	operation := catalog.Operation{Observation: catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a"}}}
	if rows := Endpoints(dataset, []catalog.Operation{operation}).Rows; len(rows[0]) != len(listing.Columns) {
		t.Errorf("a row has %d cells for %d columns", len(rows[0]), len(listing.Columns))
	}
}
