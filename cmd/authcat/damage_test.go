package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/factstest"
	"authcat/catalog/sqlite"
	"authcat/data"
	"authcat/export"
)

// asker asks one catalog file everything, by processes of their own.
type asker struct {
	program, dir string
}

// reply is what a command gave: what it wrote, files included, and its exit code.
type reply struct {
	code    int
	written map[string]string
	errors  string
}

func newAsker(t *testing.T) *asker {
	a := &asker{program(t), t.TempDir()}
	put(t, filepath.Join(a.dir, "calls.txt"), "GET /v2025/identities\nGET /v3/accounts\nPOST /v2025/access-requests\n")
	return a
}

func (a *asker) db() string { return filepath.Join(a.dir, "catalog.db") }

// questions are the command lines that are asked, without --db.
var questions = []string{
	"lookup GET /v2025/identities", "lookup identities", "lookup GET /v2025/nothing/like/it", "explain GET /v2025/identities --as client-credentials",
	"list --format csv", "plan calls.txt", "status --format csv", "findings --all --format csv", "export --out out",
}

// ask runs a command, for no longer than any could need.
func (a *asker) ask(t *testing.T, question string) reply {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	out := filepath.Join(a.dir, "out")
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(ctx, a.program, append(strings.Fields(question), "--db", a.db())...)
	command.Dir, command.Stdout, command.Stderr = a.dir, &stdout, &stderr
	command.Env = append(os.Environ(), "AUTHCAT_TEST_NOW=2026-08-29T12:00:00Z") // answers tell ages, and this may run past midnight
	err := command.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) || strings.Contains(stderr.String(), "goroutine ") {
		t.Fatalf("authcat %s: %v\n%s", question, err, stderr.String())
	}
	written := map[string]string{"": stdout.String()}
	entries, _ := os.ReadDir(out) // only export has written one
	for _, entry := range entries {
		body, err := os.ReadFile(filepath.Join(out, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		written[entry.Name()] = string(body)
	}
	return reply{command.ProcessState.ExitCode(), written, stderr.String()}
}

func (a *asker) askAll(t *testing.T) map[string]reply {
	t.Helper()
	answers := map[string]reply{}
	for _, question := range questions {
		answers[question] = a.ask(t, question)
	}
	return answers
}

// same reports whether an answer is the right one, or a clear error.
func (got reply) same(want reply, db string) (same, refused bool) {
	if got.code == exitError {
		return strings.Contains(got.errors, db) && strings.Contains(got.errors, "hint: "), true
	}
	return got.code == want.code && maps.Equal(got.written, want.written), false
}

// compare asks a damaged catalog everything; must is set where no answer can be right.
func (a *asker) compare(t *testing.T, what string, want map[string]reply, must bool) (refusals int) {
	t.Helper()
	for _, question := range questions {
		got := a.ask(t, question)
		same, refused := got.same(want[question], a.db())
		if !same || must && !refused {
			t.Errorf("%s: authcat %s exits with %d\n%s\n%s", what, question, got.code, got.errors, got.written[""])
		}
		if refused {
			refusals++
		}
	}
	return refusals
}

// A catalog in which a bit flipped gives the answers that it gave before, or a
// clear error: never another answer, a panic, or none.
func TestFlippedBits(t *testing.T) {
	slow(t)
	t.Parallel()
	a := newAsker(t)
	flips, filter := 20, catalog.NewFilter("GET /identities", "GET /accounts", "POST /access-requests", "GET /roles", "GET /sources")
	if os.Getenv("AUTHCAT_SOAK") != "" {
		flips, filter = 200, catalog.Filter{}
	}
	facts, err := data.Snapshot(filter)
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	if err := sqlite.Save(t.Context(), a.db(), &snapshot, export.Assumed); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(a.db())
	if err != nil {
		t.Fatal(err)
	}
	want := a.askAll(t)
	random := rand.New(rand.NewPCG(10, 200))
	refusals := 0
	for range flips {
		body := bytes.Clone(whole)
		bit := random.IntN(8 * len(body))
		body[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(a.db(), body, 0o644); err != nil {
			t.Fatal(err)
		}
		refusals += a.compare(t, fmt.Sprintf("bit %d", bit), want, false)
	}
	t.Logf("%d flips, %d of %d answers refused", flips, refusals, flips*len(questions))
	if refusals == 0 {
		t.Error("no flip did any harm")
	}
	a.changes(t, whole, want)
}

// changes are made by hand: what they change of the texts that authcat reads
// concerns every question, what they change of the tables for others none.
func (a *asker) changes(t *testing.T, whole []byte, want map[string]reply) {
	for what, change := range map[string]struct {
		statements string
		read       bool
	}{
		"the facts deleted":         {`DELETE FROM fact_text`, true},
		"the security deleted":      {`UPDATE fact_text SET facts = replace(facts, 'security userAuth', 'security {}')`, true},
		"no checksums":              {`DELETE FROM checksum`, true},
		"a text that never ends":    {`DROP TABLE fact_text; CREATE VIEW fact_text AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS name, '' AS facts FROM n`, true},
		"requirement rows deleted":  {`DELETE FROM requirement_scope; DELETE FROM requirement`, false},
		"a level out of range":      {`INSERT INTO user_level_item VALUES (4000, 'opens', 0, 'x')`, false},
		"a scope of no requirement": {`INSERT INTO requirement_scope SELECT id, 'spec', 77, 'userAuth', 0, 's' FROM operation`, false},
		"an index on other columns": {`DROP INDEX operation_lineage; CREATE INDEX operation_lineage ON operation (docs_url)`, false},
		"a view that never ends":    {`DROP TABLE api; CREATE VIEW api AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS position, '' AS title, '' AS product, '' AS base_path, '' AS spec_url, '' AS docs_url, '' AS status, '' AS end_of_life FROM n`, false},
		"all operations deleted":    {`PRAGMA foreign_keys = OFF; DELETE FROM operation`, false},
	} {
		if err := os.WriteFile(a.db(), whole, 0o644); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite3", a.db())
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.Exec(change.statements)
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if refusals := a.compare(t, what, want, change.read); refusals > 0 && !change.read {
			t.Errorf("%s: %d answers are refused for what nobody reads", what, refusals)
		}
	}
}

// A catalog whose hashes are right may still say anything: no command panics.
func TestStrangeCatalogs(t *testing.T) {
	slow(t)
	t.Parallel()
	a := newAsker(t)
	for i, text := range factstest.Texts(12) {
		if i%4 != 3 {
			continue
		}
		snapshot := catalog.Merge(factstest.Make(text))
		if err := sqlite.Save(t.Context(), a.db(), &snapshot, export.Assumed); err != nil {
			t.Fatal(err)
		}
		for question, answer := range a.askAll(t) {
			if answer.code != exitOK && answer.code != exitNotFound && answer.code != exitDenied {
				t.Errorf("catalog %d: authcat %s exits with %d\n%s", i, question, answer.code, answer.errors)
			}
		}
	}
}
