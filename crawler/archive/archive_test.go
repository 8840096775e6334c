package archive

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"authcat/crawler/fetch"
)

func TestArchive(t *testing.T) {
	dir := t.TempDir()
	archive := Open(dir)
	page := fetch.NewPage("https://host/docs/api/list-accounts-v-1", time.Date(2026, 8, 22, 1, 2, 3, 4, time.UTC), []byte("body"))
	page.ETag, page.LastModified = `"e"`, "yesterday"

	if _, ok, err := archive.Load(page.URL); ok || err != nil {
		t.Errorf("an empty archive has the page: %v, %v", ok, err)
	}
	if err := archive.Store(page); err != nil {
		t.Fatal(err)
	}
	got, ok, err := archive.Load(page.URL)
	if err != nil || !ok || string(got.Body) != "body" || got.ETag != page.ETag || got.LastModified != page.LastModified || !got.FetchedAt.Equal(page.FetchedAt) {
		t.Errorf("loaded %+v, %v, %v", got, ok, err)
	}

	// An archive is a mirror: what lies deeper does not collide with the page.
	below := fetch.NewPage(page.URL+"/below.js", page.FetchedAt, []byte("below"))
	if err := archive.Store(below); err != nil {
		t.Fatal(err)
	}
	mirror := fetch.Mirror{Dir: dir, MaxBytes: fetch.DefaultMaxBytes}
	for _, want := range []fetch.Page{page, below} {
		if got, err := mirror.Fetch(t.Context(), want.URL); err != nil || string(got.Body) != string(want.Body) {
			t.Errorf("as a mirror: %q, %v; want %q", got.Body, err, want.Body)
		}
	}

	// A body that does not belong to its description is no page.
	if err := os.WriteFile(filepath.Join(dir, "host", "docs", "api", "list-accounts-v-1", "index.html"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := archive.Load(page.URL); ok || err != nil {
		t.Errorf("a torn page was loaded: %v, %v", ok, err)
	}
	if err := archive.Store(fetch.Page{URL: "file:///etc/passwd"}); err == nil {
		t.Error("a file address was stored")
	}
}

func TestNotModifiedPageKeepsItsBody(t *testing.T) {
	dir := t.TempDir()
	archive := Open(dir)
	first := time.Date(2026, 8, 22, 1, 2, 3, 0, time.UTC)
	page := fetch.NewPage("https://host/spec.yaml", first, []byte("body"))
	page.ETag = `"e"`
	if err := archive.Store(page); err != nil {
		t.Fatal(err)
	}
	body := filepath.Join(dir, "host", "spec.yaml")
	if err := os.Chtimes(body, first, first); err != nil {
		t.Fatal(err)
	}

	page.FetchedAt, page.NotModified = first.AddDate(0, 0, 1), true
	if err := archive.Store(page); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(body); err != nil || !info.ModTime().Equal(first) {
		t.Errorf("the body was rewritten: %v, %v", info, err)
	}
	got, ok, err := archive.Load(page.URL)
	if err != nil || !ok || !got.FetchedAt.Equal(page.FetchedAt) || got.ETag != page.ETag || got.NotModified {
		t.Errorf("loaded %+v, %v, %v", got, ok, err)
	}

	// A body that is not the page's is put right, NotModified or not.
	if err := os.WriteFile(body, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := archive.Store(page); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := archive.Load(page.URL); err != nil || !ok || string(got.Body) != "body" {
		t.Errorf("loaded %+v, %v, %v", got, ok, err)
	}
}
