package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/crawler/fetch"
	"authcat/crawler/gitlog"
)

// older is what an earlier crawl found: a's operation, titled, its page, and the levels.
func older(t *testing.T) catalog.Facts {
	t.Helper()
	source := fakeSource{"https://host/a": titled("old"), "https://host/b": titled("old")}
	crawl := Crawl{APIs: apis("a", "b"), Source: source}
	result, err := crawl.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	facts := result.Facts
	facts.Levels = []catalog.UserLevel{{Name: "ORG_ADMIN"}}
	facts.Documents = append(facts.Documents, catalog.Document{Role: catalog.RoleLevels, URL: "https://host/levels"})
	return facts
}

func titled(title string) string {
	return strings.Replace(spec, "{get: {", "{get: {summary: "+title+", ", 1)
}

// contents are the titles of facts, and what of their documents is kept.
func contents(facts catalog.Facts) string {
	var all []string
	for _, o := range facts.Observations {
		all = append(all, o.API+" "+o.Title)
	}
	slices.Sort(all)
	for _, d := range facts.Documents {
		if d.Kept {
			all = append(all, fmt.Sprintf("%s%s kept", d.Role, d.API))
		}
	}
	return strings.Join(all, ", ")
}

// Whatever fails keeps what is known of it, the documentation's sites included.
func TestRunKeepsWhatFails(t *testing.T) {
	fresh := fakeSource{"https://host/a": titled("new"), "https://host/b": titled("new")}
	without := func(urls ...string) fakeSource {
		left := fakeSource{}
		for url, body := range fresh {
			if !slices.Contains(urls, url) {
				left[url] = body
			}
		}
		return left
	}
	unknown := errors.New("damaged")
	for name, test := range map[string]struct {
		source  fakeSource
		older   func(bool) (catalog.Facts, error)
		keepAll bool
		want    string
		failed  int
		err     error
	}{
		"all is there":             {fresh, nil, false, "a new, b new", 0, nil},
		"one fails":                {without("https://host/b"), nil, false, "a new, b old, specb kept", 1, nil},
		"one fails that is new":    {without("https://host/b"), func(bool) (catalog.Facts, error) { return catalog.Facts{}, nil }, false, "a new", 1, nil},
		"all fail":                 {fakeSource{}, nil, false, "", 0, &NoSourceError{}},
		"all fail and are kept":    {fakeSource{}, nil, true, "a old, b old, speca kept, specb kept", 2, nil},
		"all fail that are new":    {fakeSource{}, func(bool) (catalog.Facts, error) { return catalog.Facts{}, nil }, true, "", 2, &NoSourceError{}},
		"what is known is damaged": {without("https://host/b"), func(bool) (catalog.Facts, error) { return catalog.Facts{}, unknown }, false, "", 0, unknown},
		"damaged and not needed": {fresh, func(failed bool) (catalog.Facts, error) {
			if failed {
				return catalog.Facts{}, unknown
			}
			return catalog.Facts{}, nil
		}, false, "a new, b new", 0, nil},
	} {
		if test.older == nil {
			known := older(t)
			test.older = func(bool) (catalog.Facts, error) { return known, nil }
			if test.want != "" {
				test.want += ", user-levels kept"
			}
		}
		correction := catalog.Override{Key: catalog.Key{API: "a", Method: "GET", Path: "/a"}}
		crawl := Crawl{
			APIs: apis("a", "b"), Source: test.source, Older: test.older, KeepAll: test.keepAll, Corrections: []catalog.Override{correction},
			Documentation: &Documentation{UserLevels: "https://host/levels", Source: test.source},
		}
		result, err := crawl.Run(t.Context())
		var none *NoSourceError
		if wanted := errors.As(test.err, &none); wanted != errors.As(err, &none) || !wanted && !errors.Is(err, test.err) {
			t.Errorf("%s: error %v, want %v", name, err, test.err)
		}
		if len(result.Failures) != test.failed {
			t.Errorf("%s: failures %v", name, result.Failures)
		}
		if err != nil {
			continue
		}
		if got := contents(result.Facts); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
		if len(result.Facts.Overrides) != 1 || len(result.Documentation) != 1 || result.Documentation[0].Code != catalog.CodeSourceUnavailable {
			t.Errorf("%s: corrections %v, of the documentation %v", name, result.Facts.Overrides, result.Documentation)
		}
	}
}

func TestRepositoryPath(t *testing.T) {
	const base = "https://raw.githubusercontent.com/o/r/"
	for url, want := range map[string]string{
		base + "main/a.yaml": "a.yaml", base + "main/b/a.yaml?token=x": "b/a.yaml", base + "refs/heads/main/b/a.yaml": "b/a.yaml",
		base + "main/": "", base + "main": "", base + "refs/heads/main": "", "https://host/o/r/main/a.yaml": "",
	} {
		if got, ok := repositoryPath(url); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", url, got, ok)
		}
	}
}

// A past follows its documents from commit to commit: gone ones leave, and one
// that the clone lacks is skipped where that is allowed.
func TestPastVersions(t *testing.T) {
	const base = "https://raw.githubusercontent.com/o/r/main/"
	past, elsewhere := NewPast([]catalog.API{{ID: "a", SpecURL: base + "a.yaml"}, {ID: "x", SpecURL: "https://host/x"}, {ID: "b", SpecURL: base + "b.yaml"}})
	if len(elsewhere) != 1 || elsewhere[0].ID != "x" || !slices.Equal(past.Paths(), []string{"a.yaml", "b.yaml"}) {
		t.Errorf("elsewhere %v, paths %q", elsewhere, past.Paths())
	}
	past.Lacking = map[string]bool{"a1": true}
	versions := func() string {
		var all []string
		for _, v := range past.Versions() {
			all = append(all, fmt.Sprintf("%s=%s %v", v.API.ID, v.Blob, v.Skipped))
		}
		return strings.Join(all, ", ")
	}
	day := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	steps := []struct {
		changes  []gitlog.Change
		skip     bool
		want     string
		readable bool
	}{
		{nil, false, "a= false, b= false", false},
		{[]gitlog.Change{{Path: "a.yaml", Blob: "a1"}, {Path: "c.yaml", Blob: "c1"}}, false, "a=a1 false, b= false", false},
		{nil, true, "a=a1 true, b= false", false},
		{[]gitlog.Change{{Path: "b.yaml", Blob: "b1"}}, true, "a=a1 true, b=b1 false", true},
		{[]gitlog.Change{{Path: "a.yaml", Blob: "a2"}, {Path: "b.yaml"}}, true, "a=a2 false, b= false", true},
	}
	for i, step := range steps {
		past.Skip = step.skip
		past.Apply(gitlog.Commit{Time: day.AddDate(0, 0, i), Changes: step.changes})
		if got := versions(); got != step.want || past.Readable() != step.readable {
			t.Errorf("step %d: %s, readable %v; want %s", i, got, past.Readable(), step.want)
		}
	}
	// What is stored of a day without the bytes that it was made of goes on from there.
	past.Adopt([]catalog.Document{{API: "a", SHA256: "sum"}})
	if ok, err := past.Match(t.Context(), []catalog.Document{{API: "a", SHA256: "sum"}}); !ok || err != nil {
		t.Errorf("match %v, %v", ok, err)
	}
	for name, stored := range map[string][]catalog.Document{
		"another document":         {{API: "a", SHA256: "other"}},
		"a document that was kept": {{API: "a", SHA256: "sum", Kept: true}},
		"one more":                 {{API: "a", SHA256: "sum"}, {API: "b", SHA256: "sum"}},
		"none":                     nil,
	} {
		if ok, err := past.Match(t.Context(), stored); ok || err != nil {
			t.Errorf("%s: match %v, %v", name, ok, err)
		}
	}
}

// A site that answers with a sitemap and fails on its parts lists nothing.
func TestSitemapIndex(t *testing.T) {
	index := "<sitemapindex><sitemap><loc>https://host/1.xml</loc></sitemap><sitemap><loc>https://host/2.xml</loc></sitemap></sitemapindex>"
	part := "<urlset><url><loc>https://host/docs/list-things/</loc></url></urlset>"
	for name, test := range map[string]struct {
		second any
		pages  int
		says   string
	}{
		"both are there":    {strings.Replace(part, "list", "get", 1), 1, ""},
		"one is down":       {&fetch.Error{URL: "https://host/2.xml", Kind: fetch.Unreachable, Err: errors.New("no route")}, 0, "https://host/2.xml: no route"},
		"one is no sitemap": {"<!doctype html>", 0, "https://host/2.xml: "},
	} {
		facts := catalog.Facts{APIs: []catalog.API{{ID: "a", DocsURL: "https://host/docs/"}}, Observations: []catalog.Observation{{Key: catalog.Key{API: "a", Method: "GET", Path: "/things"}, OperationID: "listThings"}}}
		d := Documentation{Sitemap: "https://host/index.xml", Source: fakeSource{"https://host/index.xml": index, "https://host/1.xml": part, "https://host/2.xml": test.second}}
		if err := d.Run(context.WithoutCancel(t.Context()), &facts); err != nil || len(facts.Pages) != test.pages || !strings.Contains(problems(facts), test.says) || (test.says == "") != (problems(facts) == "") {
			t.Errorf("%s: %d pages, problems %q, %v", name, len(facts.Pages), problems(facts), err)
		}
	}
}
