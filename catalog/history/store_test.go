package history

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/data"
)

func open(t *testing.T) *Store {
	t.Helper()
	return reopen(t, filepath.Join(t.TempDir(), "history"))
}

// reopen is another process: it has verified nothing yet.
func reopen(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Store) mustPut(t *testing.T, date string, facts catalog.Facts, changed bool) {
	t.Helper()
	got, err := s.Put(date, facts)
	if err != nil {
		t.Fatal(err)
	}
	if got != changed {
		t.Errorf("Put of %s: changed %v, want %v", date, got, changed)
	}
}

func (s *Store) wantDates(t *testing.T, want ...string) {
	t.Helper()
	if got, err := s.Dates(); err != nil || !slices.Equal(got, want) {
		t.Errorf("dates %v, %v, want %v", got, err, want)
	}
}

// files maps the files below the store's folder to their bytes.
func (s *Store) files(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(s.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		files[path] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func (s *Store) objects(t *testing.T) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.dir, objectsDir, "*.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func key(api, method, path string) catalog.Key {
	return catalog.Key{API: api, Method: method, Path: path}
}

// observed is an operation whose alternatives are "SCHEME SCOPE…".
func observed(k catalog.Key, alternatives ...string) catalog.Observation {
	o := catalog.Observation{Key: k, Title: "=cmd()|<script>\n\u202e " + k.Path, Security: catalog.Security{Basis: catalog.BasisOperation}}
	for _, alternative := range alternatives {
		words := strings.Fields(alternative)
		o.Security.Alternatives = append(o.Security.Alternatives, catalog.Requirement{{Scheme: words[0], Scopes: words[1:], Scoped: true}})
	}
	return o
}

// read is the document of an API, read at an hour of 2024-01-01.
func read(api string, hour int) catalog.Document {
	return catalog.Document{Role: catalog.RoleSpec, API: api, URL: "https://h/" + api, SHA256: strings.Repeat("0a", 32),
		FetchedAt: time.Date(2024, 1, 1, hour, 0, 0, 0, time.UTC)}
}

// facts of API v1, whose document was read at an hour.
func facts(hour int, observations ...catalog.Observation) catalog.Facts {
	return catalog.Facts{
		APIs:         []catalog.API{{ID: "v1", Title: "One", Product: catalog.ProductISC, SpecURL: "https://h/v1", Status: "current"}},
		Documents:    []catalog.Document{read("v1", hour)},
		Observations: observations,
	}
}

var (
	pat  = observed(key("v1", "GET", "/a"), "userAuth idn:a:read")
	both = observed(key("v1", "GET", "/a"), "userAuth idn:a:read", "applicationAuth idn:a:read")
)

func TestRoundTripOfTheBundledFacts(t *testing.T) {
	bundled, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	bundled.Overrides = nil
	bundled.Documents[1].Kept = true
	s := open(t)
	s.mustPut(t, "2026-08-22", bundled, true)
	got, err := reopen(t, s.dir).Load("2026-08-22", catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, bundled) {
		t.Errorf("%d operations, documents %+v read back", len(got.Observations), got.Documents)
	}
	var missing *NoEntryError
	if _, err := s.Load("2026-08-23", catalog.Filter{}); !errors.As(err, &missing) {
		t.Errorf("a date without an entry: error %v", err)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

func TestNightWithoutChange(t *testing.T) {
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, pat), true)
	before, objects := s.files(t), s.objects(t)
	s.mustPut(t, "2024-01-02", facts(9, pat), false)
	if after := s.files(t); !reflect.DeepEqual(after, before) {
		t.Errorf("a night without change changed the files to %v", len(after))
	}
	// Another text of the document, or its being kept, is an entry but no new object.
	other := facts(9, pat)
	other.Documents[0].SHA256 = strings.Repeat("0b", 32)
	s.mustPut(t, "2024-01-03", other, true)
	other.Documents[0].Kept, other.Documents[0].Refused, other.Documents[0].RefusedOn = true, "half is gone", "2026-08-22"
	s.mustPut(t, "2024-01-04", other, true)
	if n := s.objects(t); n != objects {
		t.Errorf("%d objects, want %d", n, objects)
	}
	s.mustPut(t, "2024-01-05", facts(9, both), true)
	if n := s.objects(t); n != objects+1 {
		t.Errorf("%d objects after one API changed, want %d", n, objects+1)
	}
	// The evening of a day on which the morning's change was taken back.
	s.mustPut(t, "2024-01-05", other, true)
	s.wantDates(t, "2024-01-01", "2024-01-03", "2024-01-04", "2024-01-05")
	got, err := s.Load("2024-01-04", catalog.Filter{})
	if err != nil || !got.Documents[0].Kept || got.Documents[0].SHA256 != other.Documents[0].SHA256 || got.Documents[0].FetchedAt.Hour() != 9 {
		t.Errorf("document %+v, %v", got.Documents, err)
	}
}

// A page that says what it said keeps the date of its first reading.
func TestPagesReadAgain(t *testing.T) {
	page := func(day int, hash string, levels ...string) catalog.Page {
		return catalog.Page{Key: pat.Key, URL: "https://h/d", Read: time.Date(2024, 1, day, 0, 0, 0, 0, time.UTC), SHA256: hash, Title: "t", Levels: levels}
	}
	with := func(page catalog.Page) catalog.Facts {
		f := facts(1, pat)
		f.Pages = []catalog.Page{page}
		return f
	}
	s := open(t)
	s.mustPut(t, "2024-01-01", with(page(1, "aa", "ORG_ADMIN")), true)
	s.mustPut(t, "2024-01-02", with(page(2, "bb", "ORG_ADMIN")), false)
	s.mustPut(t, "2024-01-03", with(page(3, "cc")), true)
	got, err := s.Load("2024-01-03", catalog.Filter{})
	if err != nil || got.Pages[0].Read.Day() != 3 || got.Pages[0].SHA256 != "cc" {
		t.Errorf("pages %+v, %v", got.Pages, err)
	}
}

func TestPastNeverReplacesACrawl(t *testing.T) {
	s := open(t)
	past := func(date string, changed bool) {
		t.Helper()
		if got, err := s.PutPast(date, facts(1, both)); err != nil || got != changed {
			t.Errorf("PutPast of %s: changed %v, %v, want %v", date, got, err, changed)
		}
	}
	past("2024-01-01", true)
	s.mustPut(t, "2024-01-05", facts(1, pat), true)
	if first, err := s.FirstCrawl(); first != "2024-01-05" || err != nil {
		t.Errorf("first crawl %q, %v", first, err)
	}
	past("2024-01-05", false)
	past("2024-01-06", false)
	past("2024-01-04", false) // as on the 1st
	s.wantDates(t, "2024-01-01", "2024-01-05")
	if got, err := s.Load("2024-01-05", catalog.Filter{}); err != nil || len(got.Observations[0].Security.Alternatives) != 1 {
		t.Errorf("the crawl's entry: %+v, %v", got.Observations, err)
	}
	s.mustPut(t, "2024-01-01", facts(1, pat), true) // a crawl replaces what a repository said
}

// A Put that fails in the middle, at an object or at the index, shows nothing.
func TestPutThatFails(t *testing.T) {
	next := facts(1, both)
	index := "2024-01-02" + indexSuffix
	probe := open(t)
	probe.mustPut(t, "2024-01-02", next, true)
	e, err := probe.entry("2024-01-02")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range e.files {
		t.Run(f.name, func(t *testing.T) { putOnto(t, filepath.Join(objectsDir, f.hash+".gz"), next) })
	}
	t.Run("index", func(t *testing.T) { putOnto(t, index, next) })
}

// putOnto puts facts where a folder is in the place of one of the files.
func putOnto(t *testing.T, place string, next catalog.Facts) {
	old := facts(1, pat)
	old.APIs[0].ID, old.Documents[0].API, old.Observations[0].API = "old", "old", "old"
	old.Levels = []catalog.UserLevel{{Name: "OLD"}}
	s := open(t)
	s.mustPut(t, "2024-01-01", old, true)
	obstacle := filepath.Join(s.dir, place)
	if err := os.MkdirAll(filepath.Join(obstacle, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Put("2024-01-02", next); err == nil || changed {
		t.Fatalf("put onto a folder: changed %v, %v", changed, err)
	}
	s.wantDates(t, "2024-01-01")
	if got, err := s.Load("2024-01-01", catalog.Filter{}); err != nil || got.Observations[0].API != "old" {
		t.Errorf("the old entry: %+v, %v", got.Observations, err)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if err := os.RemoveAll(obstacle); err != nil {
		t.Fatal(err)
	}
	s.mustPut(t, "2024-01-02", next, true)
}

func TestPutRefuses(t *testing.T) {
	s := open(t)
	if _, err := s.Put("yesterday", facts(1, pat)); err == nil || !strings.Contains(err.Error(), "no date like 2026-08-22") {
		t.Errorf("error %v", err)
	}
	odd := facts(1, pat)
	odd.APIs[0].ID = "../v1"
	if _, err := s.Put("2024-01-01", odd); err == nil || !strings.Contains(err.Error(), `"../v1"`) {
		t.Errorf("error %v", err)
	}
	s.wantDates(t)
	if _, err := Open(os.Args[0]); err == nil || !strings.Contains(err.Error(), "is a file") {
		t.Errorf("a file as store: error %v", err)
	}
}

func TestDamage(t *testing.T) {
	flip := func(body []byte) []byte { body[len(body)/2] ^= 1; return body }
	cut := func(body []byte) []byte { return body[:len(body)-20] }
	for name, damage := range map[string]struct {
		file   string
		change func([]byte) []byte
	}{
		"object flipped": {objectsDir + "/*.gz", flip}, "object cut": {objectsDir + "/*.gz", cut}, "object empty": {objectsDir + "/*.gz", func([]byte) []byte { return nil }},
		"object of another text": {objectsDir + "/*.gz", func([]byte) []byte { other, _ := pack([]byte("another")); return other }},
		"object gone":            {objectsDir + "/*.gz", nil},
		"index flipped":          {"*.index", flip}, "index cut": {"*.index", cut}, "index of another kind": {"*.index", func([]byte) []byte { return []byte("[]\n") }},
		"index without its last lines": {"*.index", func(b []byte) []byte { return []byte(strings.Join(strings.SplitAfter(string(b), "\n")[:3], "")) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			s.mustPut(t, "2024-01-01", facts(1, pat), true)
			whole := s.files(t)
			found, _ := filepath.Glob(filepath.Join(s.dir, damage.file))
			broken := found[0]
			if damage.change == nil {
				if err := os.Remove(broken); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(broken, damage.change([]byte(whole[broken])), 0o644); err != nil {
				t.Fatal(err)
			}
			s = reopen(t, s.dir)
			var corrupt *CorruptError
			if err := s.Check(); !errors.As(err, &corrupt) || corrupt.File != broken || corrupt.Date == "2024-01-02" {
				t.Errorf("Check: %v, want a complaint about %s", err, broken)
			}
			if _, err := s.Load("2024-01-01", catalog.Filter{}); !errors.As(err, &corrupt) {
				t.Errorf("Load: %v", err)
			}
			// Writing the entry again mends it.
			if _, err := s.Put("2024-01-01", facts(1, pat)); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(s.files(t), whole) {
				t.Error("not as it was")
			}
		})
	}
}

func TestPrune(t *testing.T) {
	s := open(t)
	for i := range 5 {
		s.mustPut(t, fmt.Sprintf("2024-01-%02d", i+1), facts(1, observed(pat.Key, fmt.Sprintf("userAuth s:%d", i))), true)
	}
	for _, name := range []string{".2024-01-09.index123", objectsDir + "/.aa.gz77"} { // of killed writes
		if err := os.WriteFile(filepath.Join(s.dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := s.Prune(2)
	if err != nil || !slices.Equal(removed, []string{"2024-01-01", "2024-01-02", "2024-01-03"}) {
		t.Errorf("removed %v, %v", removed, err)
	}
	s.wantDates(t, "2024-01-04", "2024-01-05")
	if n := len(s.files(t)); n != 2+1+4 { // indexes, lock, two texts of v1, index.txt and sites.txt
		t.Errorf("%d files are left", n)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if _, err := s.Prune(0); err == nil {
		t.Error("a history of no entries was taken")
	}
	// What was pruned can come back: the store forgot that it had it.
	s.mustPut(t, "2024-01-01", facts(1, observed(pat.Key, "userAuth s:0")), true)
	if err := s.Check(); err != nil {
		t.Error(err)
	}

	objects := s.objects(t)
	if err := os.WriteFile(s.indexPath("2024-01-05"), []byte("?"), 0o644); err != nil {
		t.Fatal(err)
	}
	var corrupt *CorruptError
	if _, err := s.Prune(1); !errors.As(err, &corrupt) || s.objects(t) != objects {
		t.Errorf("with a damaged index: %v, %d of %d objects left", err, s.objects(t), objects)
	}
}

// A damaged day costs that day: the others are read, written and pruned.
func TestADamagedDayIsOneDay(t *testing.T) {
	days := func(t *testing.T) *Store {
		s := open(t)
		for i := range 3 {
			s.mustPut(t, fmt.Sprintf("2024-01-%02d", i+1), facts(1, observed(pat.Key, fmt.Sprintf("userAuth s:%d", i))), true)
		}
		return s
	}
	hashOf := func(t *testing.T, s *Store, date string) string {
		e, err := s.entry(date)
		if err != nil {
			t.Fatal(err)
		}
		hash, _ := e.hash("v1" + apiSuffix)
		return s.objectPath(hash)
	}
	for name, harm := range map[string]func(*testing.T, *Store) error{
		"index flipped": func(_ *testing.T, s *Store) error { return os.WriteFile(s.indexPath("2024-01-02"), []byte("?"), 0o644) },
		"index of another day": func(t *testing.T, s *Store) error {
			text, err := os.ReadFile(s.indexPath("2024-01-01"))
			if err != nil {
				t.Fatal(err)
			}
			return os.WriteFile(s.indexPath("2024-01-02"), text, 0o644)
		},
		"object gone": func(t *testing.T, s *Store) error { return os.Remove(hashOf(t, s, "2024-01-02")) },
		"object flipped": func(t *testing.T, s *Store) error {
			return os.WriteFile(hashOf(t, s, "2024-01-02"), []byte("?"), 0o644)
		},
		"object that unpacks without end": func(t *testing.T, s *Store) error {
			bomb, err := pack(make([]byte, longest+1))
			if err != nil {
				t.Fatal(err)
			}
			return os.WriteFile(hashOf(t, s, "2024-01-02"), bomb, 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := days(t)
			if err := harm(t, s); err != nil {
				t.Fatal(err)
			}
			s = reopen(t, s.dir)
			past, err := s.Past(catalog.Filter{})
			if err != nil || len(past.Damaged) != 1 || past.Damaged[0].Date != "2024-01-02" || past.From != "2024-01-01" || past.To != "2024-01-03" {
				t.Fatalf("Past: %+v, %v", past, err)
			}
			if events := past.Tracks[0].Events; len(events) != 2 || events[1].Date != "2024-01-03" {
				t.Errorf("events %+v, want the change by 2024-01-03", events)
			}
			if _, err := s.Load("2024-01-03", catalog.Filter{}); err != nil {
				t.Errorf("the next day: %v", err)
			}
			s.mustPut(t, "2024-01-04", facts(1, observed(pat.Key, "userAuth s:4")), true)
			damaged, err := s.Damaged()
			if err != nil || len(damaged) != 1 || damaged[0].Date != "2024-01-02" {
				t.Fatalf("damaged %+v, %v", damaged, err)
			}
			aside, err := s.SetAside(damaged[0].Date)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(aside); err != nil {
				t.Error(err)
			}
			s.wantDates(t, "2024-01-01", "2024-01-03", "2024-01-04")
			if _, err := s.Prune(10); err != nil {
				t.Errorf("Prune: %v", err)
			}
			if err := s.Check(); err != nil {
				t.Errorf("Check: %v", err)
			}
			// The day can come back.
			s.mustPut(t, "2024-01-02", facts(1, observed(pat.Key, "userAuth s:1")), true)
		})
	}
}

// Writing what is current mends the objects of all days that share them.
func TestPutMendsWhatItNeeds(t *testing.T) {
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, pat), true)
	for _, name := range must(filepath.Glob(filepath.Join(s.dir, objectsDir, "*.gz"))) {
		if err := os.WriteFile(name, []byte("?"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s = reopen(t, s.dir)
	if damaged, err := s.Damaged(); err != nil || len(damaged) != 1 {
		t.Fatalf("damaged %+v, %v", damaged, err)
	}
	s.mustPut(t, "2024-01-02", facts(1, pat), false)
	if damaged, err := reopen(t, s.dir).Damaged(); err != nil || len(damaged) != 0 {
		t.Errorf("damaged %+v, %v", damaged, err)
	}
}

func must(names []string, err error) []string {
	if err != nil {
		panic(err)
	}
	return names
}

// An entry that was written before entries had their date is read.
func TestEntriesWithoutADate(t *testing.T) {
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, pat), true)
	e, err := s.entry("2024-01-01")
	if err != nil || e.date != "2024-01-01" {
		t.Fatalf("date %q, %v", e.date, err)
	}
	lines := strings.Replace(string(e.encode()), "date 2024-01-01\n", "", 1)
	lines = lines[:strings.LastIndex(lines, checkWord)]
	if err := os.WriteFile(s.indexPath("2024-01-01"), []byte(lines+checkWord+sum([]byte(lines))+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := reopen(t, s.dir).Check(); err != nil {
		t.Error(err)
	}
}
