package main

import (
	"reflect"
	"testing"

	"authcat/export/manifest"
)

// A folder with somebody else's files of the documents' names stays as it is
// until someone says that they may go.
func TestNightlyLeavesStrangersFilesAlone(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	theirs := map[string]string{"findings.csv": "class,severity\nour own,high\n", "notes.txt": "mine", "scopes.md": "# Scopes of our project\n"}
	for name, text := range theirs {
		put(t, p.out(name), text)
	}
	for range 2 {
		p.mustNight(t, exitError).says(t, "files that authcat did not write", "findings.csv, scopes.md;", "--overwrite")
		if got := p.documents(t); !reflect.DeepEqual(got, theirs) {
			t.Fatalf("the folder has %q", got)
		}
	}
	p.mustNight(t, exitOK, "--overwrite")
	documents := p.documents(t)
	if documents["notes.txt"] != "mine" || documents["findings.csv"] == theirs["findings.csv"] || documents["scopes.md"] == theirs["scopes.md"] {
		t.Errorf("with --overwrite the folder has %q", documents)
	}
	p.oneCatalog(t)
	p.mustNight(t, exitUnchanged)
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	p.mustNight(t, exitOK)
	p.oneCatalog(t)
}

// The documents are the night's own as long as the state or the folder says so.
func TestNightlyKnowsItsOwn(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	for title, loses := range map[string]string{"No manifest, as of an older authcat": p.out(manifest.Name), "No state": p.at()} {
		removeAll(t, loses)
		p.up.edit("nerm-v2025", retitle(title))
		p.mustNight(t, exitOK)
		p.oneCatalog(t)
	}
}

// A document that is published no longer is somebody's once it was edited.
func TestNightlyKeepsWhatWasEdited(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	put(t, p.out("scopes.md"), "our notes")
	p.formats = "csv"
	p.mustNight(t, exitOK).says(t, "scopes.md is published no longer but was edited: it stays")
	documents := p.documents(t)
	if _, there := documents["findings.md"]; there || documents["scopes.md"] != "our notes" {
		t.Errorf("the folder has %d documents, scopes.md is %q", len(documents), documents["scopes.md"])
	}
}
