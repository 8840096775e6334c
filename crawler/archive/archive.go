// Package archive keeps documents as they were received.
//
// An archive has a mirror's layout, HOST/PATH, so that a crawl can be repeated
// from it; what the server said about a document lies beside it under .meta.
package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"authcat/catalog/replace"
	"authcat/crawler/fetch"
)

// Archive is a folder of received documents.
type Archive struct{ dir string }

// Open returns the archive in a folder, which is made when the first document is stored.
func Open(dir string) *Archive { return &Archive{dir} }

// meta is what stands beside a body.
type meta struct {
	URL          string    `json:"url"`
	FetchedAt    time.Time `json:"fetched_at"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	SHA256       string    `json:"sha256"`
}

// Store keeps a page in place of the one of the same URL. A reader sees the
// old body or the new one, never a part. The body of a page that is
// NotModified stays untouched: its file's time tells when it last changed.
func (a *Archive) Store(page fetch.Page) error {
	body, about, err := a.paths(page.URL)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(meta{page.URL, page.FetchedAt, page.ETag, page.LastModified, page.SHA256}, "", "  ")
	if err != nil {
		return err
	}
	if !page.NotModified || !a.holds(page) {
		if err := write(body, page.Body); err != nil {
			return fmt.Errorf("archive %s: %w", page.URL, err)
		}
	}
	if err := write(about, append(data, '\n')); err != nil {
		return fmt.Errorf("archive %s: %w", page.URL, err)
	}
	return nil
}

// holds reports whether the body kept for a page's URL is the page's.
func (a *Archive) holds(page fetch.Page) bool {
	kept, ok, err := a.Load(page.URL)
	return err == nil && ok && kept.SHA256 == page.SHA256
}

// Load returns the page kept for a URL; ok is false when there is none, or
// when body and description don't belong together (a crash between the two).
func (a *Archive) Load(url string) (page fetch.Page, ok bool, err error) {
	body, about, err := a.paths(url)
	if err != nil {
		return fetch.Page{}, false, err
	}
	data, err := os.ReadFile(about)
	if errors.Is(err, fs.ErrNotExist) {
		return fetch.Page{}, false, nil
	}
	if err != nil {
		return fetch.Page{}, false, fmt.Errorf("archive %s: %w", url, err)
	}
	var m meta
	if json.Unmarshal(data, &m) != nil {
		return fetch.Page{}, false, nil
	}
	content, err := os.ReadFile(body)
	if err != nil {
		return fetch.Page{}, false, nil
	}
	page = fetch.NewPage(url, m.FetchedAt, content)
	page.ETag, page.LastModified = m.ETag, m.LastModified
	return page, page.SHA256 == m.SHA256, nil
}

// paths of a URL's body and description. A path whose last segment has no
// extension is a folder's index.html, as in a mirror.
func (a *Archive) paths(url string) (body, about string, err error) {
	name, err := fetch.MirrorPath(url)
	if err != nil {
		return "", "", fmt.Errorf("archive %s: %w", url, err)
	}
	if !strings.Contains(filepath.Base(name), ".") || !strings.Contains(name, "/") {
		name += "/index.html"
	}
	name = filepath.FromSlash(name)
	return filepath.Join(a.dir, name), filepath.Join(a.dir, ".meta", name+".json"), nil
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return replace.WriteFile(name, data)
}
