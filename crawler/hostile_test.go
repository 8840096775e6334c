package crawler

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A page names scripts, a sitemap further sitemaps, and both redirect: none of
// it has another server asked than the list's.
func TestDocumentationAsksItsOwnServersOnly(t *testing.T) {
	var asked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(elsewhere.Close)
	page := func(scripts string) string {
		return strings.ReplaceAll(pageHTML("List things", "get", "/things/v1", ""), `src="/assets`, `src="`+scripts+`/assets`)
	}
	to := func(url string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, url+r.URL.Path, http.StatusFound) }
	}
	tests := []struct {
		name        string
		attack      func(*site)
		pages, read int
		says        string
	}{
		{"scripts of another port", func(s *site) { s.serve("/docs/list-things-v-1", page(elsewhere.URL)) }, 3, 3, elsewhere.URL + "/assets/js/main.bb.js: not on a server that the list of sources names"},
		{"scripts of the metadata service", func(s *site) { s.serve("/docs/list-things-v-1", page("http://169.254.169.254")) }, 3, 3, "http://169.254.169.254/assets/js/main.bb.js: not on a server"},
		{"scripts with a user's name", func(s *site) {
			s.serve("/docs/list-things-v-1", page(strings.Replace(s.url, "http://", "http://jo@", 1)))
		}, 3, 3, "a user's name or password"},
		{"a script that redirects", func(s *site) { s.answer("/assets/js/main.bb.js", to(elsewhere.URL)) }, 3, 3, "redirected to " + elsewhere.URL},
		{"a page that redirects", func(s *site) { s.answer("/docs/list-things-v-1", to(elsewhere.URL)) }, 3, 2, "redirected to " + elsewhere.URL},
		{"a sitemap that redirects", func(s *site) { s.answer("/sitemap.xml", to(elsewhere.URL)) }, 0, 0, "redirected to " + elsewhere.URL},
		{"a robots.txt that redirects", func(s *site) { s.answer("/robots.txt", to(elsewhere.URL)) }, 0, 0, "redirected to " + elsewhere.URL},
		{"further sitemaps elsewhere", func(s *site) {
			s.serve("/sitemap.xml", "<sitemapindex><sitemap><loc>"+elsewhere.URL+"/more.xml</loc></sitemap></sitemapindex>")
		}, 0, 0, elsewhere.URL + "/more.xml: not on a server"},
		{"sitemaps without end", func(s *site) {
			var list strings.Builder
			for i := range 51 {
				fmt.Fprintf(&list, "<sitemap><loc>%s/%d.xml</loc></sitemap>", s.url, i)
			}
			s.serve("/sitemap.xml", "<sitemapindex>"+list.String()+"</sitemapindex>")
		}, 0, 0, "it lists 51 sitemaps"},
		{"a page that redirects to what robots.txt forbids", func(s *site) {
			s.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n")
			s.serve("/private/docs/list-things-v-1", pageHTML("List things", "get", "/things/v1", ""))
			s.answer("/docs/list-things-v-1", to(s.url+"/private"))
		}, 3, 2, "robots.txt forbids it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			test.attack(s)
			facts := s.crawl(nil)
			if len(facts.Pages) != test.pages || read(facts) != test.read {
				t.Errorf("%d pages listed, %d read; want %d, %d", len(facts.Pages), read(facts), test.pages, test.read)
			}
			if !strings.Contains(problems(facts), test.says) {
				t.Errorf("problems\n%s\nwant one that says %q", problems(facts), test.says)
			}
			if n := asked.Load(); n > 0 || s.count("/private/docs/list-things-v-1") > 0 {
				t.Errorf("another server was asked %d times, the forbidden page %d times", n, s.count("/private/docs/list-things-v-1"))
			}
		})
	}
}

// A site that answers its pages and fails on every script is not asked for
// scripts without end.
func TestScriptsThatFailAreGivenUp(t *testing.T) {
	s := newSite(t)
	var locations strings.Builder
	facts := s.facts()
	facts.Observations = nil
	const pages = 20
	var routes, numbers, hashes strings.Builder
	for i := range pages {
		o := s.facts().Observations[0]
		o.Path, o.OperationID = fmt.Sprintf("/things/v1/%d", i), fmt.Sprintf("list%cThings", 'A'+rune(i))
		facts.Observations = append(facts.Observations, o)
		slug := fmt.Sprintf("list-%c-things", 'a'+rune(i))
		locations.WriteString(s.loc(slug))
		s.serve("/docs/"+slug, pageHTML("List things", "get", o.Path, ""))
		fmt.Fprintf(&routes, `"/docs/%s-f84":{"content":"id%d"},`, slug, i)
		fmt.Fprintf(&numbers, `%d:"id%d",`, 100+i, i)
		fmt.Fprintf(&hashes, `%d:"hash%d",`, 100+i, i)
		s.answer(fmt.Sprintf("/assets/js/id%d.hash%d.js", i, i), func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	}
	s.serve("/sitemap.xml", "<urlset>"+locations.String()+"</urlset>")
	s.serve("/assets/js/main.bb.js", "e.exports={"+routes.String()+"}")
	s.serve("/assets/js/runtime~main.aa.js", `r.u=e=>"assets/js/"+({`+numbers.String()+`}[e]||e)+"."+{`+hashes.String()+`}[e]+".js"`)
	client := s.client(2 * time.Second)
	client.Attempts = 1
	documentation := Documentation{Sitemap: s.url + "/sitemap.xml", Pages: true, Source: client}
	if err := documentation.Run(t.Context(), &facts); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for i := range pages {
		asked += s.count(fmt.Sprintf("/assets/js/id%d.hash%d.js", i, i))
	}
	if asked != givingUp || read(facts) != pages || !strings.Contains(problems(facts), "20 of 20 pages, the first: ") {
		t.Errorf("%d scripts were asked for, %d pages read, problems %s; want %d, %d", asked, read(facts), problems(facts), givingUp, pages)
	}
}
