package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/catalog/sums"
	"authcat/export"
)

// verify runs the command and returns its exit code and all that it says.
func (p *place) verify(path string) (code int, says string) {
	var stdout, stderr bytes.Buffer
	code = run([]string{"verify", path}, p.environment(&stdout, &stderr))
	return code, stdout.String() + stderr.String()
}

// What nights leave is whole, and what is harmed in it is named.
func TestNightlyVerify(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	if code, says := p.verify(p.at()); code != exitError {
		t.Errorf("before the first night: exit code %d, %s", code, says)
	}
	p.mustNight(t, exitOK)
	p.up.edit("v3", retitle("Second night"))
	p.mustNight(t, exitOK)
	for path, want := range map[string]string{p.at(): p.at("catalog.db") + " is whole: ", p.out(): p.out() + " is whole: "} {
		if code, says := p.verify(path); code != exitOK || !strings.Contains(says, want) {
			t.Errorf("%s: exit code %d, %s", path, code, says)
		}
	}
	if found, err := sqlite.CheckSums(p.at("catalog.db")); err != nil || !found {
		t.Errorf("checksums beside the catalog: %v, %v", found, err)
	}
	last := p.dates(t)[len(p.dates(t))-1]
	for name, harm := range map[string]struct {
		breaks func(*testing.T, *place)
		says   string
	}{
		"no catalog":            {without("catalog.db"), "catalog.db is not the catalog that was published last"},
		"another catalog":       {rewriteCatalog, "catalog.db is not the catalog that was published last"},
		"a damaged catalog":     {on(damaged, "catalog.db"), "catalog.db"},
		"a damaged list":        {on(half, "catalog.db.sha256"), "catalog.db.sha256 is damaged"},
		"a damaged record":      {on(half, "published.json"), "published.json can't be read"},
		"a damaged report":      {on(half, "report.json"), "report.json can't be read"},
		"a damaged day":         {on(half, "history", "2*.txt.gz"), "the snapshot of " + last},
		"a damaged history":     {on(half, "history", "base-*"), "the snapshot of " + last},
		"a version of nonsense": {func(t *testing.T, p *place) { put(t, p.at("VERSION"), "?") }, "is no version of a state directory"},
	} {
		t.Run(name, func(t *testing.T) {
			p := p.copy(t)
			harm.breaks(t, p)
			if code, says := p.verify(p.at()); code != exitError || !strings.Contains(says, harm.says) {
				t.Errorf("exit code %d, %s, want %q", code, says, harm.says)
			}
			lock := flock.New(p.at("lock"))
			if ok, err := lock.TryLock(); !ok {
				t.Fatal(err)
			}
			defer lock.Unlock()
			if code, says := p.verify(p.at()); code != exitError || strings.Contains(harm.says, "published last") && !strings.Contains(says, "in use by another run") {
				t.Errorf("while a night is at work: exit code %d, %s", code, says)
			}
		})
	}
}

// rewriteCatalog puts a whole catalog in place of the published one.
func rewriteCatalog(t *testing.T, p *place) {
	facts := p.load(t)
	facts.Observations = facts.Observations[1:]
	snapshot := catalog.Merge(facts)
	if err := sqlite.Save(t.Context(), p.at("catalog.db"), &snapshot, export.Assumed); err != nil {
		t.Fatal(err)
	}
}

// A list of checksums that was harmed is written anew.
func TestNightlyMendsChecksums(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	rewrite(t, p.out(sums.Name), half)
	p.mustNight(t, exitOK).says(t, sums.Name+" is not as it was published: it is written anew")
	if code, says := p.verify(p.out()); code != exitOK {
		t.Errorf("exit code %d, %s", code, says)
	}
	p.mustNight(t, exitUnchanged)
}
