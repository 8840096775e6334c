package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
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

// served starts a server of a site. It returns its address and a function that
// stops it and returns its error.
func served(t *testing.T, site http.Handler, limits serveLimits) (address string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, environment{stdout: stdout, stderr: io.Discard}, "127.0.0.1:0", site, limits, func(string) {})
		stdout.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err, <-ended)
	}
	t.Cleanup(cancel)
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "http://"), "/"), func() error { cancel(); return <-ended }
}

// send opens a connection and writes to it.
func send(t *testing.T, address, text string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return connection
}

// waitFor fails unless something is sent on a channel, however late.
func waitFor[T any](t *testing.T, what string, from <-chan T) (got T) {
	t.Helper()
	select {
	case got = <-from:
	case <-time.After(time.Minute):
		t.Fatalf("%s did not happen", what)
	}
	return got
}

// unlimited is so much time that no test comes to its end.
const unlimited = time.Hour

// pageSize is that of a page that no system's buffers hold.
const pageSize = 64 << 20

// large answers with such a page, and tells when each answer began and how it ended.
func large(begun, ended chan error) http.Handler {
	whole := make([]byte, pageSize)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		begun <- nil
		_, err := w.Write(whole)
		ended <- err
	})
}

const getPage = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

func TestServeCutsSlowReaders(t *testing.T) {
	const readers = 20
	begun, ended := make(chan error, readers), make(chan error, readers)
	address, stop := served(t, large(begun, ended), serveLimits{request: unlimited, answer: 50 * time.Millisecond, idle: unlimited, stop: unlimited, header: 1 << 10})
	var connections []net.Conn
	for range readers {
		connections = append(connections, send(t, address, getPage))
	}
	for i := range readers {
		if err := waitFor(t, "an answer's end", ended); err == nil {
			t.Errorf("answer %d was read whole by nobody", i)
		}
	}
	for _, connection := range connections {
		if n, _ := io.Copy(io.Discard, connection); n >= pageSize {
			t.Errorf("%d bytes came", n)
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestServeCutsSlowSenders(t *testing.T) {
	site, _, _ := site(t)
	const wait = 50 * time.Millisecond
	for name, test := range map[string]struct {
		limits serveLimits
		sent   string
		says   string // of the answer
	}{
		"no request":           {serveLimits{request: wait, idle: unlimited}, "", ""},
		"half a header":        {serveLimits{request: wait, idle: unlimited}, "GET / HTTP/1.1\r\nHost: local", ""},
		"half a body":          {serveLimits{request: wait, idle: unlimited}, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf", "405 "},
		"no second request":    {serveLimits{request: unlimited, idle: wait}, getPage, "200 OK"},
		"a header without end": {serveLimits{request: unlimited, idle: unlimited}, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10), "431 "},
	} {
		test.limits.answer, test.limits.stop, test.limits.header = unlimited, unlimited, 16<<10
		address, stop := served(t, site, test.limits)
		answer, err := io.ReadAll(send(t, address, test.sent)) // until the other side closes
		if errors.Is(err, os.ErrDeadlineExceeded) || !strings.Contains(string(answer), test.says) || test.says == "" && len(answer) > 0 {
			t.Errorf("%s: answer %q, %v", name, answer, err)
		}
		if err := stop(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who reads too slowly does not keep the server from ending in order.
func TestServeStopsWithSlowReaders(t *testing.T) {
	begun, ended := make(chan error, 1), make(chan error, 1)
	address, stop := served(t, large(begun, ended), serveLimits{request: unlimited, answer: unlimited, idle: unlimited, stop: 50 * time.Millisecond, header: 1 << 10})
	send(t, address, getPage)
	waitFor(t, "the answer", begun)
	if err := stop(); err != nil {
		t.Errorf("it stops with %v", err)
	}
	if err := waitFor(t, "the answer's end", ended); err == nil {
		t.Error("the answer was read whole by nobody")
	}
}

// The command's own limits are limits.
func TestServeHasLimits(t *testing.T) {
	limits := servePage()
	for name, limit := range map[string]time.Duration{"request": limits.request, "answer": limits.answer, "idle": limits.idle, "stop": limits.stop} {
		if limit <= 0 || limit > 5*time.Minute {
			t.Errorf("%s: %v", name, limit)
		}
	}
	if limits.header <= 0 || limits.header > 1<<16 {
		t.Errorf("a header of %d bytes", limits.header)
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
	case <-time.After(2 * servePage().stop):
		t.Error("it goes on serving")
	}
	if _, err := client.Get(strings.TrimSpace(address)); err == nil {
		t.Error("it still answers")
	}
}
