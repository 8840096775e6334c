package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"authcat/catalog"
)

// brokenSpec is a small specification, each fifth of which can't be read.
func brokenSpec(version int) string {
	if version%5 == 3 {
		return "openapi: 3.0.1\npaths: ["
	}
	return smallSpec(version, 5)
}

// watchGit notes the command lines of git from now on.
func watchGit(t *testing.T) (asked func() string) {
	t.Helper()
	real, err := exec.LookPath("git")
	if err != nil {
		t.Skip("needs git")
	}
	bin, log := t.TempDir(), filepath.Join(t.TempDir(), "log")
	put(t, filepath.Join(bin, "git"), "#!/bin/sh\necho \"$*\" >>'"+log+"'\nexec '"+real+"' \"$@\"\n")
	if err := os.Chmod(filepath.Join(bin, "git"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() string {
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// A backfill that has nothing to do reads no document, though some of them
// can't be read and their days are therefore never as good as they could be.
func TestBackfillAgainReadsNothing(t *testing.T) {
	c := newSpecClone(t, 20, brokenSpec)
	state := filepath.Join(t.TempDir(), "state")
	if out := c.backfill(t, state); strings.Count(out, ".yaml: ") != 4 || !strings.Contains(out, "20 entries written, 0 there already, from 20 commits\n") {
		t.Fatalf("the first time: %s", out)
	}
	want, asked := tree(t, state), watchGit(t)
	if out := c.backfill(t, state); out != "0 entries written, 20 there already, from 20 commits\n" {
		t.Errorf("the second time: %s", out)
	}
	if strings.Contains(asked(), "cat-file --batch\n") {
		t.Error("a document was read")
	}
	same(t, tree(t, state), want)
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, body := range want {
		if got[name] != body {
			t.Errorf("%s differs", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

// What is remembered is of a program, a clone and a history: with another of
// them the days are looked at anew, and come out the same.
func TestBackfillForgets(t *testing.T) {
	slow(t)
	c := newSpecClone(t, 10, brokenSpec)
	memory, broken := filepath.Join("history", "backfill.json"), filepath.Join("history", "2024-01-04.txt.gz")
	for name, change := range map[string]func(state string){
		"another program": func(state string) {
			rewrite(t, filepath.Join(state, memory), replaced(`"2024-01-04": "`, `"2024-01-04": "0`))
		},
		"a damaged memory": func(state string) { rewrite(t, filepath.Join(state, memory), half) },
		"no memory":        func(state string) { removeAll(t, filepath.Join(state, memory)) },
		"no entry":         func(state string) { removeAll(t, filepath.Join(state, broken)) },
		"another's entry": func(state string) {
			copyFile(t, filepath.Join(state, "history", "2024-01-03.txt.gz"), filepath.Join(state, broken))
		},
		"the list was another": func(state string) {
			sources := c.sources
			c.sources = filepath.Join(t.TempDir(), "other.yaml")
			copyFile(t, sources, c.sources)
			rewrite(t, c.sources, replaced("id: odd", "id: odd, title: Odder"))
			c.backfill(t, state)
			c.sources = sources
		},
	} {
		state := filepath.Join(t.TempDir(), "state")
		c.backfill(t, state)
		want := tree(t, state)
		change(state)
		if out := c.backfill(t, state); !strings.Contains(out, "2024-01-04: odd: odd.yaml: ") {
			t.Errorf("%s: the document was not read again: %s", name, out)
		}
		got := tree(t, state)
		for file, body := range want {
			if got[file] != body {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	body, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	put(t, to, string(body))
}

// partial makes a clone without the large specifications.
func (c specClone) partial(t *testing.T) specClone {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "partial")
	for _, args := range [][]string{
		{"-C", c.dir, "config", "uploadpack.allowFilter", "true"},
		{"-c", "protocol.file.allow=always", "clone", "-q", "--bare", "--filter=blob:limit=20k", "file://" + c.dir, dir},
	} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return specClone{dir: dir, sources: c.sources}
}

// Without --skip-missing a document that the clone lacks is an error that names
// the way on; with it the days are made without it, and said; from a whole clone
// they come out as if they had been made from it at once.
func TestBackfillOfAPartialClone(t *testing.T) {
	slow(t)
	c := newSpecClone(t, 12, func(version int) string {
		if version < 2 || version == 5 || version == 8 || version == 10 { // large
			return smallSpec(version, 40)
		}
		return smallSpec(version, 2)
	})
	partial, state, whole := c.partial(t), filepath.Join(t.TempDir(), "state"), filepath.Join(t.TempDir(), "whole")
	var out bytes.Buffer
	if code := run(partial.args(state), environmentFor(&out)); code != exitError || !strings.Contains(out.String(), "2024-01-01: even: ") ||
		!strings.Contains(out.String(), "; --skip-missing goes on without what it lacks\n") {
		t.Fatalf("exit code %d: %s", code, &out)
	}
	skip := func() string {
		out.Reset()
		if code := run(append(partial.args(state), "--skip-missing"), environmentFor(&out)); code != exitOK {
			t.Fatalf("exit code %d: %s", code, &out)
		}
		return out.String()
	}
	const told = `even: the clone lacks 2 versions of its document, on 4 days, 2024-01-09 to 2024-01-12; what was known before is kept
odd: the clone lacks 2 versions of its document, on 3 days, 2024-01-03 to 2024-01-07; what was known before is kept
no entry for 2 days, 2024-01-01 to 2024-01-02: the clone has none of the documents
`
	first := skip()
	if !strings.HasSuffix(first, told+"9 entries written, 0 there already, 1 day without a change, from 12 commits\n") || strings.Contains(first, ".yaml") {
		t.Errorf("the first time: %s", first)
	}
	if again := skip(); again != told+"0 entries written, 10 there already, from 12 commits\n" {
		t.Errorf("the second time: %s", again)
	}
	kept(t, state)
	c.backfill(t, state)
	c.backfill(t, whole)
	for _, dir := range []string{state, whole} {
		store, err := openHistory(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Prune(1000); err != nil {
			t.Fatal(err)
		}
	}
	same(t, tree(t, state), tree(t, whole))
}

// kept wants the last facts before to stand in for a document that is lacking.
func kept(t *testing.T, state string) {
	t.Helper()
	store, err := openHistory(state)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := store.Load("2024-01-09", catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range facts.Documents {
		if document.API == "even" && (!document.Kept || document.FetchedAt.Day() != 7) {
			t.Errorf("the document that is lacking: %+v", document)
		}
	}
	if len(facts.Documents) != 2 || len(facts.Observations) != 4 {
		t.Errorf("%d documents, %d operations", len(facts.Documents), len(facts.Observations))
	}
}
