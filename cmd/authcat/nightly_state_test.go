package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/gofrs/flock"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func removeAll(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); err != nil {
		t.Fatal(err) // a fault must hit something
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// rewrite changes a file in its place.
func rewrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, path, string(change(body)))
}

// damaged is blotted out but for its beginning: the tables that are read may be anywhere.
func damaged(body []byte) []byte {
	body = bytes.Clone(body)
	for i := min(len(body)/4, 4096); i < len(body); i++ {
		body[i] = 'X'
	}
	return body
}

func half(body []byte) []byte { return body[:len(body)/2] }

// on is a fault of a file in the state directory.
func on(change func([]byte) []byte, name ...string) func(*testing.T, *place) {
	return func(t *testing.T, p *place) {
		found, err := filepath.Glob(p.at(name...))
		if err != nil || len(found) == 0 {
			t.Fatalf("no file %s, %v", p.at(name...), err)
		}
		for _, path := range found {
			rewrite(t, path, change)
		}
	}
}

func without(name ...string) func(*testing.T, *place) {
	return func(t *testing.T, p *place) { removeAll(t, p.at(name...)) }
}

// stateFaults are state directories that can't be used: what was published stays.
func stateFaults() []fault {
	version := func(text string) (breaks, mends func(*testing.T, *place)) {
		return func(t *testing.T, p *place) { put(t, p.at("VERSION"), text) },
			func(t *testing.T, p *place) { put(t, p.at("VERSION"), "authcat state 1\n") }
	}
	newer, mend := version("authcat state 2\n")
	garbage, _ := version("\x00\x01")
	return []fault{
		{name: "state of a newer version", code: exitError, says: []string{"is a state of version 2, this authcat knows version 1: use a newer authcat"}, breaks: newer, mends: mend},
		{name: "no version that can be read", code: exitError, says: []string{"is no version of a state directory"}, breaks: garbage, mends: mend},
		{name: "VERSION is gone", code: exitError, says: []string{"no VERSION: name a state directory of authcat"}, breaks: without("VERSION"), mends: mend},
		{name: "state of an older version", leaves: tonights, breaks: func(t *testing.T, p *place) { put(t, p.at("VERSION"), "authcat state 0\n") }},
		{name: "a foreign folder as state", code: exitError, says: []string{"has other files (thesis.txt) and no VERSION"},
			breaks: func(t *testing.T, p *place) {
				put(t, p.dir+"/elsewhere/thesis.txt", "years of work")
				rename(t, p.at(), p.dir+"/aside")
				rename(t, p.dir+"/elsewhere", p.at())
			},
			mends: func(t *testing.T, p *place) {
				if files, _ := os.ReadDir(p.at()); len(files) != 1 {
					t.Errorf("the foreign folder has now %v", files)
				}
				removeAll(t, p.at())
				rename(t, p.dir+"/aside", p.at())
			}},
		{name: "a file as state", code: exitError, says: []string{"the state directory can't be made", "not a directory"},
			breaks: func(t *testing.T, p *place) {
				rename(t, p.at(), p.dir+"/aside")
				put(t, p.at(), "")
			},
			mends: func(t *testing.T, p *place) {
				removeAll(t, p.at())
				rename(t, p.dir+"/aside", p.at())
			}},
		anotherRun(),
		{name: "a folder that history needs is a file", code: exitError, says: []string{"is a file, and a history is a folder"},
			breaks: func(t *testing.T, p *place) {
				rename(t, p.at("history"), p.dir+"/aside")
				put(t, p.at("history"), "")
			},
			mends: func(t *testing.T, p *place) {
				removeAll(t, p.at("history"))
				rename(t, p.dir+"/aside", p.at("history"))
			}},
		{name: "the archive is a file", code: exitError, says: []string{"no source could be had", "archive"},
			breaks: func(t *testing.T, p *place) {
				removeAll(t, p.at("archive"))
				put(t, p.at("archive"), "")
			},
			mends: without("archive")},
		{name: "the sources can't be read", code: exitError, says: []string{"sources.yaml"},
			breaks: func(t *testing.T, p *place) { put(t, p.sources, "sources: [") },
			mends:  func(t *testing.T, p *place) { p.up.sources(t, p.dir) }},
		{name: "the guard's limits can't be read", code: exitError, says: []string{"guard.yaml"},
			breaks: func(t *testing.T, p *place) { put(t, p.guard, "falls: [") },
			mends:  func(t *testing.T, p *place) { guardOf(t, p.up, p.dir) }},
		{name: "the mirror is not there", code: exitError, args: []string{"--mirror", "/nowhere/mirror"}, says: []string{"no source could be had", "/nowhere/mirror"}},
	}
}

// anotherRun is a state directory that is in use. The report is the other run's.
func anotherRun() fault {
	var lock *flock.Flock
	var report []byte
	return fault{name: "another run at it", code: exitError, says: []string{"is in use by another run; wait until it ends"},
		breaks: func(t *testing.T, p *place) {
			lock = flock.New(p.at("lock"))
			if ok, err := lock.TryLock(); !ok {
				t.Fatal(err)
			}
			report, _ = os.ReadFile(p.at("report.json"))
		},
		also: func(t *testing.T, p *place, _ outcome) {
			if now, _ := os.ReadFile(p.at("report.json")); !bytes.Equal(now, report) {
				t.Error("the report of the run at work was overwritten")
			}
		},
		mends: func(t *testing.T, _ *place) {
			if err := lock.Unlock(); err != nil {
				t.Fatal(err)
			}
		}}
}

// recordFaults are records that are lost or damaged: the night does without.
func recordFaults() []fault {
	mended := func(name string, breaks func(*testing.T, *place), says ...string) fault {
		return fault{name: name, leaves: tonights, breaks: breaks, says: says}
	}
	gone := func(name string, breaks func(*testing.T, *place)) fault {
		return fault{name: name, leaves: tonights, but: []string{"changes.*"}, breaks: breaks, forgets: true}
	}
	const stands = "the snapshot of 2026-09-01 stands in for it"
	return []fault{
		mended("corrupt catalog", on(damaged, "catalog.db"), "the published catalog can't be read", stands),
		mended("half a catalog", on(half, "catalog.db"), "the published catalog can't be read", stands),
		mended("a text in place of the catalog", on(saying("SELECT 1"), "catalog.db"), "not an SQLite file, or a damaged one", stands),
		mended("an empty catalog", on(saying(""), "catalog.db"), stands),
		mended("a catalog of an older schema", on(schema(3), "catalog.db"), "a catalog of schema 3; this authcat reads schema", stands),
		mended("no catalog", without("catalog.db"), stands),
		twoAtATime("no catalog, and a source is down", without("catalog.db"), stands),
		twoAtATime("corrupt catalog, and a source is down", on(damaged, "catalog.db"), stands),
		twoAtATime("no record, and a source is down", without("published.json")),
		twoAtATime("no archive, and a source is down", without("archive")),
		mended("corrupt record", on(half, "published.json"), "published.json can't be read: everything is done anew"),
		mended("another thing in the record", on(saying(`["published"]`), "published.json"), "everything is done anew"),
		mended("no record", without("published.json")),
		mended("corrupt report", on(half, "report.json")),
		{name: "corrupt history", leaves: tonights, breaks: on(damaged, "history", "2*.txt.gz"), also: dayIsAside,
			says: []string{"the snapshot of 2026-09-01 is damaged and no longer counts", "it is kept as"}, forgets: true},
		{name: "corrupt base of the history", leaves: tonights, breaks: on(half, "history", "base-*"), also: dayIsAside,
			says: []string{"the snapshot of 2026-09-01 is damaged and no longer counts", "it is kept as"}, forgets: true},
		gone("no history", without("history")),
		mended("corrupt changes", func(t *testing.T, p *place) { put(t, p.at("changes", "2026-08-30.json"), "{") }, "the page of changes is without it", "it is kept as"),
		mended("changes of another day", func(t *testing.T, p *place) { put(t, p.at("changes", "2026-08-30.json"), `[{"Date": "2020-01-01"}]`) }, "the page of changes is without it"),
		mended("corrupt note of what changes", func(t *testing.T, p *place) { put(t, p.at("pending.json"), "{") }, "the page of changes may lack a run", "it is kept as"),
		mended("corrupt acceptances", func(t *testing.T, p *place) { put(t, p.at("acceptances.json"), "[{") }, "nothing counts as accepted", "it is kept as"),
		mended("corrupt body in the archive", on(half, "archive", "127.0.0.1*", "*", "*", "*", "*", "*", "*v3.yaml")),
		mended("corrupt description in the archive", on(half, "archive", ".meta", "127.0.0.1*", "*", "*", "*", "*", "*", "*v3.yaml.json")),
		mended("no archive", without("archive")),
		mended("what a crash left", func(t *testing.T, p *place) {
			for _, name := range []string{"candidate.db", "candidate.db.new", "refused.db.new", ".published.json1234567890", "changes/.2026-08-31.json1234567890",
				"archive/127.0.0.1/.spec.yaml1234567890"} {
				put(t, p.at(name), "half a fi")
			}
			put(t, p.at(".of-somebody-else1234567890"), "")
			put(t, p.dir+"/.out.new/endpoint-authorization.md", "half a docu")
		}).tidied(func(t *testing.T, p *place) { removeAll(t, p.at(".of-somebody-else1234567890")) }),
		gone("all records gone at once", func(t *testing.T, p *place) {
			for _, name := range []string{"catalog.db", "published.json", "report.json", "archive", "history"} {
				removeAll(t, p.at(name))
			}
		}),
	}
}

// twoAtATime is a record that is lost on a night on which a source is down:
// its facts are kept all the same.
func twoAtATime(name string, breaks func(*testing.T, *place), says ...string) fault {
	f := keeps(name, nil, says...)
	f.breaks = func(t *testing.T, p *place) {
		breaks(t, p)
		p.up.breaks("v3", status(503))
	}
	return f
}

// schema marks an SQLite file as one of another version.
func schema(version byte) func([]byte) []byte {
	return func(body []byte) []byte {
		body = bytes.Clone(body)
		copy(body[60:64], []byte{0, 0, 0, version}) // user_version, see SQLite's file format
		return body
	}
}

func dayIsAside(t *testing.T, p *place, _ outcome) {
	if found, _ := filepath.Glob(p.at("history", "*.damaged")); len(found) == 0 {
		t.Error("the damaged day was not kept")
	}
}

// documentFaults are what befalls the documents.
func documentFaults() []fault {
	anew := func(name string, breaks func(*testing.T, *place), says ...string) fault {
		return fault{name: name, quiet: true, leaves: tonights, breaks: breaks, says: says}
	}
	const page, again = "endpoint-authorization.md", "is not as it was published: it is written anew"
	return []fault{
		anew("a document is deleted", func(t *testing.T, p *place) { removeAll(t, p.out(page)) }, page+" "+again),
		anew("a document is edited", func(t *testing.T, p *place) { put(t, p.out(page), "by hand") }, page+" "+again),
		anew("all documents are deleted", func(t *testing.T, p *place) { removeAll(t, p.out()) }, again),
		anew("a document became a link", func(t *testing.T, p *place) {
			rename(t, p.out(page), p.dir+"/guard.yaml.old")
			if err := os.Symlink(p.dir+"/guard.yaml.old", p.out(page)); err != nil {
				t.Fatal(err)
			}
			put(t, p.dir+"/guard.yaml.old", "")
		}, again).tidied(func(t *testing.T, p *place) { removeAll(t, p.dir+"/guard.yaml.old") }),
		{name: "a stranger's file among them", leaves: tonights, but: []string{"notes.txt"},
			breaks: func(t *testing.T, p *place) { put(t, p.out("notes.txt"), "mine") },
			also: func(t *testing.T, p *place, _ outcome) {
				if text, _ := os.ReadFile(p.out("notes.txt")); string(text) != "mine" {
					t.Errorf("the stranger's file says %q", text)
				}
			}},
		{name: "a folder in a document's place", code: exitError, says: []string{page},
			breaks: func(t *testing.T, p *place) {
				rename(t, p.out(page), p.dir+"/aside")
				put(t, p.out(page, "x"), "")
			}, leaves: yesterdays, but: []string{page, page + "/*"},
			mends: func(t *testing.T, p *place) {
				removeAll(t, p.out(page))
				rename(t, p.dir+"/aside", p.out(page))
			}},
		{name: "a file in the folder's place", code: exitError, says: []string{"out"}, leaves: yesterdays, but: []string{"*"},
			breaks: func(t *testing.T, p *place) {
				rename(t, p.out(), p.dir+"/aside")
				put(t, p.out(), "")
			},
			mends: func(t *testing.T, p *place) {
				removeAll(t, p.out())
				rename(t, p.dir+"/aside", p.out())
			}},
	}
}

func (f fault) tidied(mends func(*testing.T, *place)) fault {
	f.mends = mends
	return f
}
