package publish

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"authcat/export"
	"authcat/export/manifest"
)

// isolate keeps the machine's git configuration and identity out of a test.
func isolate(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_GLOBAL": filepath.Join(home, "config"), "GIT_CONFIG_NOSYSTEM": "1",
		"TMPDIR": t.TempDir(), "NO_PROXY": "*", "GIT_TERMINAL_PROMPT": "0",
	} {
		t.Setenv(name, value)
	}
	for _, name := range []string{
		"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
		"GIT_ASKPASS", "SSH_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND",
	} {
		t.Setenv(name, "") // so that it comes back afterwards
		os.Unsetenv(name)
	}
}

// gitAt runs git as anyone would.
func gitAt(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=Someone", "-c", "user.email=someone@example.org"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// newRemote makes an empty bare repository whose HEAD names main.
func newRemote(t *testing.T) string {
	t.Helper()
	isolate(t)
	remote := filepath.Join(t.TempDir(), "wiki.git")
	gitAt(t, ".", "init", "--quiet", "--bare", "--initial-branch=main", remote)
	return remote
}

// person pushes files from a clone of their own; an empty body removes a file.
func person(t *testing.T, remote string, files map[string]string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	gitAt(t, ".", "clone", "--quiet", remote, dir)
	for name, body := range files {
		path := filepath.Join(dir, name)
		if body == "" {
			gitAt(t, dir, "rm", "--quiet", name)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		writeFile(t, path, body, 0o644)
	}
	gitAt(t, dir, "add", "--all")
	gitAt(t, dir, "commit", "--quiet", "-m", "by hand")
	gitAt(t, dir, "push", "--quiet", "origin", "HEAD")
}

func writeFile(t *testing.T, path, body string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(body), mode); err != nil {
		t.Fatal(err)
	}
}

func headOf(t *testing.T, remote string) string {
	t.Helper()
	return gitAt(t, remote, "for-each-ref", "--format=%(refname) %(objectname)")
}

// listing is the branch's file names, without the manifest, and their bodies.
func listing(t *testing.T, remote, branch string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for name := range strings.FieldsSeq(gitAt(t, remote, "ls-tree", "-r", "--name-only", branch)) {
		if filepath.Base(name) != manifest.Name {
			files[name] = gitAt(t, remote, "cat-file", "blob", branch+":"+name)
		}
	}
	return files
}

// files makes a publication of names and bodies in turn.
func files(pairs ...string) []export.File {
	var all []export.File
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, export.File{Name: pairs[i], Body: []byte(pairs[i+1])})
	}
	return all
}

func mustPublish(t *testing.T, target Target, files []export.File) Result {
	t.Helper()
	result, err := Publish(context.Background(), target, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	assertTidy(t)
	return result
}

// mustRefuse publishes, wants an error with all of the words, and the remote as before.
func mustRefuse(t *testing.T, target Target, remote string, files []export.File, words ...string) error {
	t.Helper()
	before := headOf(t, remote)
	result, err := Publish(context.Background(), target, files, nil)
	if err == nil {
		t.Fatalf("published %+v, want an error with %q", result, words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error lacks %q:\n%v", word, err)
		}
	}
	if result.Pushed || result.Commit != "" {
		t.Errorf("after an error the result says pushed: %+v", result)
	}
	if after := headOf(t, remote); after != before {
		t.Errorf("the remote was %s, is %s", before, after)
	}
	assertTidy(t)
	return err
}

// assertTidy wants the temporary folder empty.
func assertTidy(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v %v", left, err)
	}
}

// wrapGit puts a shell script before the real git; $GIT is the real one.
func wrapGit(t *testing.T, script string) {
	t.Helper()
	real, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "git"), "#!/bin/sh\nGIT='"+real+"'\n"+script+"\nexec \"$GIT\" \"$@\"\n", 0o755)
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func writeHook(t *testing.T, remote, name, script string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(remote, "hooks"), 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(remote, "hooks", name), "#!/bin/sh\n"+script+"\n", 0o755)
}
