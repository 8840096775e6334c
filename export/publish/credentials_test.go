package publish

import (
	"encoding/pem"
	"io/fs"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const token = "s3cr+t/tok=n"

// host is an HTTPS server that notes what authorization it is sent.
type host struct {
	*httptest.Server
	mu   sync.Mutex
	seen []string
}

func newHost(t *testing.T, answer http.HandlerFunc) *host {
	t.Helper()
	h := &host{}
	h.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.seen = append(h.seen, r.Header.Get("Authorization"))
		h.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(h.Close)
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: h.Certificate().Raw})
	file := filepath.Join(t.TempDir(), "ca.pem")
	writeFile(t, file, string(certificate), 0o644)
	t.Setenv("GIT_SSL_CAINFO", file)
	return h
}

// sent are the authorizations other than none.
func (h *host) sent() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var sent []string
	for _, header := range h.seen {
		if header != "" {
			sent = append(sent, header)
		}
	}
	return sent
}

func unauthorized(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="git"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// serveGit is a git server that one user name and token open.
func serveGit(t *testing.T, remote, username string) http.HandlerFunc {
	t.Helper()
	gitAt(t, remote, "config", "http.receivepack", "true")
	backend := filepath.Join(gitAt(t, ".", "--exec-path"), "git-http-backend")
	if _, err := os.Stat(backend); err != nil {
		t.Skip("this git has no http-backend")
	}
	server := &cgi.Handler{Path: backend, Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(remote), "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=ci"}}
	return func(w http.ResponseWriter, r *http.Request) {
		if name, password, _ := r.BasicAuth(); name != username || password != token {
			unauthorized(w, r)
			return
		}
		server.ServeHTTP(w, r)
	}
}

// recordGit writes the arguments of every program that runs, and whether git's
// environment has the token, to the file that it returns.
func recordGit(t *testing.T) string {
	t.Helper()
	record := filepath.Join(t.TempDir(), "record")
	wrapGit(t, `{ printf 'argv'; printf ' %s' "$@"; echo; env | sed -n 's/^AUTHCAT_GIT_TOKEN=.*/with a token/p'; } >>'`+record+`'`)
	// Git notes what it runs in turn, and the whole conversation, as told by somebody who is looking for trouble.
	t.Setenv("GIT_TRACE", record)
	t.Setenv("GIT_TRACE_CURL", record)
	t.Setenv("GIT_TRACE_REDACT", "0")
	return record
}

func TestTokenOverHTTPS(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for _, username := range []string{"", "gitlab-ci-token"} {
		remote := newRemote(t)
		home := os.Getenv("HOME")
		gitAt(t, ".", "config", "--global", "credential.helper", "store") // it would write what git approves
		h := newHost(t, serveGit(t, remote, firstOf(username, "x-access-token")))
		record := recordGit(t)
		target := Target{URL: h.URL + "/wiki.git", Token: token + "\n", Username: username}
		if result := mustPublish(t, target, twoFiles); !result.Pushed || len(listing(t, remote, "main")) != 2 {
			t.Errorf("%+v", result)
		}
		if result := mustPublish(t, target, twoFiles); result.Pushed {
			t.Errorf("again: %+v", result)
		}
		recorded, err := os.ReadFile(record)
		for _, sign := range []string{"argv ", "with a token", "run_command: 'f()", "Authorization: Basic <redacted>"} {
			if err != nil || !strings.Contains(string(recorded), sign) {
				t.Fatalf("the record of git at work lacks %q: %v\n%s", sign, err, recorded)
			}
		}
		assertNowhere(t, string(recorded))
		assertNotIn(t, home, remote, os.TempDir())
	}
}

// assertNowhere wants no form of the token in a text.
func assertNowhere(t *testing.T, text string) {
	t.Helper()
	for _, form := range []string{token, "s3cr%2Bt", "s3cr%2bt", "eC1hY2Nlc3MtdG9rZW46"} { // base64 of "x-access-token:"
		if strings.Contains(text, form) {
			t.Errorf("the token shows as %q in:\n%s", form, text)
		}
	}
}

func assertNotIn(t *testing.T, folders ...string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			assertNowhere(t, string(body))
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestRefusedToken(t *testing.T) {
	remote := newRemote(t)
	h := newHost(t, unauthorized)
	err := mustRefuse(t, Target{URL: h.URL + "/wiki.git", Token: token}, remote, twoFiles,
		"Authentication failed", h.URL+"/wiki.git", "next step: set AUTHCAT_GIT_TOKEN")
	assertNowhere(t, err.Error())
	if len(h.sent()) == 0 {
		t.Error("the host was not sent the token at all")
	}
	err = mustRefuse(t, Target{URL: h.URL + "/wiki.git"}, remote, twoFiles, "could not read Username", "next step: set AUTHCAT_GIT_TOKEN")
	if strings.Contains(err.Error(), "[redacted]") {
		t.Errorf("%v", err)
	}
}

// A host that repeats what it was sent gives nothing away.
func TestHostRepeatsTheToken(t *testing.T) {
	remote := newRemote(t)
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			unauthorized(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusForbidden)
		_, password, _ := r.BasicAuth()
		_, _ = w.Write([]byte("no: " + r.Header.Get("Authorization") + " or " + password + "\n"))
	})
	err := mustRefuse(t, Target{URL: h.URL + "/wiki.git", Token: token}, remote, twoFiles, "remote: no: ", "[redacted]", "next step: set AUTHCAT_GIT_TOKEN")
	assertNowhere(t, err.Error())
}

func TestTokenStaysWithItsHost(t *testing.T) {
	remote := newRemote(t)
	elsewhere := newHost(t, unauthorized)
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			unauthorized(w, r)
			return
		}
		http.Redirect(w, r, elsewhere.URL+r.URL.RequestURI(), http.StatusFound)
	})
	err := mustRefuse(t, Target{URL: h.URL + "/wiki.git", Token: token}, remote, twoFiles)
	if len(h.sent()) == 0 || len(elsewhere.seen) == 0 {
		t.Fatalf("%d requests with a token here, %d elsewhere: %v", len(h.sent()), len(elsewhere.seen), err)
	}
	if sent := elsewhere.sent(); len(sent) > 0 {
		t.Errorf("another host was sent %q", sent)
	}
	// A setting of the machine that leads elsewhere.
	gitAt(t, ".", "config", "--global", "url."+elsewhere.URL+"/.insteadOf", "https://wiki.example.org/")
	_ = mustRefuse(t, Target{URL: "https://wiki.example.org/wiki.git", Token: token}, remote, twoFiles)
	if sent := elsewhere.sent(); len(sent) > 0 {
		t.Errorf("another host was sent %q", sent)
	}
}

// A repository on this machine, whose hooks run with our environment, sees no token.
func TestNoTokenForLocalRepositories(t *testing.T) {
	remote := newRemote(t)
	t.Setenv(tokenVariable, token)
	seen := filepath.Join(t.TempDir(), "seen")
	writeHook(t, remote, "pre-receive", "env >'"+seen+"'")
	mustPublish(t, Target{URL: remote, Token: token}, twoFiles)
	body, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	assertNowhere(t, string(body))
}

func TestOwnHelpersWithoutToken(t *testing.T) {
	remote := newRemote(t)
	h := newHost(t, serveGit(t, remote, "jo"))
	gitAt(t, ".", "config", "--global", "credential.helper", "!printf 'username=jo\\npassword=%s\\n' '"+token+"' #")
	if result := mustPublish(t, Target{URL: h.URL + "/wiki.git"}, twoFiles); !result.Pushed {
		t.Errorf("%+v", result)
	}
}

// Nothing may ask: not a window, not ssh.
func TestNothingPrompts(t *testing.T) {
	remote := newRemote(t)
	asked := filepath.Join(t.TempDir(), "asked")
	ask := filepath.Join(t.TempDir(), "ask")
	writeFile(t, ask, "#!/bin/sh\necho \"$@\" >'"+asked+"'\n", 0o755)
	t.Setenv("SSH_ASKPASS", ask)
	gitAt(t, ".", "config", "--global", "core.askPass", ask)
	h := newHost(t, unauthorized)
	_ = mustRefuse(t, Target{URL: h.URL + "/wiki.git"}, remote, twoFiles, "could not read Username")
	if body, err := os.ReadFile(asked); err == nil {
		t.Errorf("asked for %s", body)
	}
}

func TestSSH(t *testing.T) {
	for _, c := range []struct{ name, variable, setting, want string }{
		{"batch mode", "", "", "-o BatchMode=yes"},
		{"the user's variable", "mine", "", "mine"},
		{"the user's setting", "", "configured", "configured"},
	} {
		t.Run(c.name, func(t *testing.T) {
			remote := newRemote(t)
			bin, called := t.TempDir(), filepath.Join(t.TempDir(), "called")
			writeFile(t, filepath.Join(bin, "ssh"), "#!/bin/sh\necho \"$@\" >>'"+called+"'\necho 'git@host: Permission denied (publickey).' >&2\nexit 255\n", 0o755)
			t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			if c.variable != "" {
				t.Setenv("GIT_SSH_COMMAND", "ssh "+c.variable)
			}
			if c.setting != "" {
				gitAt(t, ".", "config", "--global", "core.sshCommand", "ssh "+c.setting)
			}
			for _, url := range []string{"git@wiki.example.org:o/r.git", "ssh://git@wiki.example.org/o/r.git"} {
				_ = mustRefuse(t, Target{URL: url, Token: token}, remote, twoFiles, "Permission denied (publickey)", "next step: give ssh a key")
			}
			body, err := os.ReadFile(called)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(body)) {
				if !strings.Contains(line, c.want) || c.want != "-o BatchMode=yes" && strings.Contains(line, "BatchMode") {
					t.Errorf("ssh %s, want %s", strings.TrimSpace(line), c.want)
				}
			}
		})
	}
}

func TestUnreachableHost(t *testing.T) {
	remote := newRemote(t)
	closed := httptest.NewServer(nil)
	closed.Close()
	url := strings.Replace(closed.URL, "http://", "https://", 1) + "/wiki.git"
	_ = mustRefuse(t, Target{URL: url, Token: token}, remote, twoFiles, url, "next step: check the address, the network")
}

// A setting of the machine can't lead to a transport that runs programs.
func TestTransportBySetting(t *testing.T) {
	remote := newRemote(t)
	ran := filepath.Join(t.TempDir(), "ran")
	gitAt(t, ".", "config", "--global", "url.ext::touch "+ran+" .insteadOf", "https://wiki.example.org/")
	gitAt(t, ".", "config", "--global", "protocol.ext.allow", "always")
	_ = mustRefuse(t, Target{URL: "https://wiki.example.org/x"}, remote, twoFiles, "transport 'ext' not allowed", "insteadOf")
	if _, err := os.Stat(ran); err == nil {
		t.Error("the program ran")
	}
}

func TestTokenWithLineBreak(t *testing.T) {
	remote := newRemote(t)
	for _, target := range []Target{{Token: "a\nhost=evil"}, {Token: "a", Username: "x\nurl=evil"}} {
		target.URL = remote
		_ = mustRefuse(t, target, remote, twoFiles, "AUTHCAT_GIT_TOKEN", "line break")
	}
}
