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
	root, name, err := m.open(ctx, rawURL)
	if err != nil {
		return Page{}, err
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

// open returns the mirror's folder and the name in it that stands for a URL.
func (m Mirror) open(ctx context.Context, rawURL string) (root *os.Root, name string, err error) {
	if ctx.Err() != nil {
		return nil, "", failed(rawURL, Unreachable, ctx.Err())
	}
	if name, err = MirrorPath(rawURL); err != nil {
		return nil, "", failed(rawURL, Invalid, err)
	}
	if root, err = os.OpenRoot(m.Dir); err != nil {
		return nil, "", failed(rawURL, Missing, fmt.Errorf("mirror %s: %w", m.Dir, errors.Unwrap(err)))
	}
	return root, name, nil
}

// List names what is in the folder that stands for a URL, folders with a slash
// at the end. In a folder that is not there is nothing.
func (m Mirror) List(ctx context.Context, rawURL string) ([]string, error) {
	root, name, err := m.open(ctx, rawURL)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, failed(rawURL, Missing, err)
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
		if entry.IsDir() {
			names[i] += "/"
		}
	}
	return names, nil
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
