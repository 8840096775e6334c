package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/export/publish"
)

// The layout follows the host, never a folder that is called like one.
func TestLayoutOfHost(t *testing.T) {
	for url, want := range map[string]string{
		"https://github.com/acme/docs.wiki.git":         "github",
		"git@github.acme.example:docs.wiki.git":         "github",
		"https://gitlab.com/acme/docs.wiki.git":         "gitlab",
		"https://acme@dev.azure.com/acme/p/_git/p.wiki": "azure",
		"https://acme.visualstudio.com/p/_git/p.wiki":   "azure",
		"git@ssh.dev.azure.com:v3/acme/p/p.wiki":        "azure",
		"https://git.example.org/github/docs.git":       "folder",
		"/srv/gitlab.com/docs.git":                      "folder",
	} {
		if got := layoutOf((publish.Target{URL: url}).Host()); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
}

// Each layout gets what its place looks for, in one commit, and no second one.
func TestPublishInEachLayout(t *testing.T) {
	slow(t)
	for layout, wanted := range map[string][]string{
		"github": {"Home.md", "_Sidebar.md", "endpoint-authorization.md", "features.svg"},
		"gitlab": {"home.md", "_sidebar.md", "api-v1.md", "endpoint-authorization.csv"},
		"azure":  {"Home.md", ".order", ".attachments/features.svg", ".attachments/endpoint-authorization.xlsx"},
		"folder": {"endpoint-authorization.md", "features.svg", "scopes.csv"},
	} {
		t.Run(layout, func(t *testing.T) {
			bare := filepath.Join(t.TempDir(), "wiki.git")
			git := func(args ...string) string {
				t.Helper()
				out, err := exec.Command("git", args...).CombinedOutput()
				if err != nil {
					t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
				}
				return strings.TrimSpace(string(out))
			}
			git("init", "-q", "--bare", bare)
			publish := []string{"publish", "--wiki", bare, "--layout", layout}
			if out := execute(t, publish, 0); !strings.HasPrefix(out, "published commit ") {
				t.Errorf("the first publication says %q", out)
			}
			head := git("-C", bare, "rev-parse", "HEAD")
			names := strings.Split(git("-C", bare, "ls-tree", "-r", "--name-only", "HEAD"), "\n")
			for _, name := range wanted {
				if !slices.Contains(names, name) {
					t.Errorf("no %s among %q", name, names)
				}
			}
			if subject := git("-C", bare, "log", "-1", "--format=%s"); !strings.Contains(subject, "2026-08-22: ") || !strings.Contains(subject, " added") {
				t.Errorf("the commit's subject is %q", subject)
			}
			if out := execute(t, publish, 0); !strings.HasPrefix(out, "nothing changed") || git("-C", bare, "rev-parse", "HEAD") != head {
				t.Errorf("the second publication says %q", out)
			}
		})
	}
}

// What a killed publication left in the temporary folder goes with the next
// one; what a running one has there does not.
func TestKilledPublicationIsSwept(t *testing.T) {
	slow(t)
	wiki, temp := wikiOf(t), t.TempDir()
	begun, end := filepath.Join(t.TempDir(), "begun"), filepath.Join(t.TempDir(), "end")
	hook := filepath.Join(wiki, "hooks", "pre-receive")
	put(t, hook, "#!/bin/sh\ntouch '"+begun+"'\nwhile [ ! -e '"+end+"' ]; do sleep 0.05; done\nexit 1\n")
	if err := os.Chmod(hook, 0o755); err != nil {
		t.Fatal(err)
	}
	authcat := program(t)
	publish := func(args ...string) *exec.Cmd {
		command := exec.Command(authcat, append([]string{"publish", "--wiki", wiki}, args...)...)
		command.Env = append(os.Environ(), "TMPDIR="+temp)
		return command
	}
	left := func() []string {
		found, err := filepath.Glob(filepath.Join(temp, "authcat*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	running := publish()
	if err := running.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(begun); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the publication does not get to its push")
		}
	}
	if out, err := publish("--dry-run").CombinedOutput(); err != nil || len(left()) != 1 {
		t.Errorf("while one runs: %v, there are %q\n%s", err, left(), out)
	}
	if err := running.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = running.Wait() // killed
	put(t, end, "")
	if len(left()) != 1 {
		t.Fatalf("the killed run left %q: the test tests nothing", left())
	}
	removeAll(t, hook)
	if out, err := publish().CombinedOutput(); err != nil || len(left()) != 0 {
		t.Errorf("the next one: %v, there are %q\n%s", err, left(), out)
	}
}
