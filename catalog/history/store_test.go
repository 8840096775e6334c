package history

import (
	"errors"
	"fmt"
	"math/rand/v2"
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

// bases counts the bases.
func (s *Store) bases(t *testing.T) int {
	t.Helper()
	return len(must(filepath.Glob(s.path(basePrefix + "*"))))
}

// wantWhole wants every entry to be readable.
func (s *Store) wantWhole(t *testing.T) {
	t.Helper()
	if damaged, err := reopen(t, s.dir).Damaged(); err != nil || len(damaged) > 0 {
		t.Errorf("damaged: %+v, %v", damaged, err)
	}
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

// many are observations among many others: what changes in a few of them is
// much shorter than all.
func many(observations ...catalog.Observation) []catalog.Observation {
	for i := range 60 {
		observations = append(observations, observed(key("v1", "GET", fmt.Sprintf("/many/%02d", i)), fmt.Sprintf("userAuth idn:many-%d:read", i)))
	}
	return observations
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
	s.wantWhole(t)
}

func TestNightWithoutChange(t *testing.T) {
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, many(pat)...), true)
	before := s.files(t)
	s.mustPut(t, "2024-01-02", facts(9, many(pat)...), false)
	if after := s.files(t); !reflect.DeepEqual(after, before) {
		t.Errorf("a night without change changed the files to %v", len(after))
	}
	// Another text of the document, or its being kept, is an entry, over the same base.
	other := facts(9, many(pat)...)
	other.Documents[0].SHA256 = strings.Repeat("0b", 32)
	s.mustPut(t, "2024-01-03", other, true)
	other.Documents[0].Kept, other.Documents[0].Refused, other.Documents[0].RefusedOn = true, "half is gone", "2026-08-22"
	s.mustPut(t, "2024-01-04", other, true)
	s.mustPut(t, "2024-01-05", facts(9, many(both)...), true)
	if n := s.bases(t); n != 1 {
		t.Errorf("%d bases, want 1", n)
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
	other := with(page(3, "bb", "ORG_ADMIN")) // another witness says more; the page says what it said
	other.Statements = []catalog.OperationStatement{{Key: pat.Key, Statement: catalog.Statement{Witness: "report", Fact: catalog.FactTitle, Value: catalog.Text("other")}}}
	other.Observations = []catalog.Observation{both}
	s.mustPut(t, "2024-01-03", other, true)
	got, err := s.Load("2024-01-03", catalog.Filter{})
	if err != nil || got.Pages[0].Read.Day() != 1 || got.Pages[0].SHA256 != "aa" {
		t.Errorf("pages %+v, %v", got.Pages, err)
	}
	s.mustPut(t, "2024-01-04", with(page(3, "cc")), true)
	got, err = s.Load("2024-01-04", catalog.Filter{})
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

// A Put that fails in the middle, at the base or at the entry, shows nothing.
func TestPutThatFails(t *testing.T) {
	next := facts(1, both)
	probe := open(t)
	probe.mustPut(t, "2024-01-02", next, true)
	for _, place := range must(filepath.Glob(probe.path("*"))) {
		t.Run(filepath.Base(place), func(t *testing.T) { putOnto(t, filepath.Base(place), next) })
	}
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
	s.wantWhole(t)
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
		"base flipped": {basePrefix + "*", flip}, "base cut": {basePrefix + "*", cut}, "base empty": {basePrefix + "*", func([]byte) []byte { return nil }},
		"base of another text": {basePrefix + "*", func([]byte) []byte { return pack("another") }},
		"base gone":            {basePrefix + "*", nil},
		"entry flipped":        {"2*", flip}, "entry cut": {"2*", cut}, "entry of another kind": {"2*", func([]byte) []byte { return []byte("[]\n") }},
		"entry without its last lines": {"2*", func(b []byte) []byte { text, _ := unpack(b); return pack(text[:len(text)-20]) }},
		"entry without changes":        {"2*", func(b []byte) []byte { text, _ := unpack(b); return pack(text[:strings.Index(text, "changes")]) }},
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
			if err := s.Intact("2024-01-01"); !errors.As(err, &corrupt) || corrupt.File != broken || corrupt.Date != "2024-01-01" {
				t.Errorf("Intact: %v, want a complaint about %s", err, broken)
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
	for _, name := range []string{".2024-01-09.txt.gz123", ".base-aa.txt.gz77"} { // of killed writes
		if err := os.WriteFile(filepath.Join(s.dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := s.Prune(2)
	if err != nil || !slices.Equal(removed, []string{"2024-01-01", "2024-01-02", "2024-01-03"}) {
		t.Errorf("removed %v, %v", removed, err)
	}
	s.wantDates(t, "2024-01-04", "2024-01-05")
	if n := len(s.files(t)); n != 2+2+1 { // entries, their bases, lock
		t.Errorf("%d files are left", n)
	}
	s.wantWhole(t)
	if _, err := s.Prune(0); err == nil {
		t.Error("a history of no entries was taken")
	}
	// What was pruned can come back: the store forgot that it had it.
	s.mustPut(t, "2024-01-01", facts(1, observed(pat.Key, "userAuth s:0")), true)
	s.wantWhole(t)

	bases := s.bases(t)
	if err := os.WriteFile(s.path("2024-01-05"), []byte("?"), 0o644); err != nil {
		t.Fatal(err)
	}
	var corrupt *CorruptError
	if _, err := s.Prune(1); !errors.As(err, &corrupt) || s.bases(t) != bases {
		t.Errorf("with a damaged entry: %v, %d of %d bases left", err, s.bases(t), bases)
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
	baseOf := func(t *testing.T, s *Store, date string) string {
		e, err := s.entry(date)
		if err != nil {
			t.Fatal(err)
		}
		return s.path(basePrefix + e.base)
	}
	for name, harm := range map[string]func(*testing.T, *Store) error{
		"entry flipped": func(_ *testing.T, s *Store) error { return os.WriteFile(s.path("2024-01-02"), []byte("?"), 0o644) },
		"entry of another day": func(t *testing.T, s *Store) error {
			text, err := os.ReadFile(s.path("2024-01-01"))
			if err != nil {
				t.Fatal(err)
			}
			return os.WriteFile(s.path("2024-01-02"), text, 0o644)
		},
		"base gone": func(t *testing.T, s *Store) error { return os.Remove(baseOf(t, s, "2024-01-02")) },
		"base flipped": func(t *testing.T, s *Store) error {
			return os.WriteFile(baseOf(t, s, "2024-01-02"), []byte("?"), 0o644)
		},
		"base that unpacks without end": func(t *testing.T, s *Store) error {
			return os.WriteFile(baseOf(t, s, "2024-01-02"), pack(string(make([]byte, longest+1))), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := days(t)
			if err := harm(t, s); err != nil {
				t.Fatal(err)
			}
			s = reopen(t, s.dir)
			past, damaged, err := s.Past(catalog.Filter{}, nil)
			if err != nil || len(damaged) != 1 || damaged[0].Date != "2024-01-02" || past.From != "2024-01-01" || past.To != "2024-01-03" {
				t.Fatalf("Past: %+v, %v, %v", past, damaged, err)
			}
			if events := past.Tracks[0].Events; len(events) != 2 || events[1].Date != "2024-01-03" {
				t.Errorf("events %+v, want the change by 2024-01-03", events)
			}
			if _, err := s.Load("2024-01-03", catalog.Filter{}); err != nil {
				t.Errorf("the next day: %v", err)
			}
			s.mustPut(t, "2024-01-04", facts(1, observed(pat.Key, "userAuth s:4")), true)
			damaged, err = s.Damaged()
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
			s.wantWhole(t)
			// The day can come back.
			s.mustPut(t, "2024-01-02", facts(1, observed(pat.Key, "userAuth s:1")), true)
		})
	}
}

// Days share a base, and are lost with it; those after them have one of their
// own. Writing what the base says mends them all.
func TestADamagedBase(t *testing.T) {
	s := open(t)
	at := func(scope string) catalog.Facts { return facts(1, many(observed(pat.Key, "userAuth "+scope))...) }
	s.mustPut(t, "2024-01-01", at("s:1"), true)
	s.mustPut(t, "2024-01-02", at("s:2"), true)
	base := must(filepath.Glob(s.path(basePrefix + "*")))
	if len(base) != 1 {
		t.Fatalf("bases %v", base)
	}
	if err := os.WriteFile(base[0], []byte("?"), 0o644); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, s.dir)
	s.mustPut(t, "2024-01-03", at("s:3"), true)
	damaged, err := s.Damaged()
	if err != nil || len(damaged) != 2 || damaged[0].Date != "2024-01-01" || damaged[1].Date != "2024-01-02" {
		t.Fatalf("damaged %+v, %v", damaged, err)
	}
	s.mustPut(t, "2024-01-01", at("s:1"), true)
	s.wantWhole(t)
	s.wantDates(t, "2024-01-01", "2024-01-02", "2024-01-03")
}

// What is written over another day's facts comes back as it was put, whatever
// is put before it, in between and in its place.
func TestDaysInAnyOrder(t *testing.T) {
	at := func(day int) catalog.Facts { // by turns longer and shorter, and every tenth with other facts altogether
		all := many(observed(pat.Key, fmt.Sprintf("userAuth s:%d", day)))[:40+day%7]
		if day%10 == 5 {
			for i := range all {
				all[i].Title = fmt.Sprint("of day ", day)
			}
		}
		return facts(1, all...)
	}
	inOrder, anyOrder := open(t), open(t)
	days := rand.Perm(28)
	for i, day := range append(days, days[:9]...) { // the last nine once more, as they were
		inOrder.mustPut(t, fmt.Sprintf("2024-01-%02d", min(i, 27)+1), at(min(i, 27)), i < 28)
		anyOrder.mustPut(t, fmt.Sprintf("2024-01-%02d", day+1), at(day), i < 28)
	}
	for day := range 28 {
		for _, s := range []*Store{inOrder, anyOrder} {
			want := at(day)
			slices.SortFunc(want.Observations, func(a, b catalog.Observation) int { return strings.Compare(a.Path, b.Path) })
			got, err := s.Load(fmt.Sprintf("2024-01-%02d", day+1), catalog.Filter{})
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("day %d: %d operations, %v", day, len(got.Observations), err)
			}
		}
	}
	if n := inOrder.bases(t); n != 7 { // of the first day, of the three with other facts, and of the ones behind those
		t.Errorf("%d bases, want 7", n)
	}
}

func must(names []string, err error) []string {
	if err != nil {
		panic(err)
	}
	return names
}
