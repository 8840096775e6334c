package explorer

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/export"
)

// Every filter lists as many operations as find.Query selects.
func TestCountsAreTheCatalogs(t *testing.T) {
	snapshot, body := bundledPage(t)
	yes := true
	b := browse(t, body, 1280, 860, "")
	for hash, query := range map[string]find.Query{
		"#api=all":                                {},
		"#api=v1":                                 {APIs: []string{"v1"}},
		"#api=v1,v3&needs=pat":                    {APIs: []string{"v1", "v3"}, Needs: []catalog.Needs{catalog.NeedsPAT}},
		"#needs=none,client":                      {Needs: []catalog.Needs{catalog.NeedsNone, catalog.NeedsClient}},
		"#tag=Accounts":                           {Tag: "Accounts"},
		"#scope=idn:identity:read":                {Scope: "idn:identity:read"},
		"#level=ORG_ADMIN&method=PATCH":           {Level: "ORG_ADMIN", Method: "PATCH"},
		"#flags=conflict":                         {Confidence: []catalog.Confidence{catalog.ConfidenceConflict}},
		"#flags=deprecated,experimental&api=beta": {APIs: []string{"beta"}, Deprecated: &yes, Experimental: &yes},
		"#flags=differs":                          {Differs: true},
		"#q=Access+request&api=v2025":             {APIs: []string{"v2025"}, Words: []string{"access", "request"}},
		"#q=nosuchword":                           {Words: []string{"nosuchword"}},
	} {
		b.open(hash)
		b.counts(len(find.Select(&snapshot, query)), len(snapshot.Operations))
	}
	for flag, holds := range map[string]func(*catalog.Operation) bool{
		"inherited": func(o *catalog.Operation) bool { return o.Decision.Basis == catalog.BasisInherited },
		"findings":  func(o *catalog.Operation) bool { return len(o.Findings) > 0 },
	} {
		n := 0
		for i := range snapshot.Operations {
			if holds(&snapshot.Operations[i]) {
				n++
			}
		}
		b.open("#flags=" + flag)
		b.counts(n, len(snapshot.Operations))
	}
	b.quiet()
}

// The numbers beside the choices and in the chart are the catalog's too.
func TestChoicesAndChartCount(t *testing.T) {
	snapshot, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#view=features&api=v2025&needs=pat")
	selected := find.Select(&snapshot, find.Query{APIs: []string{"v2025"}})
	chart := eval[map[string][]string](b, `Object.fromEntries([...document.querySelectorAll("#features-body tr")].map((row) =>
		[row.querySelector(".feature").textContent, [...row.querySelectorAll("td.figure")].map((cell) => cell.textContent)]))`)
	features := catalog.Features(selected)
	if len(chart) != len(features) {
		t.Errorf("%d features in the chart, want %d", len(chart), len(features))
	}
	for _, feature := range features {
		var want []string
		for _, needs := range catalog.AllNeeds {
			want = append(want, thousands(feature.Counts[needs]))
		}
		want = append(want, thousands(feature.Total))
		if got := chart[feature.Name]; strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v in the chart, want %v", feature.Name, got, want)
		}
	}
	for _, needs := range catalog.AllNeeds {
		want := thousands(len(find.Select(&snapshot, find.Query{APIs: []string{"v2025"}, Needs: []catalog.Needs{needs}})))
		if got := eval[string](b, fmt.Sprintf(`document.querySelector("#filter-needs [value='%s']").closest("label").querySelector(".count").textContent`, needs)); got != want {
			t.Errorf("%s operations need %s, want %s", got, needs, want)
		}
	}
	b.run(chromedp.Click(chromedp.CSS(`#features-body [aria-label^="Accounts, PAT or API client"]`)))
	b.counts(len(find.Select(&snapshot, find.Query{APIs: []string{"v2025"}, Tag: "Accounts", Needs: []catalog.Needs{catalog.NeedsPATOrClient}})), len(snapshot.Operations))
	b.quiet()
}

func TestTypingFilteringAndHistory(t *testing.T) {
	snapshot, body := bundledPage(t)
	all := len(snapshot.Operations)
	b := browse(t, body, 1280, 860, "")
	v1 := []string{"v1"}
	b.counts(len(find.Select(&snapshot, find.Query{APIs: v1})), all)
	b.until(`location.hash === "#api=v1"`) // the default is a filter that is seen
	b.run(chromedp.SendKeys(chromedp.ID("search"), "entitlement"))
	words := find.Query{APIs: v1, Words: []string{"entitlement"}}
	b.counts(len(find.Select(&snapshot, words)), all)
	b.until(`location.hash === "#q=entitlement&api=v1"`)
	b.run(chromedp.Click(chromedp.CSS("#filter-needs [value=pat]")))
	pat := words
	pat.Needs = []catalog.Needs{catalog.NeedsPAT}
	b.counts(len(find.Select(&snapshot, pat)), all)
	b.run(chromedp.NavigateBack())
	b.counts(len(find.Select(&snapshot, words)), all)
	b.run(chromedp.NavigateForward())
	b.counts(len(find.Select(&snapshot, pat)), all)
	b.run(chromedp.Click(chromedp.CSS(".chip.clear")))
	b.counts(all, all)
	b.until(`location.hash === "#api=all"`)
	b.run(chromedp.SendKeys(chromedp.ID("scope"), "idn:identity:read"))
	b.counts(len(find.Select(&snapshot, find.Query{Scope: "idn:identity:read"})), all)
	b.run(chromedp.Click(chromedp.CSS(".chip")), chromedp.SendKeys(chromedp.ID("tag"), "accou"))
	b.counts(all, all) // half a name filters nothing
	b.press(kb.Tab)
	b.until(`!document.getElementById("tag-problem").hidden`)
	b.quiet()
}

// The one rule that is not "any one scope" is seen in the list and in the detail.
func TestAllScopesAreSaid(t *testing.T) {
	_, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#api=v1&method=POST&q=create+access+profile&open=v1+POST+%2Faccess-profiles%2Fv1")
	b.until(`[...document.querySelectorAll("#rows .row")].some((row) => row.querySelector(".path").textContent === "/access-profiles/v1" && row.innerText.includes("all scopes"))`)
	b.until(`document.getElementById("detail").innerText.includes("all of them are needed together")`)
	b.quiet()
}

// A URL that somebody calls finds its template.
func TestPastedURL(t *testing.T) {
	_, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#api=all&q="+url.QueryEscape("GET https://acme.api.identitynow.com/v2025/identities/2c9180?count=true"))
	b.until(`document.querySelectorAll("#rows .row").length === 1`)
	if got := eval[string](b, `document.querySelector("#rows .path").textContent`); got != "/v2025/identities/{id}" {
		t.Errorf("found %s", got)
	}
	b.quiet()
}

// A shared address opens the same detail, with all that is known.
func TestDetail(t *testing.T) {
	snapshot, body := bundledPage(t)
	var o *catalog.Operation
	for i := range snapshot.Operations {
		if p := &snapshot.Operations[i]; p.Decision.Needs == catalog.NeedsPAT && len(p.Findings) > 0 && len(p.DiffersIn) > 0 && len(p.Decision.UserScopes) > 1 {
			o = p
			break
		}
	}
	if o == nil {
		t.Fatal("no operation to open")
	}
	b := browse(t, body, 1280, 860, "#"+url.Values{"api": {o.API}, "open": {o.Key.String()}}.Encode())
	b.until(`!document.getElementById("detail").hidden`)
	text := eval[string](b, `document.querySelector("#detail details").open = true, document.getElementById("detail").innerText`)
	wanted := append([]string{o.Path, o.Name(), "needs a user's token", o.Observation.Pointer(), "in addition to a scope"}, o.Decision.UserScopes...)
	wanted = append(wanted, o.UserLevels...)
	for _, finding := range o.Findings {
		words := export.FindingWordsOf(finding.Code)
		wanted = append(wanted, words.Title, finding.Seen, words.Assumed)
	}
	for _, evidence := range o.Evidence() {
		wanted = append(wanted, evidence.Pointer)
	}
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("the detail of %s does not say %q", o.Key, want)
		}
	}
	for _, endpoint := range snapshot.Endpoints() {
		if endpoint.Lineage != o.Lineage {
			continue
		}
		if rows := eval[int](b, `document.querySelectorAll("#detail .versions tr").length`); rows != len(endpoint.Versions) {
			t.Errorf("%d versions of %s, want %d", rows, o.Lineage, len(endpoint.Versions))
		}
	}
	for _, address := range []string{o.Document.URL, o.DocsURL} {
		if !eval[bool](b, fmt.Sprintf(`[...document.querySelectorAll("#detail a")].some((a) => a.getAttribute("href") === %q)`, address)) {
			t.Errorf("no link to %s", address)
		}
	}
	b.run(chromedp.Click(chromedp.CSS("#detail .version")))
	b.until(fmt.Sprintf(`!new URLSearchParams(location.hash.slice(1)).get("open").startsWith("%s ")`, o.API))
	b.run(chromedp.NavigateBack())
	b.until(fmt.Sprintf(`document.getElementById("detail-title").textContent.includes(%q)`, o.Path))
	b.open("#open=v1+GET+%2Fnot%2Fthere")
	b.until(`!document.getElementById("unknown").hidden && document.getElementById("detail").hidden`)
	b.quiet()
}

func TestKeyboard(t *testing.T) {
	snapshot, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "")
	selected := find.Select(&snapshot, find.Query{APIs: []string{"v1"}})
	active := func(n int) {
		t.Helper()
		b.until(fmt.Sprintf(`document.getElementById("grid").getAttribute("aria-activedescendant") === "row-%d" && document.activeElement.id === "grid"`, n))
	}
	opened := func(n int) {
		t.Helper()
		o := selected[n]
		b.until(fmt.Sprintf(`document.getElementById("detail-title").textContent === %q`, o.Method+" "+o.Path))
	}
	b.press(kb.Tab, kb.Enter) // the link that skips to the search
	b.until(`document.activeElement.id === "search" && location.hash === "#api=v1"`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	b.press("/")
	b.until(`document.activeElement.id === "search" && document.activeElement.value === ""`)
	b.press(kb.ArrowDown)
	active(0)
	b.press(kb.ArrowDown, kb.ArrowDown, kb.ArrowUp)
	active(1)
	b.press(kb.Enter)
	opened(1)
	b.until(`document.activeElement.id === "detail-title"`)
	b.press(kb.Escape)
	b.until(`document.getElementById("detail").hidden`)
	active(1)
	b.press(kb.End)
	active(len(selected) - 1)
	inSight := `(() => { const row = document.querySelector(".row.active").getBoundingClientRect(); return row.top >= 0 && row.bottom <= innerHeight; })()`
	if !eval[bool](b, inSight) {
		t.Error("the last row is not in sight")
	}
	b.press(kb.Enter)
	opened(len(selected) - 1)
	b.press(kb.Escape, kb.PageUp, kb.Home, kb.ArrowUp)
	b.until(`document.activeElement.id === "search"`)
	b.press("x", "y")
	b.until(`document.getElementById("search").value === "xy"`)
	b.press(kb.Escape)
	b.counts(len(selected), len(snapshot.Operations))
	if outline := eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
		t.Error("the focus is not seen")
	}
	b.quiet()
}
