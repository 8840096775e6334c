package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// wikiOf makes an empty bare repository.
func wikiOf(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	dir := filepath.Join(t.TempDir(), "wiki.git")
	if out, err := exec.Command("git", "init", "--bare", "--quiet", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func commits(t *testing.T, wiki string) []string {
	t.Helper()
	out, err := exec.Command("git", "-C", wiki, "log", "--all", "--format=%s").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// A push that the wiki rejects fails the night, though the documents are out;
// the next night pushes, changes upstream or not.
func TestNightlyPushRejected(t *testing.T) {
	slow(t)
	t.Parallel()
	p, wiki := newPlace(t, newQuickUpstream(t)), wikiOf(t)
	args := []string{"--wiki", wiki}
	if o := p.mustNight(t, exitOK, args...); o.report.Wiki == "" {
		t.Error("the report names no commit")
	}
	p.now = p.now.Add(nextDay)
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	hook := filepath.Join(wiki, "hooks", "pre-receive")
	put(t, hook, "#!/bin/sh\necho 'the wiki is frozen' >&2\nexit 1\n")
	if err := os.Chmod(hook, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"The new documents are out all the same", "What was published before is still out"} {
		p.mustNight(t, exitError, args...).says(t, "Failed: ", "the wiki is frozen", out)
		if !strings.Contains(p.documents(t)["api-nerm-v2025.md"], "Changed upstream") {
			t.Error("the documents are not out")
		}
		p.answers(t, []string{"2026-09-01", "2026-09-02"})
		p.oneCatalog(t)
	}
	removeAll(t, hook)
	o := p.mustNight(t, exitUnchanged, args...)
	if o.report.Wiki == "" {
		t.Error("the report names no commit")
	}
	if got := commits(t, wiki); len(got) != 2 {
		t.Errorf("commits %q", got)
	}
	page, err := exec.Command("git", "-C", wiki, "show", "HEAD:api-nerm-v2025.md").Output()
	if err != nil || !strings.Contains(string(page), "Changed upstream") {
		t.Errorf("the wiki's page: %v\n%s", err, page)
	}
	p.mustNight(t, exitUnchanged, args...)
	if got := commits(t, wiki); len(got) != 2 {
		t.Errorf("commits %q", got)
	}
}

// A wiki that can't be reached is caught up with in the same way.
func TestNightlyWikiGone(t *testing.T) {
	slow(t)
	t.Parallel()
	p, wiki := newPlace(t, newQuickUpstream(t)), wikiOf(t)
	args := []string{"--wiki", wiki}
	if err := os.Rename(wiki, wiki+".away"); err != nil {
		t.Fatal(err)
	}
	p.mustNight(t, exitError, args...).says(t, "The new documents are out all the same")
	p.answers(t, nil)
	p.oneCatalog(t)
	if err := os.Rename(wiki+".away", wiki); err != nil {
		t.Fatal(err)
	}
	p.mustNight(t, exitUnchanged, args...)
	if got := commits(t, wiki); len(got) != 1 || got[0] == "" {
		t.Errorf("commits %q", got)
	}
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// commitTo commits a file to a wiki, as a person does in the browser.
func commitTo(t *testing.T, wiki, name, text string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	for _, args := range [][]string{{"clone", "--quiet", wiki, dir}, {"-C", dir, "add", name},
		{"-C", dir, "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", "by hand"}, {"-C", dir, "push", "--quiet", "origin", "HEAD"}} {
		if args[2] == "add" {
			put(t, filepath.Join(dir, name), text)
		}
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

// GitHub makes a wiki's repository with its first page only, Home, which is the
// documents' first page too: the words that GitHub proposes for it are nobody's.
// A page of somebody's stays until a night is told that it may go.
func TestNightlyFirstPageOfAWiki(t *testing.T) {
	slow(t)
	t.Parallel()
	for text, theirs := range map[string]bool{"Welcome to the docs wiki!\n": false, "# Home": false, "# Home\n\nAsk Ann before you edit this.\n": true} {
		p, wiki := newPlace(t, newQuickUpstream(t)), wikiOf(t)
		commitTo(t, wiki, "Home.md", text)
		args := []string{"--wiki", wiki, "--layout", "github"}
		if theirs {
			for _, out := range []string{"The new documents are out all the same", "What was published before is still out"} {
				p.mustNight(t, exitError, args...).says(t, "authcat did not write: Home.md;", "--overwrite", out)
			}
			p.mustNight(t, exitUnchanged, append(args, "--overwrite")...)
		} else {
			p.mustNight(t, exitOK, args...)
		}
		home, err := exec.Command("git", "-C", wiki, "show", "HEAD:Home.md").Output()
		if got := commits(t, wiki); err != nil || len(got) != 2 || !strings.Contains(string(home), "Personal Access Token") {
			t.Errorf("%q: commits %q, %v, the page is\n%.200s", text, got, err, home)
		}
		p.mustNight(t, exitUnchanged, args...)
	}
}
