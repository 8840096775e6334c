package explorer

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"authcat/catalog/find"
)

// firstRow is the address of the first row of the list.
const firstRow = `document.querySelector("#rows .row .path").textContent`

// An address of another API than the chosen one is found there, and the page says so.
func TestAnAddressSwitchesToItsAPI(t *testing.T) {
	snapshot, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "")
	b.run(chromedp.SendKeys(chromedp.ID("search"), "https://acme.api.identitynow.com/v2025/identities/2c91?limit=1"))
	b.counts(2, len(snapshot.Operations)) // GET and DELETE
	b.until(`location.hash.includes("api=v2025")`)
	b.until(`document.getElementById("switched").textContent === "The address is one of v2025: shown instead of v1."`)
	b.until(firstRow + ` === "/v2025/identities/{id}"`)
	// Words that name no address any more leave the reader where he was.
	b.run(chromedp.SendKeys(chromedp.ID("search"), kb.Escape+"identities"))
	b.until(`document.getElementById("switched").hidden && location.hash === "#q=identities&api=v1"`)
	b.quiet()
}

// What the words name comes first, and Enter opens it.
func TestWhatTheWordsNameComesFirst(t *testing.T) {
	_, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "")
	for words, want := range map[string]string{
		"list identities": "/identities/v1", "listIdentities": "/identities/v1",
		"/accounts": "/accounts/v1", "list accounts": "/accounts/v1",
	} {
		b.open("#api=v1")
		b.run(chromedp.SendKeys(chromedp.ID("search"), words+kb.Enter))
		b.until(`document.getElementById("detail-title").textContent.endsWith(" ` + want + `")`)
	}
	b.quiet()
}

// A scope is found by the search, and words that only other APIs have are offered there.
func TestScopesAndOtherAPIsAreFound(t *testing.T) {
	snapshot, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#api=v1")
	b.run(chromedp.SendKeys(chromedp.ID("search"), "idn:identity:read"))
	query := find.Query{APIs: []string{"v1"}, Words: []string{"idn:identity:read"}}
	if n := len(find.Select(&snapshot, query)); n < 2 {
		t.Fatalf("%d operations", n)
	}
	b.counts(len(find.Select(&snapshot, query)), len(snapshot.Operations))
	b.open("#api=v3&q=listIdentitiesV1")
	b.counts(0, len(snapshot.Operations))
	b.run(chromedp.Click(chromedp.ID("others")))
	b.counts(len(find.Select(&snapshot, find.Query{Words: []string{"listidentitiesv1"}})), len(snapshot.Operations))
	b.quiet()
}

// The page answers the questions about credentials, each with SailPoint's page.
func TestThePageHasTheGuide(t *testing.T) {
	_, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#view=guide")
	b.until(`!document.getElementById("view-guide").hidden`)
	if n := eval[int](b, `document.querySelectorAll("#view-guide a[href^='https://developer.sailpoint.com/docs/']").length`); n < 20 {
		t.Errorf("the guide links to %d pages", n)
	}
	b.quiet()
}
