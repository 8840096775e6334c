package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// explorerSite answers with the explorer page, to browsers that know it by a
// loopback name: a page of the web whose name was made to lead to this machine
// (DNS rebinding) sends its own name, and gets nothing.
type explorerSite struct {
	// file is the catalog that load reads, "" for one that never changes.
	file   string
	load   func() ([]byte, error)
	stderr io.Writer

	mu   sync.Mutex
	page []byte
	tag  string
	// seen is the file as it was before the last try to read it, nil where it was missing.
	seen fs.FileInfo
}

// start reads the first page; without one there is nothing to serve.
func (s *explorerSite) start() error {
	s.seen = s.stat()
	page, err := s.load()
	if err != nil {
		return err
	}
	s.page, s.tag = page, pageTag(page)
	return nil
}

func (s *explorerSite) stat() fs.FileInfo {
	if s.file == "" {
		return nil
	}
	info, err := os.Stat(s.file)
	if err != nil {
		return nil
	}
	return info
}

// current is the page of the catalog as it is now, or the last good one. A
// file that can't be read is tried again when it changes.
func (s *explorerSite) current() (page []byte, tag string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.stat()
	if sameFile(now, s.seen) {
		return s.page, s.tag
	}
	s.seen = now
	switch page, err := s.load(); {
	case err != nil:
		fmt.Fprintf(s.stderr, "authcat: the changed catalog can't be read, the last good page is served: %v\n", err)
	default:
		s.page, s.tag = page, pageTag(page)
	}
	return s.page, s.tag
}

// sameFile reports whether a file is the one that was seen, unchanged. A catalog
// is swapped in whole, so a new one is another file even at the same second and size.
func sameFile(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

func (s *explorerSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", "frame-ancestors 'none'") // the page's own policy says the rest
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !isLoopback(hostOf(r.Host)):
		http.Error(w, "this page is served to loopback names only: http://127.0.0.1 or http://localhost", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	case r.URL.Path != "/" && r.URL.Path != "/index.html":
		http.NotFound(w, r)
	default:
		page, tag := s.current()
		header.Set("Content-Type", "text/html; charset=utf-8")
		header.Set("Cache-Control", "no-cache")
		header.Set("ETag", tag)
		http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(page))
	}
}

// hostOf is a Host header without its port.
func hostOf(header string) string {
	if host, _, err := net.SplitHostPort(header); err == nil {
		return host
	}
	return strings.Trim(header, "[]")
}

// isLoopback reports whether a host's name or address stands for this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
