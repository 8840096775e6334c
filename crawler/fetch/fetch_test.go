package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var day = time.Date(2026, 11, 22, 3, 4, 5, 0, time.UTC)

// newTestHTTP asks the servers of some addresses.
func newTestHTTP(t *testing.T, addresses ...string) *HTTP {
	t.Helper()
	sites, err := NewSites(addresses, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := NewHTTP("authcat-test", sites, time.Second, 5*time.Second, func() time.Time { return day })
	h.Wait, h.MaxWait = time.Millisecond, 20*time.Millisecond
	return h
}

// serve starts a server that answers its n-th request with the n-th handler, the last one from then on.
func serve(t *testing.T, handlers ...http.HandlerFunc) (url string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1))
		handlers[min(n, len(handlers))-1](w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/spec.yaml", asked
}

func ok(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"e1"`)
	fmt.Fprint(w, "openapi: 3.0.1 "+r.UserAgent())
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// cut promises more than it sends.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, "openapi:")
}

func TestFetch(t *testing.T) {
	url, asked := serve(t, ok)
	page, err := newTestHTTP(t, url).Fetch(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if string(page.Body) != "openapi: 3.0.1 authcat-test" || page.ETag != `"e1"` || page.URL != url || !page.FetchedAt.Equal(day) || len(page.SHA256) != 64 {
		t.Errorf("page %+v", page)
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestRetries(t *testing.T) {
	tests := []struct {
		name     string
		handlers []http.HandlerFunc
		kind     Kind // "" for success
		asked    int32
		says     string
	}{
		{"500 then well", []http.HandlerFunc{status(500), ok}, "", 2, ""},
		{"429 with Retry-After", []http.HandlerFunc{status(429, "Retry-After", "1"), ok}, "", 2, ""},
		{"503 with a date", []http.HandlerFunc{status(503, "Retry-After", day.Add(time.Minute).Format(http.TimeFormat)), ok}, "", 2, ""},
		{"a body cut short, then whole", []http.HandlerFunc{cut, ok}, "", 2, ""},
		{"503 all night", []http.HandlerFunc{status(503)}, Refused, 4, "503 Service Unavailable"},
		{"404 is final", []http.HandlerFunc{status(404)}, Refused, 1, "404 Not Found"},
		{"a body always cut short", []http.HandlerFunc{cut}, Unreachable, 4, "broke off"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			url, asked := serve(t, test.handlers...)
			_, err := newTestHTTP(t, url).Fetch(t.Context(), url)
			if KindOf(err) != test.kind || (err != nil && (!strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), url))) {
				t.Errorf("error %v, want kind %q that says %q", err, test.kind, test.says)
			}
			if asked.Load() != test.asked {
				t.Errorf("asked %d times, want %d", asked.Load(), test.asked)
			}
		})
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	url, _ := serve(t, status(429, "Retry-After", "1"), ok)
	h := newTestHTTP(t, url)
	h.MaxWait = 2 * time.Second
	start := time.Now()
	if _, err := h.Fetch(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(start); waited < time.Second {
		t.Errorf("waited %v, the server asked for 1 s", waited)
	}
}

func TestAGigabyteIsNotRead(t *testing.T) {
	var sent atomic.Int64
	flood := func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 1 << 10 {
			n, err := w.Write(chunk)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}
	url, asked := serve(t, flood)
	h := newTestHTTP(t, url)
	h.MaxBytes = 4 << 20
	_, err := h.Fetch(t.Context(), url)
	if KindOf(err) != TooLarge || !strings.Contains(err.Error(), "4 MiB") {
		t.Errorf("error %v, want one that names the limit", err)
	}
	if asked.Load() != 1 || sent.Load() > 64<<20 {
		t.Errorf("asked %d times, %d bytes were sent", asked.Load(), sent.Load())
	}
	declared := func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "1073741824") }
	url, _ = serve(t, declared)
	if _, err := newTestHTTP(t, url).Fetch(t.Context(), url); KindOf(err) != TooLarge {
		t.Errorf("a declared gigabyte: error %v", err)
	}
}

func TestRedirects(t *testing.T) {
	loop := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/spec.yaml", http.StatusFound) }
	url, asked := serve(t, loop)
	if _, err := newTestHTTP(t, url).Fetch(t.Context(), url); KindOf(err) != Invalid || !strings.Contains(err.Error(), "redirects") {
		t.Errorf("a loop: error %v", err)
	}
	if asked.Load() > maxRedirects+1 {
		t.Errorf("a loop was followed %d times", asked.Load())
	}
	url, _ = serve(t, loop, ok)
	if _, err := newTestHTTP(t, url).Fetch(t.Context(), url); err != nil {
		t.Errorf("one redirect: %v", err)
	}
}

func TestFailFastDoesNotRetryConnections(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(ok))
	url := server.URL
	server.Close()
	h := newTestHTTP(t, url)
	h.Wait, h.MaxWait = time.Hour, time.Hour
	h.FailFast = true
	if _, err := h.Fetch(t.Context(), url); KindOf(err) != Unreachable {
		t.Errorf("error %v", err)
	}
}

func TestAnEndedContextStopsWaiting(t *testing.T) {
	url, _ := serve(t, status(503))
	h := newTestHTTP(t, url)
	h.Wait, h.MaxWait = time.Hour, time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := h.Fetch(ctx, url); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestMirror(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, day, day); err != nil {
			t.Fatal(err)
		}
	}
	write("m/host/spec.yaml", "spec")
	write("m/host/docs/page/index.html", "page")
	write("m/host/large", strings.Repeat("x", 101))
	write("secret", "secret")
	if err := os.Symlink("../../secret", filepath.Join(dir, "m", "host", "link")); err != nil {
		t.Fatal(err)
	}
	mirror := Mirror{Dir: filepath.Join(dir, "m"), MaxBytes: 100}
	tests := []struct {
		url, body string
		kind      Kind
	}{
		{"https://host/spec.yaml", "spec", ""},
		{"https://host/docs/page", "page", ""},
		{"https://host/docs/page/", "page", ""},
		{"https://host/docs/../spec.yaml", "spec", ""},
		{"https://host/none", "", Missing},
		{"https://host/docs", "", Missing},
		{"https://elsewhere/spec.yaml", "", Missing},
		{"https://host/../../secret", "", Missing},
		{"https://../secret", "", Invalid},
		{"https://host/link", "", Missing},
		{"https://host/large", "", TooLarge},
		{"file:///etc/passwd", "", Invalid},
		{"spec.yaml", "", Invalid},
	}
	for _, test := range tests {
		page, err := mirror.Fetch(t.Context(), test.url)
		if KindOf(err) != test.kind || string(page.Body) != test.body {
			t.Errorf("%s: %q, %v; want %q, kind %q", test.url, page.Body, err, test.body, test.kind)
		}
		if err == nil && !page.FetchedAt.Equal(day) {
			t.Errorf("%s: dated %v, want the file's time", test.url, page.FetchedAt)
		}
	}
	asOf := day.AddDate(0, -1, 0)
	mirror.AsOf = asOf
	if page, err := mirror.Fetch(t.Context(), "https://host/spec.yaml"); err != nil || !page.FetchedAt.Equal(asOf) {
		t.Errorf("dated %v, %v; want the mirror's day", page.FetchedAt, err)
	}
	mirror.Dir = filepath.Join(dir, "nowhere")
	if _, err := mirror.Fetch(t.Context(), "https://host/spec.yaml"); KindOf(err) != Missing || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("no mirror: %v", err)
	}
}
