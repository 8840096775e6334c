package publish

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// rivalCommit is a shell script that commits to a bare repository's main with
// plumbing alone; %s of it is the git program.
const rivalCommit = `rival() {
	blob=$(echo "rival $1" | $GIT hash-object -w --stdin)
	parent=$($GIT rev-parse --verify --quiet main)
	tree=$( ($GIT ls-tree main 2>/dev/null; printf '100644 blob %s\tRival%s.md\n' "$blob" "$1") | $GIT mktree)
	commit=$($GIT commit-tree ${parent:+-p $parent} -m rival "$tree")
	$GIT update-ref refs/heads/main "$commit"
}
count() { echo x >>"$COUNTER"; grep -c x "$COUNTER"; }
`

// Somebody else pushes between the clone and the push: before the server tells
// its heads, which is a push that is no fast-forward, or after that, which is a
// lock that is lost.
func TestRival(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for _, c := range []struct {
		name  string
		empty bool
		place func(t *testing.T, remote, times string)
	}{
		{"before the push", false, rivalBefore},
		{"during the push", false, rivalDuring},
		{"first commit", true, rivalBefore},
	} {
		t.Run(c.name, func(t *testing.T) {
			remote := newRemote(t)
			t.Setenv("COUNTER", filepath.Join(t.TempDir(), "counter"))
			if !c.empty {
				person(t, remote, map[string]string{"README.md": "by hand"})
			}
			c.place(t, remote, "1")
			result := mustPublish(t, Target{URL: remote}, twoFiles)
			got := listing(t, remote, "main")
			if !result.Retried || !result.Pushed || got["Rival1.md"] != "rival 1" || got["Home.md"] != "# Home" || !c.empty && got["README.md"] == "" {
				t.Errorf("%+v %v", result, got)
			}
			if parent := gitAt(t, remote, "log", "-1", "--format=%s", "main^"); parent != "rival" {
				t.Errorf("our commit is on %q", parent)
			}
		})
		t.Run(c.name+", twice", func(t *testing.T) {
			remote := newRemote(t)
			t.Setenv("COUNTER", filepath.Join(t.TempDir(), "counter"))
			if !c.empty {
				person(t, remote, map[string]string{"README.md": "by hand"})
			}
			c.place(t, remote, "2")
			result, err := Publish(context.Background(), Target{URL: remote}, twoFiles, nil)
			if err == nil || result.Pushed || !strings.Contains(err.Error(), "twice") || !strings.Contains(err.Error(), "run it again later") {
				t.Fatalf("%+v %v", result, err)
			}
			got := listing(t, remote, "main")
			if got["Rival1.md"] == "" || got["Rival2.md"] == "" || got["Home.md"] != "" {
				t.Errorf("the remote has %v", got)
			}
			assertTidy(t)
		})
	}
}

func rivalBefore(t *testing.T, remote, times string) {
	wrapGit(t, rivalCommit+`case " $* " in *" push "*)
		n=$(count)
		[ "$n" -le `+times+` ] && (export GIT_CONFIG_GLOBAL=/dev/null GIT_DIR='`+remote+`'; rival "$n")
	esac`)
}

func rivalDuring(t *testing.T, remote, times string) {
	writeHook(t, remote, "update", "GIT=git\n"+rivalCommit+`n=$(count)
		unset GIT_QUARANTINE_PATH
		[ "$n" -gt `+times+` ] || rival "$n"`)
}

// A rival who publishes the same leaves nothing to do.
func TestRivalPublishesTheSame(t *testing.T) {
	remote := newRemote(t)
	self := filepath.Join(t.TempDir(), "other.git")
	gitAt(t, ".", "init", "--quiet", "--bare", "--initial-branch=main", self)
	mustPublish(t, Target{URL: self, Author: Person{Name: "Rival"}}, twoFiles)
	wrapGit(t, `case " $* " in *" push "*) "$GIT" --git-dir='`+self+`' push --quiet '`+remote+`' main || exit 9 ;; esac`)
	result := mustPublish(t, Target{URL: remote}, twoFiles)
	if result.Pushed || !result.Retried || result.Commit != "" || gitAt(t, remote, "rev-list", "--count", "main") != "1" {
		t.Errorf("%+v", result)
	}
}

// A rival who writes a page of ours is not overwritten in the second attempt.
func TestRivalWritesOurPage(t *testing.T) {
	remote := newRemote(t)
	t.Setenv("COUNTER", filepath.Join(t.TempDir(), "counter"))
	rivalBefore(t, remote, "1")
	_, err := Publish(context.Background(), Target{URL: remote}, files("Rival1.md", "ours"), nil)
	var foreign *ForeignError
	if !errors.As(err, &foreign) || listing(t, remote, "main")["Rival1.md"] != "rival 1" {
		t.Errorf("%v", err)
	}
}

// A push that arrives counts, whatever became of the answer.
func TestLostAnswer(t *testing.T) {
	remote := newRemote(t)
	wrapGit(t, `case " $* " in *" push "*) "$GIT" "$@"; echo "fatal: the remote end hung up unexpectedly" >&2; exit 128 ;; esac`)
	result := mustPublish(t, Target{URL: remote}, twoFiles)
	if !result.Pushed || result.Retried || gitAt(t, remote, "rev-parse", "main") != result.Commit {
		t.Errorf("%+v", result)
	}
}

func TestRejectedPush(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"README.md": "by hand"})
	writeHook(t, remote, "pre-receive", `printf 'only bots may push \033[31mhere\033[0m, see https://user:hunter2@example.org/x\n' >&2; exit 1`)
	err := mustRefuse(t, Target{URL: remote}, remote, twoFiles,
		"git push failed", "remote: only bots may push", "see https://example.org/x", "pre-receive hook declined", "next step: ")
	if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "\033") {
		t.Errorf("not redacted: %q", err)
	}
}

func TestCheckedOutBranch(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"README.md": "by hand"})
	dir := filepath.Join(t.TempDir(), "worktree")
	gitAt(t, ".", "clone", "--quiet", remote, dir)
	mustRefuse(t, Target{URL: dir}, dir, twoFiles, "checked out", "next step: publish to a bare repository")
}

func TestUserHooksDoNotRun(t *testing.T) {
	remote := newRemote(t)
	hooks := t.TempDir()
	for _, name := range []string{"pre-push", "pre-commit", "post-commit", "reference-transaction", "post-checkout"} {
		writeFile(t, filepath.Join(hooks, name), "#!/bin/sh\nexit 1\n", 0o755)
	}
	gitAt(t, ".", "config", "--global", "core.hooksPath", hooks)
	// The remote of this test is on the same machine, and has hooks of its own.
	writeFile(t, filepath.Join(remote, "config"), "[core]\n\tbare = true\n\thooksPath = /dev/null\n", 0o644)
	t.Setenv("COUNTER", filepath.Join(t.TempDir(), "counter"))
	rivalBefore(t, remote, "1") // the second attempt moves a reference of the clone
	if result := mustPublish(t, Target{URL: remote}, twoFiles); !result.Retried {
		t.Errorf("%+v", result)
	}
}

// Line endings and filters of the machine's configuration leave the bytes alone.
func TestFiltersDoNotRun(t *testing.T) {
	remote := newRemote(t)
	attributes := filepath.Join(t.TempDir(), "attributes")
	writeFile(t, attributes, "* text=auto eol=crlf filter=lfs\n", 0o644)
	for name, value := range map[string]string{
		"core.attributesFile": attributes, "core.autocrlf": "input",
		"filter.lfs.clean": "false", "filter.lfs.smudge": "false", "filter.lfs.required": "true",
	} {
		gitAt(t, ".", "config", "--global", name, value)
	}
	mustPublish(t, Target{URL: remote}, files("crlf.md", "a\r\nb\r\n"))
	if size := gitAt(t, remote, "cat-file", "-s", "main:crlf.md"); size != "6" {
		t.Errorf("6 bytes were given, the remote has %s", size)
	}
}

func TestMissingRepositoryAndGit(t *testing.T) {
	remote := newRemote(t)
	mustRefuse(t, Target{URL: remote + "x"}, remote, twoFiles, remote+"x", "does not appear to be a git repository", "next step: check the address")
	empty := t.TempDir()
	path := os.Getenv("PATH")
	t.Setenv("PATH", empty)
	_, err := Publish(context.Background(), Target{URL: remote}, twoFiles, nil)
	t.Setenv("PATH", path)
	if err == nil || !strings.Contains(err.Error(), "git is not installed") || !strings.Contains(err.Error(), "install it") {
		t.Errorf("%v", err)
	}
	assertTidy(t)
}

// The end of the context ends git and all that git started.
func TestCancelled(t *testing.T) {
	remote := newRemote(t)
	fifo := filepath.Join(t.TempDir(), "fifo")
	if out, err := exec.Command("mkfifo", fifo).CombinedOutput(); err != nil {
		t.Fatalf("mkfifo: %v %s", err, out)
	}
	wrapGit(t, `case " $* " in *" push "*) sleep 600 >'`+fifo+`' & wait ;; esac`)
	ctx, cancel := context.WithCancel(context.Background())
	released := make(chan struct{})
	go func() {
		defer close(released)
		defer cancel()
		file, err := os.Open(fifo) // until the grandchild has its end
		if err != nil {
			t.Error(err)
			return
		}
		defer file.Close()
		cancel()
		_, _ = file.Read(make([]byte, 1)) // until the grandchild is gone
	}()
	_, err := Publish(ctx, Target{URL: remote}, twoFiles, nil)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "was stopped during 'git push'") {
		t.Errorf("%v", err)
	}
	<-released
	if headOf(t, remote) != "" {
		t.Error("it was pushed")
	}
	assertTidy(t)
}
