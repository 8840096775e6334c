package crawler

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

// site is a documentation host of three endpoints, in the shape of SailPoint's.
type site struct {
	t       *testing.T
	mu      sync.Mutex
	asked   map[string]int
	answers map[string]http.HandlerFunc
	url     string
}

func newSite(t *testing.T) *site {
	s := &site{t: t, asked: map[string]int{}, answers: map[string]http.HandlerFunc{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.URL.Path]++
		answer := s.answers[r.URL.Path]
		s.mu.Unlock()
		if answer == nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	s.serve("/sitemap.xml", "<urlset>"+s.loc("list-things-v-1")+s.loc("get-thing-v-1")+s.loc("delete-thing")+"</urlset>")
	s.serve("/docs/list-things-v-1", pageHTML("List things", "get", "/things/v1", ""))
	s.serve("/docs/get-thing-v-1", pageHTML("Get thing", "get", "/things/v1/:id", `<div class="theme-admonition theme-admonition-caution"><div>deprecated</div></div>`))
	s.serve("/docs/delete-thing", pageHTML("Delete thing", "delete", "/things/v1/:id", ""))
	s.serve("/levels.html", `<table><thead><tr><th></th><th>Admin</th></tr></thead><tbody>
		<tr><td>Technical Name</td><td>ORG_ADMIN</td></tr><tr><td>Search</td><td><svg></svg></td></tr></tbody></table>`)
	return s
}

// client asks this site, and no other.
func (s *site) client(timeout time.Duration) *fetch.HTTP {
	s.t.Helper()
	sites, err := fetch.NewSites([]string{s.url}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return fetch.NewHTTP("authcat-test", sites, time.Second, timeout, time.Now)
}

func (s *site) loc(slug string) string {
	return "<url><loc>" + s.url + "/docs/" + slug + "</loc></url>"
}

// serve answers a path with a body and its ETag.
func (s *site) serve(path, body string) {
	etag := fmt.Sprintf(`"%d"`, len(body))
	s.answer(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	})
}

func (s *site) answer(path string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[path] = answer
}

func (s *site) answerAll(answer http.HandlerFunc) {
	for path := range s.answers {
		s.answer(path, answer)
	}
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

func pageHTML(title, method, path, notes string) string {
	return `<!doctype html><html><head><script src="/assets/js/runtime~main.aa.js" defer></script><script src="/assets/js/main.bb.js" defer></script></head><body>
		<article><h1 class="openapi__heading">` + title + `</h1><pre class="openapi__method-endpoint"><span class="badge">` + method +
		`</span> <h2 class="openapi__method-endpoint-path">` + path + `</h2></pre><div class="openapi__divider"></div>` + notes + `
		<p>A token with ORG_ADMIN authority is required to call this API.</p><h2 id="request">Request</h2></article></body></html>`
}

func (s *site) facts() catalog.Facts {
	observe := func(method, path, id, title string) catalog.Observation {
		return catalog.Observation{Key: catalog.Key{API: "v1", Method: method, Path: path}, OperationID: id, Title: title}
	}
	return catalog.Facts{
		APIs: []catalog.API{{ID: "v1", DocsURL: s.url + "/docs/"}, {ID: "v3", DocsURL: s.url + "/redoc/v3.html"}},
		Observations: []catalog.Observation{
			observe("GET", "/things/v1", "listThingsV1", "List things"), observe("GET", "/things/v1/{id}", "getThingV1", "Get thing"),
			observe("DELETE", "/things/v1/{id}", "", "Delete thing"), observe("PUT", "/things/v1/{id}", "putThingV1", "Put thing"),
			{Key: catalog.Key{API: "v3", Method: "GET", Path: "/things"}, OperationID: "listThingsV1"},
		},
	}
}

// crawl runs the documentation crawl as it is set up for the site.
func (s *site) crawl(change func(*Documentation)) catalog.Facts {
	s.t.Helper()
	client := s.client(2 * time.Second)
	client.Wait, client.MaxWait = time.Millisecond, 20*time.Millisecond
	documentation := Documentation{
		Sitemap: s.url + "/sitemap.xml", UserLevels: s.url + "/levels.html", Pages: true,
		Source: fetch.NewPolite(client, "authcat-test", 0),
	}
	if change != nil {
		change(&documentation)
	}
	facts := s.facts()
	if err := documentation.Run(s.t.Context(), &facts); err != nil {
		s.t.Fatal(err)
	}
	return facts
}

func read(facts catalog.Facts) int {
	n := 0
	for _, page := range facts.Pages {
		if !page.Read.IsZero() {
			n++
		}
	}
	return n
}

func problems(facts catalog.Facts) string {
	var all []string
	for _, problem := range facts.Problems {
		all = append(all, string(problem.Code)+" "+problem.Seen)
	}
	return strings.Join(all, "\n")
}

func TestDocumentation(t *testing.T) {
	facts := newSite(t).crawl(nil)
	if len(facts.Pages) != 3 || read(facts) != 3 {
		t.Fatalf("%d pages listed, %d read, want 3 and 3; %s", len(facts.Pages), read(facts), problems(facts))
	}
	page := facts.Pages[1]
	if page.Title != "Get thing" || !page.Deprecated || page.Experimental || len(page.Prose.Levels) != 1 || page.Security != nil {
		t.Errorf("page %+v", page)
	}
	if len(facts.Levels) != 1 || facts.Levels[0].Name != "ORG_ADMIN" || len(facts.Documents) != 2 {
		t.Errorf("levels %+v, documents %+v", facts.Levels, facts.Documents)
	}
	if !strings.HasPrefix(problems(facts), string(catalog.CodePageScripts)+" 3 of 3") {
		t.Errorf("problems %s, want only the scripts that are not there", problems(facts))
	}
}

func TestOnlyListing(t *testing.T) {
	s := newSite(t)
	facts := s.crawl(func(d *Documentation) { d.Pages = false })
	if len(facts.Pages) != 3 || read(facts) != 0 || s.count("/docs/list-things-v-1") != 0 {
		t.Errorf("%d pages listed, %d read", len(facts.Pages), read(facts))
	}
}

// chunkJS is a page's script as the site's generator writes it.
func chunkJS(t *testing.T, json string) string {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write([]byte(json)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return `"use strict";(self.webpackChunk=self.webpackChunk||[]).push([[6518],{1:(e,t,n)=>{const a={id:"x",api:"` + base64.StdEncoding.EncodeToString(packed.Bytes()) + `"};}}]);`
}

func TestScriptsGiveThePagesAuthorization(t *testing.T) {
	s := newSite(t)
	s.serve("/assets/js/main.bb.js", `e.exports={"/docs/list-things-v-1-f84":{"__comp":"17896441","__context":{"plugin":"a7bd4aaa"},"content":"322ec6d9"}}`)
	s.serve("/assets/js/runtime~main.aa.js", `r.u=e=>"assets/js/"+({6518:"322ec6d9"}[e]||e)+"."+{6518:"f8de5192"}[e]+".js"`)
	s.serve("/assets/js/322ec6d9.f8de5192.js", chunkJS(t, `{"method":"get","path":"/things/v1","security":[{"userAuth":["idn:thing:read"]}],"x-sailpoint-userLevels":["ORG_ADMIN"]}`))
	facts := s.crawl(nil)
	page := facts.Pages[0]
	if page.Security == nil || page.Security.String() != "[userAuth (idn:thing:read)]" || len(page.Levels) != 1 {
		t.Errorf("page %+v, problems %s", page, problems(facts))
	}
	if facts.Pages[1].Security != nil {
		t.Error("a page without a route in the scripts is silent, not public")
	}
	if !strings.Contains(problems(facts), "2 of 3 pages") {
		t.Errorf("problems %s, want the two pages without a route", problems(facts))
	}
}

// A script of another operation gives a page no authorization data.
func TestScriptsOfAnotherOperation(t *testing.T) {
	s := newSite(t)
	s.serve("/assets/js/main.bb.js", `e.exports={"/docs/list-things-v-1-f84":{"content":"322ec6d9"}}`)
	s.serve("/assets/js/runtime~main.aa.js", `r.u=e=>"assets/js/"+({6518:"322ec6d9"}[e]||e)+"."+{6518:"f8de5192"}[e]+".js"`)
	s.serve("/assets/js/322ec6d9.f8de5192.js", chunkJS(t, `{"method":"get","path":"/others/v1","security":[]}`))
	facts := s.crawl(nil)
	if facts.Pages[0].Security != nil || !strings.Contains(problems(facts), "its script is about GET /others/v1") {
		t.Errorf("page with security %v, problems %s", facts.Pages[0].Security, problems(facts))
	}
}

// However the documentation host misbehaves, the crawl ends with every
// operation and says what is missing.
func TestDocumentationFails(t *testing.T) {
	failing := func(status int, header ...string) func(*site) {
		return func(s *site) {
			s.answerAll(func(w http.ResponseWriter, _ *http.Request) {
				for i := 0; i < len(header); i += 2 {
					w.Header().Set(header[i], header[i+1])
				}
				w.WriteHeader(status)
			})
		}
	}
	tests := []struct {
		name        string
		breaks      func(*site)
		pages, read int
		says        string
	}{
		{"503 everywhere", failing(503), 0, 0, "503 Service Unavailable"},
		{"429 all the time", failing(429, "Retry-After", "3600"), 0, 0, "429 Too Many Requests"},
		{"robots.txt forbids", func(s *site) { s.serve("/robots.txt", "User-agent: *\nDisallow: /docs/\n") }, 3, 0, "robots.txt forbids it"},
		{"robots.txt can't be had", func(s *site) {
			s.answer("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
		}, 0, 0, "robots.txt can't be had"},
		{"another site's HTML", func(s *site) {
			s.answerAll(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<!doctype html><h1>Domain for sale</h1>") })
		}, 0, 0, "not a sitemap"},
		{"the pages' markup changed", func(s *site) {
			for _, slug := range []string{"list-things-v-1", "get-thing-v-1", "delete-thing"} {
				s.serve("/docs/"+slug, "<!doctype html><h1 class=new>List things</h1>")
			}
		}, 3, 0, "no endpoint panel"},
		{"a page documents something else", func(s *site) {
			s.serve("/docs/list-things-v-1", pageHTML("Get thing", "get", "/things/v1/:id", ""))
		}, 3, 2, "it documents GET /things/v1/:id, not GET /things/v1"},
		{"the sitemap lists other pages", func(s *site) { s.serve("/sitemap.xml", "<urlset>"+s.loc("else")+"</urlset>") }, 0, 0, "lists no page of any operation"},
		{"the sitemap is gone", func(s *site) { s.answer("/sitemap.xml", nil) }, 0, 0, "404 Not Found"},
		{"the matrix changed", func(s *site) { s.serve("/levels.html", "<!doctype html><p>moved</p>") }, 3, 3, "levels.html"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			test.breaks(s)
			facts := s.crawl(nil)
			if len(facts.Observations) != 5 || len(facts.Pages) != test.pages || read(facts) != test.read {
				t.Errorf("%d operations, %d pages listed, %d read; want 5, %d, %d", len(facts.Observations), len(facts.Pages), read(facts), test.pages, test.read)
			}
			if !strings.Contains(problems(facts), test.says) {
				t.Errorf("problems\n%s\nwant one that says %q", problems(facts), test.says)
			}
			snapshot := catalog.Merge(facts)
			if len(snapshot.Operations) != 5 || len(snapshot.Findings) != len(facts.Problems) {
				t.Error("the problems are no findings of the catalog")
			}
		})
	}
}

// defective fails on some addresses as a defect does.
type defective struct {
	Source
	on string
}

func (d defective) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	if strings.HasSuffix(url, d.on) {
		panic("no such case")
	}
	return d.Source.Fetch(ctx, url)
}

// A page on which the program fails takes no other with it, and no operation.
func TestADefectIsAFailureOfItsPage(t *testing.T) {
	for on, test := range map[string]struct{ pages, read, levels int }{
		"/docs/get-thing-v-1": {3, 2, 1}, "/sitemap.xml": {0, 0, 1}, "/levels.html": {3, 3, 0}, ".js": {3, 3, 1},
	} {
		facts := newSite(t).crawl(func(d *Documentation) { d.Source = defective{d.Source, on} })
		if len(facts.Observations) != 5 || len(facts.Pages) != test.pages || read(facts) != test.read || len(facts.Levels) != test.levels {
			t.Errorf("%s: %d operations, %d pages, %d read, %d levels", on, len(facts.Observations), len(facts.Pages), read(facts), len(facts.Levels))
		}
		if !strings.Contains(problems(facts), on+" brings out a defect of authcat, in crawler.defective.Fetch (documentation_test.go:") && on != ".js" {
			t.Errorf("%s: problems %s", on, problems(facts))
		}
	}
}

func TestASlowHostIsGivenUp(t *testing.T) {
	s := newSite(t)
	slow := func(_ http.ResponseWriter, r *http.Request) {
		select { // until the client gives up
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	}
	var locs string
	for i := range 40 {
		locs += s.loc(fmt.Sprintf("op-%d", i))
		s.answer(fmt.Sprintf("/docs/op-%d", i), slow)
	}
	s.serve("/sitemap.xml", "<urlset>"+locs+"</urlset>")
	client := s.client(250 * time.Millisecond) // long enough for what does answer
	client.Attempts = 1
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v1", DocsURL: s.url + "/docs/"}}}
	for i := range 40 {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET", Path: fmt.Sprint("/", i)}, Title: fmt.Sprint("op ", i)})
	}
	documentation := Documentation{Sitemap: s.url + "/sitemap.xml", Pages: true, Source: fetch.NewPolite(client, "authcat-test", 0)}
	if err := documentation.Run(t.Context(), &facts); err != nil {
		t.Fatal(err)
	}
	if len(facts.Pages) != 40 || !strings.Contains(problems(facts), "5 of 40 pages") || !strings.Contains(problems(facts), "the other 35 were not asked for") {
		t.Errorf("%d pages, problems %s", len(facts.Pages), problems(facts))
	}
}

// A crawl that was interrupted goes on where it stopped; one that comes later
// asks whether pages changed.
func TestDocumentationResumes(t *testing.T) {
	s := newSite(t)
	kept, now := archive.Open(t.TempDir()), time.Now()
	set := func(d *Documentation) {
		d.Source = &archive.Source{From: fetch.NewPolite(s.client(2*time.Second), "authcat-test", 0), Archive: kept, MaxAge: time.Hour, Now: func() time.Time { return now }}
	}
	ctx, cancel := context.WithCancel(t.Context())
	facts := s.facts()
	interrupted := Documentation{Sitemap: s.url + "/sitemap.xml", Pages: true, Progress: func(done, _ int) {
		if done == 2 {
			cancel()
		}
	}}
	set(&interrupted)
	if err := interrupted.Run(ctx, &facts); err == nil {
		t.Fatal("the interrupted crawl says that it is done")
	}
	if facts := s.crawl(set); read(facts) != 3 {
		t.Errorf("%d pages read, want 3", read(facts))
	}
	for path, want := range map[string]int{"/docs/list-things-v-1": 1, "/docs/get-thing-v-1": 1, "/docs/delete-thing": 1, "/sitemap.xml": 1} {
		if got := s.count(path); got != want {
			t.Errorf("%s was asked for %d times, want %d", path, got, want)
		}
	}
	now = now.Add(2 * time.Hour)
	if facts := s.crawl(set); read(facts) != 3 || s.count("/docs/list-things-v-1") != 2 {
		t.Errorf("later: %d pages read, asked %d times", read(facts), s.count("/docs/list-things-v-1"))
	}
}

func TestKeepDocumentation(t *testing.T) {
	older := newSite(t).crawl(nil)
	down := catalog.Facts{APIs: older.APIs, Observations: older.Observations}
	snapshot := catalog.Merge(down.KeepDocumentation(older))
	if snapshot.Operations[0].DocsURL != older.Pages[0].URL || snapshot.Operations[0].Page.Read.IsZero() || len(snapshot.Levels) != 1 {
		t.Errorf("operation %+v", snapshot.Operations[0])
	}
	var kept []string
	for _, finding := range snapshot.Findings {
		kept = append(kept, string(finding.Code)+" "+finding.Seen)
	}
	day := time.Now().UTC().Format(time.DateOnly)
	for _, want := range []string{"source-kept sitemap of " + day, "source-kept user-levels of " + day} {
		if !strings.Contains(strings.Join(kept, "\n"), want) {
			t.Errorf("findings %q, want %q", kept, want)
		}
	}
}
