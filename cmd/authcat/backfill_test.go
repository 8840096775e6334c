package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/track"
	"authcat/crawler/mirrortest"
)

// specClone is a clone with specifications, made by a test.
type specClone struct{ dir, sources string }

// newSpecClone makes a clone whose commits have one of two specifications each,
// a day apart from 2024-01-01 on.
func newSpecClone(t *testing.T, versions int, spec func(version int) string) specClone {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	c := specClone{dir: filepath.Join(t.TempDir(), "clone"), sources: filepath.Join(t.TempDir(), "sources.yaml")}
	list := "sources:\n"
	for _, id := range []string{"even", "odd"} {
		list += fmt.Sprintf("  - {id: %s, base_path: /%s, spec: 'https://raw.githubusercontent.com/o/r/main/%s.yaml'}\n", id, id, id)
	}
	if err := os.WriteFile(c.sources, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "init", "-q", "--bare", "-b", "main", c.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var stream bytes.Buffer
	start := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	for i := range versions {
		text, name := spec(i), []string{"even", "odd"}[i%2]
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter T <t@example.com> %d +0000\ndata 1\nx\nM 644 inline %s.yaml\ndata %d\n%s\n",
			start.AddDate(0, 0, i).Unix(), name, len(text), text)
	}
	command := exec.Command("git", "-C", c.dir, "fast-import", "--quiet")
	command.Stdin = &stream
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return c
}

// smallSpec is a specification of some operations that differs by version.
func smallSpec(version, operations int) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.1\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\npaths:\n")
	for i := range operations {
		fmt.Fprintf(&b, "  /a%d: {get: {summary: 'of version %d', description: '%s', security: [{userAuth: [idn:a:read-%d]}]}}\n",
			i, version, strings.Repeat("word ", 200), version)
	}
	return b.String()
}

// environmentFor runs commands in the process, with its messages to w.
func environmentFor(w *bytes.Buffer) environment {
	return environment{stdin: strings.NewReader(""), stdout: w, stderr: w, getenv: func(string) string { return "" }, now: time.Now}
}

func (c specClone) backfill(t *testing.T, state string) string {
	t.Helper()
	var out bytes.Buffer
	if code := run(c.args(state), environmentFor(&out)); code != exitOK {
		t.Fatalf("exit code %d: %s", code, &out)
	}
	return out.String()
}

func (c specClone) args(state string) []string {
	return []string{"backfill", "--repo", c.dir, "--sources", c.sources, "--state", state}
}

// tree maps the files below a folder to their bytes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A backfill that is killed goes on the next time, to the same bytes.
func TestKilledBackfill(t *testing.T) {
	slow(t)
	c := newSpecClone(t, 60, func(version int) string {
		if version%10 == 5 {
			return "openapi: 3.0.1\npaths: ["
		}
		return smallSpec(version, 20)
	})
	authcat, whole := program(t), filepath.Join(t.TempDir(), "whole")
	start := time.Now()
	mustRun(t, authcat, c.args(whole)...)
	took := time.Since(start)
	want := tree(t, whole)
	if n := len(want); n < 100 {
		t.Fatalf("only %d files", n)
	}

	state, killed := filepath.Join(t.TempDir(), "state"), 0
	for range 6 {
		command := exec.Command(authcat, c.args(state)...)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration((0.1 + 0.3*rand.Float64()) * float64(took)))
		_ = command.Process.Kill() // fails when the backfill ended already
		if command.Wait() != nil {
			killed++
		}
		store, err := openHistory(state)
		if err != nil {
			t.Fatal(err)
		}
		if damaged, err := store.Damaged(); err != nil || len(damaged) > 0 {
			t.Fatalf("after a kill: %+v, %v", damaged, err)
		}
	}
	if killed == 0 {
		t.Error("no backfill was killed: the test tested nothing")
	}
	mustRun(t, authcat, c.args(state)...)
	store, err := openHistory(state)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Prune(1000); err != nil { // what the kills left
		t.Fatal(err)
	}
	got := tree(t, state)
	for name, body := range want {
		if got[name] != body {
			t.Errorf("%s differs from an uninterrupted backfill's", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, an uninterrupted backfill has %d", len(got), len(want))
	}
}

// A document without operations is one that can't be read on its day, and ends nothing.
func TestBackfillOfDocumentsWithoutOperations(t *testing.T) {
	c := newSpecClone(t, 6, func(version int) string {
		if version == 2 {
			return "openapi: 3.0.1\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\npaths: {/a: {}, x-a: {}}\n"
		}
		return smallSpec(version, 2)
	})
	out := c.backfill(t, filepath.Join(t.TempDir(), "state"))
	for _, says := range []string{"2024-01-03: even: even.yaml: its paths have no operation", "6 entries written, 0 there already, from 6 commits\n"} {
		if !strings.Contains(out, says) {
			t.Errorf("output %s, want %s", out, says)
		}
	}
}

// Entries of crawls stay, and days after the first one are theirs.
func TestBackfillLeavesCrawlsAlone(t *testing.T) {
	c := newSpecClone(t, 6, func(version int) string { return smallSpec(version, 2) })
	state := filepath.Join(t.TempDir(), "state")
	store, err := openHistory(state)
	if err != nil {
		t.Fatal(err)
	}
	crawled := catalog.Facts{APIs: []catalog.API{{ID: "even"}}}
	if _, err := store.Put("2024-01-04", crawled); err != nil {
		t.Fatal(err)
	}
	out := c.backfill(t, state)
	for _, says := range []string{"from 2024-01-04 on there are entries of crawls, which stay as they are\n", "3 entries written, 0 there already, from 3 commits\n"} {
		if !strings.Contains(out, says) {
			t.Errorf("output %s, want %s", out, says)
		}
	}
	dates, err := store.Dates()
	if want := "2024-01-01 2024-01-02 2024-01-03 2024-01-04"; err != nil || strings.Join(dates, " ") != want {
		t.Errorf("dates %v, %v, want %s", dates, err, want)
	}
	if got, err := store.Load("2024-01-04", catalog.Filter{}); err != nil || len(got.Observations) != 0 {
		t.Errorf("the crawl's entry has %d operations, %v", len(got.Observations), err)
	}
}

// Other sources are other entries: the same run again writes them anew.
func TestBackfillOfOtherSources(t *testing.T) {
	c := newSpecClone(t, 4, func(version int) string { return smallSpec(version, 2) })
	state, both := filepath.Join(t.TempDir(), "state"), c.sources
	c.backfill(t, state)
	want := tree(t, state)
	list, err := os.ReadFile(both)
	if err != nil {
		t.Fatal(err)
	}
	c.sources = filepath.Join(t.TempDir(), "one.yaml")
	if err := os.WriteFile(c.sources, list[:bytes.LastIndex(list, []byte("  - "))], 0o644); err != nil {
		t.Fatal(err)
	}
	if out := c.backfill(t, state); !strings.Contains(out, "2024-01-03: 2 operations of 1 APIs") || strings.Contains(out, "2024-01-02") {
		t.Errorf("output with one source: %s", out)
	}
	c.sources = both
	c.backfill(t, state)
	for name, body := range tree(t, state) {
		if old, ok := want[name]; ok && old != body {
			t.Errorf("%s is not as it was", name)
		}
	}
}

// Names that a document gives reach neither terminal nor table as they are.
func TestHistoryOfHostileNames(t *testing.T) {
	use := func(scope string) catalog.Security {
		return catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{scope}, Scoped: true}}}}
	}
	api := func(id string) catalog.API {
		return catalog.API{ID: id, Product: catalog.ProductISC, BasePath: "/" + id}
	}
	facts := func(scope string) catalog.Facts {
		return catalog.Facts{
			APIs:      []catalog.API{api("v2025"), api("v3")},
			Documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v2025", URL: "u"}, {Role: catalog.RoleSpec, API: "v3", URL: "u"}},
			Observations: []catalog.Observation{
				{Key: catalog.Key{API: "v2025", Method: "GET", Path: "/a/{id}"}, Title: "<script>\x1b[31m", Security: use(scope)},
				{Key: catalog.Key{API: "v3", Method: "GET", Path: "/a/{\x1b[31mid\u202e}"}, Security: use("x")},
			},
		}
	}
	state := filepath.Join(t.TempDir(), "state")
	store, err := openHistory(state)
	if err != nil {
		t.Fatal(err)
	}
	for day, scope := range []string{"=cmd()|\x1b[2J\u202e", strings.Repeat("long", 2500)} {
		if _, err := store.Put(fmt.Sprintf("2024-01-0%d", day+1), facts(scope)); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []string{"table", "markdown"} {
		var out bytes.Buffer
		e := environmentFor(&out)
		e.width = 80
		if code := run([]string{"history", "--state", state, "--format", format, "GET", "/v2025/a/7"}, e); code != exitOK {
			t.Fatalf("exit code %d: %s", code, &out)
		}
		text := out.String()
		if strings.ContainsAny(text, "\x1b\u202e") {
			t.Errorf("%s: an escape sequence in %.300q", format, text)
		}
		if !strings.Contains(text, "other versions of the endpoint (--lineage lists them): v3 GET /a/{\\x1b[31mid\\u202e}\n") {
			t.Errorf("%s: the other version is not named", format)
		}
		for line := range strings.Lines(text) {
			if format == "table" && len([]rune(line)) > 81 && !strings.Contains(line, "from the history") && !strings.Contains(line, "other versions") {
				t.Errorf("a line of %d columns: %s", len([]rune(line)), line)
			}
		}
	}
}

// sampler measures memory when a command has said so many lines.
type sampler struct {
	lines int
	at    map[int]uint64
}

func (s *sampler) Write(p []byte) (int, error) {
	s.lines += bytes.Count(p, []byte("\n"))
	if used, wanted := s.at[s.lines]; wanted && used == 0 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		s.at[s.lines] = m.HeapAlloc
	}
	return len(p), nil
}

// The memory of a backfill does not grow with the versions that it has read.
func TestBackfillMemoryStaysFlat(t *testing.T) {
	slow(t)
	const operations = 60 // a version's text has 70 KB, its facts 20
	c := newSpecClone(t, 300, func(version int) string { return smallSpec(version, operations) })
	s := &sampler{at: map[int]uint64{50: 0, 300: 0}}
	e := environmentFor(&bytes.Buffer{})
	e.stderr = s
	if code := run(c.args(filepath.Join(t.TempDir(), "state")), e); code != exitOK {
		t.Fatalf("exit code %d", code)
	}
	if s.lines != 301 {
		t.Fatalf("%d lines, want one for each of 300 versions, and the end", s.lines)
	}
	if early, late := s.at[50], s.at[300]; late > early+1<<20 {
		t.Errorf("%d bytes in use after 50 versions, %d after 300", early, late)
	}
}

// cutSpec is a real specification cut down to some paths.
func cutSpec(t *testing.T, name string, paths ...string) string {
	t.Helper()
	var document map[string]any
	if err := yaml.Unmarshal(mirrortest.Spec(t, name), &document); err != nil {
		t.Fatal(err)
	}
	all := document["paths"].(map[string]any)
	for path := range all {
		if !slices.Contains(paths, path) {
			delete(all, path)
		}
	}
	delete(document["components"].(map[string]any), "schemas")
	text, err := yaml.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Real documents go through commits, and an operation's story is what was done to them.
func TestBackfillOfRealSpecs(t *testing.T) {
	slow(t)
	real := cutSpec(t, "dereferenced/deref-sailpoint-api.v2025.yaml", "/accounts", "/accounts/{id}", "/entitlements")
	narrow := strings.NewReplacer("idn:accounts:read", "idn:accounts:look").Replace(real)
	if narrow == real {
		t.Fatal("the document has no idn:accounts:read")
	}
	c := newSpecClone(t, 5, func(version int) string { return []string{narrow, real, real, "<html>", real}[version] })
	state := filepath.Join(t.TempDir(), "state")
	out := c.backfill(t, state)
	if !strings.Contains(out, "2024-01-04: odd: odd.yaml: it is an HTML or XML page, not an OpenAPI document") {
		t.Errorf("output %s", out)
	}
	store, err := openHistory(state)
	if err != nil {
		t.Fatal(err)
	}
	address, err := find.ParseAddress("GET", "/even/accounts")
	if err != nil {
		t.Fatal(err)
	}
	past, _, err := store.Past(address.Filter(), nil)
	if err != nil {
		t.Fatal(err)
	}
	tracks := past.Match(address)
	if len(tracks) != 1 || len(tracks[0].Events) != 2 || tracks[0].Events[0].Kind != track.First {
		t.Fatalf("tracks %+v", tracks)
	}
	event := tracks[0].Events[1]
	if c := event.Changes[0]; event.Date != "2024-01-03" || c.Aspect != "scopes" || !strings.Contains(c.Before, "idn:accounts:look") || !strings.Contains(c.After, "idn:accounts:read") {
		t.Errorf("event %+v", event)
	}
	facts, err := store.Load("2024-01-04", catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if kept := facts.Documents[1]; !kept.Kept || kept.FetchedAt.Day() != 2 || kept.URL != "https://raw.githubusercontent.com/o/r/main/odd.yaml" {
		t.Errorf("the document that could not be read: %+v", kept)
	}
}
