package nightly

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/guard"
	"authcat/catalog/history"
	"authcat/crawler/fetch"
	"authcat/data"
	"authcat/export/changelog"
)

func TestReceivedSource(t *testing.T) {
	down := &fetch.Error{URL: specA, Kind: fetch.Refused, Status: 503, Err: errors.New("503")}
	body := fetch.NewPage(specA, began, []byte("new"))
	known := input{URL: specA, SHA256: "old", FetchedAt: began.AddDate(0, 0, -3)}
	with := func(change func(*input)) *input {
		in := known
		change(&in)
		return &in
	}
	refused := with(func(i *input) {
		i.Kept, i.Unread, i.Refusals, i.RefusedOn = true, body.SHA256, []string{"a: fell"}, "2026-08-31"
	})
	for name, test := range map[string]struct {
		known *input
		err   error
		other bool // another program
		want  Source
		had   bool
	}{
		"new":               {nil, nil, false, Source{Outcome: sourceFetched, AsOf: "2026-09-02"}, true},
		"changed":           {&known, nil, false, Source{Outcome: sourceFetched, AsOf: "2026-09-02"}, true},
		"the same":          {with(func(i *input) { i.SHA256 = body.SHA256 }), nil, false, Source{Outcome: sourceUnchanged, AsOf: "2026-09-02"}, true},
		"down":              {&known, down, false, Source{Outcome: sourceKept, Error: specA + ": 503"}, false},
		"down and new":      {nil, down, false, Source{Outcome: sourceMissing, Error: specA + ": 503"}, false},
		"unread as before":  {with(func(i *input) { i.Kept, i.Unread = true, body.SHA256 }), nil, false, Source{Outcome: sourceKept, Error: specA + ": what it sends can't be read, and is the same as before"}, false},
		"unread by another": {with(func(i *input) { i.Kept, i.Unread = true, body.SHA256 }), nil, true, Source{Outcome: sourceFetched, AsOf: "2026-09-02"}, true},
		"mended":            {with(func(i *input) { i.Kept, i.Unread = true, "older" }), nil, false, Source{Outcome: sourceFetched, AsOf: "2026-09-02"}, true},
		"refused as before": {refused, nil, false, Source{Outcome: sourceQuarantined, AsOf: "2026-08-30", RefusedOn: "2026-08-31", Error: specA + ": what it sends is refused, and is the same as before"}, true},
		"refused, now down": {refused, down, false, Source{Outcome: sourceQuarantined, AsOf: "2026-08-30", RefusedOn: "2026-08-31", Error: specA + ": 503"}, false},
	} {
		r := &received{apis: []catalog.API{{ID: "a", SpecURL: specA}}, known: &record{}, sameProgram: !test.other}
		if test.known != nil {
			r.known.Inputs = []input{*test.known}
		}
		r.specs = newVisits(&counted{answer: func(string) (fetch.Page, error) { return body, test.err }}, 0)
		got, err := r.source(t.Context(), "a", specA)
		test.want.Name, test.want.URL = "a", specA
		if test.err != nil {
			r.specs = newVisits(&counted{answer: func(string) (fetch.Page, error) { return fetch.Page{}, test.err }}, 0)
			got, err = r.source(t.Context(), "a", specA)
		}
		if got != test.want || (err == nil) != test.had {
			t.Errorf("%s: %+v, %v,\nwant %+v", name, got, err, test.want)
		}
	}
}

// An input is kept as such with what was received in its place.
func TestReceivedInput(t *testing.T) {
	page := fetch.NewPage("https://docs/a", began, []byte("new"))
	r := &received{docs: newVisits(&counted{answer: func(string) (fetch.Page, error) { return page, nil }}, 0)}
	r.docs.all(t.Context(), []string{page.URL})
	old := began.AddDate(0, 0, -30)
	by := ages{14 * 24 * time.Hour, began}
	for name, test := range map[string]struct{ got, want input }{
		"read":       {r.input(catalog.Document{URL: page.URL, SHA256: "x", FetchedAt: began}, by, nil), input{URL: page.URL, SHA256: "x", FetchedAt: began}},
		"kept":       {r.input(catalog.Document{URL: page.URL, SHA256: "x", FetchedAt: old, Kept: true}, by, nil), input{URL: page.URL, SHA256: "x", FetchedAt: old, Kept: true, Stale: true, Unread: page.SHA256}},
		"down":       {r.input(catalog.Document{URL: "https://docs/b", FetchedAt: began, Kept: true}, by, nil), input{URL: "https://docs/b", FetchedAt: began, Kept: true}},
		"refused":    {r.input(catalog.Document{Role: catalog.RoleLevels, URL: "https://docs/b", Kept: true, Refused: "fell", RefusedOn: "2026-09-01", FetchedAt: began}, by, []string{"why"}), input{URL: "https://docs/b", FetchedAt: began, Kept: true, Name: "user-levels", Refusals: []string{"why"}, RefusedOn: "2026-09-01"}},
		"a page":     {r.pageInput(catalog.Page{URL: page.URL, SHA256: page.SHA256, Read: began}, by), input{URL: page.URL, SHA256: page.SHA256, FetchedAt: began}},
		"an old one": {r.pageInput(catalog.Page{URL: page.URL, SHA256: "x", Read: old}, by), input{URL: page.URL, SHA256: "x", FetchedAt: old, Kept: true, Stale: true, Unread: page.SHA256}},
		"none":       {r.pageInput(catalog.Page{URL: "https://docs/b", Read: began}, by), input{URL: "https://docs/b", FetchedAt: began, Kept: true}},
	} {
		if a, b := test.got, test.want; a.URL != b.URL || a.SHA256 != b.SHA256 || !a.FetchedAt.Equal(b.FetchedAt) || a.Kept != b.Kept || a.Unread != b.Unread ||
			a.Stale != b.Stale || a.Name != b.Name || a.RefusedOn != b.RefusedOn || !slices.Equal(a.Refusals, b.Refusals) {
			t.Errorf("%s: %+v,\nwant %+v", name, a, b)
		}
	}
}

func TestRecord(t *testing.T) {
	r := &record{Inputs: []input{{URL: specA, FetchedAt: began}, {URL: "https://docs/page"}, {URL: "https://docs/sitemap.xml", Stale: true}}}
	list := data.List{APIs: []catalog.API{{SpecURL: specA}}, Sitemap: "https://docs/sitemap.xml"}
	if got := r.documentation(list); !slices.Equal(got, []string{"https://docs/sitemap.xml", "https://docs/page"}) {
		t.Errorf("documentation %q", got)
	}
	if r.input("https://docs/page") != &r.Inputs[1] || r.input("https://docs/other") != nil {
		t.Error("the wrong input")
	}
	if r.anyRefused() {
		t.Error("nothing is refused")
	}
	r.Inputs[1].Refusals = []string{"why"}
	if !r.anyRefused() {
		t.Error("one is refused")
	}
	r.Inputs = r.Inputs[:1]
	for limit, want := range map[time.Duration]bool{0: false, time.Hour: true, 24 * time.Hour: false} {
		if got := r.anyStale(ages{limit, began.Add(2 * time.Hour)}); got != want {
			t.Errorf("too old after %s: %v", limit, got)
		}
	}
}

// What is kept for too long is warned of once, and no longer when it is read again.
func TestAgesMark(t *testing.T) {
	facts := catalog.Facts{
		APIs: []catalog.API{{ID: "a"}, {ID: "b"}},
		Documents: []catalog.Document{
			{Role: catalog.RoleSpec, API: "a", FetchedAt: began.AddDate(0, 0, -15), Kept: true}, {Role: catalog.RoleSpec, API: "b", FetchedAt: began.AddDate(0, 0, -15)},
			{Role: catalog.RoleSitemap, FetchedAt: began.AddDate(0, 0, -14), Kept: true},
		},
		Problems: []catalog.Problem{{Key: catalog.Key{API: "b"}, Code: catalog.CodeSourceStale}, {Code: catalog.CodePagesUnread}},
	}
	by := ages{14 * 24 * time.Hour, began}
	var seen []string
	for _, p := range by.mark(by.mark(facts)).Problems {
		seen = append(seen, p.API+" "+string(p.Code))
	}
	if want := []string{" " + string(catalog.CodePagesUnread), "a " + string(catalog.CodeSourceStale)}; !slices.Equal(seen, want) {
		t.Errorf("problems %q, want %q", seen, want)
	}
	if len(facts.Problems) != 2 || facts.Problems[0].API != "b" {
		t.Error("the facts that were given are changed")
	}
}

func TestOlder(t *testing.T) {
	for dates, want := range map[string]string{
		"2026-09-02": "", "2026-09-01": "2026-09-01", "2026-08-01 2026-08-20": "2026-08-01", "2026-07-01 2026-08-03 2026-08-20": "2026-08-03",
		"2026-07-01 2026-08-04 2026-08-20": "2026-07-01", "2026-08-20 2026-09-02": "2026-08-20",
	} {
		if got := older(strings.Fields(dates), began); got != want {
			t.Errorf("%s: %q, want %q", dates, got, want)
		}
	}
}

// A day that can't be read costs that day, and is reported.
func TestPast(t *testing.T) {
	s := state{t.TempDir()}
	if _, _, err := s.past().newest(); err == nil {
		t.Error("a history without a day has a newest one")
	}
	out, report := saying(map[string]string{"a": "out"}), quiet()
	if got := s.past().guarded(out, began, report); got.Older != nil || got.Published != out || len(report.Warnings) != 1 {
		t.Errorf("without a history: %+v, warnings %q", got, report.Warnings)
	}
	store, err := history.Open(s.history())
	if err != nil {
		t.Fatal(err)
	}
	for day, title := range map[string]string{"2026-07-01": "july", "2026-08-01": "august", "2026-09-01": "september"} {
		if _, err := store.Put(day, saying(map[string]string{"a": title}).Facts); err != nil {
			t.Fatal(err)
		}
	}
	report = quiet()
	got := s.past().guarded(out, began, report)
	if got.OlderDay != "2026-08-01" || got.Older == nil || got.Older.Operations[0].Title != "august" || len(got.Documents) != 3 || len(report.Warnings) > 0 {
		t.Errorf("compared with %s, %d documents, warnings %q", got.OlderDay, len(got.Documents), report.Warnings)
	}
	entries, err := filepath.Glob(filepath.Join(s.history(), "2026-09-01*"))
	if err != nil || len(entries) != 1 {
		t.Fatalf("entries %q, %v", entries, err)
	}
	write(t, entries[0], "damaged")
	report = quiet()
	got = s.past().guarded(out, began, report)
	if len(got.Documents) != 2 || len(report.Warnings) != 1 || !strings.HasPrefix(report.Warnings[0], "the guard knows no document of 2026-09-01: ") {
		t.Errorf("%d documents, warnings %q", len(got.Documents), report.Warnings)
	}
	if snapshot, date, err := s.past().newest(); err != nil || date != "2026-08-01" || snapshot.Operations[0].Title != "august" {
		t.Errorf("the newest is %s, %v", date, err)
	}
	if got := s.past().guarded(nil, began, report); got.Published != nil || got.Documents != nil {
		t.Errorf("nothing is out: %+v", got)
	}
}

// An entry is filed once, when its publication came through, whatever is killed
// in between.
func TestJournal(t *testing.T) {
	s := state{t.TempDir()}
	entry := changelog.Entry{Date: "2026-09-02", Against: "the catalog of 2026-09-01", Changes: []diff.Change{}}
	begin := func() *journal { return &journal{state: s, report: quiet(), now: began} }
	entries := func(want int) {
		t.Helper()
		if got, err := begin().entries(); err != nil || len(got) != want {
			t.Errorf("%d entries, want %d, %v", len(got), want, err)
		}
	}
	j := begin()
	if err := j.settle(); err != nil { // nothing was ever published
		t.Fatal(err)
	}
	entries(0)
	write(t, s.candidate(), "new")
	write(t, s.catalog(), "old")
	if err := j.announce(entry); err != nil {
		t.Fatal(err)
	}
	if got, err := j.entries(); err != nil || len(got) != 1 {
		t.Errorf("the page lacks what changes with it: %v, %v", got, err)
	}
	if err := begin().settle(); err != nil { // the next run: it did not come through
		t.Fatal(err)
	}
	entries(0)
	for range 2 { // the second is one that was killed before it removed what is pending
		if err := begin().announce(entry); err != nil {
			t.Fatal(err)
		}
		write(t, s.catalog(), "new")
		if err := begin().settle(); err != nil {
			t.Fatal(err)
		}
		entries(1)
	}
	if _, err := os.Stat(s.pending()); err == nil {
		t.Error("it is pending still")
	}
}

func TestJournalDamaged(t *testing.T) {
	s := state{t.TempDir()}
	j := &journal{state: s, report: quiet(), now: began}
	if err := os.MkdirAll(s.changes(), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, s.pending(), "{")
	write(t, filepath.Join(s.changes(), "2026-08-31.json"), `[{"Date": "2026-08-30"}]`)
	write(t, filepath.Join(s.changes(), "2026-09-01.json"), `[{"Date": "2026-09-01"}]`)
	write(t, filepath.Join(s.changes(), "2026-09-02.json"), "[")
	if err := j.settle(); err != nil {
		t.Fatal(err)
	}
	if got, err := j.entries(); err != nil || len(got) != 1 || got[0].Date != "2026-09-01" {
		t.Errorf("entries %+v, %v", got, err)
	}
	kept, err := filepath.Glob(s.path("*.damaged-20260902T040000.json"))
	if err != nil || len(kept) != 3 || len(j.report.Warnings) != 6 {
		t.Errorf("kept %q, warnings %q", kept, j.report.Warnings)
	}
	for range 3 {
		if err := j.file(changelog.Entry{Date: "2026-09-03"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.prune(1); err != nil {
		t.Fatal(err)
	}
	if got, err := j.entries(); err != nil || len(got) != 1 || got[0].Date != "2026-09-03" {
		t.Errorf("entries %+v, %v", got, err)
	}
}

// What can't be read accepts nothing, and is not lost.
func TestAcceptances(t *testing.T) {
	s, report := state{t.TempDir()}, quiet()
	if all := s.loadAcceptances(began, report); len(all) > 0 || len(report.Warnings) > 0 {
		t.Errorf("none were made: %+v, %q", all, report.Warnings)
	}
	verdict := guard.Verdict{Refusals: []guard.Refusal{{API: "a", Fact: guard.Operations, Before: 2, After: 1}}}
	if err := s.saveAcceptances([]guard.Acceptance{guard.Accept(verdict, "retired", began, began.AddDate(0, 0, 7))}); err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]int{0: 1, guard.MonthDays: 1, guard.MonthDays + 1: 0} {
		if all := s.loadAcceptances(began.AddDate(0, 0, days), report); len(all) != want {
			t.Errorf("after %d days %d count, want %d", days, len(all), want)
		}
	}
	write(t, s.acceptances(), "{")
	if all := s.loadAcceptances(began, report); len(all) > 0 || len(report.Warnings) != 2 {
		t.Errorf("%+v, warnings %q", all, report.Warnings)
	}
	if _, err := os.Stat(s.acceptances()); err == nil {
		t.Error("the damaged file is there still")
	}
}

// A mistyped --state never fills a folder that is something else, and a newer
// program's is left alone.
func TestOpenState(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		says  string
	}{
		"new":             {nil, ""},
		"after backfill":  {map[string]string{"history/x": ""}, ""},
		"its own":         {map[string]string{"VERSION": "authcat state 1\n", "other": ""}, ""},
		"something else":  {map[string]string{"holiday.jpg": ""}, "has other files (holiday.jpg) and no VERSION"},
		"a newer version": {map[string]string{"VERSION": "authcat state 2\n"}, "use a newer authcat"},
		"another VERSION": {map[string]string{"VERSION": "4.2\n"}, `"4.2" is no version of a state directory`},
	} {
		dir := t.TempDir()
		for file, text := range test.files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, file), text)
		}
		_, unlock, err := openState(dir)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want %q", name, err, test.says)
		}
		if IsState(dir) != (err == nil || test.files["VERSION"] != "") {
			t.Errorf("%s: a state: %v", name, IsState(dir))
		}
		if err == nil {
			var busy *BusyError
			if _, _, err := openState(dir); !errors.As(err, &busy) {
				t.Errorf("%s: opened twice: %v", name, err)
			}
			unlock()
		}
	}
}

// What a killed run was writing goes; all else stays.
func TestSweep(t *testing.T) {
	s := state{t.TempDir()}
	gone := []string{"candidate.db", "candidate.db.new", "refused.db.new", "catalog.db.sha256.new", ".report.json1234567890", ".VERSION123456", "changes/.2026-09-01.json123456789", "archive/host/.a.yaml1234567890"}
	stay := []string{"catalog.db", "refused.db", "report.json", ".report.json12", "report.json1234567890", "changes/2026-09-01.json", "archive/host/a.yaml", "history/.a.json1234567890"}
	for _, name := range append(slices.Clone(gone), stay...) {
		if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, s.path(name), "{}")
	}
	if err := s.sweep(); err != nil {
		t.Fatal(err)
	}
	for _, name := range gone {
		if _, err := os.Stat(s.path(name)); err == nil {
			t.Errorf("%s is there still", name)
		}
	}
	for _, name := range stay {
		if _, err := os.Stat(s.path(name)); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
}

// The summary of a run says what is out and why.
func TestSummary(t *testing.T) {
	refused := func(r *Report) { r.Outcome, r.Refusals = Refused, []string{"v3: half is gone"} }
	for want, change := range map[string]func(*Report){
		"Published: 2 operations of 1 APIs, 1 document written. It is the first catalog.": func(r *Report) {
			r.Outcome, r.Written, r.Changes.Summary = Published, []string{"a.csv"}, "It is the first catalog."
		},
		"Nothing changed: the published documents are current. Noted: x. Warnings: y; z.": func(r *Report) {
			r.Outcome, r.Notices, r.Warnings = Unchanged, []string{"x"}, []string{"y", "z"}
		},
		"Published with facts kept from earlier: v3, sitemap. Nothing changed.": func(r *Report) {
			r.Outcome, r.Changes.Summary = Kept, "Nothing changed."
			r.Sources = []Source{{Name: "v3", Outcome: sourceKept}, {Name: "beta", Outcome: sourceFetched}, {Name: "sitemap", Outcome: sourceMissing}}
		},
		"Refused: 1 reason. Yesterday's documents are still out. v3: half is gone.": refused,
		"Refused: 1 reason. Nothing is out yet. v3: half is gone.":                  func(r *Report) { refused(r); r.first = true },
		"Refused: 1 reason. Published with the last good facts of v3: 2 operations of 1 APIs, 0 documents written.  v3: half is gone.": func(r *Report) {
			refused(r)
			r.Quarantined, r.swapped = []string{"v3"}, true
		},
		"Refused: 1 reason. The last good facts of v3 are still out, as before; nothing else changed. v3: half is gone.": func(r *Report) {
			refused(r)
			r.Quarantined = []string{"v3"}
		},
		"Failed: no disk. What was published before is still out.": func(r *Report) { r.Outcome, r.Error = Failed, "no disk" },
		"Failed: no disk. Nothing is out yet.":                     func(r *Report) { r.Outcome, r.Error, r.first = Failed, "no disk", true },
		"Failed: no wiki. The new documents are out all the same. Accepted by hand: x.": func(r *Report) {
			r.Outcome, r.Error, r.Written, r.Accepted = Failed, "no wiki", []string{"a.csv"}, []string{"x"}
		},
	} {
		r := &Report{Operations: 2, APIs: 1}
		change(r)
		r.settle(began, began.Add(time.Second))
		if r.Summary != want {
			t.Errorf("%s\nwant %s", r.Summary, want)
		}
		if r.Written == nil || r.Refusals == nil || r.Sources == nil || r.Steps == nil || r.Milliseconds != 1000 || r.Started != "2026-09-02T04:00:00Z" {
			t.Errorf("%s: %+v", want, r)
		}
	}
}

// A source is as its document in the catalog says.
func TestReportDate(t *testing.T) {
	r := quiet()
	r.Sources = []Source{{Name: "a", Outcome: sourceFetched}, {Name: "b", Outcome: sourceFetched, Error: "503"}, {Name: "c", Outcome: sourceFetched}, {Name: "sitemap", Outcome: sourceMissing}}
	r.unreadable("c", errors.New("no OpenAPI"))
	r.date([]catalog.Document{
		{Role: catalog.RoleSpec, API: "a", FetchedAt: began}, {Role: catalog.RoleSpec, API: "b", FetchedAt: began.AddDate(0, 0, -1), Kept: true, Refused: "fell", RefusedOn: "2026-09-01"},
		{Role: catalog.RoleSitemap, FetchedAt: began.AddDate(0, 0, -2), Kept: true},
	})
	want := []Source{
		{Name: "a", Outcome: sourceFetched, AsOf: "2026-09-02"}, {Name: "b", Outcome: sourceQuarantined, AsOf: "2026-09-01", RefusedOn: "2026-09-01", Error: "503"},
		{Name: "c", Outcome: sourceMissing, Error: "no OpenAPI"}, {Name: "sitemap", Outcome: sourceKept, AsOf: "2026-08-31"},
	}
	if !slices.Equal(r.Sources, want) {
		t.Errorf("%+v,\nwant %+v", r.Sources, want)
	}
}
