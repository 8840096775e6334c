package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
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

func render(t *testing.T, renderer Renderer, listing Listing) string {
	t.Helper()
	var b bytes.Buffer
	if err := renderer.Render(&b, listing); err != nil {
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
	if strings.Contains(text, "<script") || !strings.Contains(text, "`/a/{id}`") || !strings.Contains(text, "``/b`c\\|d``") {
		t.Errorf("not inert:\n%s", text)
	}
}

func TestTerminalFits(t *testing.T) {
	for _, width := range []int{0, 40, 80, 200} {
		text := render(t, Terminal{Width: width}, hostileListing())
		limit := width
		if limit == 0 {
			limit = 80
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if w := runewidth.StringWidth(line); w > limit {
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

func TestWriteFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	files := []File{{"a", []byte("1")}, {"b", []byte("2")}}
	if err := WriteFiles(dir, files); err != nil {
		t.Fatal(err)
	}
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, name := range []string{"a", "b"} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	files[1].Body = []byte("3")
	if err := WriteFiles(dir, files); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "a"))
	if err != nil || !info.ModTime().Equal(old) {
		t.Errorf("an unchanged file was touched: %v, %v", info.ModTime(), err)
	}
	if body, _ := os.ReadFile(filepath.Join(dir, "b")); string(body) != "3" {
		t.Errorf("b is %q", body)
	}

	// The second file can't be written: the first stays as it was.
	if err := os.Mkdir(filepath.Join(dir, "c"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles(dir, []File{{"b", []byte("4")}, {"c", []byte("5")}}); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if body, _ := os.ReadFile(filepath.Join(dir, "b")); string(body) != "3" {
		t.Errorf("after a failure b is %q", body)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 3 {
		t.Errorf("left behind %v", entries)
	}
}

func TestEndpointsHasTheContractsColumns(t *testing.T) {
	const contract = "api,method,path,operation_id,title,tags,needs,basis,pat,authorization_code,client_credentials,user_scopes,client_scopes,scope_rule,user_levels,deprecated,experimental,findings,source"
	listing := Endpoints(dataset, nil)
	if got := strings.Join(listing.Columns, ","); !strings.HasPrefix(got, contract) {
		t.Errorf("columns\n%s\nwant\n%s", got, contract)
	}
	for _, column := range listing.Brief {
		if !strings.Contains(contract, column) {
			t.Errorf("no column %q", column)
		}
	}
	operation := catalog.Operation{Observation: catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a"}}}
	if rows := Endpoints(dataset, []catalog.Operation{operation}).Rows; len(rows[0]) != len(listing.Columns) {
		t.Errorf("a row has %d cells for %d columns", len(rows[0]), len(listing.Columns))
	}
}

// A row is the newest version's, and says where another one differs.
func TestDocumentMarksDifferingVersions(t *testing.T) {
	operation := func(api, path string, levels []string, scopes ...string) catalog.Observation {
		security := catalog.Security{Basis: catalog.BasisOperation}
		for _, scheme := range scopes {
			name, scope, _ := strings.Cut(scheme, " ")
			security.Alternatives = append(security.Alternatives, catalog.Requirement{{Scheme: name, Scopes: []string{scope}, Scoped: true}})
		}
		return catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: path}, OperationID: "x", Title: "T", Tags: []string{"F"},
			Security: security, LevelsField: catalog.LevelsField, Levels: levels}
	}
	snapshot := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"},
			{ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"}, {ID: "beta", Product: catalog.ProductISC, BasePath: "/beta"}},
		Observations: []catalog.Observation{
			operation("v1", "/a/v1", []string{"ORG_ADMIN"}, "userAuth a:b:read"),
			operation("v2025", "/a", []string{"ORG_ADMIN"}, "userAuth a:b:read", "applicationAuth a:b:read"),
			operation("v3", "/a", []string{"ORG_ADMIN"}, "userAuth a:b:manage"),
			operation("beta", "/a", []string{"HELPDESK"}, "userAuth a:b:read"),
		},
	})
	text := string(authorizationDocument(&snapshot, dataset))
	want := "| `GET /a/v1`<br>T | v1 v2025 v3 beta | `a:b:read` | `ORG_ADMIN` | v2025: **PAT or API client**; other scopes in v3; other levels in beta |\n"
	if !strings.Contains(text, want) {
		t.Errorf("the document has no row\n%s\n%s", want, text)
	}
}
