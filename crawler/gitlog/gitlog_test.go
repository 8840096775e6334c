package gitlog

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// clone is a repository made by a test.
type clone struct {
	t   *testing.T
	dir string
}

func newClone(t *testing.T) clone {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	c := clone{t, filepath.Join(t.TempDir(), "clone")}
	if err := os.Mkdir(c.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	c.git("", "init", "-q", "-b", "main")
	return c
}

// git runs git in the clone; a day "2024-03-11" is its clock.
func (c clone) git(day string, args ...string) {
	c.t.Helper()
	command := exec.Command("git", append([]string{"-C", c.dir, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"}, args...)...)
	command.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+day+"T12:00:00Z", "GIT_AUTHOR_DATE=2000-01-01T00:00:00Z")
	if day == "" {
		command.Env = os.Environ()
	}
	if out, err := command.CombinedOutput(); err != nil {
		c.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (c clone) write(name, text string) {
	c.t.Helper()
	name = filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c clone) commit(day string) {
	c.t.Helper()
	c.git(day, "add", "-A")
	c.git(day, "commit", "-q", "-m", "of "+day+"\n\n:100644 100644 "+strings.Repeat("a", 40))
}

// open opens the clone and closes it with the test.
func (c clone) open() *Repository {
	c.t.Helper()
	r, err := Open(c.t.Context(), c.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = r.Close() })
	return r
}

// story tells commits in lines, with contents.
func story(t *testing.T, r *Repository, commits []Commit) string {
	t.Helper()
	var b strings.Builder
	for _, commit := range commits {
		fmt.Fprint(&b, commit.Time.Format(time.DateOnly))
		for _, change := range commit.Changes {
			body := []byte("-")
			if change.Blob != "" {
				var err error
				if body, err = r.Read(t.Context(), change.Blob); err != nil {
					t.Fatal(err)
				}
			}
			fmt.Fprintf(&b, " %s=%s", change.Path, body)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestLog(t *testing.T) {
	c := newClone(t)
	c.write("specs/a b.yaml", "one")
	c.write("specs/unwanted.yaml", "x")
	c.commit("2024-03-01")
	c.write("specs/unwanted.yaml", "y")
	c.commit("2024-03-02")
	c.git("", "checkout", "-q", "-b", "side")
	c.write("specs/a b.yaml", "two")
	c.commit("2024-03-03")
	c.write("specs/*.yaml", "star")
	c.commit("2024-03-04")
	c.git("", "checkout", "-q", "main")
	c.write("specs/unwanted.yaml", "z")
	c.commit("2024-03-05")
	c.git("2024-03-10", "merge", "-q", "--no-ff", "-m", "merge", "side")
	c.git("2024-03-11", "rm", "-q", "specs/a b.yaml")
	c.commit("2024-03-11")
	c.write("specs/a b.yaml", "line\n\nbreaks\n")
	c.commit("2024-03-09") // a wrong clock
	c.git("", "--literal-pathspecs", "rm", "-q", "specs/*.yaml")
	if err := os.Symlink("/etc/passwd", filepath.Join(c.dir, "specs", "*.yaml")); err != nil {
		t.Fatal(err)
	}
	c.commit("2024-03-12")

	r := c.open()
	commits, never, err := r.Log(t.Context(), []string{"specs/a b.yaml", "specs/*.yaml", "never.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	want := `2024-03-01 specs/a b.yaml=one
2024-03-10 specs/*.yaml=star specs/a b.yaml=two
2024-03-11 specs/a b.yaml=-
2024-03-11 specs/a b.yaml=line

breaks

2024-03-12 specs/*.yaml=-
`
	if got := story(t, r, commits); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(never) != 1 || never[0] != "never.yaml" {
		t.Errorf("never %q", never)
	}
}

// Settings of the clone and variables of the caller change nothing, and nothing that they name runs.
func TestHostileClone(t *testing.T) {
	c := newClone(t)
	c.write("a", "one")
	c.write(".gitattributes", "* diff=evil filter=evil\n")
	c.commit("2024-03-01")
	c.write("a", "two")
	c.commit("2024-03-02")
	trap := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "evil")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+trap+"\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"core.fsmonitor": script, "core.pager": script, "core.hooksPath": filepath.Dir(script), "diff.evil.textconv": script,
		"diff.external": script, "filter.evil.smudge": script, "log.showSignature": "true", "gpg.program": script,
		"log.follow": "true", "log.diffMerges": "combined", "diff.relative": "true", "format.pretty": "fuller", "color.ui": "always", "log.decorate": "full",
	} {
		c.git("", "config", name, value)
	}
	other := newClone(t)
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_WORK_TREE", other.dir)
	t.Setenv("GIT_EXTERNAL_DIFF", script)
	t.Setenv("GIT_LITERAL_PATHSPECS", "0")
	t.Setenv("GIT_TRACE", "1")
	r := c.open()
	commits, _, err := r.Log(t.Context(), []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := story(t, r, commits), "2024-03-01 a=one\n2024-03-02 a=two\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := os.Stat(trap); err == nil {
		t.Error("a program that the clone names was run")
	}
}

func TestRefusals(t *testing.T) {
	t.Run("no clone", func(t *testing.T) {
		c := newClone(t)
		inside := filepath.Join(c.dir, "folder") // git would take the clone above it
		if err := os.Mkdir(inside, 0o755); err != nil {
			t.Fatal(err)
		}
		wantKind(t, NotRepository, "git clone")(Open(t.Context(), inside))
	})
	t.Run("no folder", func(t *testing.T) {
		if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "none")); !os.IsNotExist(err) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("no git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		wantKind(t, NoGit, "install git")(Open(t.Context(), t.TempDir()))
	})
	t.Run("no commits", func(t *testing.T) {
		_, _, err := newClone(t).open().Log(t.Context(), []string{"a"})
		wantKind(t, NoCommits, "check a branch out")(nil, err)
	})
	t.Run("dubious ownership", func(t *testing.T) {
		err := explain("/c", os.ErrInvalid, "fatal: detected dubious ownership in repository at '/c'\nTo add an exception")
		wantKind(t, Dubious, "safe.directory /c")(nil, err)
	})
	t.Run("no such object", func(t *testing.T) {
		r := newClone(t).open()
		_, err := r.Read(t.Context(), strings.Repeat("a", 40))
		wantKind(t, Missing, strings.Repeat("a", 40))(nil, err)
		if _, err := r.Read(t.Context(), "HEAD\n--batch-check"); err == nil {
			t.Error("a name that is no blob was asked for")
		}
	})
	t.Run("ended", func(t *testing.T) {
		c := newClone(t)
		c.write("a", "one")
		c.commit("2024-03-01")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := c.open().Log(ctx, []string{"a"}); err != context.Canceled {
			t.Errorf("error %v", err)
		}
	})
}

func wantKind(t *testing.T, kind Kind, says string) func(*Repository, error) {
	return func(_ *Repository, err error) {
		t.Helper()
		if KindOf(err) != kind || !strings.Contains(err.Error(), says) {
			t.Errorf("error %q of kind %q, want %q that says %q", err, KindOf(err), kind, says)
		}
	}
}

func TestCutClones(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := newClone(t)
	for _, day := range []string{"2024-03-01", "2024-03-02", "2024-03-03"} {
		c.write("a", day)
		c.commit(day)
	}
	c.git("", "config", "uploadpack.allowFilter", "true")
	url := "file://" + c.dir
	cut := func(option string) *Repository {
		t.Helper()
		dir := clone{t, filepath.Join(t.TempDir(), "cut")}
		c.git("", "clone", "-q", "--no-checkout", option, url, dir.dir)
		dir.git("", "config", "protocol.file.allow", "always")
		return dir.open()
	}
	shallow := cut("--depth=2")
	commits, _, err := shallow.Log(t.Context(), []string{"a"})
	if err != nil || !shallow.Shallow() || len(commits) != 2 {
		t.Errorf("shallow %v, commits %v, %v", shallow.Shallow(), commits, err)
	}
	partial := cut("--filter=blob:none")
	if commits, _, err = partial.Log(t.Context(), []string{"a"}); err != nil || len(commits) != 3 || partial.Shallow() {
		t.Fatalf("partial: shallow %v, %v, %v", partial.Shallow(), commits, err)
	}
	all := map[string]bool{}
	for _, commit := range commits {
		all[commit.Changes[0].Blob] = true
	}
	for clone, want := range map[*Repository]int{c.open(): 0, shallow: 1, partial: 3} { // a shallow one lacks what it does not know of
		if lacking, err := clone.Lacking(t.Context(), all); err != nil || len(lacking) != want {
			t.Errorf("%s lacks %v, %v; want %d", clone.dir, lacking, err, want)
		}
	}
	_, err = partial.Read(t.Context(), commits[0].Changes[0].Blob)
	wantKind(t, Missing, "without --filter")(nil, err)
	_, _, err = cut("--filter=tree:0").Log(t.Context(), []string{"a"})
	wantKind(t, Missing, "without --filter")(nil, err)
}

// The memory of 300 versions is that of one.
func TestMemoryStaysFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	const size, versions = 1 << 20, 300
	c := newClone(t)
	body := []byte(strings.Repeat("0123456789abcdef", size/16))
	var names strings.Builder
	for i := range versions {
		copy(body, fmt.Sprintf("%08d", i))
		name := fmt.Sprintf("%d", i)
		c.write(name, string(body))
		fmt.Fprintln(&names, name)
	}
	list := exec.Command("git", "-C", c.dir, "-c", "core.compression=1", "hash-object", "-w", "--stdin-paths")
	list.Stdin = strings.NewReader(names.String())
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	r := c.open()
	var early uint64
	for i, blob := range strings.Fields(string(out)) {
		got, err := r.Read(t.Context(), blob)
		if err != nil || len(got) != size || string(got[:8]) != fmt.Sprintf("%08d", i) {
			t.Fatalf("version %d: %d bytes, %v", i, len(got), err)
		}
		switch i + 1 {
		case 50:
			early = heap()
		case versions:
			if late := heap(); late > early+2*size {
				t.Errorf("%d bytes in use after 50 versions, %d after %d", early, late, versions)
			}
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A partial clone names where it came from; nothing there is asked, whatever
// program that takes.
func TestNothingIsFetched(t *testing.T) {
	c := newClone(t)
	c.write("a", "one")
	c.commit("2024-03-01")
	c.git("", "config", "uploadpack.allowFilter", "true")
	partial := clone{t, filepath.Join(t.TempDir(), "partial")}
	c.git("", "clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+c.dir, partial.dir)
	bin, trap := t.TempDir(), filepath.Join(t.TempDir(), "ran")
	script := "#!/bin/sh\necho \"$0 $*\" >>'" + trap + "'\nexit 1\n"
	for _, name := range []string{"git-remote-evil", "git-remote-https", "git-remote-http", "ssh", "pack", "askpass", "helper"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("GIT_ASKPASS", filepath.Join(bin, "askpass"))
	t.Setenv("SSH_ASKPASS", filepath.Join(bin, "askpass"))
	for _, url := range []string{"file://" + c.dir, "https://127.0.0.1:1/x.git", "ssh://127.0.0.1:1/x.git", "evil::x", "ext::" + filepath.Join(bin, "pack") + " x"} {
		for name, value := range map[string]string{
			"remote.origin.url": url, "remote.origin.uploadpack": filepath.Join(bin, "pack"), "core.sshCommand": filepath.Join(bin, "ssh"),
			"credential.helper": filepath.Join(bin, "helper"), "protocol.allow": "always", "protocol.ext.allow": "always", "protocol.file.allow": "always",
		} {
			partial.git("", "config", name, value)
		}
		r := partial.open()
		commits, _, err := r.Log(t.Context(), []string{"a"})
		if err != nil || len(commits) != 1 {
			t.Fatalf("%s: %v, %v", url, commits, err)
		}
		blob := commits[0].Changes[0].Blob
		lacking, err := r.Lacking(t.Context(), map[string]bool{blob: true})
		if err != nil || !lacking[blob] {
			t.Errorf("%s: lacks %v, %v", url, lacking, err)
		}
		_, err = r.Read(t.Context(), blob)
		wantKind(t, Missing, "without --filter")(nil, err)
		if ran, err := os.ReadFile(trap); err == nil {
			t.Fatalf("%s: ran %s", url, ran)
		}
	}
}
