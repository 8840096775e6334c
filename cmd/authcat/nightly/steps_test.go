package nightly

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/observed"
	"authcat/crawler/fetch"
	"authcat/data"
)

// began is when the runs of these tests begin.
var began = time.Date(2026, 9, 2, 4, 0, 0, 0, time.UTC)

// upstream is a source of documents by address.
type upstream map[string]string

func (u upstream) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	return u.FetchIfChanged(ctx, fetch.Page{URL: url})
}

func (u upstream) FetchIfChanged(_ context.Context, known fetch.Page) (fetch.Page, error) {
	body, ok := u[known.URL]
	if !ok {
		return fetch.Page{}, &fetch.Error{URL: known.URL, Kind: fetch.Missing, Err: errors.New("404")}
	}
	return fetch.NewPage(known.URL, began, []byte(body)), nil
}

// spec is an OpenAPI document of some operations.
func spec(paths ...string) string {
	text := "openapi: 3.0.1\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\npaths:\n"
	for _, path := range paths {
		text += "  " + path + ": {get: {security: [{userAuth: [idn:a:read]}]}}\n"
	}
	return text
}

const specA, specB = "https://specs/a", "https://specs/b"

// job is one of two APIs, with a new state.
func job(t *testing.T, from upstream) *Job {
	t.Helper()
	config, err := data.Guard()
	if err != nil {
		t.Fatal(err)
	}
	config.Sentinels = nil
	return &Job{
		State: t.TempDir(), Out: t.TempDir(), Source: from, Guard: config, Formats: []string{"csv"}, Keep: 10, Program: "program",
		Sources: data.List{APIs: []catalog.API{{ID: "a", SpecURL: specA}, {ID: "b", SpecURL: specB}}},
		Now:     func() time.Time { return began }, Log: slog.New(slog.DiscardHandler),
	}
}

// begun is a run of a job before its first step.
func begun(t *testing.T, j *Job) *run {
	t.Helper()
	s, unlock, err := openState(j.State)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unlock)
	r := j.newRun(s, began, quiet())
	r.record, _ = s.loadRecord()
	return r
}

func quiet() *Report { return &Report{log: slog.New(slog.DiscardHandler)} }

// published is a job whose run published some documents.
func published(t *testing.T, from upstream) *Job {
	t.Helper()
	j := job(t, from)
	if report, err := j.Run(t.Context()); err != nil || report.Outcome != Published {
		t.Fatalf("%s, %v", report.Summary, err)
	}
	return j
}

func (r *run) must(t *testing.T, steps ...func(context.Context) error) {
	t.Helper()
	for _, step := range steps {
		if err := step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// outcomes are those of a report's sources, by name.
func outcomes(report *Report) string {
	var all []string
	for _, s := range report.Sources {
		all = append(all, s.Name+" "+s.Outcome)
	}
	return strings.Join(all, ", ")
}

func TestFetch(t *testing.T) {
	two := upstream{specA: spec("/a"), specB: spec("/b")}
	for name, test := range map[string]struct {
		now     upstream
		change  func(*Job)
		current bool
		sources string
		err     string
	}{
		"the same":              {now: two, current: true, sources: "a unchanged, b unchanged"},
		"changed":               {now: upstream{specA: spec("/a", "/c"), specB: spec("/b")}, sources: "a fetched, b unchanged"},
		"one is down":           {now: upstream{specA: spec("/a")}, sources: "a unchanged, b kept"},
		"all are down":          {now: upstream{}, sources: "a kept, b kept", err: "no source could be had: https://specs/a: 404"},
		"all are down too long": {now: upstream{}, change: func(j *Job) { j.MaxAge, j.Now = time.Hour, later(48*time.Hour) }, sources: "a kept, b kept"},
		"another program":       {now: two, change: func(j *Job) { j.Program = "other" }, sources: "a unchanged, b unchanged"},
		"another order":         {now: two, change: func(j *Job) { j.Site = "https://site/" }, sources: "a unchanged, b unchanged"},
		"an edited document":    {now: two, change: func(j *Job) { edit(t, j.Out) }, sources: "a unchanged, b unchanged"},
		"a catalog that is gone": {now: two, change: func(j *Job) { _ = os.Remove(Catalog(j.State)) },
			sources: "a unchanged, b unchanged"},
		"documentation that is new": {now: two, change: func(j *Job) { j.Sources.Sitemap = "https://docs/sitemap.xml" }, sources: "a unchanged, b unchanged, sitemap missing"},
		"all down, a new sitemap":   {now: upstream{}, change: func(j *Job) { j.Sources.Sitemap = "https://docs/sitemap.xml" }, sources: "a kept, b kept", err: "no source"},
	} {
		t.Run(name, func(t *testing.T) {
			j := published(t, two)
			j.Source = test.now
			if test.change != nil {
				test.change(j)
			}
			r := begun(t, j)
			r.ages = ages{j.MaxAge, j.Now()}
			err := r.fetch(t.Context())
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
			if got := outcomes(r.report); got != test.sources {
				t.Errorf("sources %s, want %s", got, test.sources)
			}
			if current := r.current(); current != test.current {
				t.Errorf("current: %v", current)
			}
		})
	}
}

// What is kept becomes too old without a change upstream.
func TestFetchOfWhatIsKept(t *testing.T) {
	j := published(t, upstream{specA: spec("/a"), specB: spec("/b")})
	j.Source = upstream{specA: spec("/a")}
	j.MaxAge = 24 * time.Hour
	if report, err := j.Run(t.Context()); err != nil || report.Outcome != Kept {
		t.Fatalf("%s, %v", report.Summary, err)
	}
	for by, want := range map[time.Duration]bool{23 * time.Hour: true, 25 * time.Hour: false} {
		r := j.newRun(state{j.State}, began.Add(by), quiet())
		r.record, _ = r.state.loadRecord()
		r.must(t, r.fetch)
		if r.current() != want {
			t.Errorf("current after %s: %v", by, !want)
		}
	}
}

// A document that was missing is news when it is there.
func TestFetchOfWhatWasMissing(t *testing.T) {
	const sitemap = "https://docs/sitemap.xml"
	two := upstream{specA: spec("/a"), specB: spec("/b")}
	j := job(t, two)
	j.Sources.Sitemap = sitemap
	if report, err := j.Run(t.Context()); err != nil || report.Outcome != Kept {
		t.Fatalf("%s, %v", report.Summary, err)
	}
	three := upstream{specA: two[specA], specB: two[specB], sitemap: "<urlset></urlset>"}
	for want, now := range map[string]upstream{"a unchanged, b unchanged, sitemap missing": two, "a unchanged, b unchanged, sitemap fetched": three} {
		r := j.newRun(state{j.State}, began, quiet())
		r.Source = now
		r.record, _ = r.state.loadRecord()
		r.must(t, r.fetch)
		if got := outcomes(r.report); got != want || r.current() != strings.Contains(want, "missing") {
			t.Errorf("sources %s, want %s; current %v", got, want, r.current())
		}
	}
}

func later(by time.Duration) func() time.Time { return func() time.Time { return began.Add(by) } }

// edit changes a document in a folder of them.
func edit(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no document in %s, %v", dir, err)
	}
	write(t, files[0], "edited")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What a job is told is part of what a publication rests on.
func TestOptions(t *testing.T) {
	plain := job(t, nil)
	seen := map[string]string{plain.options(): "nothing"}
	for name, change := range map[string]func(*Job){
		"sources": func(j *Job) { j.Sources.Sitemap = "https://docs/sitemap.xml" },
		"guard":   func(j *Job) { j.Guard.Hosts = []string{"host"} },
		"formats": func(j *Job) { j.Formats = []string{"json"} },
		"pages":   func(j *Job) { j.Pages = true },
		"max-age": func(j *Job) { j.MaxAge = time.Hour },
		"site":    func(j *Job) { j.Site = "https://site/" },
		"wiki":    func(j *Job) { j.Wiki = &Wiki{} },
		"traffic": func(j *Job) { j.Observations = []observed.Record{{Status: "200"}} },
	} {
		j := *plain
		change(&j)
		if other, ok := seen[j.options()]; ok {
			t.Errorf("%s: as with %s", name, other)
		}
		seen[j.options()] = name
	}
}

func TestParse(t *testing.T) {
	two := upstream{specA: spec("/a"), specB: spec("/b")}
	for name, test := range map[string]struct {
		now      upstream
		change   func(*run)
		want     string // the candidate's operations, with their APIs
		kept     string // the sources with older facts
		err      string
		warnings string
	}{
		"changed":          {now: upstream{specA: spec("/a", "/c"), specB: spec("/b")}, want: "a /a, a /c, b /b"},
		"one is down":      {now: upstream{specA: spec("/a", "/c")}, want: "a /a, a /c, b /b", kept: "b"},
		"one is no spec":   {now: upstream{specA: spec("/a"), specB: "<html>"}, want: "a /a, b /b", kept: "b"},
		"neither is one":   {now: upstream{specA: "<html>", specB: "<html>"}, err: "no source could be had: https://specs/a: "},
		"all are too old":  {now: upstream{}, change: func(r *run) { r.ages = ages{time.Hour, began.Add(48 * time.Hour)} }, want: "a /a, b /b", kept: "a, b"},
		"the catalog lost": {now: upstream{specA: spec("/a")}, change: func(r *run) { _ = os.Remove(r.state.catalog()) }, want: "a /a, b /b", kept: "b", warnings: "the snapshot of 2026-09-02 stands in for it"},
		"all of it lost": {now: upstream{specA: spec("/a")}, change: func(r *run) {
			_ = os.Remove(r.state.catalog())
			_ = os.RemoveAll(r.state.history())
		}, want: "a /a", warnings: "the guard has nothing to compare with"},
		"a sitemap that is down": {now: two, change: func(r *run) { r.Sources.Sitemap = "https://docs/sitemap.xml" }, want: "a /a, b /b", warnings: "documentation: https://docs/sitemap.xml: 404"},
	} {
		t.Run(name, func(t *testing.T) {
			j := published(t, two)
			j.Source = test.now
			r := begun(t, j)
			if test.change != nil {
				test.change(r)
			}
			if err := r.fetch(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := r.parse(t.Context())
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Fatalf("error %v, want %q", err, test.err)
			}
			if err != nil {
				return
			}
			if got := operations(r.candidate); got != test.want {
				t.Errorf("the candidate has %s, want %s", got, test.want)
			}
			if got := r.report.named(sourceKept); got != test.kept {
				t.Errorf("kept %q, want %q: %s", got, test.kept, outcomes(r.report))
			}
			if got := strings.Join(r.report.Warnings, "; "); !strings.Contains(got, test.warnings) || (test.warnings == "") != (got == "") {
				t.Errorf("warnings %q, want %q", got, test.warnings)
			}
			if r.report.Operations != len(r.candidate.Operations) {
				t.Errorf("the report counts %d operations", r.report.Operations)
			}
		})
	}
}

func operations(snapshot *catalog.Snapshot) string {
	var all []string
	for _, o := range snapshot.Operations {
		all = append(all, o.API+" "+o.Path)
	}
	return strings.Join(all, ", ")
}

// Who accepts has looked at what was refused: kept, it is in quarantine no longer.
func TestLastGood(t *testing.T) {
	out := saying(map[string]string{"a": "old"})
	out.Documents[0].Refused, out.Documents[0].RefusedOn = "fell", "2026-09-01"
	for accepting, want := range map[bool]string{false: "fell", true: ""} {
		if got := lastGood(out, accepting); got.Documents[0].Refused != want || len(got.Observations) != 1 {
			t.Errorf("accepting %v: %+v", accepting, got.Documents)
		}
	}
	if out.Documents[0].Refused != "fell" {
		t.Error("what is out was changed")
	}
	if got := lastGood(nil, true); len(got.Documents) > 0 {
		t.Errorf("nothing is out: %+v", got.Documents)
	}
}

// sized is upstream with so many operations of a and of b.
func sized(a, b int) upstream {
	paths := func(prefix string, n int) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprintf("/%s%02d", prefix, i))
		}
		return all
	}
	return upstream{specA: spec(paths("a", a)...), specB: spec(paths("b", b)...)}
}

func TestGuard(t *testing.T) {
	for name, test := range map[string]struct {
		now         upstream
		accept      string
		err         string
		want        int // operations of the candidate
		quarantined string
		accepted    int
	}{
		"as it was":                {now: sized(40, 40), want: 80},
		"more":                     {now: sized(50, 40), want: 90},
		"b lost its half":          {now: sized(50, 20), want: 90, quarantined: "b"},
		"both did":                 {now: sized(20, 20), want: 80, quarantined: "a b"},
		"b did, which is accepted": {now: sized(40, 20), accept: "retired", want: 60, accepted: 1},
	} {
		t.Run(name, func(t *testing.T) {
			j := published(t, sized(40, 40))
			j.Source, j.Accept = test.now, Accept{test.accept, 7}
			r := begun(t, j)
			if test.quarantined == "" { // what was refused in an earlier run is no longer
				write(t, r.state.refused(), "refused")
			}
			r.must(t, r.fetch, r.parse, r.guard)
			if n := len(r.candidate.Operations); n != test.want || r.report.Operations != n {
				t.Errorf("%d operations, want %d; the report says %d", n, test.want, r.report.Operations)
			}
			if got := strings.Join(r.report.Quarantined, " "); got != test.quarantined || r.report.named(sourceQuarantined) != strings.ReplaceAll(got, " ", ", ") {
				t.Errorf("in quarantine %q, want %q: %s", got, test.quarantined, outcomes(r.report))
			}
			if (len(r.report.Accepted) > 0) != (test.accepted > 0) || len(r.state.loadAcceptances(began, r.report)) != test.accepted {
				t.Errorf("accepted %q", r.report.Accepted)
			}
			_, err := os.Stat(r.state.refused())
			if refused := test.quarantined != ""; refused != (err == nil) || refused != (r.refusal() != nil) {
				t.Errorf("the refused catalog: %v; the run ends with %v", err, r.refusal())
			}
		})
	}
}

// Where nothing is out, nothing can stand in for what is refused.
func TestGuardOfTheFirst(t *testing.T) {
	j := job(t, upstream{specA: spec("/a"), specB: spec("/b")})
	j.Guard.Sentinels = []guard.Sentinel{{Key: catalog.Key{API: "a", Method: "GET", Path: "/gone"}}}
	r := begun(t, j)
	r.must(t, r.fetch, r.parse)
	var refused *RefusedError
	if err := r.guard(t.Context()); !errors.As(err, &refused) || len(refused.Refusals) == 0 || len(refused.Kept) > 0 {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(refused.Candidate); err != nil {
		t.Errorf("the refused catalog: %v", err)
	}
}

// A run that is told to end does so before or in the step that is due, and says
// in which; one that brings out a defect fails as any other.
func TestStepsEnd(t *testing.T) {
	why := errors.New("the power fails")
	ctx, cancel := context.WithCancelCause(t.Context())
	r := begun(t, job(t, nil))
	var done []string
	note := func(name string, err error, end bool) step {
		return step{name, func(context.Context) error {
			if done = append(done, name); end {
				cancel(why)
			}
			return err
		}}
	}
	failure := errors.New("no")
	if err := r.steps(ctx, note("a", nil, false), note("b", failure, false), note("c", nil, false)); !errors.Is(err, failure) {
		t.Errorf("error %v", err)
	}
	if err := r.steps(ctx, note("d", failure, true), note("e", nil, false)); !errors.Is(err, why) || !strings.Contains(err.Error(), `stopped in the step "d"`) {
		t.Errorf("error %v", err)
	}
	if err := r.steps(ctx, note("f", nil, false)); !errors.Is(err, why) || !strings.Contains(err.Error(), `stopped before the step "f"`) {
		t.Errorf("error %v", err)
	}
	if got := strings.Join(done, ""); got != "abd" {
		t.Errorf("steps %s were done", got)
	}
	var reported []string
	for _, s := range r.report.Steps {
		reported = append(reported, s.Name)
	}
	if !slices.Equal(reported, done) {
		t.Errorf("steps %q are reported", reported)
	}
}

// panics is a source that brings out a defect.
type panics struct{}

func (panics) FetchIfChanged(context.Context, fetch.Page) (fetch.Page, error) { panic("no such case") }
func (panics) Fetch(context.Context, string) (fetch.Page, error)              { panic("no such case") }

func TestRunEnds(t *testing.T) {
	two := upstream{specA: spec("/a"), specB: spec("/b")}
	for name, test := range map[string]struct {
		change  func(*Job)
		outcome Outcome
		says    string
	}{
		"published anew": {func(j *Job) { j.Source = upstream{specA: spec("/a", "/c"), specB: spec("/b")} }, Published, "Published: 3 operations of 2 APIs"},
		"unchanged":      {func(*Job) {}, Unchanged, "Nothing changed"},
		"kept":           {func(j *Job) { j.Source = upstream{specA: spec("/a", "/c")} }, Kept, "Published with facts kept from earlier: b."},
		"kept as before": {func(j *Job) { j.Source = upstream{specA: spec("/a")} }, Kept, "facts kept from earlier: b."},
		"failed":         {func(j *Job) { j.Source = upstream{} }, Failed, "Failed: no source could be had"},
		"a defect":       {func(j *Job) { j.Source = panics{} }, Failed, "brings out a defect of authcat"},
		"in use": {func(j *Job) {
			_, unlock, err := openState(j.State)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(unlock)
		}, Failed, "is in use by another run"},
	} {
		t.Run(name, func(t *testing.T) {
			j := published(t, two)
			before := contents(t, j.Out)
			test.change(j)
			report, err := j.Run(t.Context())
			if report.Outcome != test.outcome || !strings.Contains(report.Summary, test.says) || (err != nil) != (test.outcome == Failed) {
				t.Errorf("%s: %s, %v; want %q", report.Outcome, report.Summary, err, test.says)
			}
			if same := maps.Equal(before, contents(t, j.Out)); same != (test.outcome == Failed || test.outcome == Unchanged) && name != "kept as before" {
				t.Errorf("the documents are the same: %v", same)
			}
			if problems, err := Verify(j.State); name != "in use" && (err != nil || len(problems) > 0) {
				t.Errorf("the state: %v, %v", problems, err)
			}
		})
	}
}

// contents are the files of a folder, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		all[file.Name()] = hashFile(filepath.Join(dir, file.Name()))
	}
	return all
}
