package explorer

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/data"
	"authcat/export"
)

var bundled = sync.OnceValues(func() (catalog.Snapshot, error) {
	facts, err := data.Snapshot(catalog.Filter{})
	return catalog.Merge(facts), err
})

// bundledPage is the page of the bundled facts.
func bundledPage(t testing.TB) (catalog.Snapshot, []byte) {
	t.Helper()
	snapshot, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return snapshot, pageOf(t, &snapshot)
}

const secretName = "catalog /home/someone/secret.db"

func pageOf(t testing.TB, snapshot *catalog.Snapshot) []byte {
	t.Helper()
	since := answer.SinceAll{Of: map[catalog.Key]answer.Since{
		{API: "v2025", Method: "GET", Path: "/entitlements"}: {Day: "2026-01-09", Before: catalog.NeedsPAT},
		{API: "v3", Method: "GET", Path: "/accounts"}:        {Day: "2023-08-24"}, // it never needed anything else
	}}
	body, err := Page(snapshot, export.Dataset{Name: secretName, AsOf: snapshot.AsOf()}, since)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestPageIsTheSameTwice(t *testing.T) {
	snapshot, first := bundledPage(t)
	if second := pageOf(t, &snapshot); !bytes.Equal(first, second) {
		t.Error("two pages of one snapshot differ")
	}
}

func TestPageSaysTheDayAndNotThePath(t *testing.T) {
	_, body := bundledPage(t)
	if bytes.Contains(body, []byte("secret.db")) || bytes.Contains(body, []byte("/home/someone")) {
		t.Error("the page names the catalog's file")
	}
	for _, want := range []string{"5,755 operations of 10 APIs", `<time datetime="2026-08-22">`} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("the page does not say %s", want)
		}
	}
}

// The policy allows exactly the style and the script that the page has.
func TestPolicyFitsTheElements(t *testing.T) {
	_, body := bundledPage(t)
	policies := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindSubmatch(body)
	if policies == nil {
		t.Fatal("no policy")
	}
	policy := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(string(policies[1]))
	want := "default-src 'none'; style-src 'STYLE'; script-src 'SCRIPT'; img-src data:; base-uri 'none'; form-action 'none'"
	for name, pattern := range map[string]string{"STYLE": `(?s)<style>(.*?)</style>`, "SCRIPT": `(?s)<script>(.*?)</script>`} {
		elements := regexp.MustCompile(pattern).FindAllSubmatch(body, -1)
		if len(elements) != 1 {
			t.Fatalf("%d elements for %s", len(elements), name)
		}
		sum := sha256.Sum256(elements[0][1])
		want = strings.Replace(want, name, "sha256-"+base64.StdEncoding.EncodeToString(sum[:]), 1)
	}
	if policy != want {
		t.Errorf("policy %s, want %s", policy, want)
	}
}

// Nothing in the scripts makes markup, code or requests of data.
func TestScriptsAreHarmless(t *testing.T) {
	for _, banned := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttpRequest", "import(", "</script", "<!--"} {
		if strings.Contains(script(), banned) {
			t.Errorf("the scripts contain %s", banned)
		}
	}
}

// What people saw, and since when it is so, stand with the operation.
func TestPastAndSightingsAreOnThePage(t *testing.T) {
	_, body := bundledPage(t)
	for text, want := range map[string]int{
		`"since":"takes API clients since 2026-01-09 (before: PAT only)"`: 1,
		`"since":`: 1,
		`{"phrase":"an API client with sp:scopes:all got in, version not said, 2025-12 (field report); not as published","url":"https://developer.sailpoint.com/discuss/t/183669"}`: 6,
	} {
		if got := bytes.Count(body, []byte(text)); got != want {
			t.Errorf("%s: %d times, want %d", text, got, want)
		}
	}
}

func TestWarningsAreOnThePage(t *testing.T) {
	facts := catalog.Facts{
		APIs: []catalog.API{{ID: "v1", Title: "One", Product: catalog.ProductISC, Status: "current", SpecURL: "https://specs.example/v1.yaml"}},
		Documents: []catalog.Document{{
			Role: catalog.RoleSpec, API: "v1", URL: "https://specs.example/v1.yaml", Kept: true,
			FetchedAt: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
		}},
	}
	snapshot := catalog.Merge(facts)
	body := string(pageOf(t, &snapshot))
	for _, want := range []string{"its last good facts are kept", "spec of 2026-07-01", "Assumed: nothing changed since they were read."} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if _, body := bundledPage(t); bytes.Contains(body, []byte(`class="warnings" aria-label`)) {
		t.Error("the bundled facts have no warnings, the page shows some")
	}
}
