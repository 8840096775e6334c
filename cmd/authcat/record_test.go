package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"authcat/catalog/observed"
)

// spoken is what a command said so far, to those who ask while it runs.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// recording is a running 'authcat record' in front of a tenant of a test.
type recording struct {
	url    string
	file   observations
	said   *spoken
	cancel func()
	ended  chan error
}

// record starts one; the tenant's host is whatever the flags say.
func record(t *testing.T, flags recordFlags, limits recordLimits, tenant http.HandlerFunc) *recording {
	t.Helper()
	c := newCage(t)
	host, _, err := flags.target()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(tenant)
	own, trust := certificateOf(t, host)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{own}}
	server.StartTLS()
	t.Cleanup(server.Close)
	r := &recording{file: observations{filepath.Join(t.TempDir(), "seen.txt")}, said: &spoken{}, ended: make(chan error, 1)}
	e, end := environment{
		stdout: r.said, stderr: r.said, getenv: func(string) string { return "" }, trust: trust,
		now: func() time.Time { return time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC) },
		dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if !strings.EqualFold(address, host+":443") {
				t.Errorf("another host is dialed: %s", address)
			}
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}.guarded()
	t.Cleanup(end)
	flags.db, flags.into, flags.listen = c.db, r.file, "127.0.0.1:0"
	ctx, cancel := context.WithCancel(t.Context())
	r.cancel = cancel
	go func() { r.ended <- flags.run(ctx, e, limits) }()
	address := regexp.MustCompile(`http://[0-9.:]+/`)
	for range 1000 {
		if r.url = strings.TrimSuffix(address.FindString(r.said.String()), "/"); r.url != "" {
			return r
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it doesn't listen:", r.said)
	return nil
}

// stop ends it and returns what it kept.
func (r *recording) stop(t *testing.T) []observed.Record {
	t.Helper()
	r.cancel()
	if err := <-r.ended; err != nil {
		t.Fatal(err)
	}
	records, err := r.file.read()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// certificateOf is a certificate of a host, and who trusts it.
func certificateOf(t *testing.T, host string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotAfter: time.Now().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	trust := x509.NewCertPool()
	trust.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, trust
}

// ask makes a call and returns its answer.
func (r *recording) ask(t *testing.T, method, path, token, body string) string {
	t.Helper()
	request, err := http.NewRequest(method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprint(answer.StatusCode, " ", string(text))
}

// told is a record in a line, without its tenant.
func told(records []observed.Record) string {
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintln(&b, strings.Join(strings.Fields(fmt.Sprint(r.Method, " ", r.Path, " ", r.Version, " ", r.Credential, " ", strings.Join(r.Scopes, ","), " ", r.Level, " ", r.Status, " ", r.Detail, " ", r.Day, " ", r.Calls)), " "))
	}
	return b.String()
}

// Of the calls that pass the same is kept as of a HAR.
func TestRecordKeeps(t *testing.T) {
	r := record(t, recordFlags{tenant: "acme"}, recordSlowly(), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/oauth/token":
		case r.URL.Path == "/v3/accounts":
			w.WriteHeader(http.StatusForbidden)
		case strings.HasSuffix(r.URL.Path, "/gone"):
			w.WriteHeader(http.StatusNotFound)
		case r.Header.Get("Authorization") == "Bearer expired":
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = io.WriteString(w, `{"detailCode":"403 Forbidden","access_token":"x"}`)
	})
	client, user := jwt(`{"authorities":["API"],"scope":["idn:accounts:read","own:scope:x"]}`), jwt(`{"user_name":"ann","authorities":["ORG_ADMIN"]}`)
	for range 3 {
		r.ask(t, "GET", "/v3/accounts?limit=1", client, "")
	}
	r.ask(t, "GET", "/v3/accounts/1", user, "")
	r.ask(t, "GET", "/v3/accounts/2", "opaque", "")
	r.ask(t, "GET", "/v3/accounts/gone", client, "")
	r.ask(t, "GET", "/v3/accounts/3", "expired", "")
	r.ask(t, "POST", "/oauth/token", client, "grant_type=client_credentials")
	r.ask(t, "GET", "/v3/nothing", client, "")
	want := "GET /v3/accounts v3 client_credentials idn:accounts:read 403 403 Forbidden 2026-08-22 3\nGET /v3/accounts/{id} v3 pat ORG_ADMIN 200 2026-08-22 1\nGET /v3/accounts/{id} v3 200 2026-08-22 1\n"
	records := r.stop(t)
	if len(strings.Split(told(records), "\n")) != 4 {
		t.Error("records:\n" + told(records))
	}
	for line := range strings.Lines(want) {
		if !strings.Contains(told(records), line) {
			t.Errorf("kept\n%swant\n%s", told(records), want)
		}
	}
	if said := r.said.String(); !strings.HasSuffix(said, "8 calls, of which 5 are kept; left out: 1 to no published operation, 1 with status 401, which is about the token, 1 with status 404, which is about the object\n") {
		t.Error(said)
	}
}

// No token, id, query, body or tenant name reaches the file, what is said, or the
// answers that are not the tenant's.
func TestCanaryInRecord(t *testing.T) {
	for _, canary := range append([]string{canaryWord}, canaryTokens[0][:62]) {
		for _, flags := range []recordFlags{{tenant: canary}, {host: canary + ".example.com"}} {
			limits := recordSlowly()
			limits.write = 20 * time.Millisecond
			r := record(t, flags, limits, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("X-Secret", canary)
				switch {
				case r.URL.Query().Has("break"):
					panic(http.ErrAbortHandler)
				case r.URL.Query().Has("odd"): // what a transport complains of
					conn, _, err := http.NewResponseController(w).Hijack()
					if err == nil {
						fmt.Fprintf(conn, "HTTP/1.1 %s\r\n%s\r\n\r\n", canary, canary)
						_ = conn.Close()
					}
					return
				case r.URL.Query().Has("status"):
					w.WriteHeader(http.StatusForbidden)
				}
				fmt.Fprintf(w, `{"detailCode":"403 %s","trackingId":%q,"%s":1}`, canary, canary, canary)
			})
			claims := strings.ReplaceAll(`{"user_name":"SECRET","org":"SECRET","client_id":"SECRET","authorities":["SECRET"],"scope":["idn:SECRET:read"]}`, "SECRET", canary)
			for _, query := range []string{"?x=", "?status&x=", "?break&x=", "?odd&x="} {
				for _, token := range []string{canary, jwt(claims)} {
					for _, path := range []string{"/v3/accounts/" + canary, "/v3/accounts", "/" + canary, "/oauth/token", "/oauth/" + canary} {
						answer := r.ask(t, "GET", path+query+canary, token, canary)
						if strings.HasPrefix(answer, "502") {
							hides(t, "a failure", canary, answer)
						}
					}
				}
			}
			for _, raw := range []string{
				"GET http://" + canary + "/ HTTP/1.1\r\nHost: " + canary, "CONNECT " + canary + ":443 HTTP/1.1\r\nHost: " + canary, "GET /v3/accounts HTTP/1.1\r\nHost: " + canary,
				canary, "GET / HTTP/1.1\r\n" + canary, "GET /%zz" + canary + " HTTP/1.1\r\nHost: x", "GET / HTTP/9." + canary + "\r\nHost: x", "POST /v3/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: " + canary,
				"GET /v3/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: \x01" + canary, "\x16\x03\x01" + canary,
			} {
				conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
				if err != nil {
					t.Fatal(err)
				}
				_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
				_, _ = io.WriteString(conn, raw+"\r\nConnection: close\r\n\r\n")
				answer, _ := io.ReadAll(conn)
				_ = conn.Close()
				hides(t, "the answer to "+raw, canary, string(answer))
			}
			records := r.stop(t)
			if len(records) < 4 {
				t.Errorf("kept:\n%s", told(records))
			}
			hides(t, "what is said", canary, r.said.String())
			hidesInFiles(t, "record", canary, filepath.Dir(r.file.path))
		}
	}
}

// What is seen is written from time to time, added to what others add meanwhile.
func TestRecordWrites(t *testing.T) {
	limits := recordSlowly()
	limits.write = 20 * time.Millisecond
	r := record(t, recordFlags{tenant: "acme", as: "pat"}, limits, func(http.ResponseWriter, *http.Request) {})
	calls := func(want int) {
		t.Helper()
		have := -1
		for range 500 {
			have = 0
			records, err := r.file.read()
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range records {
				have += record.Calls
			}
			if have == want {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("%d calls are kept, want %d", have, want)
	}
	r.ask(t, "GET", "/v3/accounts", "", "")
	calls(1)
	other := observed.Record{Method: "GET", Path: "/v3/accounts", Version: "v3", Status: "200", Tenant: strings.Repeat("0", 16), Calls: 10}
	if err := r.file.add([]observed.Record{other}); err != nil {
		t.Fatal(err)
	}
	r.ask(t, "GET", "/v3/accounts", "", "")
	calls(12)
	// A file that is damaged meanwhile stays as it is, and what was seen waits for it.
	whole, err := os.ReadFile(r.file.path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(r.file.path, []byte("damaged\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.ask(t, "GET", "/v3/accounts", "", "")
	for range 500 {
		if strings.Contains(r.said.String(), "stays as it is") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if text, err := os.ReadFile(r.file.path); err != nil || string(text) != "damaged\n" {
		t.Errorf("%q, %v", text, err)
	}
	if err := os.WriteFile(r.file.path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	calls(13)
	r.stop(t)
	if said := r.said.String(); strings.Count(said, "it is tried again") != 1 {
		t.Error(said)
	}
}

// At the end running calls come to theirs, up to a time.
func TestRecordStops(t *testing.T) {
	arrived := make(chan string, 2)
	limits := recordSlowly()
	limits.stop = 500 * time.Millisecond
	r := record(t, recordFlags{tenant: "acme", as: "pat"}, limits, func(w http.ResponseWriter, r *http.Request) {
		arrived <- r.URL.Path
		if r.URL.Path == "/v3/accounts" {
			time.Sleep(100 * time.Millisecond)
			_, _ = io.WriteString(w, "whole")
			return
		}
		<-r.Context().Done()
	})
	answers := make(chan string, 2)
	for _, path := range []string{"/v3/accounts", "/v3/accounts/endless"} {
		go func() {
			answer, err := http.Get(r.url + path)
			if err != nil {
				answers <- path + " broke off"
				return
			}
			defer answer.Body.Close()
			text, _ := io.ReadAll(answer.Body)
			answers <- path + " " + string(text)
		}()
	}
	<-arrived
	<-arrived
	records := r.stop(t)
	got := map[string]bool{<-answers: true, <-answers: true}
	if !got["/v3/accounts whole"] || !got["/v3/accounts/endless broke off"] {
		t.Errorf("answered: %v", got)
	}
	if told(records) != "GET /v3/accounts v3 pat 200 2026-08-22 1\n" {
		t.Error(told(records))
	}
}

// What names no tenant, or where others could listen, is refused before anything is done.
func TestRecordRefuses(t *testing.T) {
	for _, test := range []struct {
		flags recordFlags
		says  string
	}{
		{recordFlags{tenant: "acme.evil.example/"}, "--tenant takes"}, {recordFlags{tenant: "a@b"}, "--tenant takes"}, {recordFlags{tenant: "-a"}, "--tenant takes"}, {recordFlags{tenant: "a.b"}, "--tenant takes"},
		{recordFlags{tenant: ""}, "--tenant takes"}, {recordFlags{host: "https://acme.api.identitynow.com"}, "--host takes"}, {recordFlags{host: "acme.api.identitynow.com:443"}, "--host takes"},
		{recordFlags{host: "u@acme.com"}, "--host takes"}, {recordFlags{host: "127.0.0.1"}, "--host takes"}, {recordFlags{host: "localhost"}, "--host takes"}, {recordFlags{host: "[::1]"}, "--host takes"}, {recordFlags{host: "a..b"}, "--host takes"},
		{recordFlags{host: "acme.com/.."}, "--host takes"},
		{recordFlags{tenant: "acme", listen: "0.0.0.0:0"}, "--listen takes a loopback"}, {recordFlags{tenant: "acme", listen: ":0"}, "--listen takes a loopback"}, {recordFlags{tenant: "acme", listen: "192.168.1.2:80"}, "--listen takes a loopback"},
		{recordFlags{tenant: "acme", listen: "localhost.example.com:0"}, "--listen takes a loopback"}, {recordFlags{tenant: "acme", listen: "8089"}, "--listen takes an address"}, {recordFlags{tenant: "acme", listen: "127.0.0.1:http"}, "--listen takes an address"},
		{recordFlags{tenant: "acme", listen: "u:p@x:1", anywhere: true}, "--listen takes an address"},
	} {
		if test.flags.listen == "" {
			test.flags.listen = "127.0.0.1:0"
		}
		test.flags.into.path = filepath.Join(t.TempDir(), "seen.txt")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := test.flags.run(ctx, environment{stderr: io.Discard, getenv: func(string) string { return "" }, now: time.Now}, recordSlowly())
		if wrong := (*usageError)(nil); !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%+v: %v, want %s", test.flags, err, test.says)
		}
		if _, err := os.Stat(test.flags.into.path + saltSuffix); err == nil {
			t.Errorf("%+v: a salt was made", test.flags)
		}
	}
}

// Ctrl-C and a service manager end it in order, with what was said, and no file
// where nothing was seen.
func TestRecordEndsBySignal(t *testing.T) {
	slow(t)
	authcat := program(t)
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		file := filepath.Join(t.TempDir(), "seen.txt")
		command := commandWith(authcat, append(os.Environ(), "AUTHCAT_TEST_NOW=2026-08-29T12:00:00Z"), "record", "--tenant", "acme", "--listen", "127.0.0.1:0", "--observations", file)
		stderr, err := command.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(stderr)
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), "http://127.0.0.1:") {
			t.Errorf("it begins with %q", lines.Text())
		}
		if err := command.Process.Signal(signal); err != nil {
			t.Error(err)
		}
		last := ""
		for lines.Scan() {
			last = lines.Text()
		}
		if err := command.Wait(); err != nil || last != "0 calls, of which 0 are kept" {
			t.Errorf("%v: %v, %q", signal, err, last)
		}
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%v: there is a file of nothing", signal)
		}
	}
}
