package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// site is a site of a file whose text is the page; "broken" can't be read.
func site(t *testing.T) (s *explorerSite, file string, stderr *strings.Builder) {
	t.Helper()
	file, stderr = filepath.Join(t.TempDir(), "catalog.db"), &strings.Builder{}
	s = &explorerSite{file: file, stderr: stderr, load: func() ([]byte, error) {
		text, err := os.ReadFile(file)
		if string(text) == "broken" {
			return nil, errors.New("it is broken")
		}
		return text, err
	}}
	swap(t, file, "one")
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	return s, file, stderr
}

// swap puts a new file in the place of an old one, as a crawl does.
func swap(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file+".new", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
}

func ask(s http.Handler, method, host, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host = host
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestSiteAnswersLoopbackNamesOnly(t *testing.T) {
	s, _, _ := site(t)
	for host, status := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1:8080": 200, "127.9.9.9": 200, "[::1]:8080": 200, "[::1]": 200,
		"evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "": 421,
		"0.0.0.0:8080": 421, "192.168.1.2:8080": 421, "[::]": 421,
	} {
		w := ask(s, "GET", host, "/")
		if w.Code != status {
			t.Errorf("Host %q: status %d, want %d", host, w.Code, status)
		}
		if leaked := strings.Contains(w.Body.String(), "one\n") || w.Body.String() == "one"; leaked != (status == 200) {
			t.Errorf("Host %q: body %q", host, w.Body)
		}
	}
}

func TestSiteMethodsPathsAndHeaders(t *testing.T) {
	s, _, _ := site(t)
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, "one"}, {"HEAD", "/", 200, ""}, {"GET", "/index.html", 200, "one"},
		{"GET", "/catalog.db", 404, "404 page not found\n"}, {"GET", "/%2e%2e/catalog.db", 404, "404 page not found\n"},
		{"POST", "/", 405, "only GET and HEAD\n"}, {"DELETE", "/", 405, "only GET and HEAD\n"}, {"OPTIONS", "/", 405, "only GET and HEAD\n"},
	} {
		w := ask(s, c.method, "localhost", c.path)
		if w.Code != c.status || w.Body.String() != c.body {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.path, w.Code, w.Body, c.status, c.body)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s %s: %s is %q, want %q", c.method, c.path, name, got, want)
			}
		}
	}
	first := ask(s, "GET", "localhost", "/")
	if got := first.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("content type %s", got)
	}
	again := ask(s, "GET", "localhost", "/", "If-None-Match", first.Header().Get("ETag"))
	if again.Code != 304 || again.Body.Len() > 0 {
		t.Errorf("asked again: %d %q", again.Code, again.Body)
	}
}

func TestSiteFollowsTheFile(t *testing.T) {
	s, file, stderr := site(t)
	page := func(want string) string {
		t.Helper()
		w := ask(s, "GET", "localhost", "/")
		if w.Code != 200 || w.Body.String() != want {
			t.Errorf("%d %q, want %q", w.Code, w.Body, want)
		}
		return w.Header().Get("ETag")
	}
	one := page("one")
	swap(t, file, "two") // as long as "one", and maybe of the same moment
	if two := page("two"); two == one {
		t.Error("two pages have one tag")
	}
	swap(t, file, "broken")
	page("two")
	page("two")
	if n := strings.Count(stderr.String(), "it is broken"); n != 1 {
		t.Errorf("%d complaints, want 1: %s", n, stderr)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	page("two")
	swap(t, file, "three")
	page("three")
	if !strings.Contains(stderr.String(), "no such file") {
		t.Errorf("the missing file is not named: %s", stderr)
	}
}

// The command prints its address, serves the bundled facts and ends with its context.
func TestServeUntilTheContextEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, stdout := io.Pipe()
	e := environment{stdout: stdout, stderr: io.Discard, getenv: func(string) string { return "" }, now: time.Now}
	command := newServe(e)
	command.SetArgs([]string{"--addr", "localhost:0"})
	ended := make(chan error, 1)
	go func() { ended <- command.ExecuteContext(ctx); stdout.Close() }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err, <-ended)
	}
	client := &http.Client{Transport: &http.Transport{Proxy: nil}}
	response, err := client.Get(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != 200 || !strings.Contains(string(body), `id="catalog"`) {
		t.Errorf("%d, %d bytes, %v", response.StatusCode, len(body), err)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * stopTime):
		t.Error("it goes on serving")
	}
	if _, err := client.Get(strings.TrimSpace(address)); err == nil {
		t.Error("it still answers")
	}
}
