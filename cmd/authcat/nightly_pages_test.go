package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authcat/crawler/mirrortest"
)

// newPagesUpstream serves a part of the current API and its pages, with their
// addresses on loopback; most pages are not in the mirror.
func newPagesUpstream(t *testing.T) *upstream {
	t.Helper()
	quick := map[string]int{"v1": 60, "nerm-v2025": 2}
	u := serveMirror(t, quick)
	const site = "https://developer.sailpoint.com"
	u.edit("sitemap", replaced(site, u.URL+"/developer.sailpoint.com"))
	for i := range u.apis {
		u.apis[i].DocsURL = strings.Replace(u.apis[i].DocsURL, site, u.URL+"/developer.sailpoint.com", 1)
	}
	mirror := mirrortest.Dir(t)
	found, err := filepath.Glob(filepath.Join(mirror, "developer.sailpoint.com", "docs", "api", "*", "index.html"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no pages in the mirror, %v", err)
	}
	for _, file := range found {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(mirror, filepath.Dir(file))
		u.bodies["/"+filepath.ToSlash(name)] = body
	}
	return u
}

// read are the addresses of the pages that were read, without the host.
func (p *place) read(t *testing.T) (pages []string) {
	for _, page := range p.load(t).Pages {
		if !page.Read.IsZero() {
			pages = append(pages, strings.TrimPrefix(page.URL, p.up.URL))
		}
	}
	return pages
}

// A page that is down is news on the night when it is back, and on no other;
// what it said is kept.
func TestNightlyPages(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,")) // its sentinels are beyond the part that is served
	pages := []string{"--docs", "pages", "--docs-pause", "0"}
	p.mustNight(t, exitOK, pages...)
	first := p.read(t)
	if len(first) < 3 {
		t.Fatalf("%d pages were read", len(first))
	}
	p.now = p.now.Add(nextDay)
	p.mustNight(t, exitUnchanged, pages...)
	heal := p.up.mark()
	p.up.faults[first[0]] = status(503)
	for night := 2; night < 20; night++ {
		p.now = firstNight.AddDate(0, 0, night)
		want := exitUnchanged
		if night == 2 || night == 15 { // down, and too old
			want = exitOK
		}
		p.mustNight(t, want, pages...)
		if n := len(p.read(t)); n != len(first) {
			t.Errorf("night %d: %d pages are known as read, want %d", night, n, len(first))
		}
	}
	heal()
	p.mustNight(t, exitOK, pages...)
	p.mustNight(t, exitUnchanged, pages...)
}

// A page that was down when it was first asked for is read when it is there.
func TestNightlyPageComesLater(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,")) // its sentinels are beyond the part that is served
	pages := []string{"--docs", "pages", "--docs-pause", "0"}
	reference := p.copy(t)
	reference.mustNight(t, exitOK, pages...)
	all := reference.read(t)
	heal := p.up.mark()
	p.up.faults[all[0]] = status(503)
	p.up.faults[all[1]] = sends("text/html", "<p>not yet</p>")
	p.mustNight(t, exitOK, pages...)
	p.mustNight(t, exitUnchanged, pages...)
	heal()
	p.mustNight(t, exitOK, pages...)
	if n := len(p.read(t)); n != len(all) {
		t.Errorf("%d pages were read, want %d", n, len(all))
	}
	p.mustNight(t, exitUnchanged, pages...)
}

// A source that is down keeps its pages with its facts, though the site that
// lists them is up.
func TestNightlyKeptSourceKeepsItsPages(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,")) // its sentinels are beyond the part that is served
	p.mustNight(t, exitOK, "--docs", "sitemap")
	pages := len(p.load(t).Pages)
	p.up.breaks("v1", status(503))
	p.mustNight(t, exitKept, "--docs", "sitemap")
	if n := len(p.load(t).Pages); n != pages || n < 50 {
		t.Errorf("there were %d pages, and %d are kept", pages, n)
	}
	p.mustNight(t, exitKept, "--docs", "sitemap").says(t, "facts kept from earlier: v1.")
}
