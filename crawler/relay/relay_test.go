package relay

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// apiHost is one that the certificate of httptest is for.
const apiHost = "acme.example.com"

// stand is a relay between a test and a tenant.
type stand struct {
	*httptest.Server
	tenant *httptest.Server

	mu     sync.Mutex
	told   []Exchange
	dialed map[string]int
}

// newStand starts a relay in front of a tenant that answers so. Whatever it dials
// is the tenant, and noted.
func newStand(t testing.TB, answers http.HandlerFunc) *stand {
	t.Helper()
	s := &stand{tenant: httptest.NewUnstartedServer(answers), dialed: map[string]int{}}
	s.tenant.Config.ErrorLog = quiet
	s.tenant.TLS = &tls.Config{CurvePreferences: []tls.CurveID{tls.X25519}}
	s.tenant.StartTLS()
	trust := x509.NewCertPool()
	trust.AddCert(s.tenant.Certificate())
	t.Cleanup(s.tenant.Close)
	r := &Relay{
		Host: apiHost, TLS: &tls.Config{RootCAs: trust},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			s.mu.Lock()
			s.dialed[address]++
			s.mu.Unlock()
			return new(net.Dialer).DialContext(ctx, network, s.tenant.Listener.Addr().String())
		},
		Named:  func(host string) bool { return strings.HasPrefix(host, "127.0.0.1:") },
		Unseen: []string{"/oauth/token"}, ErrorBytes: 100,
		Tell: func(x Exchange) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.told = append(s.told, x)
		},
	}
	s.Server = httptest.NewUnstartedServer(r.Handler())
	s.Config.ErrorLog = quiet
	s.Start()
	t.Cleanup(s.Close)
	s.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.Client().Transport.(*http.Transport).DisableCompression = true
	return s
}

// all is what was told so far.
func (s *stand) all() []Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Exchange{}, s.told...)
}

// waitFor waits until so many exchanges were told.
func (s *stand) waitFor(t *testing.T, n int) []Exchange {
	t.Helper()
	for range 500 {
		if told := s.all(); len(told) >= n {
			return told
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d exchanges were told, want %d", len(s.all()), n)
	return nil
}

// raw sends bytes and returns all that is answered.
func (s *stand) raw(t *testing.T, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(conn)
	return string(answer)
}

// mirrored is what a tenant got.
type mirrored struct {
	Method, URI, Host, Body string
	Header                  http.Header
}

func mirror(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(mirrored{r.Method, r.RequestURI, r.Host, string(body), r.Header})
}

// A call arrives as it was sent, and nothing is added.
func TestCallsPassUnchanged(t *testing.T) {
	s := newStand(t, mirror)
	for _, target := range []string{
		"/v3/accounts?filters=name+eq+%22a%22;b&x=%zz&&limit=1", "/v3/accounts/a%2Fb%20c/..%2f", "/v3//accounts/", "/v3/../x/./y", "/v3/accounts?", "/caf%C3%A9/%7e~", "//evil.example/v3", "/a;b=c:d@e",
	} {
		answer := s.raw(t, "PATCH "+target+" HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nAuthorization: Bearer x\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 4\r\n\r\nbody")
		_, body, _ := strings.Cut(answer, "\r\n\r\n")
		if strings.Contains(strings.ToLower(answer), "transfer-encoding: chunked") {
			_, body, _ = strings.Cut(body, "\r\n")
		}
		var got mirrored
		if err := json.NewDecoder(strings.NewReader(body)).Decode(&got); err != nil {
			t.Fatalf("%s: %v\n%s", target, err, answer)
		}
		if got.Method != "PATCH" || got.URI != target || got.Host != apiHost || got.Body != "body" {
			t.Errorf("%s arrives as %+v", target, got)
		}
		want := http.Header{"Authorization": {"Bearer x"}, "X-Two": {"1", "2"}, "Content-Length": {"4"}}
		if fmt.Sprint(got.Header) != fmt.Sprint(want) {
			t.Errorf("%s has the headers %v, want %v", target, got.Header, want)
		}
	}
}

// Of an answer nothing changes, packed or not, with headers or without.
func TestAnswersPassUnchanged(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, `{"detailCode":"403 Forbidden"}`)
	_ = w.Close()
	s := newStand(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil
		switch r.URL.Path {
		case "/packed":
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Add("Set-Cookie", "a=1")
			w.Header().Add("Set-Cookie", "b=2")
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write(packed.Bytes())
		case "/bare":
			w.Header()["Content-Type"] = nil
			_, _ = io.WriteString(w, "<html>")
		case "/trailer":
			w.Header().Set("Trailer", "X-Sum")
			_, _ = io.WriteString(w, "a")
			w.Header().Set("X-Sum", "9")
		case "/none":
			w.WriteHeader(http.StatusNoContent)
		}
	})
	get := func(path string) (*http.Response, string) {
		answer, err := s.Client().Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(body)
	}
	if answer, body := get("/packed"); body != packed.String() || answer.StatusCode != 403 || len(answer.Header["Set-Cookie"]) != 2 || answer.ContentLength != int64(packed.Len()) {
		t.Errorf("packed: %v %q", answer, body)
	}
	if answer, body := get("/bare"); body != "<html>" || answer.Header["Content-Type"] != nil || answer.Header["Date"] != nil {
		t.Errorf("bare: %v %q", answer.Header, body)
	}
	if answer, _ := get("/trailer"); answer.Trailer.Get("X-Sum") != "9" {
		t.Errorf("trailer: %v", answer.Trailer)
	}
	if answer, _ := get("/none"); answer.StatusCode != 204 {
		t.Errorf("no content: %v", answer)
	}
	if told := s.waitFor(t, 4); string(told[0].Error) != `{"detailCode":"403 Forbidden"}` {
		t.Errorf("of a packed error %q is told", told[0].Error)
	}
}

// Only the tenant's host is called, whatever a caller says; and most of it is refused.
func TestNoOtherHostIsReached(t *testing.T) {
	var reached atomic.Int64
	s := newStand(t, func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		if r.Host != apiHost {
			t.Errorf("%s is asked for", r.Host)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	for _, test := range []struct {
		line, host string
		status     int
	}{
		{"GET http://evil.example/v3/x HTTP/1.1", "evil.example", 400},
		{"GET http://evil.example/v3/x HTTP/1.1", "127.0.0.1:1", 400},
		{"GET https://evil.example/v3/x HTTP/1.1", "127.0.0.1:1", 400},
		{"GET http://127.0.0.1:1/v3/x HTTP/1.1", "127.0.0.1:1", 400},
		{"GET http://" + apiHost + "@evil.example/ HTTP/1.1", "127.0.0.1:1", 400},
		{"CONNECT evil.example:443 HTTP/1.1", "evil.example:443", 400},
		{"CONNECT " + apiHost + ":443 HTTP/1.1", apiHost + ":443", 400},
		{"CONNECT /x HTTP/1.1", "127.0.0.1:1", 400},
		{"OPTIONS * HTTP/1.1", "127.0.0.1:1", 200}, // net/http answers it
		{"GET evil.example/x HTTP/1.1", "127.0.0.1:1", 400},
		{"GET mailto:x HTTP/1.1", "127.0.0.1:1", 400},
		{"GET /v3/x HTTP/1.1", "evil.example", 421},
		{"GET /v3/x HTTP/1.1", "127.0.0.1.evil.example", 421},
		{"GET /v3/x HTTP/1.1", "evil.example@" + apiHost, 400},
		{"GET /v3/x HTTP/1.1", "", 421},
		{"GET /v3/x HTTP/1.0", "", 421},
		{"GET /v3/x HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /v3/x HTTP/1.1", apiHost, 204},
		{"GET /v3/x HTTP/1.1", strings.ToUpper(apiHost) + ":443", 204},
		{"GET //evil.example/v3/x HTTP/1.1", "127.0.0.1:1", 204},
		{"GET ///evil.example/v3/x HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /@evil.example/x HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /%2f%2fevil.example/%0d%0aHost:%20evil.example HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /http://evil.example/ HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /../../evil.example HTTP/1.1", "127.0.0.1:1", 204},
		{"GET /x?url=//evil.example#@evil.example HTTP/1.1", "127.0.0.1:1", 204},
	} {
		before := reached.Load()
		answer := s.raw(t, test.line+"\r\nHost: "+test.host+"\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n")
		if !strings.HasPrefix(answer, fmt.Sprintf("HTTP/1.1 %d ", test.status)) && !strings.HasPrefix(answer, fmt.Sprintf("HTTP/1.0 %d ", test.status)) {
			t.Errorf("%s, Host %q: %q, want status %d", test.line, test.host, answer, test.status)
		}
		if (reached.Load() > before) != (test.status == 204) {
			t.Errorf("%s, Host %q: reached is %t", test.line, test.host, reached.Load() > before)
		}
		if strings.Contains(answer, apiHost) || strings.Contains(answer, "evil") {
			t.Errorf("%s: the answer names a host: %q", test.line, answer)
		}
	}
	if len(s.dialed) != 1 || s.dialed[apiHost+":443"] == 0 {
		t.Errorf("dialed: %v", s.dialed)
	}
}

// Redirects are passed on and not followed; those to the API lead back.
func TestRedirects(t *testing.T) {
	s := newStand(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.Header.Get("To"))
		w.WriteHeader(http.StatusFound)
	})
	for to, want := range map[string]string{
		"https://" + apiHost + "/a%2Fb?c=d#e": s.URL + "/a%2Fb?c=d#e", "https://" + strings.ToUpper(apiHost) + ":443/a": s.URL + "/a", "//" + apiHost + "/a": s.URL + "/a", "https://u:p@" + apiHost + "/a": s.URL + "/a",
		"/a": "/a", "a?b": "a?b", "https://evil.example/a": "https://evil.example/a", "https://" + apiHost + ":8443/a": "https://" + apiHost + ":8443/a",
		"http://" + apiHost + "/a": "http://" + apiHost + "/a", "https://" + apiHost + ".evil.example/a": "https://" + apiHost + ".evil.example/a", "": "",
	} {
		request, _ := http.NewRequest(http.MethodGet, s.URL+"/v3/x", nil)
		request.Header.Set("To", to)
		answer, err := s.Client().Do(request)
		if err != nil {
			t.Errorf("%s: %v", to, err)
			continue
		}
		answer.Body.Close()
		if got := answer.Header.Get("Location"); got != want || answer.StatusCode != 302 {
			t.Errorf("to %s: %d %s, want %s", to, answer.StatusCode, got, want)
		}
	}
}

// What is told is the call and its status, and of an error in JSON how it begins.
func TestWhatIsTold(t *testing.T) {
	long := `{"detailCode":"400.1 Bad Request Content","text":"` + strings.Repeat("x", 1<<20) + `"}`
	s := newStand(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", r.URL.Query().Get("type"))
		switch r.URL.Path {
		case "/v3/ok":
		case "/v3/bad":
			w.WriteHeader(http.StatusBadRequest)
		default:
			w.WriteHeader(http.StatusForbidden)
		}
		_, _ = io.WriteString(w, long)
	})
	ask := func(path string) {
		t.Helper()
		request, _ := http.NewRequest(http.MethodPost, s.URL+path, strings.NewReader("grant_type=x"))
		request.Header.Set("Authorization", "Bearer t")
		answer, err := s.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if body, err := io.ReadAll(answer.Body); err != nil || string(body) != long {
			t.Errorf("%s: %d bytes arrive, %v", path, len(body), err)
		}
	}
	for _, path := range []string{"/oauth/token", "/oauth/token?x", "/oauth//token/", "/oauth/%74oken", "/v3/../oauth/token", "/v3/./ok", "/v3/%2e%2e/ok"} {
		ask(path)
	}
	for i, test := range []struct {
		path string
		want Exchange
	}{
		{"/v3/ok?type=application/json", Exchange{"POST", "/v3/ok", "Bearer t", 200, nil}},
		{"/v3/bad?type=application/json%3Bcharset=utf-8", Exchange{"POST", "/v3/bad", "Bearer t", 400, []byte(long[:100])}},
		{"/v3/bad?type=application/problem%2Bjson", Exchange{"POST", "/v3/bad", "Bearer t", 400, []byte(long[:100])}},
		{"/v3/bad?type=text/html", Exchange{"POST", "/v3/bad", "Bearer t", 400, nil}},
		{"/v3/a%2Fb", Exchange{"POST", "/v3/a%2Fb", "Bearer t", 403, nil}},
	} {
		ask(test.path)
		if told := s.waitFor(t, i+1); len(told) != i+1 || fmt.Sprint(told[i]) != fmt.Sprint(test.want) {
			t.Fatalf("%s: told %v, want %v", test.path, told, test.want)
		}
	}
}

// A tenant that can't be reached is a 502 that names nobody.
func TestUnreachable(t *testing.T) {
	s := newStand(t, mirror)
	s.tenant.Close()
	answer := s.raw(t, "GET /v3/accounts?secret=hunter2 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 502 ") || !strings.HasSuffix(answer, unreachable+"\n") || strings.Contains(answer, apiHost) {
		t.Errorf("answered %q", answer)
	}
	if told := s.all(); len(told) != 0 {
		t.Errorf("told: %v", told)
	}
}

// readAnswer reads an answer from a connection.
func readAnswer(t *testing.T, conn net.Conn) (*http.Response, *bufio.Reader) {
	t.Helper()
	from := bufio.NewReader(conn)
	answer, err := http.ReadResponse(from, nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer, from
}

func sum(body io.Reader) string {
	h := sha256.New()
	n, err := io.Copy(h, body)
	return fmt.Sprintf("%x of %d, %v", h.Sum(nil), n, err)
}
