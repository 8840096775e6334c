package explorer

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"authcat/catalog"
)

const override = "\u202e" // RIGHT-TO-LEFT OVERRIDE

var hostileTexts = []string{
	`<script>alert(1)</script>`, `</script><img src=x onerror=alert(2)>`, `<!--<script>`, `=cmd()|' /C calc'!A0`, `a|b`, "line\nbreak\r\n",
	"left " + override + "right", `"onmouseover="alert(3)`, `'`, "\u2028\u2029", `javascript:alert(4)`, "\x00\xff", "&lt;b&gt;", "{{.Date}}", "]]>",
}

var longScope = strings.Repeat("x", 10_000)

// hostileSnapshot is a catalog whose every text is somebody's attempt.
func hostileSnapshot() catalog.Snapshot {
	facts := catalog.Facts{
		APIs: []catalog.API{{
			ID: "v1", Title: hostileTexts[0], Product: catalog.ProductISC, BasePath: "/" + hostileTexts[1], Status: "current",
			SpecURL: "javascript:alert(5)", DocsURL: "javascript:alert(6).html",
		}},
		Documents: []catalog.Document{{
			Role: catalog.RoleSpec, API: "v1", URL: `javascript:alert("7")`, FetchedAt: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC), Kept: true,
		}},
		Problems: []catalog.Problem{{Key: catalog.Key{API: "v1"}, Code: catalog.CodeSourceUnavailable, Seen: hostileTexts[1]}},
	}
	for i, text := range hostileTexts {
		facts.Observations = append(facts.Observations, catalog.Observation{
			Key: catalog.Key{API: "v1", Method: "GET", Path: "/" + text}, OperationID: text, Title: text, Tags: []string{text},
			Security: catalog.Security{
				Basis:        catalog.BasisOperation,
				Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{text, longScope, hostileTexts[(i+1)%len(hostileTexts)]}}}},
			},
			LevelsField: catalog.LevelsField, Levels: []string{text}, Successor: "javascript:alert(8)",
			Prose: catalog.Prose{Conditions: []catalog.Condition{{Kind: catalog.NeedsLicence, Asks: catalog.Ask{Licence: text}}}},
		})
	}
	return catalog.Merge(facts)
}

func TestHostileTextsStayInTheData(t *testing.T) {
	snapshot := hostileSnapshot()
	body := pageOf(t, &snapshot)
	for tag, want := range map[string]int{"<script": 2, "</script": 2, "<img": 0, "<!--": 0, "onerror=alert(2)>": 0} {
		if n := bytes.Count(body, []byte(tag)); n != want {
			t.Errorf("%s stands %d times in the page, want %d", tag, n, want)
		}
	}
	if bytes.Contains(body, []byte(`href="javascript:`)) {
		t.Error("a script became a link")
	}
	d := decode(t, body)
	found := map[string]bool{}
	for _, scope := range d.Scopes {
		found[scope] = true
	}
	for _, want := range append(catalog.Normalize(hostileTexts), longScope) {
		if want = strings.ToValidUTF8(want, "\ufffd"); !found[want] {
			t.Errorf("the scope %.40q is not in the data", want)
		}
	}
}

// Nothing that a catalog says becomes markup, a script or a request.
func TestHostileCatalogInTheBrowser(t *testing.T) {
	snapshot := hostileSnapshot()
	b := browse(t, pageOf(t, &snapshot), 1280, 860, "#api=all")
	n := len(snapshot.Operations)
	b.counts(n, n)
	for i := range n {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll("#rows .row")[%d].click()`, i)))
		b.until(`!document.getElementById("detail").hidden`)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.getElementById("to-features").click()`))
	if found := eval[int](b, `document.querySelectorAll("img, iframe, object, script:not(#catalog):not(:last-of-type), [onerror], [onmouseover], a[href^=javascript]").length`); found > 0 {
		t.Errorf("%d elements came out of the data", found)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.getElementById("to-list").click()`))
	// A right-to-left mark must not move what stands beside it: the method stays left of the path, the credential right.
	if !eval[bool](b, `[...document.querySelectorAll("#rows .row")].every((row) => {
		const at = (cell) => row.querySelector(cell).getBoundingClientRect();
		return at(".title").left >= at(".verb").right && at(".api").right >= at(".path").left && getComputedStyle(row.querySelector(".path bdi")).unicodeBidi === "isolate";
	})`) {
		t.Error("a right-to-left mark reordered a row")
	}
	b.quiet()
}
