package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const (
	etag         = `"e1"`
	lastModified = "Sat, 21 Nov 2026 10:00:00 GMT"
)

// unchanged answers 304 to a request with either validator, 200 to any other.
func unchanged(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("If-None-Match") == etag || r.Header.Get("If-Modified-Since") == lastModified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", etag)
	fmt.Fprint(w, "new")
}

// knownPage is a page as an archive gives it.
func knownPage(url, etag, lastModified string) Page {
	page := NewPage(url, day.AddDate(0, -1, 0), []byte("old"))
	page.ETag, page.LastModified = etag, lastModified
	return page
}

func TestFetchIfChanged(t *testing.T) {
	toSpec := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/spec.yaml", http.StatusFound) }
	tests := []struct {
		name               string
		etag, lastModified string
		handlers           []http.HandlerFunc
		body               string
		notModified        bool
		status             int // of the Refused error, 0 for success
		asked              int32
	}{
		{"same ETag", etag, "", []http.HandlerFunc{unchanged}, "old", true, 0, 1},
		{"same Last-Modified", "", lastModified, []http.HandlerFunc{unchanged}, "old", true, 0, 1},
		{"both", etag, lastModified, []http.HandlerFunc{unchanged}, "old", true, 0, 1},
		{"another ETag", `"e0"`, "", []http.HandlerFunc{unchanged}, "new", false, 0, 1},
		{"no validators", "", "", []http.HandlerFunc{unchanged}, "new", false, 0, 1},
		{"503, then the same", etag, "", []http.HandlerFunc{status(503), unchanged}, "old", true, 0, 2},
		{"redirected to the same", etag, "", []http.HandlerFunc{toSpec, unchanged}, "old", true, 0, 2},
		{"304 to no validators", "", "", []http.HandlerFunc{status(304)}, "", false, 304, 1},
		{"gone since", etag, "", []http.HandlerFunc{status(410)}, "", false, 410, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			url, asked := serve(t, test.handlers...)
			known := knownPage(url, test.etag, test.lastModified)
			page, err := newTestHTTP(t, url).FetchIfChanged(t.Context(), known)
			if StatusOf(err) != test.status || (err != nil) != (test.status > 0) || asked.Load() != test.asked {
				t.Fatalf("error %v, asked %d times; want status %d, %d times", err, asked.Load(), test.status, test.asked)
			}
			if string(page.Body) != test.body || page.NotModified != test.notModified || (err == nil && !page.FetchedAt.Equal(day)) {
				t.Errorf("page %+v, want %q, NotModified %v, dated now", page, test.body, test.notModified)
			}
			if page.NotModified && (page.ETag != known.ETag || page.LastModified != known.LastModified || page.SHA256 != known.SHA256 || page.URL != url) {
				t.Errorf("page %+v, want it as known %+v", page, known)
			}
		})
	}
}

func TestStatusIsToldWhenRefused(t *testing.T) {
	for _, code := range []int{204, 403, 404, 429, 500, 503} {
		url, _ := serve(t, status(code))
		if _, err := newTestHTTP(t, url).Fetch(t.Context(), url); KindOf(err) != Refused || StatusOf(err) != code {
			t.Errorf("%d: error %+v", code, err)
		}
	}
	url, _ := serve(t, cut)
	if _, err := newTestHTTP(t, url).Fetch(t.Context(), url); KindOf(err) != Unreachable || StatusOf(err) != 0 {
		t.Errorf("a body cut short: error %+v, want status 0", err)
	}
}

func TestMirrorFetchIfChanged(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "host", "spec.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	mirror := Mirror{Dir: dir, AsOf: day, MaxBytes: 100}
	known := knownPage("https://host/spec.yaml", etag, lastModified)
	if _, err := mirror.FetchIfChanged(t.Context(), known); KindOf(err) != Missing {
		t.Errorf("no file: %v", err)
	}
	for content, same := range map[string]bool{"old": true, "new": false} {
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		page, err := mirror.FetchIfChanged(t.Context(), known)
		if err != nil || string(page.Body) != content || page.NotModified != same || !page.FetchedAt.Equal(day) || (page.ETag == etag) != same {
			t.Errorf("%s: %+v, %v", content, page, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := mirror.Fetch(ctx, known.URL); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
}

func TestAnEndedContextStopsWaitingForTheServer(t *testing.T) {
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	stuck := func(w http.ResponseWriter, r *http.Request) {
		cut(w, r)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
	for name, handler := range map[string]http.HandlerFunc{
		"no answer": silent, "a body that stops": stuck, "Retry-After": status(429, "Retry-After", "3600"),
	} {
		url, _ := serve(t, handler)
		h := newTestHTTP(t, url)
		h.MaxWait = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		// Without its end this takes an hour, or for ever.
		if _, err := h.FetchIfChanged(ctx, knownPage(url, etag, "")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
