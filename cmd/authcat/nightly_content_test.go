package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"authcat/crawler/fetch"
)

// packed sends bytes as a compressed body.
func packed(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	}
}

// gzipBomb is small and unfolds to more than is read of any document.
func gzipBomb() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.CopyN(w, zeros{}, fetch.DefaultMaxBytes+1)
	_ = w.Close()
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// reads is a fault that sends something else than v3's document, which can't be read.
func reads(name, body string, says ...string) fault {
	return keeps(name, always(sends("text/html; charset=utf-8", body)), says...)
}

const withComponents = "openapi: 3.0.1\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\n"

// contentFaults are answers that look like success.
func contentFaults() []fault {
	const page = "<!DOCTYPE html><html><body><h1>Scheduled maintenance</h1></body></html>"
	return append(harmless(),
		keeps("truncated gzip", func(_ *testing.T, p *place) http.HandlerFunc {
			whole := gzipped(p.up.body("v3"))
			return packed(whole[:len(whole)/2])
		}, "the body broke off"),
		keeps("no gzip, though it says so", always(packed([]byte(page))), "gzip: invalid header"),
		keeps("gzip bomb", always(packed(gzipBomb())), "more than 64 MiB"),
		reads("an error page with status 200", page, "it is an HTML or XML page"),
		reads("an error in JSON with status 200", `{"message": "API rate limit exceeded"}`, "it is no OpenAPI document"),
		reads("empty body", "", "it is empty"),
		reads("a blank line", "\n", "it is empty"),
		reads("noise", "\x00\x01\xfe\xff"+strings.Repeat("\xc3\x28\x00", 1000), "it is no valid YAML"),
		reads("aliases that unfold without end", bomb(), "v3"),
		reads("deeply nested", strings.Repeat("[", 100_000), "it is no valid YAML"),
		reads("no paths", withComponents+"paths: {}\n", "it has no paths"),
		reads("paths without an operation", withComponents+"paths: {/a: {}, x-b: {get: {}}}\n", "its paths have no operation"),
		reads("security twice", withComponents+"security: []\nsecurity: []\npaths: {/a: {get: {}}}\n", `has \"security\" twice`),
		reads("a second document", withComponents+"paths: {/a: {get: {}}}\n---\n{}\n", "it holds a second YAML document"),
		reads("schemes by the thousand", withComponents+"paths: {/a: {get: {security: [{"+strings.Repeat("s: [],", 60_000)+"}]}}}\n", "none of its 1 operations can be read"),
		keeps("cut short with the right length", func(_ *testing.T, p *place) http.HandlerFunc {
			body := p.up.body("v3")
			return sends("text/plain", string(body[:len(body)/2]))
		}, "cut short"),
		edits("a version of OpenAPI to come", replaced("openapi: 3.0.1\n", "openapi: 4.0.0\n"), "it is an OpenAPI 4.0.0 document"),
		edits("Swagger", replaced("openapi: 3.0.1\n", "swagger: '2.0'\n"), "it is a Swagger 2.0 document"),
		edits("tabs in place of spaces", replaced("\n  ", "\n\t"), "it is no valid YAML"),
	)
}

// edits is a fault that makes v3's document unreadable.
func edits(name string, change func([]byte) []byte, says ...string) fault {
	f := keeps(name, nil, says...)
	f.breaks = func(_ *testing.T, p *place) { p.up.edit("v3", change) }
	return f
}

// harmless are oddities that are none of a catalog's business.
func harmless() []fault {
	return []fault{
		{name: "wrong content type", leaves: tonights,
			breaks: func(_ *testing.T, p *place) { p.up.breaks("v3", sends("video/mp4", string(p.up.body("v3")))) }},
		{name: "JSON in place of YAML", leaves: others,
			breaks: func(t *testing.T, p *place) { p.up.edit("v3", eachOperation(t, func(map[string]any) {})) },
			also: func(t *testing.T, _ *place, o outcome) {
				if changes := o.report.Changes; changes.Neutral+changes.Stricter+changes.Looser > 0 {
					t.Errorf("it says the same, and the report says %+v", changes)
				}
			}},
		{name: "an ETag that never changes", leaves: tonights, breaks: func(_ *testing.T, p *place) {
			p.up.edit("v3", retitle("Hidden behind an ETag"))
			p.up.breaks("v3", status(304))
		}},
		{name: "an ETag that changes for nothing", quiet: true, code: exitUnchanged, says: []string{"Nothing changed"}, breaks: func(_ *testing.T, p *place) {
			body := p.up.body("v3")
			p.up.breaks("v3", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("ETag", `W/"another"`)
				_, _ = w.Write(body)
			})
		}},
		{name: "no validators", quiet: true, code: exitUnchanged, breaks: func(_ *testing.T, p *place) {
			p.up.breaks("", nil)
			p.up.breaks("v3", sends("text/plain", string(p.up.body("v3"))))
		}},
	}
}

// guardFaults are documents that can be read, and must not be believed.
func guardFaults() []fault {
	holds := func(name string, change func(*testing.T, *place), says ...string) fault {
		return fault{name: name, code: exitRefused, breaks: change, leaves: holding, held: []string{"v3"},
			says: append(says, "Refused: ", "Published with the last good facts of v3: ", "the guard refuses today's v3 (", "--accept REASON"), also: refusedIsKept}
	}
	down := holds("two sources emptied, one of them down", func(_ *testing.T, p *place) {
		p.up.edit("v3", firstPaths(1))
		p.up.breaks("nerm", status(503))
	}, "v3: "+figures("34 of 36", "356 of 358")+" operations are gone")
	down.kept = []string{"nerm"}
	operations := func(change func(map[string]any)) func(*testing.T, *place) {
		return func(t *testing.T, p *place) { p.up.edit("v3", eachOperation(t, change)) }
	}
	return []fault{
		holds("another API's document", func(_ *testing.T, p *place) { p.up.edit("v3", saying(string(p.up.body("nerm")))) }, "v3: "),
		holds("half the operations gone", func(_ *testing.T, p *place) { p.up.edit("v3", firstPaths(12)) }, "v3: "+figures("20 of 36", "342 of 358")+" operations are gone"),
		holds("all scopes gone", operations(eachRequirement(withoutScopes)), "v3: "+figures("34 of 36", "342 of 357")+" operations no longer list a scope"),
		holds("every applicationAuth gone", operations(eachRequirement(withoutApplicationAuth)), "v3: "+figures("11 of 11", "140 of 141")+" operations refuse a kind of token that they accepted"),
		holds("all security gone", operations(func(o map[string]any) { delete(o, "security") }), "operations no longer state their security"),
		holds("all made public", operations(func(o map[string]any) { o["security"] = []any{} }), "v3: "+figures("36 of 36", "357 of 357")+" operations need no token now"),
		holds("all user levels gone", operations(func(o map[string]any) { delete(o, "x-sailpoint-userLevels") }), "v3: operations with user levels in the extension fell from"),
		down,
		{name: "a source no longer declared", code: exitRefused, says: []string{"v3: no longer among the sources", "Yesterday's documents are still out"},
			breaks: func(t *testing.T, p *place) { rewrite(t, p.sources, withoutLine("id: v3,")) },
			mends:  func(t *testing.T, p *place) { p.up.sources(t, p.dir) }},
	}
}

// refusedIsKept sees that the refused catalog lies beside the published one, to look at.
func refusedIsKept(t *testing.T, p *place, o outcome) {
	var stdout, stderr bytes.Buffer
	if code := run([]string{"list", "--db", p.at("refused.db"), "--format", "csv"}, p.environment(&stdout, &stderr)); code != exitOK {
		t.Errorf("the refused catalog: exit code %d\n%s", code, stderr.String())
	}
	if len(o.report.Refusals) == 0 {
		t.Error("the report has no refusals")
	}
}

func withoutLine(word string) func([]byte) []byte {
	return func(text []byte) []byte {
		var kept []byte
		for line := range bytes.Lines(text) {
			if !bytes.Contains(line, []byte(word)) {
				kept = append(kept, line...)
			}
		}
		return kept
	}
}
