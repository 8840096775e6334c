package wiki

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/data"
	"authcat/export"
	"authcat/export/changelog"
	"authcat/export/report"
)

func bundled(t testing.TB) *report.Report {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	return report.Make(&snapshot)
}

func newWiki(t testing.TB, r *report.Report, layout string) *Wiki {
	t.Helper()
	l, err := LayoutNamed(layout)
	if err != nil {
		t.Fatal(err)
	}
	return &Wiki{
		Report:      r,
		Dataset:     export.Dataset{Name: "/nowhere/catalog.db", AsOf: r.Snapshot.AsOf()},
		Layout:      l,
		Changes:     changelog.Page(nil, changelog.Links{}),
		Attachments: []Attachment{{Name: Chart, What: "a picture"}, {Name: "findings.csv", What: "all findings"}},
	}
}

// body is the text of a page.
func body(t testing.TB, w *Wiki, name string) string {
	t.Helper()
	for _, file := range w.Pages() {
		if file.Name == name+".md" {
			return string(file.Body)
		}
	}
	t.Fatalf("there is no page %s", name)
	return ""
}

// rendered is a page as a reader's browser gets it: its HTML comes from another
// reader of GitHub-flavoured Markdown than any of ours.
func rendered(t testing.TB, body []byte) *goquery.Document {
	t.Helper()
	var b strings.Builder
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert(body, &b); err != nil {
		t.Fatal(err)
	}
	document, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// The rules by which the places make an anchor of a heading.
var anchorRules = map[string]func(string) string{
	"github": func(heading string) string {
		return strings.ReplaceAll(regexp.MustCompile(`[^\p{L}\p{N}\- _]`).ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
	},
	"gitlab": func(heading string) string {
		anchor := strings.ReplaceAll(regexp.MustCompile(`[^\p{L}\p{N}\- _]`).ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
		anchor = regexp.MustCompile(`-+`).ReplaceAllString(anchor, "-")
		return regexp.MustCompile(`^(\d+)$`).ReplaceAllString(anchor, "anchor-$1")
	},
	"azure": func(heading string) string {
		return url.PathEscape(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(heading), " ", "-")))
	},
}

// checkLinks follows every link and picture between the pages, by the rules of each place.
func checkLinks(t *testing.T, w *Wiki, files []export.File) (links int) {
	t.Helper()
	pages := map[string]*goquery.Document{}
	for _, file := range files {
		if strings.HasSuffix(file.Name, ".md") {
			pages[strings.TrimSuffix(file.Name, ".md")] = rendered(t, file.Body)
		}
	}
	for place, anchor := range anchorRules {
		anchors := map[string]bool{}
		for name, page := range pages {
			page.Find("h1,h2,h3,h4").Each(func(_ int, h *goquery.Selection) {
				id := name + "#" + anchor(h.Text())
				if anchors[id] {
					t.Errorf("%s: two headings have the anchor %s: the second's depends on the first", place, id)
				}
				anchors[id] = true
			})
		}
		for name, page := range pages {
			page.Find("a[href], img[src]").Each(func(_ int, link *goquery.Selection) {
				href := link.AttrOr("href", link.AttrOr("src", ""))
				if strings.HasPrefix(href, "https://") {
					return
				}
				links++
				target, fragment, _ := strings.Cut(href, "#")
				if target == "" {
					target = name
				} else if slices.ContainsFunc(w.Attachments, func(a Attachment) bool { return path.Clean(target) == w.Layout.Attachment(a.Name) }) {
					return
				}
				if strings.HasSuffix(target, ".md") != (w.Layout.extension == ".md") && target != name {
					t.Errorf("%s: %s links to %s: pages are not linked like that here", w.Layout.Name, name, href)
				}
				target = strings.TrimSuffix(path.Clean(target), ".md")
				if pages[target] == nil {
					t.Errorf("%s: %s links to %s, which is no page", w.Layout.Name, name, href)
				} else if fragment != "" && !anchors[target+"#"+fragment] {
					t.Errorf("%s on %s: %s links to %s, and no heading has that anchor", w.Layout.Name, place, name, href)
				}
			})
		}
	}
	return links
}

func TestLinksLeadSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	r := bundled(t)
	for _, layout := range Layouts {
		w := newWiki(t, r, layout.Name)
		if links := checkLinks(t, w, w.Pages()); links < 1000 {
			t.Errorf("%s: %d links were followed, want over a thousand", layout.Name, links)
		}
	}
}

func TestPagesAreNotTooLarge(t *testing.T) {
	for _, file := range newWiki(t, bundled(t), "folder").Pages() {
		if len(file.Body) > 400_000 {
			t.Errorf("%s has %d bytes, over 400 KB", file.Name, len(file.Body))
		}
	}
}

// A page that grows too large is spread over several, and nothing is lost.
func TestLargePagesAreSpread(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	r := bundled(t)
	w := newWiki(t, r, "github")
	w.limit = 60_000
	files := w.Pages()
	checkLinks(t, w, files)
	rows, parts := 0, 0
	for _, file := range files {
		if strings.HasPrefix(file.Name, documentPage) {
			parts++
			rendered(t, file.Body).Find("table").Each(func(_ int, table *goquery.Selection) {
				if table.Find("th").First().Text() == "Endpoint" && table.Find("th").Length() == len(endpointHeader) {
					rows += table.Find("tbody tr").Length()
				}
			})
		}
	}
	if parts < 4 || rows != r.Totals.Total {
		t.Errorf("%d pages with %d endpoints, want several and %d", parts, rows, r.Totals.Total)
	}
}

// The numbers of the document are those of the tables of the current API's page.
func TestNumbersAgree(t *testing.T) {
	r := bundled(t)
	w := newWiki(t, r, "folder")
	document := rendered(t, []byte(body(t, w, documentPage)))
	counts := map[string]int{}
	rendered(t, []byte(body(t, w, apiPage("v1")))).Find("h2").Each(func(_ int, h *goquery.Selection) {
		h.NextAllFiltered("table").First().Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
			counts[h.Text()+" "+row.Find("td").Eq(1).Text()]++
			counts["All "+row.Find("td").Eq(1).Text()]++
		})
	})
	columns := []catalog.Needs{catalog.NeedsPAT, catalog.NeedsPATOrClient, catalog.NeedsNone} // no endpoint is for clients only
	table := document.Find("h2").FilterFunction(func(_ int, h *goquery.Selection) bool { return h.Text() == featuresHeading.Text }).NextAllFiltered("table").First()
	rows := 0
	table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		rows++
		feature := row.Find("td").First().Text()
		for i, needs := range columns {
			stated := row.Find("td").Eq(2 + i).Text()
			cell := strings.ReplaceAll(credential(needs), "*", "")
			if counted := counts[feature+" "+cell]; stated != fmt.Sprint(counted) {
				t.Errorf("%s: %s operations with %q stated, %d listed", feature, stated, cell, counted)
			}
		}
	})
	if features := len(r.Summary.Features); rows != features+1 || features < 100 {
		t.Errorf("%d rows, want a row each for %d features and one for all", rows, features)
	}
	text := document.Text()
	for _, want := range []string{
		fmt.Sprintf("%d of the %d operations of the current API (v1) need a user's token, as published", counts["All PAT"], counts["All PAT"]+counts["All PAT or client"]+counts["All no token"]),
		fmt.Sprintf("%d operations of %d APIs", len(r.Snapshot.Operations), r.Snapshot.SpecCount()),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the document does not say %q", want)
		}
	}
	if strings.Contains(text, "/nowhere/") {
		t.Error("the document names a path of the machine that wrote it")
	}
}

func TestTheSameBytesEveryTime(t *testing.T) {
	first, second := newWiki(t, bundled(t), "azure").Pages(), newWiki(t, bundled(t), "azure").Pages()
	if len(first) != len(second) {
		t.Fatalf("%d files and %d", len(first), len(second))
	}
	for i := range first {
		if first[i].Name != second[i].Name || string(first[i].Body) != string(second[i].Body) {
			t.Errorf("%s differs from one time to the next", first[i].Name)
		}
	}
}

// The two scopes that are none of particular operations are not among those
// that open nothing for an API client.
func TestScopesPage(t *testing.T) {
	r := bundled(t)
	page := body(t, newWiki(t, r, "folder"), scopesPage)
	userOnly := 0
	for _, use := range catalog.Scopes(r.Snapshot.Operations) {
		if use.Client == 0 && !strings.HasPrefix(use.Scope, "sp:scopes:") {
			userOnly++
		}
	}
	if got := strings.Count(page, "| opens nothing for an API client |"); got != userOnly || userOnly < 100 {
		t.Errorf("%d scopes open nothing for an API client, want %d", got, userOnly)
	}
	for _, want := range []string{fmt.Sprintf("%d of which open nothing", userOnly), "on an API client everything that an API client may call", "opens only what needs no authorization"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func hostileFacts() catalog.Facts {
	title := "=cmd()|' <script>alert(1)</script>\n# *next* [x](javascript:alert(1)) `code` \u202egpj\\|"
	return catalog.Facts{
		APIs:      []catalog.API{{ID: "v1", Title: title, Product: catalog.ProductISC, SpecURL: "https://host/v1", Status: "current"}},
		Documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v1", URL: "https://host/v1", SHA256: "00", FetchedAt: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)}},
		Observations: []catalog.Observation{
			{
				Key: catalog.Key{API: "v1", Method: "GET", Path: "/a|b`c/{id}"}, Title: title, Tags: []string{title},
				LevelsField: catalog.LevelsField, Levels: []string{"LEVEL|`<b>"},
				Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{strings.Repeat("idn:long|", 1200), "<img src=x onerror=alert(1)>"}, Scoped: true}}}},
			},
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b\\|c"}, Title: "\u2066", Tags: []string{"|||"}},
		},
		Pages: []catalog.Page{{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b\\|c"}, URL: "javascript:alert(1)//)|"}},
	}
}

func TestHostileCatalogIsInert(t *testing.T) {
	snapshot := catalog.Merge(hostileFacts())
	for _, layout := range Layouts {
		w := newWiki(t, report.Make(&snapshot), layout.Name)
		files := w.Pages()
		checkLinks(t, w, files)
		for _, file := range files {
			document := rendered(t, file.Body)
			if found := document.Find("script, b, a[href^='javascript'], [onerror], img:not([src$='.svg'])"); found.Length() > 0 {
				html, _ := found.First().Html()
				t.Errorf("%s is alive: %s", file.Name, html)
			}
			if strings.ContainsAny(string(file.Body), "\u202e\u2066\r") {
				t.Errorf("%s steers the direction of text", file.Name)
			}
			document.Find("table").Each(func(_ int, table *goquery.Selection) {
				columns := table.Find("th").Length()
				table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
					if last := row.Find("td").Eq(columns - 1); last.Length() == 0 || row.Find("td").Length() != columns {
						t.Errorf("%s: a row has other columns than its table: %s", file.Name, row.Text())
					}
				})
			})
		}
	}
	text := rendered(t, []byte(body(t, newWiki(t, report.Make(&snapshot), "folder"), "api-v1"))).Text()
	for _, path := range []string{"GET /a|b`c/{id}", `GET /b\|c`} {
		if !strings.Contains(text, path) {
			t.Errorf("the path %s is not shown as published", path)
		}
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
	want := "| `GET /a/v1`<br>T | **PAT** | `a:b:read` | `ORG_ADMIN` | /v2025/a /v3/a /beta/a | v2025: PAT or client; other scopes in v3; other levels in beta |\n"
	if text := body(t, newWiki(t, report.Make(&snapshot), "folder"), documentPage); !strings.Contains(text, want) {
		t.Errorf("the document has no row\n%s\n%s", want, text)
	}
}

// The page of what people saw has a sighting under what it is to what is
// published, once for all versions of its endpoint, and the rows say so too.
func TestObservedPage(t *testing.T) {
	w := newWiki(t, bundled(t), "folder")
	w.Since = answer.SinceAll{Of: map[catalog.Key]answer.Since{{API: "v2025", Method: "GET", Path: "/accounts"}: {Day: "2025-11-18", Before: catalog.NeedsPAT}}}
	page := body(t, w, observedPage)
	contested, rest, _ := strings.Cut(page, "## Outdated")
	outdated, published, _ := strings.Cut(rest, "## Not contested")
	for _, test := range []struct{ in, row string }{
		{contested, "| `GET /access-profiles/v1`<br>"},
		{contested, "| `GET /public-identities/v1`<br>"},
		{contested, "[201964](https://developer.sailpoint.com/discuss/t/201964) |"},
		{outdated, "| `POST /accounts/v1/{id}/remove`<br>"},
		{published, "| `GET /identities/v1`<br>"},
	} {
		if !strings.Contains(test.in, test.row) {
			t.Errorf("no row %q in\n%s", test.row, test.in)
		}
	}
	if n := strings.Count(page, "discuss/t/1679) |"); n != 4 {
		t.Errorf("%d rows of a thread with 4 reports", n)
	}
	document := body(t, w, documentPage)
	for _, row := range []string{"[List access profiles](", "[Enable account]("} {
		for line := range strings.Lines(document) {
			if strings.Contains(line, row) && !strings.Contains(line, "**contested**") {
				t.Errorf("not contested: %s", line)
			}
		}
	}
	if !strings.Contains(document, "API clients since 2025-11-18 in v2025 |") || !strings.Contains(document, "*since* a day") {
		t.Error("the document does not say since when GET /accounts takes API clients")
	}
}
