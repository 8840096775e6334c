package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vault is a server that wants a user, a password and a token.
type vault struct {
	*httptest.Server
	// fails answers in place of the documents, unless it is nil.
	fails http.HandlerFunc
	// posted and referers are what came in besides.
	posted   []string
	referers []string
	asked    int
}

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{}
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" {
			v.referers = append(v.referers, r.Header.Get("Referer"))
		}
		body, _ := io.ReadAll(r.Body)
		v.posted = append(v.posted, string(body))
		_, password, _ := r.BasicAuth()
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case v.fails != nil:
			v.fails(w, r)
		case password != canaryWord || r.URL.Query().Get("token") != canaryWord:
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/spec.yaml":
			v.asked++
			_, _ = io.WriteString(w, cageSpec)
		case r.URL.Path == "/sitemap.xml":
			v.asked++
			_, _ = io.WriteString(w, `<urlset><url><loc>https://docs.example.com/docs/api/list-accounts</loc></url></urlset>`)
		default:
			_, _ = io.WriteString(w, "<html>no matrix</html>")
		}
	}))
	t.Cleanup(v.Close)
	return v
}

// secret is an address of the server with secrets in all places that are not printed.
func (v *vault) secret(path string) string {
	return strings.Replace(v.URL, "http://", "http://user:"+canaryWord+"@", 1) + path + "?token=" + canaryWord + "#" + canaryWord
}

func (v *vault) sources() string {
	return fmt.Sprintf("sitemap: %s\nuser_levels: %s\nsources:\n  - id: v3\n    base_path: /v3\n    spec: %s\n    docs: %s\n",
		v.secret("/sitemap.xml"), v.secret("/levels.html"), v.secret("/spec.yaml"), v.secret("/docs/"))
}

// A source that is asked for with a user and a query is read, and neither comes
// out: not of what is said, kept or published.
func TestCanaryInSources(t *testing.T) {
	v, c := newVault(t), newCage(t)
	sources, db := c.file(t, "secret.yaml", v.sources()), filepath.Join(c.dir, "crawled", "catalog.db")
	code, said := c.run(t, "", "crawl", "--db", db, "--sources", sources, "--docs-pause", "1ms")
	hides(t, "crawl", canaryWord, said)
	if code != 0 || v.asked != 2 {
		t.Fatalf("exit code %d, %d documents\n%s", code, v.asked, said)
	}
	for _, line := range []string{"status", "list", "findings --all", "findings --format markdown", "lookup GET /v3/accounts", "lookup accounts", "explain GET /v3/accounts --as pat", "levels", "tags", "scopes"} {
		for _, format := range []string{"table", "json", "csv", "yaml"} {
			_, said := c.run(t, "", append(strings.Fields(line), "--db", db, "--format", format)...)
			hides(t, line+" as "+format, canaryWord, said)
		}
	}
	crawled := filepath.Join(c.dir, "crawled")
	for _, line := range [][]string{{"export", "--db", db, "--out", crawled + "/out"}, {"snapshot", "--db", db, "--out", crawled + "/snapshot"}, {"guard", "none", db}, {"diff", db, "bundled"}} {
		code, said := c.run(t, "", line...)
		hides(t, line[0], canaryWord, said)
		if code != 0 && code != exitDenied {
			t.Errorf("%v: exit code %d\n%s", line, code, said)
		}
	}
	all := failures(t)
	for _, name := range []string{"a reason that repeats the address", "a redirect to another host"} { // a night tries the others, which crawl repeats for seconds
		v.fails = all[name]
		code, said := c.run(t, "", "crawl", "--db", db, "--sources", sources, "--docs-pause", "1ms")
		hides(t, "crawl with "+name, canaryWord, said)
		if code == 0 {
			t.Errorf("%s: the crawl did well\n%s", name, said)
		}
	}
	hidesInFiles(t, "crawl", canaryWord, crawled)
	if len(v.referers) > 0 {
		t.Errorf("addresses were carried on: %q", v.referers)
	}
}

// failures are servers that repeat what they were asked.
func failures(t *testing.T) map[string]http.HandlerFunc {
	t.Helper()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" {
			t.Errorf("another host was told the address %q", r.Header.Get("Referer"))
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(elsewhere.Close)
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		}
	}
	return map[string]http.HandlerFunc{
		"a reason that repeats the address": func(w http.ResponseWriter, r *http.Request) {
			connection, out, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			defer connection.Close()
			fmt.Fprintf(out, "HTTP/1.1 404 no %s %s\x1b[31m\r\nConnection: close\r\n\r\n", canaryWord, r.URL.RawQuery)
			_ = out.Flush()
		},
		"a redirect to another host": redirect(elsewhere.URL + "/x?token=" + canaryWord),
		"a redirect to nowhere":      redirect("http://user:" + canaryWord + "@127.0.0.1:1/?token=" + canaryWord),
		"a redirect that is none":    redirect("http://user:" + canaryWord + "@[::1/?token=" + canaryWord),
		"a redirect to a file":       redirect("file:///etc/passwd?token=" + canaryWord),
		"redirects in a circle":      redirect("/spec.yaml?token=" + canaryWord),
		"a page":                     func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>no document</html>") },
	}
}

// A night tells its secrets to those whom they are for, and nobody else.
func TestCanaryInNights(t *testing.T) {
	slow(t)
	v, c := newVault(t), newCage(t)
	sources, limits := c.file(t, "secret.yaml", v.sources()), c.file(t, "guard.yaml", "sentinels: []\n")
	c.env["AUTHCAT_HEARTBEAT"], c.env["AUTHCAT_WEBHOOK"] = v.secret("/heartbeat"), v.secret("/hook")
	night := func(where string, want []int, args ...string) {
		t.Helper()
		line := []string{"nightly", "--state", c.dir + "/night/state", "--out", c.dir + "/night/out", "--sources", sources, "--thresholds", limits, "--docs-pause", "1ms", "--fetch-pause", "1ms"}
		code, said := c.run(t, "", append(line, args...)...)
		hides(t, where, canaryWord, said)
		if !slices.Contains(want, code) {
			t.Errorf("%s: exit code %d, want one of %v\n%s", where, code, want, said)
		}
	}
	night("the first night", []int{0})
	night("a night without news", []int{0, exitUnchanged}, "--log-format", "json")
	hidesInFiles(t, "nights", canaryWord, filepath.Join(c.dir, "night"))
	hides(t, "the webhook's report", canaryWord, strings.Join(v.posted, "\n"))
	if len(v.posted) < 6 {
		t.Errorf("%d requests came", len(v.posted))
	}
	for name, fails := range failures(t) {
		v.fails = fails
		night(name, []int{exitKept, exitError}, "--log-format", "json")
		night(name, []int{exitKept, exitError})
	}
	night("all of it on the command line", []int{exitKept, exitError},
		"--heartbeat", "http://user:"+canaryWord+"@127.0.0.1:1/?"+canaryWord, "--webhook", "http://127.0.0.1:1/"+canaryTokens[0], "--wiki", "https://user:"+canaryWord+"@127.0.0.1:1/wiki.git")
	night("addresses that are none", []int{exitKept, exitError}, "--heartbeat", canaryWord+":x", "--webhook", "http://user:"+canaryWord+"@[::1/")
	night("a site with secrets", []int{exitUsage}, "--site", "https://user:"+canaryWord+"@example.com/?"+canaryWord)
	hidesInFiles(t, "nights that failed", canaryWord, filepath.Join(c.dir, "night"))
	hides(t, "the webhook's reports", canaryWord, strings.Join(v.posted, "\n"))
}

// Lists and limits that are wrong are named, and not repeated.
func TestCanaryInSettings(t *testing.T) {
	c := newCage(t)
	secretive := func(canary string) []string {
		var texts []string
		for _, form := range []string{
			"SECRET", "sources: SECRET", "sources: [SECRET]", "sources: [{id: SECRET}]", "sources: [{SECRET: x}]", "SECRET: x", "sources: [{id: a, spec: 'SECRET'}]",
			"sources: [{id: a, spec: 'ftp://user:SECRET@h/x?SECRET'}]", "sources: [{id: a, spec: 'https://user:SECRET@[::1/'}]", "sources: [{id: a, spec: https://h/x, base_path: 'SECRET'}]",
			"sources: [{id: a, spec: https://h/x, base_path: '/x?SECRET'}]", "sources: [{id: a, spec: {SECRET: x}}]", "sources: *SECRET", "sources: !SECRET x", "{SECRET: 1, SECRET: 2}",
			"sitemap: 'SECRET'", "user_levels: 'user:SECRET@h'", "sources: [{id: a, spec: 'https://h/x?a=SECRET'}, {id: b, spec: 'https://h/x?b=SECRET'}]", "sources: [\"SECRET",
			"falls: SECRET", "falls: {SECRET: {percent: 1, slack: 1}}", "falls: {operations: SECRET}", "falls: {operations: {percent: SECRET, slack: 1}}", "falls: {operations: {SECRET: 1}}",
			"sentinels: SECRET", "sentinels: [SECRET]", "sentinels: [{api: v3, method: GET, path: '/x?SECRET', needs: pat}]", "sentinels: [{api: v3, method: GET, path: '/x', needs: SECRET}]",
			"sentinels: [{api: v3, method: GET, path: '/user:SECRET@x', needs: pat}]", "sentinels: [{api: v3, method: GET, path: /x, needs: pat, levels_source: SECRET}]",
			"sentinels: [{api: v3, method: GET, path: /x, needs: pat, user_scope: 'Bearer SECRET'}]",
		} {
			texts = append(texts, strings.ReplaceAll(form, "SECRET", canary))
		}
		return texts
	}
	for _, canary := range append([]string{canaryWord}, canaryTokens...) {
		for _, text := range secretive(canary) {
			file := c.file(t, "settings.yaml", text+"\n")
			for _, line := range [][]string{
				{"crawl", "--db", filepath.Join(c.dir, "new.db"), "--sources", file, "--mirror", filepath.Join(c.dir, "mirror")},
				{"guard", "--thresholds", file, c.db, c.db},
			} {
				_, said := c.run(t, "", line...)
				hides(t, line[0]+" with "+text, canary, said)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(c.dir, "new.db")); err == nil {
		t.Error("a list with a secret in place of everything was crawled")
	}
}
