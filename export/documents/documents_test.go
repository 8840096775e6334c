package documents

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/data"
	"authcat/export"
	"authcat/export/explorer"
	"authcat/export/routes"
	"authcat/export/wiki"
)

func bundled(t testing.TB) *catalog.Snapshot {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

func all(t testing.TB, snapshot *catalog.Snapshot) map[string][]byte {
	t.Helper()
	return from(t, snapshot, "/nowhere/catalog.db")
}

// from are the documents of a catalog that lies somewhere.
func from(t testing.TB, snapshot *catalog.Snapshot, path string) map[string][]byte {
	t.Helper()
	layout, err := wiki.LayoutNamed("folder")
	if err != nil {
		t.Fatal(err)
	}
	set := &Catalog{Snapshot: snapshot, Dataset: export.Dataset{Name: path, AsOf: snapshot.AsOf()}, Database: func(ctx context.Context) ([]byte, error) {
		path := filepath.Join(t.TempDir(), "catalog.db")
		if err := sqlite.Save(ctx, path, snapshot, export.Assumed); err != nil {
			return nil, err
		}
		return os.ReadFile(path)
	}}
	files, err := set.Files(t.Context(), layout)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]byte{}
	for _, file := range files {
		if byName[file.Name] != nil {
			t.Errorf("%s is written twice", file.Name)
		}
		byName[file.Name] = file.Body
	}
	return byName
}

// fact is what every format says about an operation, in the CSV's words.
type fact struct{ needs, user, client, levels string }

// facts is what one format says: by "v1 GET /identities/v1".
type facts map[string]fact

func fromTable(header []string, rows [][]string, separator string) facts {
	column := map[string]int{}
	for i, name := range header {
		column[name] = i
	}
	all := facts{}
	for _, row := range rows {
		cell := func(name string) string {
			if column[name] >= len(row) { // a workbook's row ends with its last cell that is not empty
				return ""
			}
			return strings.ReplaceAll(row[column[name]], separator, "|")
		}
		all[cell("api")+" "+cell("method")+" "+cell("path")] = fact{cell("needs"), cell("user_scopes"), cell("client_scopes"), cell("user_levels")}
	}
	return all
}

func fromCSV(t *testing.T, body []byte) facts {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return fromTable(rows[0], rows[1:], "|")
}

func fromWorkbook(t *testing.T, body []byte) facts {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows("Endpoints")
	if err != nil {
		t.Fatal(err)
	}
	return fromTable(rows[0], rows[1:], "\n")
}

func fromJSON(t *testing.T, body []byte) facts {
	t.Helper()
	var document struct {
		Operations []struct {
			API, Method, Path, Needs string
			User                     []string `json:"user_scopes"`
			Client                   []string `json:"client_scopes"`
			Levels                   []string `json:"user_levels"`
		}
	}
	if err := json.Unmarshal(body, &document); err != nil {
		t.Fatal(err)
	}
	all := facts{}
	for _, o := range document.Operations {
		all[o.API+" "+o.Method+" "+o.Path] = fact{o.Needs, strings.Join(o.User, "|"), strings.Join(o.Client, "|"), strings.Join(o.Levels, "|")}
	}
	return all
}

func fromHTML(t *testing.T, body []byte) facts {
	t.Helper()
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var d explorer.Data
	if err := json.Unmarshal([]byte(page.Find("script#catalog").Text()), &d); err != nil {
		t.Fatal(err)
	}
	levels := make([]string, len(d.Levels))
	for i, level := range d.Levels {
		levels[i] = level.Name
	}
	join := func(names []string, indices []int) string {
		var picked []string
		for _, i := range indices {
			picked = append(picked, names[i])
		}
		return strings.Join(picked, "|")
	}
	all := facts{}
	for _, o := range d.Operations {
		all[d.APIs[o.API].ID+" "+o.Method+" "+o.Path] = fact{o.Needs, join(d.Scopes, o.UserScopes), join(d.Scopes, o.ClientScopes), join(levels, o.UserLevels)}
	}
	return all
}

// fromMarkdown reads the pages of the APIs as a browser would show them.
func fromMarkdown(t *testing.T, files map[string][]byte, snapshot *catalog.Snapshot) facts {
	t.Helper()
	all := facts{}
	for _, api := range snapshot.APIs {
		body := files["api-"+strings.ReplaceAll(api.ID, ".", "-")+".md"]
		markdownPage(t, body).Find("table").Each(func(_ int, table *goquery.Selection) {
			if table.Find("th").First().Text() != "Operation" {
				return
			}
			table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				cells := row.Find("td")
				address := cells.Eq(0).Find("code").First().Text()
				method, path, _ := strings.Cut(address, " ")
				f := fact{needs: needsByWord[cells.Eq(1).Text()], levels: codes(cells.Eq(3))}
				f.user, f.client = scopesOf(cells.Eq(2), f.needs)
				all[api.ID+" "+method+" "+strings.TrimPrefix(path, api.BasePath)] = f
			})
		})
	}
	return all
}

func markdownPage(t *testing.T, body []byte) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe())).Convert(body, &b); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

var needsByWord = map[string]string{"PAT": "pat", "PAT or client": "pat-or-client", "client": "client", "no token": "none", "unknown": "other"}

func codes(cell *goquery.Selection) string {
	return strings.Join(cell.Find("code").Map(func(_ int, code *goquery.Selection) string { return code.Text() }), "|")
}

// scopesOf reads a cell of scopes: one list for whoever may call, or two.
func scopesOf(cell *goquery.Selection, needs string) (user, client string) {
	if text := cell.Text(); strings.HasPrefix(text, "user: ") {
		html, _ := cell.Html()
		first, second, _ := strings.Cut(html, "<br/>")
		part := func(html string) string {
			document, _ := goquery.NewDocumentFromReader(strings.NewReader(html))
			return codes(document.Selection)
		}
		return part(first), part(second)
	}
	list := codes(cell)
	switch needs {
	case "pat-or-client":
		return list, list
	case "client":
		return "", list
	default:
		return list, ""
	}
}

// Whoever reads whichever document learns the same of every operation.
func TestAllFormatsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	snapshot := bundled(t)
	files := all(t, snapshot)
	want := facts{}
	isc := 0
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		want[o.Key.String()] = fact{string(o.Decision.Needs), strings.Join(o.Decision.UserScopes, "|"), strings.Join(o.Decision.ClientScopes, "|"), strings.Join(o.UserLevels, "|")}
		if api, _ := snapshot.API(o.API); api.Product == catalog.ProductISC {
			isc++
		}
	}
	if isc != 4221 || len(want) != 5755 {
		t.Fatalf("the bundled catalog has %d operations, %d of ISC", len(want), isc)
	}
	for format, got := range map[string]facts{
		"csv": fromCSV(t, files[TableName]), "xlsx": fromWorkbook(t, files[WorkbookName]), "json": fromJSON(t, files["endpoint-authorization.json"]),
		"html": fromHTML(t, files[ExplorerName]), "markdown": fromMarkdown(t, files, snapshot),
	} {
		if len(got) != len(want) {
			t.Errorf("%s has %d operations, want %d", format, len(got), len(want))
		}
		wrong := 0
		for key, fact := range want {
			if got[key] != fact {
				if wrong++; wrong <= 3 {
					t.Errorf("%s says of %s %+v, the catalog %+v", format, key, got[key], fact)
				}
			}
		}
		if wrong > 3 {
			t.Errorf("%s is wrong about %d operations", format, wrong)
		}
	}
}

// The counts of each feature are the same in the document, the picture and the tables.
func TestCountsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	snapshot := bundled(t)
	files := all(t, snapshot)
	document := markdownPage(t, files["endpoint-authorization.md"])
	table := document.Find("table").FilterFunction(func(_ int, table *goquery.Selection) bool { return table.Find("th").First().Text() == "Feature" })
	picture, err := goquery.NewDocumentFromReader(bytes.NewReader(files[wiki.Chart]))
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{} // "Accounts: Needs a PAT 0, …, total 16"
	picture.Find("g").Each(func(_ int, row *goquery.Selection) { drawn[row.ChildrenFiltered("title").Text()] = true })
	headings := table.Find("th").Map(func(_ int, cell *goquery.Selection) string { return cell.Text() })
	rows := table.Find("tbody tr")
	if rows.Length() < 100 {
		t.Fatalf("%d features", rows.Length())
	}
	rows.Each(func(_ int, row *goquery.Selection) {
		cells := row.Find("td").Map(func(_ int, cell *goquery.Selection) string { return cell.Text() })
		if cells[0] == "All" {
			return
		}
		bar := cells[0] + ": "
		for _, needs := range catalog.AllNeeds {
			count := "0" // the document has no column of what does not occur
			if at := slices.Index(headings, export.NeedsHeading(needs)); at >= 0 {
				count = cells[at]
			}
			bar += export.NeedsHeading(needs) + " " + count + ", "
		}
		if bar += "total " + cells[1]; !drawn[bar] {
			t.Errorf("the picture has no bar %q", bar)
		}
	})
	var sum int
	for _, api := range snapshot.APIs {
		n := 0
		for i := range snapshot.Operations {
			if snapshot.Operations[i].API == api.ID {
				n++
			}
		}
		sum += n
		row := document.Find("td").FilterFunction(func(_ int, cell *goquery.Selection) bool { return cell.Text() == api.ID }).First().Parent()
		if got := row.Find("td").Eq(2).Text(); got != fmt.Sprint(n) {
			t.Errorf("the document counts %s operations of %s, the catalog %d", got, api.ID, n)
		}
	}
	if sum != len(snapshot.Operations) {
		t.Errorf("%d operations by API, want %d", sum, len(snapshot.Operations))
	}
}

func TestTwoExportsAreTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	// Wherever the catalog lies: a path in a document would make it another one.
	first, second := all(t, bundled(t)), from(t, bundled(t), "/elsewhere/yesterday.db")
	for name, body := range first {
		if !bytes.Equal(body, second[name]) {
			t.Errorf("%s differs from one export to the next", name)
		}
	}
	if len(first) != len(second) || len(first) < 25 {
		t.Errorf("%d files and %d", len(first), len(second))
	}
}

func TestFormatsCanBeChosen(t *testing.T) {
	snapshot := catalog.Merge(hostile())
	layout, _ := wiki.LayoutNamed("azure")
	set := &Catalog{Snapshot: &snapshot}
	files, err := set.Files(t.Context(), layout, "csv", "markdown")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, file := range files {
		if !strings.HasSuffix(file.Name, ".md") {
			got = append(got, file.Name)
		}
	}
	want := []string{".attachments/changes.atom", ".attachments/endpoint-authorization.csv", ".attachments/features.csv", ".attachments/features.svg",
		".attachments/findings.csv", ".attachments/grants.csv", ".attachments/openness.svg", ".attachments/scopes.csv", ".attachments/user-levels.csv", ".order"}
	if !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if files, err := set.Files(t.Context(), layout, "svg"); err != nil || len(files) != 2 || files[0].Name != ".attachments/features.svg" || files[1].Name != ".attachments/openness.svg" {
		t.Errorf("the pictures alone: %d files, %v", len(files), err)
	}
	for _, test := range []struct {
		wanted []string
		want   bool
	}{{nil, false}, {[]string{"csv"}, false}, {[]string{"routes"}, true}, {[]string{"markdown", "routes"}, true}} {
		set.Database = func(context.Context) ([]byte, error) { return nil, nil }
		files, err := set.Files(t.Context(), layout, test.wanted...)
		if got := slices.ContainsFunc(files, func(f export.File) bool { return f.Name == ".attachments/"+routes.Name }); err != nil || got != test.want {
			t.Errorf("%q has the routes: %v, %v", test.wanted, got, err)
		}
	}
	if asked := AskedFormats(); !IsDocument(routes.Name) || !slices.Equal(asked, []string{"routes"}) {
		t.Errorf("%q have to be asked for, want the routes alone", asked)
	}
	if _, err := set.Files(t.Context(), layout, "pdf"); err == nil || !strings.Contains(err.Error(), FormatNames()) {
		t.Errorf("an unknown format: %v", err)
	}
}

// The tables' columns are a contract: new ones come at the end.
func TestTables(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	snapshot := bundled(t)
	files := all(t, snapshot)
	for name, head := range map[string]string{
		"grants.csv":      "api method path title tag credential accepted scope scope_rule user_levels needs basis confidence lineage",
		"scopes.csv":      "scope user_operations client_operations pat_only_operations",
		"features.csv":    "api tag api_client operations pat pat_or_client client none other",
		"user-levels.csv": "level title excludes operations opens notes",
		"findings.csv":    "class severity api method path seen assumed source",
	} {
		rows, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
		if err != nil || len(rows) < 2 || strings.Join(rows[0], " ") != head {
			t.Errorf("%s has %d rows and the head %q, %v; want %q", name, len(rows), rows[0], err, head)
		}
		if want := len(snapshot.AllFindings()); name == "findings.csv" && len(rows)-1 != want {
			t.Errorf("%d findings, want all %d", len(rows)-1, want)
		}
	}
}

// The feed names its site, by which readers tell it from any other.
func TestFeedNamesItsSite(t *testing.T) {
	snapshot := catalog.Merge(hostile())
	layout, _ := wiki.LayoutNamed("folder")
	for site, want := range map[string]string{
		"":                              "<id>tag:authcat.invalid,2026:changes</id>",
		"https://wiki.example.org/docs": `<id>tag:wiki.example.org,2026:changes</id>`,
		"http://host:8080/a b/":         `href="http://host:8080/a%20b/changes.atom"`,
	} {
		if err := CheckSite(site); err != nil {
			t.Error(err)
		}
		files, err := (&Catalog{Snapshot: &snapshot, Site: site}).Files(t.Context(), layout, "markdown")
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(files, func(f export.File) bool { return f.Name == FeedName })
		if at < 0 || !strings.Contains(string(files[at].Body), want) {
			t.Errorf("%q: the feed has no %s:\n%s", site, want, files[at].Body)
		}
	}
	for _, site := range []string{"docs", "ftp://host/", "https:///x", "://"} {
		if CheckSite(site) == nil {
			t.Errorf("%q passes for an address", site)
		}
	}
}

const hostileTitle = "=cmd()|' <script>alert(1)</script>\n# *next* \u202egpj"

func hostile() catalog.Facts {
	day := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	scope := strings.Repeat("idn:long:", 1112)
	return catalog.Facts{
		APIs:      []catalog.API{{ID: "v1", Title: hostileTitle, Product: catalog.ProductISC, SpecURL: "https://host/v1", Status: "current"}},
		Documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v1", URL: "https://host/v1", SHA256: "00", FetchedAt: day, Kept: true}},
		Observations: []catalog.Observation{{
			Key: catalog.Key{API: "v1", Method: "GET", Path: "/a|b/{id}"}, OperationID: "=1+1", Title: hostileTitle, Tags: []string{hostileTitle},
			LevelsField: catalog.LevelsField, Levels: []string{"@LEVEL|<b>"},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{scope, "+<img src=x onerror=alert(1)>"}, Scoped: true}}}},
		}},
	}
}

// What a publisher's mistake, or malice, puts into a document does nothing to its reader.
func TestHostileCatalogIsInert(t *testing.T) {
	snapshot := catalog.Merge(hostile())
	for name, body := range all(t, &snapshot) {
		text := string(body)
		switch filepath.Ext(name) {
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
						t.Errorf("%s has the formula %.40q", name, cell)
					}
				}
			}
		case ".html", ".svg":
			page, err := goquery.NewDocumentFromReader(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if found := page.Find("img, [onerror], b").Length(); found > 0 || strings.Contains(page.Find("script").Text(), "<script>alert(1)</script>\n#") {
				t.Errorf("%s has %d elements of the catalog's making", name, found)
			}
		case ".md":
			page := markdownPage(t, body)
			if page.Find("script, [onerror], b").Length() > 0 || strings.Contains(page.Text(), "\u202e") {
				t.Errorf("%s is alive", name)
			}
		case ".json":
			if !json.Valid(body) {
				t.Errorf("%s is no JSON", name)
			}
		}
	}
	files := all(t, &snapshot)
	if book, err := excelize.OpenReader(bytes.NewReader(files[WorkbookName])); err != nil {
		t.Error(err)
	} else if formula, _ := book.GetCellFormula("Endpoints", "E2"); formula != "" {
		t.Errorf("the workbook has the formula %q", formula)
	}
	if !strings.Contains(string(files["endpoint-authorization.md"]), "> **v1: A source could not be read; its last good facts are kept** (spec of 2026-08-22)") {
		t.Error("the document does not open with what was kept")
	}
}
