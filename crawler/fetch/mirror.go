package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
)

// Mirror reads https://HOST/PATH from Dir/HOST/PATH; a folder stands for its
// index.html. Nothing outside Dir is read, whatever the URL or a link says.
type Mirror struct {
	Dir string
	// AsOf, unless zero, is the day that the mirror shows; else each file's own time counts.
	AsOf     time.Time
	MaxBytes int64
}

// FetchIfChanged reads the file that stands for known.URL. Where it has
// known's SHA256 the answer is known, as NotModified and dated as Fetch dates it.
func (m Mirror) FetchIfChanged(ctx context.Context, known Page) (Page, error) {
	page, err := m.Fetch(ctx, known.URL)
	if err != nil || page.SHA256 != known.SHA256 {
		return page, err
	}
	return known.verified(page.FetchedAt), nil
}

// Fetch reads the file that stands for a URL.
func (m Mirror) Fetch(ctx context.Context, rawURL string) (Page, error) {
	if ctx.Err() != nil {
		return Page{}, failed(rawURL, Unreachable, ctx.Err())
	}
	name, err := MirrorPath(rawURL)
	if err != nil {
		return Page{}, failed(rawURL, Invalid, err)
	}
	root, err := os.OpenRoot(m.Dir)
	if err != nil {
		return Page{}, failed(rawURL, Missing, fmt.Errorf("mirror %s: %w", m.Dir, errors.Unwrap(err)))
	}
	defer root.Close()

	info, err := root.Stat(name)
	if err == nil && info.IsDir() {
		name = path.Join(name, "index.html")
		info, err = root.Stat(name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return Page{}, failed(rawURL, Missing, fmt.Errorf("the mirror %s has no file %s", m.Dir, name))
	}
	if err != nil {
		return Page{}, failed(rawURL, Missing, err)
	}
	file, err := root.Open(name)
	if err != nil {
		return Page{}, failed(rawURL, Missing, err)
	}
	defer file.Close()
	body, err := readLimited(file, rawURL, m.MaxBytes)
	if err != nil {
		return Page{}, err
	}
	fetchedAt := m.AsOf
	if fetchedAt.IsZero() {
		fetchedAt = info.ModTime()
	}
	return NewPage(rawURL, fetchedAt, body), nil
}

// MirrorPath is where a mirror keeps a URL: "HOST/PATH", clean and relative.
func MirrorPath(rawURL string) (string, error) {
	u, err := parseWeb(rawURL)
	if err != nil {
		return "", err
	}
	name := path.Join(u.Host, path.Clean("/"+u.Path))
	if !fs.ValidPath(name) || strings.Contains(name, `\`) {
		return "", errors.New("the address names no file")
	}
	return name, nil
}
