package docs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// What is longer than anything that the sites have is an error that says so.
func TestSizesAreBounded(t *testing.T) {
	long := func(n int) []byte { return []byte(strings.Repeat(" ", n+1)) }
	urls := strings.Builder{}
	for i := range maxURLs + 1 {
		fmt.Fprintf(&urls, "<url><loc>https://h/%d</loc></url>", i)
	}
	_, page := ParsePage(t.Context(), long(maxPage))
	_, matrix := ParseMatrix(t.Context(), long(maxPage))
	_, _, scripts := Scripts(t.Context(), long(maxPage), "https://h/")
	_, sitemap := ParseSitemap(t.Context(), long(maxSitemap))
	_, listed := ParseSitemap(t.Context(), []byte("<urlset>"+urls.String()+"</urlset>"))
	_, main := ChunkURL("/x", mainURL, long(maxMain), nil)
	_, runtime := ChunkURL("/x", mainURL, nil, long(maxScript))
	_, nested := ParsePage(t.Context(), []byte(heading+panel+strings.Repeat("<div>", 1000)))
	_, entry := ChunkURL("/x", mainURL, []byte(`{"/x-f84":{"a":"`+strings.Repeat("a", maxObject)+`","content":"322ec6d9"}}`), []byte(scriptNames))
	for name, test := range map[string]struct {
		err  error
		says string
	}{
		"page": {page, "more than 1 MiB"}, "matrix": {matrix, "more than 1 MiB"}, "scripts of a page": {scripts, "more than 1 MiB"},
		"sitemap": {sitemap, "more than 16 MiB"}, "URLs": {listed, "50001 URLs, where at most 50000 are read"},
		"main": {main, "more than 16 MiB"}, "runtime": {runtime, "more than 4 MiB"}, "nested": {nested, "512"}, "a route's entry": {entry, "there is none"},
	} {
		t.Run(name, func(t *testing.T) { checkError(t, test.err, test.says) })
	}
}

// A page is read no further when its context has ended.
func TestAnEndedContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("told to end")
	cancel(why)
	_, page := ParsePage(ctx, []byte(heading+panel))
	_, matrix := ParseMatrix(ctx, []byte("<table>"))
	_, sitemap := ParseSitemap(ctx, []byte("<urlset>"))
	for name, err := range map[string]error{"page": page, "matrix": matrix, "sitemap": sitemap} {
		if !errors.Is(err, why) {
			t.Errorf("%s: error %v, want the context's cause", name, err)
		}
	}
}
