package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/history"
	"authcat/catalog/sqlite"
	"authcat/cmd/authcat/nightly"
	"authcat/export/documents"
)

// firstNight is when the first night of every test begins.
var firstNight = time.Date(2026, 9, 1, 4, 0, 0, 0, time.UTC)

const nextDay = 24 * time.Hour

// place is where a test's nights take place: a folder with the state and the
// documents, an upstream and a clock that stands still.
type place struct {
	dir            string
	up             *upstream
	sources, guard string
	now            time.Time
	formats        string
	// settings are environment variables.
	settings map[string]string
}

func newPlace(t testing.TB, up *upstream) *place {
	t.Helper()
	dir := t.TempDir()
	return &place{dir: dir, up: up, sources: up.sources(t, dir), guard: guardOf(t, up, dir), now: firstNight, formats: "markdown,csv,sqlite", settings: map[string]string{}}
}

// guardOf is the guard's configuration with the sentinels of what is served.
func guardOf(t testing.TB, up *upstream, dir string) string {
	t.Helper()
	text, err := os.ReadFile("../../data/guard.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var kept strings.Builder
	for line := range strings.Lines(string(text)) {
		served := !strings.Contains(line, "{api: ")
		for _, api := range up.apis {
			served = served || strings.Contains(line, "{api: "+api.ID+",")
		}
		if served {
			kept.WriteString(line)
		}
	}
	path := filepath.Join(dir, "guard.yaml")
	if err := os.WriteFile(path, []byte(kept.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// at is a path in the state directory.
func (p *place) at(name ...string) string {
	return filepath.Join(append([]string{p.dir, "state"}, name...)...)
}

func (p *place) out(name ...string) string {
	return filepath.Join(append([]string{p.dir, "out"}, name...)...)
}

// copy is the same place elsewhere, with the same upstream.
func (p *place) copy(t testing.TB) *place {
	t.Helper()
	other := *p
	other.dir = t.TempDir()
	if err := os.CopyFS(other.dir, os.DirFS(p.dir)); err != nil {
		t.Fatal(err)
	}
	return &other
}

// line is a night's command line; a flag that is given twice counts as it stands last.
func (p *place) line(args ...string) []string {
	return append([]string{"nightly", "--state", p.at(), "--out", p.out(), "--sources", p.sources, "--thresholds", p.guard,
		"--docs", "none", "--format", p.formats, "--fetch-pause", "1ms", "--log-format", "json"}, args...)
}

// outcome is what a night left for whoever looks.
type outcome struct {
	code           int
	stdout, stderr string
	// report is the zero Report where there is none.
	report nightly.Report
}

// night runs one within this process.
func (p *place) night(t testing.TB, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(p.line(args...), p.environment(&stdout, &stderr))
	return outcome{code, stdout.String(), stderr.String(), p.report(t)}
}

func (p *place) environment(stdout, stderr *bytes.Buffer) environment {
	return environment{
		stdin: strings.NewReader(""), stdout: stdout, stderr: stderr,
		getenv: func(name string) string { return p.settings[name] }, now: func() time.Time { return p.now },
	}
}

func (p *place) report(t testing.TB) (report nightly.Report) {
	t.Helper()
	text, err := os.ReadFile(p.at("report.json"))
	if err != nil {
		return report
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Errorf("report.json: %v", err)
	}
	return report
}

// mustNight runs a night that must end with a code.
func (p *place) mustNight(t testing.TB, code int, args ...string) outcome {
	t.Helper()
	o := p.night(t, args...)
	if o.code != code {
		t.Fatalf("exit code %d, want %d\n%s%s", o.code, code, o.stdout, o.stderr)
	}
	return o
}

// says fails unless all words stand in what the night said.
func (o outcome) says(t testing.TB, words ...string) {
	t.Helper()
	told := o.stdout + o.stderr
	for _, word := range words {
		if !strings.Contains(told, word) {
			t.Errorf("nothing says %q:\n%s", word, told)
		}
	}
}

// keepsQuiet fails if a word stands in what the night said.
func (o outcome) keepsQuiet(t testing.TB, word string) {
	t.Helper()
	if told := o.stdout + o.stderr; strings.Contains(told, word) {
		t.Errorf("it says %q:\n%s", word, told)
	}
}

// documents are the files of the out folder with what is in them.
func (p *place) documents(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	root, err := filepath.EvalSymlinks(p.out())
	if err != nil {
		return all
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		all[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// differences names the documents in which two sets differ.
func differences(a, b map[string]string) []string {
	var names []string
	for name, body := range a {
		if other, ok := b[name]; !ok || other != body {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}

// answers fails unless the state can be used: its catalog answers, its record
// and its history can be read, and the dates of before are there still.
func (p *place) answers(t testing.TB, before []string) {
	t.Helper()
	p.load(t)
	var stdout, stderr bytes.Buffer
	if code := run([]string{"lookup", "--db", p.at("catalog.db"), "GET", "/api/v2025/delegations"}, p.environment(&stdout, &stderr)); code != exitOK {
		t.Errorf("lookup: exit code %d\n%s", code, stderr.String())
	}
	if text, err := os.ReadFile(p.at("published.json")); err != nil || !json.Valid(text) {
		t.Errorf("published.json: %v\n%s", err, text)
	}
	dates := p.dates(t)
	for _, date := range before {
		if !strings.Contains(strings.Join(dates, " "), date) {
			t.Errorf("the snapshot of %s is lost; there are %v", date, dates)
		}
	}
}

// load reads the published catalog.
func (p *place) load(t testing.TB) catalog.Facts {
	t.Helper()
	store, err := sqlite.Open(context.Background(), p.at("catalog.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	facts, err := store.Load(context.Background(), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(facts.Observations) == 0 {
		t.Error("the catalog is empty")
	}
	return facts
}

// dates are the days of the dated snapshots, each of which must load.
func (p *place) dates(t testing.TB) []string {
	t.Helper()
	store, err := history.Open(p.at("history"))
	if err != nil {
		t.Fatal(err)
	}
	dates, err := store.Dates()
	if err != nil {
		t.Fatal(err)
	}
	for _, date := range dates {
		if _, err := store.Load(date, catalog.Filter{}); err != nil {
			t.Errorf("the snapshot of %s: %v", date, err)
		}
	}
	return dates
}

// oneCatalog fails unless the documents show the catalog that answers.
func (p *place) oneCatalog(t testing.TB) {
	t.Helper()
	answering, err := os.ReadFile(p.at("catalog.db"))
	if err != nil || p.documents(t)[documents.DatabaseName] != string(answering) {
		t.Errorf("the documents are of another catalog than catalog.db, %v", err)
	}
}

// lasting are the files that may be in a place between nights.
var lasting = regexp.MustCompile(`^(sources\.yaml|guard\.yaml|out(/(\.authcat-manifest|[^.][^/]*))?|state(/(VERSION|lock|report\.json|published\.json|acceptances\.json|catalog\.db(\.sha256)?|` +
	`archive(/.*)?|changes(/\d{4}-\d\d-\d\d\.json)?|history(/(lock|\d{4}-\d\d-\d\d\.(txt\.gz|damaged)|base-[0-9a-f]{64}\.txt\.gz))?|[^/]*\.damaged-\w+(/.*|\.\w+)?))?)$`)

// leftovers are files that no night should leave.
func (p *place) leftovers(t testing.TB) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(p.dir, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(p.dir, path)
		if name = filepath.ToSlash(name); err == nil && name != "." && (!lasting.MatchString(name) || unfinished.MatchString(name)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// unfinished are the names of files that were being written.
var unfinished = regexp.MustCompile(`(^|/)\.[^/]*\d{6,}[^/]*$`)
