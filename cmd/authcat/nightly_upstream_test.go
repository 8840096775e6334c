package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/crawler/mirrortest"
	"authcat/data"
)

// upstream is SailPoint's side of a night: a server on loopback that has the
// mirror's documents as /HOST/PATH, with validators and gzip. A test edits
// documents, and breaks how they are served.
type upstream struct {
	*httptest.Server
	apis []catalog.API
	// sitemap and userLevels are addresses.
	sitemap, userLevels string
	// listed has the bundled places among the sources, with their addresses here.
	listed bool

	mutex  sync.Mutex
	bodies map[string][]byte // by path
	edited map[string]int    // how often, for Last-Modified
	faults map[string]http.HandlerFunc
	asked  int
}

// quick are the APIs of the short tests, and how many of their paths are served.
var quick = map[string]int{"v3": 25, "nerm": 42, "nerm-v2025": 2}

// newUpstream serves the quick part of the mirror, all of it under AUTHCAT_SOAK.
func newUpstream(t testing.TB) *upstream {
	t.Helper()
	if os.Getenv("AUTHCAT_SOAK") != "" {
		return newWholeUpstream(t)
	}
	return newQuickUpstream(t)
}

// figures are what is true of what newUpstream serves.
func figures(quick, whole string) string {
	if os.Getenv("AUTHCAT_SOAK") != "" {
		return whole
	}
	return quick
}

// newQuickUpstream serves the quick part, for nights that are many.
func newQuickUpstream(t testing.TB) *upstream {
	t.Helper()
	return serveMirror(t, quick)
}

// newWholeUpstream serves all of the mirror.
func newWholeUpstream(t testing.TB) *upstream {
	t.Helper()
	return serveMirror(t, nil)
}

// serveMirror serves the first so many paths of some APIs, nil for all of all.
func serveMirror(t testing.TB, paths map[string]int) *upstream {
	t.Helper()
	mirror := mirrortest.Dir(t)
	list, err := data.Sources()
	if err != nil {
		t.Fatal(err)
	}
	u := &upstream{bodies: map[string][]byte{}, edited: map[string]int{}, faults: map[string]http.HandlerFunc{}}
	load := func(address string) string {
		path := "/" + strings.TrimPrefix(address, "https://")
		body, err := os.ReadFile(filepath.Join(mirror, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		u.bodies[path] = body
		return path
	}
	u.Server = httptest.NewServer(u)
	t.Cleanup(u.Close)
	t.Cleanup(u.CloseClientConnections) // a handler that stalls ends with its connection
	u.sitemap, u.userLevels = u.URL+load(list.Sitemap), u.URL+load(list.UserLevels)
	for _, api := range list.APIs {
		if paths == nil || paths[api.ID] > 0 {
			api.SpecURL = u.URL + load(api.SpecURL)
			u.apis = append(u.apis, api)
		}
	}
	for id, n := range paths {
		u.edit(id, firstPaths(n))
	}
	return u
}

// sources writes a list of sources that names this server.
func (u *upstream) sources(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "sitemap: %s\nuser_levels: %s\n", u.sitemap, u.userLevels)
	if u.listed {
		b.WriteString(u.places(t))
	}
	b.WriteString("sources:\n")
	for _, api := range u.apis {
		fmt.Fprintf(&b, "  - {id: %s, title: %q, product: %s, base_path: %q, spec: %q, docs: %q}\n", api.ID, api.Title, api.Product, api.BasePath, api.SpecURL, api.DocsURL)
	}
	path := filepath.Join(dir, "sources.yaml")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// places are the bundled ones, with their addresses at this server.
func (u *upstream) places(t testing.TB) string {
	text, err := os.ReadFile("../../data/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\nplaces:\n")
	places, _, _ := strings.Cut(rest, "\nsources:\n")
	return "places:\n" + strings.ReplaceAll(places, "https://", u.URL+"/") + "\n"
}

// repository is where the spec repository's files are served, listing where its
// folders are listed.
const (
	repository = "/raw.githubusercontent.com/sailpoint-oss/api-specs/main/"
	listing    = "/api.github.com/repos/sailpoint-oss/api-specs/contents/"
)

// list answers as GitHub's API does what is in a folder of the repository.
func (u *upstream) list(w http.ResponseWriter, folder string) {
	if folder != "" {
		folder += "/"
	}
	entries := map[string]string{} // types by name
	for path := range u.bodies {
		rest, ok := strings.CutPrefix(path, repository+folder)
		if name, _, deeper := strings.Cut(rest, "/"); ok && deeper {
			entries[name] = "dir"
		} else if ok {
			entries[name] = "file"
		}
	}
	var all []map[string]string
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		all = append(all, map[string]string{"name": name, "path": folder + name, "type": entries[name]})
	}
	_ = json.NewEncoder(w).Encode(all)
}

// path is where an API's document is served, or a site's: "sitemap", "levels".
func (u *upstream) path(id string) string {
	for name, site := range map[string]string{"sitemap": u.sitemap, "levels": u.userLevels} {
		if id == name {
			return strings.TrimPrefix(site, u.URL)
		}
	}
	for _, api := range u.apis {
		if api.ID == id {
			return strings.TrimPrefix(api.SpecURL, u.URL)
		}
	}
	panic("no API " + id)
}

// body is what an API's document says now.
func (u *upstream) body(id string) []byte {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	return u.bodies[u.path(id)]
}

// edit changes an API's document, as its authors do.
func (u *upstream) edit(id string, change func([]byte) []byte) {
	body := change(u.body(id))
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.bodies[u.path(id)] = body
	u.edited[u.path(id)]++
}

// breaks has an API's document, or any with the id "", answered by a fault.
func (u *upstream) breaks(id string, fault http.HandlerFunc) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if id != "" {
		id = u.path(id)
	}
	u.faults[id] = fault
}

// mark remembers what is served now; the function that it returns serves it
// again, without faults.
func (u *upstream) mark() (heal func()) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	bodies := maps.Clone(u.bodies)
	return func() {
		u.mutex.Lock()
		defer u.mutex.Unlock()
		u.bodies = bodies
		clear(u.faults)
	}
}

// ServeHTTP answers as a fault says, else with the document.
func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.mutex.Lock()
	u.asked++
	body, ok := u.bodies[r.URL.Path]
	fault := u.faults[r.URL.Path]
	if fault == nil {
		fault = u.faults[""]
	}
	changed := time.Date(2026, 8, 22, u.edited[r.URL.Path]%24, 0, 0, 0, time.UTC)
	u.mutex.Unlock()
	switch {
	case fault != nil:
		fault(w, r)
	case strings.HasPrefix(r.URL.Path, listing):
		u.mutex.Lock()
		defer u.mutex.Unlock()
		u.list(w, strings.TrimPrefix(r.URL.Path, listing))
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nAllow: /\n")
	case !ok:
		http.NotFound(w, r)
	default:
		serveDocument(w, r, body, changed)
	}
}

// serveDocument answers a request, conditional or not, as GitHub does.
func serveDocument(w http.ResponseWriter, r *http.Request, body []byte, changed time.Time) {
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		body = gzipped(body)
	}
	http.ServeContent(w, r, "", changed, bytes.NewReader(body))
}

func gzipped(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}
