package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stateBranch is a repository on a server, and the clones that jobs make of it.
type stateBranch struct {
	t      *testing.T
	script string
	server string
}

func newStateBranch(t *testing.T) *stateBranch {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	script, err := filepath.Abs(filepath.Join("deploy", "github", "state.sh"))
	if err != nil {
		t.Fatal(err)
	}
	b := &stateBranch{t, script, filepath.Join(t.TempDir(), "server.git")}
	b.git("", "init", "--quiet", "--bare", b.server)
	return b
}

func (b *stateBranch) git(dir string, args ...string) string {
	b.t.Helper()
	command := exec.Command("git", args...)
	command.Dir = dir
	output, err := command.CombinedOutput()
	if err != nil {
		b.t.Fatalf("git %q: %v\n%s", args, err, output)
	}
	return string(output)
}

// job is a fresh clone, as a job of GitHub Actions has it.
func (b *stateBranch) job() string {
	b.t.Helper()
	dir := b.t.TempDir()
	b.git("", "clone", "--quiet", "--no-local", b.server, dir)
	return dir
}

func (b *stateBranch) run(job, verb string) error {
	command := exec.Command(b.script, verb, "build/state")
	command.Dir = job
	output, err := command.CombinedOutput()
	b.t.Logf("%s: %v\n%s", verb, err, output)
	return err
}

func (b *stateBranch) must(job, verb string) {
	b.t.Helper()
	if err := b.run(job, verb); err != nil {
		b.t.Fatalf("state.sh %s: %v", verb, err)
	}
}

func (b *stateBranch) write(job, name, text string) {
	b.t.Helper()
	path := filepath.Join(job, "build", "state", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func stateFile(job, name string) string {
	text, err := os.ReadFile(filepath.Join(job, "build", "state", name))
	if err != nil {
		return "none"
	}
	return string(text)
}

// Each job has what the one before it had; of the old commits nothing hangs on.
func TestDeployStateBranch(t *testing.T) {
	b := newStateBranch(t)
	first := b.job()
	b.must(first, "restore")
	b.must(first, "save") // the build failed: there is no state
	b.write(first, "catalog.db", "first\r\n\x00")
	b.write(first, "archive/.meta/host/path", "etag")
	b.write(first, "changes/old.json", "{}")
	b.write(first, ".gitignore", "*\n")
	b.must(first, "save")

	second := b.job()
	b.must(second, "restore")
	if got := stateFile(second, "catalog.db") + stateFile(second, "archive/.meta/host/path"); got != "first\r\n\x00etag" {
		t.Errorf("the second night has %q", got)
	}
	b.write(second, "catalog.db", "second")
	if err := os.Remove(filepath.Join(second, "build", "state", "changes", "old.json")); err != nil {
		t.Fatal(err)
	}
	b.must(second, "save")
	b.must(second, "save")

	third := b.job()
	b.must(third, "restore")
	if got := stateFile(third, "catalog.db") + stateFile(third, "changes/old.json"); got != "secondnone" {
		t.Errorf("the third night has %q", got)
	}
	if count := b.git(b.server, "rev-list", "--count", "authcat-state"); count != "1\n" {
		t.Errorf("the branch has %s commits", count)
	}
}

// Nobody's state is lost to a job that did not begin with it.
func TestDeployStateIsNotOverwritten(t *testing.T) {
	b := newStateBranch(t)
	slow, quick := b.job(), b.job()
	b.must(slow, "restore")
	b.must(quick, "restore")
	for _, job := range []string{quick, slow} {
		b.write(job, "catalog.db", filepath.Base(job))
	}
	b.must(quick, "save")
	if b.run(slow, "save") == nil {
		t.Error("a first night replaces another")
	}

	late := b.job()
	b.must(late, "restore")
	b.write(quick, "catalog.db", "quick again")
	b.must(quick, "save")
	b.write(late, "catalog.db", "late")
	if b.run(late, "save") == nil {
		t.Error("a night replaces what it never saw")
	}
}

// A server that does not answer is no first night.
func TestDeployStateNeedsTheServer(t *testing.T) {
	b := newStateBranch(t)
	job := b.job()
	if err := os.Rename(b.server, b.server+".away"); err != nil {
		t.Fatal(err)
	}
	if b.run(job, "restore") == nil {
		t.Error("the night begins without its state")
	}
	if b.run(job, "forget") == nil {
		t.Error("state.sh does what it does not know")
	}
}

// The token reaches git for these commands and no file, and no other host.
func TestDeployStateToken(t *testing.T) {
	b := newStateBranch(t)
	b.git(b.server, "config", "http.receivepack", "true")
	const token = "ghs_canary"
	server := httptest.NewServer(basicAuth("x-access-token", token, gitBackend(t, filepath.Dir(b.server))))
	t.Cleanup(server.Close)
	job := b.job()
	b.git(job, "remote", "set-url", "origin", server.URL+"/"+filepath.Base(b.server))
	t.Setenv("GIT_TERMINAL_PROMPT", "0")
	if b.run(job, "restore") == nil {
		t.Fatal("the server asks for no token: the test shows nothing")
	}
	t.Setenv("AUTHCAT_STATE_TOKEN", token)
	b.must(job, "restore")
	b.write(job, "catalog.db", "first")
	b.must(job, "save")
	next := b.job()
	b.must(next, "restore")
	if got := stateFile(next, "catalog.db"); got != "first" {
		t.Errorf("the next night has %q", got)
	}
	err := filepath.WalkDir(job, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(token)) {
			t.Errorf("%s has the token", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// gitBackend serves the repositories in a folder over HTTP, as git hosts do.
func gitBackend(t *testing.T, dir string) http.Handler {
	t.Helper()
	path, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(strings.TrimSpace(string(path)), "git-http-backend")
	if _, err := os.Stat(program); err != nil {
		t.Skip("git-http-backend is not here")
	}
	return &cgi.Handler{Path: program, Env: []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=authcat"}}
}

func basicAuth(user, password string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, _ := r.BasicAuth(); u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="git"`)
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
