package main

import (
	"slices"
	"strings"
	"testing"
)

// changes are the days that the page of changes has, in its order.
func (p *place) changes(t *testing.T) (headings []string) {
	t.Helper()
	for line := range strings.Lines(p.documents(t)["changes.md"]) {
		if heading, ok := strings.CutPrefix(strings.TrimSpace(line), "## "); ok {
			headings = append(headings, heading)
		}
	}
	return headings
}

// Every publication that changes something for callers is on the page of
// changes, newest first: two on one day too, and none that was not published.
func TestNightlyChanges(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	if got := p.changes(t); len(got) > 0 {
		t.Errorf("the first night changed %q", got)
	}
	p.now = p.now.Add(nextDay)
	heal := p.up.mark()
	p.up.edit("nerm-v2025", firstPaths(1))
	p.mustNight(t, exitRefused)
	p.mustNight(t, exitOK, "--accept", "a test").says(t, "Published: ", "removed")
	heal()
	p.mustNight(t, exitOK, "--accept", "a test").says(t, "Published: ", "added")
	p.up.edit("nerm-v2025", retitle("A title is no change for callers"))
	p.mustNight(t, exitOK).says(t, "Nothing changed for callers.")
	if got, want := p.changes(t), []string{"2026-09-02 2", "2026-09-02"}; !slices.Equal(got, want) {
		t.Errorf("the page has the days %q, want %q", got, want)
	}
	page := p.documents(t)["changes.md"]
	if added, removed := strings.Index(page, "| looser | added |"), strings.Index(page, "| **stricter** | removed |"); added < 0 || removed < added {
		t.Errorf("the page is not newest first:\n%s", page)
	}
	p.now = p.now.Add(nextDay)
	p.up.edit("nerm-v2025", firstPaths(1))
	p.mustNight(t, exitOK, "--accept", "a test", "--keep", "1")
	if got, want := p.changes(t), []string{"2026-09-03", "2026-09-02 2", "2026-09-02"}; !slices.Equal(got, want) {
		t.Errorf("the page has the days %q, want %q", got, want)
	}
	p.up.edit("nerm-v2025", retitle("Older days go with the next publication"))
	p.mustNight(t, exitOK)
	if got, want := p.changes(t), []string{"2026-09-03"}; !slices.Equal(got, want) {
		t.Errorf("with --keep 1 the page has the days %q, want %q", got, want)
	}
}
