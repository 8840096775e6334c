package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"authcat/catalog/sums"
	"authcat/export/manifest"
)

// files are all files of the state and the documents, but the lock and the
// report of the run.
func (p *place) files(t *testing.T) map[string]fs.FileInfo {
	t.Helper()
	all := map[string]fs.FileInfo{}
	err := filepath.WalkDir(p.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == p.at("lock") || path == p.at("report.json") {
			return err
		}
		all[path], err = entry.Info()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// untouched fails unless the files are the same ones, unwritten.
func untouched(t *testing.T, before, after map[string]fs.FileInfo) {
	t.Helper()
	for path, was := range before {
		is, ok := after[path]
		if !ok || !os.SameFile(was, is) || was.Size() != is.Size() || !was.ModTime().Equal(is.ModTime()) {
			t.Errorf("%s was written", path)
		}
	}
	for path := range after {
		if before[path] == nil {
			t.Errorf("%s is new", path)
		}
	}
}

// On the whole mirror: a night without change parses nothing and writes
// nothing, and documentation that is down is kept like any source.
func TestNightlyWholeMirror(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newWholeUpstream(t))
	p.formats = "markdown,csv,json,xlsx,html,sqlite"
	full := []string{"--docs", "sitemap"}
	o := p.mustNight(t, exitOK, full...)
	if o.report.Operations != 5755 || o.report.APIs != 10 || len(o.report.Warnings) > 0 {
		t.Errorf("%d operations of %d APIs, warnings %q", o.report.Operations, o.report.APIs, o.report.Warnings)
	}
	published := p.files(t)
	for range 2 {
		p.now = p.now.Add(nextDay)
		asked := p.up.asked
		o = p.mustNight(t, exitUnchanged, full...)
		if len(o.report.Steps) != 1 || o.report.Steps[0].Name != "fetch" {
			t.Errorf("steps %+v", o.report.Steps)
		}
		if n := p.up.asked - asked; n != 13 {
			t.Errorf("%d requests, want one for each of 12 documents and one for robots.txt", n)
		}
		untouched(t, published, p.files(t))
	}
	p.up.breaks("sitemap", status(503))
	p.up.breaks("levels", sends("text/html", "<p>moved</p>"))
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	o = p.mustNight(t, exitKept, full...)
	o.says(t, "facts kept from earlier: sitemap, user-levels.")
	if o.report.Operations != 5755 {
		t.Errorf("%d operations", o.report.Operations)
	}
	p.oneCatalog(t)
	kept := p.load(t)
	if len(kept.Pages) < 900 || len(kept.Levels) != 14 {
		t.Errorf("%d pages and %d levels were kept", len(kept.Pages), len(kept.Levels))
	}
}

// A night that is told to publish less takes away what it published before, and
// nothing else.
func TestNightlyFewerFormats(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	put(t, p.out("notes.txt"), "mine")
	all := p.formats
	p.formats = "csv"
	o := p.mustNight(t, exitOK)
	for name := range p.documents(t) {
		if filepath.Ext(name) != ".csv" && name != "notes.txt" && name != manifest.Name && name != sums.Name {
			t.Errorf("%s is still there", name)
		}
	}
	if documents := p.documents(t); documents["notes.txt"] != "mine" || len(documents) < 5 || len(o.report.Removed) < 5 {
		t.Errorf("%d documents, removed %q", len(documents), o.report.Removed)
	}
	p.mustNight(t, exitUnchanged)
	p.formats = all
	p.mustNight(t, exitOK)
	p.oneCatalog(t)
}
