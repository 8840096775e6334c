package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

const agent = "authcat/1.2 (+https://example.org)"

// site serves /robots.txt by a handler and a page for every other path.
type site struct {
	url           string
	robots, pages atomic.Int32
	redirect      string // where /from leads
}

func newSite(t *testing.T, robots http.HandlerFunc) *site {
	t.Helper()
	s := new(site)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			s.robots.Add(1)
			robots(w, r)
			return
		}
		if r.URL.Path == "/from" {
			http.Redirect(w, r, s.redirect, http.StatusFound)
			return
		}
		s.pages.Add(1)
		unchanged(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func body(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func TestPoliteObeysRobots(t *testing.T) {
	const secret = "User-agent: *\nDisallow: /secret\n"
	tests := []struct {
		name      string
		robots    http.HandlerFunc
		path      string
		forbidden bool
	}{
		{"allowed", body(secret), "/docs", false},
		{"forbidden", body(secret), "/secret/x", true},
		{"forbidden by the query", body("User-agent: *\nDisallow: /*?print"), "/docs?print=1", true},
		{"the whole host", body("User-agent: *\nDisallow: /"), "", true},
		{"our name counts before *", body(secret + "User-agent: AuthCat\nDisallow: /docs\n"), "/secret", false},
		{"our name forbids", body(secret + "User-agent: AuthCat\nDisallow: /docs\n"), "/docs", true},
		{"another's rules", body("User-agent: GPTBot\nDisallow: /"), "/docs", false},
		{"404", status(404), "/secret", false},
		{"403", status(403), "/secret", false},
		{"empty", body(""), "/secret", false},
		{"no directives", body("# none\n\nhello\n"), "/secret", false},
		{"HTML", body("\n<!doctype html><pre>\nUser-agent: *\nDisallow: /\n</pre>"), "/secret", false},
		{"a byte order mark", body("\ufeff" + secret), "/secret", true},
		{"CR LF", body("User-agent: *\r\nDisallow: /secret\r\n"), "/secret", true},
		{"unreadable lines", body("\ufeffDisallow: /docs\r\nUser-agent: *\r\nCrawl-delay:\r\nCrawl-delay: 5s\r\nDisallow: /secret"), "/secret", true},
		{"a rule for nobody", body("Disallow: /docs\nUser-agent: *\nDisallow: /secret"), "/docs", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t, test.robots)
			polite := NewPolite(newTestHTTP(t, s.url), agent, 0)
			page, err := polite.Fetch(t.Context(), s.url+test.path)
			if !test.forbidden {
				if err != nil || string(page.Body) != "new" {
					t.Errorf("%q, %v; want the page", page.Body, err)
				}
				return
			}
			if KindOf(err) != Forbidden || !strings.Contains(err.Error(), s.url+"/robots.txt") || s.pages.Load() != 0 {
				t.Errorf("error %v, %d pages asked for; want Forbidden, 0", err, s.pages.Load())
			}
		})
	}
}

func TestPoliteWithoutRobotsAsksForNoPage(t *testing.T) {
	tests := []struct {
		name   string
		robots http.HandlerFunc
		kind   Kind
		status int
	}{
		{"503", status(503), Refused, 503},
		{"429", status(429), Refused, 429},
		{"a body cut short", cut, Unreachable, 0},
		{"redirected in circles", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, Invalid, 0},
	}
	for _, test := range tests {
		s := newSite(t, test.robots)
		polite := NewPolite(newTestHTTP(t, s.url), agent, 0)
		var asked int32
		for range 2 {
			_, err := polite.Fetch(t.Context(), s.url+"/docs")
			var e *Error
			if !errors.As(err, &e) || e.Kind != test.kind || e.Status != test.status || e.URL != s.url+"/docs" || !strings.Contains(err.Error(), s.url+"/robots.txt") {
				t.Errorf("%s: error %+v", test.name, err)
			}
			if asked == 0 {
				asked = s.robots.Load()
			}
		}
		if s.pages.Load() != 0 || s.robots.Load() != asked {
			t.Errorf("%s: %d pages asked for, robots.txt %d times and then %d", test.name, s.pages.Load(), asked, s.robots.Load())
		}
	}
	if _, err := NewPolite(newTestHTTP(t), agent, 0).Fetch(t.Context(), "file:///etc/passwd"); KindOf(err) != Invalid {
		t.Errorf("a file's address: %v", err)
	}
}

func TestPoliteFetchIfChanged(t *testing.T) {
	s := newSite(t, body("User-agent: *\nDisallow: /secret"))
	polite := NewPolite(newTestHTTP(t, s.url), agent, 0)
	page, err := polite.FetchIfChanged(t.Context(), knownPage(s.url+"/docs", etag, ""))
	if err != nil || !page.NotModified || string(page.Body) != "old" {
		t.Errorf("page %+v, %v", page, err)
	}
	if _, err := polite.FetchIfChanged(t.Context(), knownPage(s.url+"/secret", etag, "")); KindOf(err) != Forbidden {
		t.Errorf("error %v", err)
	}
	// A mirror without robots.txt allows everything it has.
	mirror := NewPolite(Mirror{Dir: filepath.Join(t.TempDir(), "m"), MaxBytes: 100}, agent, 0)
	if _, err := mirror.Fetch(t.Context(), "https://host/none"); KindOf(err) != Missing || strings.Contains(err.Error(), "robots") {
		t.Errorf("a mirror: %v", err)
	}
}

// A redirect is no way round a host's robots.txt, its own or another host's.
func TestPoliteObeysRobotsWhenRedirected(t *testing.T) {
	const secret = "User-agent: *\nDisallow: /secret\n"
	target := newSite(t, body(secret))
	tests := []struct {
		name, to string
		kind     Kind
		status   int
		pages    int32 // that the target gives
	}{
		{"to another host's page", target.url + "/docs", "", 0, 1},
		{"to what the other host forbids", target.url + "/secret/x", Forbidden, 0, 0},
		{"to what its own host forbids", "/secret/x", Forbidden, 0, 0},
		{"to what its own host allows", "/docs", "", 0, 0},
		{"to a host whose robots.txt can't be had", newSite(t, status(503)).url + "/docs", Refused, 503, 0},
		{"to a host of no list", newSite(t, body("")).url + "/docs", Unlisted, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t, body(secret))
			s.redirect = test.to
			sites := []string{s.url, target.url}
			if test.kind != Unlisted && strings.HasPrefix(test.to, "http") {
				sites = append(sites, test.to)
			}
			target.pages.Store(0)
			polite := NewPolite(newTestHTTP(t, sites...), agent, 0)
			_, err := polite.Fetch(t.Context(), s.url+"/from")
			if KindOf(err) != test.kind || StatusOf(err) != test.status || target.pages.Load() != test.pages {
				t.Errorf("error %v, the target was asked for %d pages; want kind %q, %d", err, target.pages.Load(), test.kind, test.pages)
			}
			if err != nil && !strings.HasPrefix(err.Error(), s.url+"/from: redirected to ") {
				t.Errorf("error %v", err)
			}
		})
	}
	if n := target.robots.Load(); n > 3 {
		t.Errorf("the target's robots.txt was asked for %d times by three crawls", n)
	}
}

// A robots.txt that is elsewhere is read there, if there is a site.
func TestPoliteFollowsRobots(t *testing.T) {
	rules, far := newSite(t, body("User-agent: *\nDisallow: /secret\n")), newSite(t, body(""))
	to := func(url string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, url, http.StatusMovedPermanently) }
	}
	for _, test := range []struct {
		to, path string
		kind     Kind
	}{{rules.url + "/robots.txt", "/secret", Forbidden}, {rules.url + "/robots.txt", "/docs", ""}, {far.url + "/robots.txt", "/docs", Unlisted}} {
		s := newSite(t, to(test.to))
		_, err := NewPolite(newTestHTTP(t, s.url, rules.url), agent, 0).Fetch(t.Context(), s.url+test.path)
		if KindOf(err) != test.kind {
			t.Errorf("%s with robots.txt at %s: %v, want kind %q", test.path, test.to, err, test.kind)
		}
	}
	if far.robots.Load() > 0 {
		t.Error("another server was asked")
	}
}
