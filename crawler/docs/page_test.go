package docs

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"authcat/crawler/mirrortest"
)

// Every endpoint page says what the specification says of its operation; every other page has no panel.
func TestParsePageOfTheMirror(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(mirrortest.Dir(t), "developer.sailpoint.com", "docs", "api", "*", "index.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	bySlug := map[string]specOperation{}
	for _, o := range specOperations(t) {
		bySlug[o.slug()] = o
	}
	endpoints := 0
	for _, file := range files {
		slug := filepath.Base(filepath.Dir(file))
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page, err := ParsePage(t.Context(), body)
		operation, ok := bySlug[slug]
		if !ok {
			if !errors.Is(err, ErrNoPanel) || !reflect.DeepEqual(page, Page{}) {
				t.Errorf("%s: %+v, %v, want no panel", slug, page, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", slug, err)
			continue
		}
		endpoints++
		checkPage(t, slug, page, operation)
	}
	if endpoints < 50 {
		t.Errorf("read %d endpoint pages of %d pages", endpoints, len(files))
	}
}

func checkPage(t *testing.T, slug string, page Page, operation specOperation) {
	t.Helper()
	experimental := false
	for _, p := range operation.Parameters {
		experimental = experimental || p.In == "header" && http.CanonicalHeaderKey(p.Name) == "X-Sailpoint-Experimental"
	}
	if want := strings.TrimSpace(operation.Summary); !strings.EqualFold(page.Title, want) {
		t.Errorf("%s: the title is %q, want %q", slug, page.Title, want)
	}
	got := []any{page.Method, page.Deprecated, page.Experimental, page.Tag}
	want := []any{strings.ToUpper(operation.Method), operation.Deprecated, experimental, operation.Tags[0]}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: read %v, want %v", slug, got, want)
	}
	if !page.Documents(operation.Method, operation.Path) {
		t.Errorf("%s: %s %s is not %s %s", slug, page.Method, page.Path, operation.Method, operation.Path)
	}
	if page.Description == "" || strings.Contains(page.Description, "Returned if") {
		t.Errorf("%s: the description is %q", slug, page.Description)
	}
}

const (
	heading = `<h1 class=openapi__heading>Get a thing</h1>`
	panel   = `<pre class=openapi__method-endpoint><span class="badge badge--primary">get</span> <h2 class=openapi__method-endpoint-path>/things/v1/:id</h2></pre><div class=openapi__divider></div>`
	request = `<h2 class="anchor openapi-tabs__heading" id=request>Request</h2><p>A token with ORG_ADMIN authority.</p>`
)

func box(kind, title string) string {
	return `<div class="theme-admonition theme-admonition-` + kind + ` admonition_xJq3"><div class=admonitionHeading_Gvgb><span><svg><path/></svg></span>` + title +
		`</div><div class=admonitionContent_BuS1><p>In the box.</div></div>`
}

func TestParsePage(t *testing.T) {
	plain := Page{Title: "Get a thing", Method: "GET", Path: "/things/v1/:id", Description: "One."}
	with := func(change func(*Page)) Page { page := plain; change(&page); return page }
	tests := []struct {
		name, body string
		want       Page
	}{
		{"least", heading + panel + `<p>One.`, plain},
		{"until the request", heading + panel + `<p>One.` + request, plain},
		{"until the placeholder of a page without request", heading + panel + `<p>One.</p><div class="openapi-skeleton sm"></div><h2 id=responses>Responses</h2><p>Two.`, plain},
		{"until a tab", heading + panel + `<p>One.</p><div class="x openapi-tabs__container">Two.</div>`, plain},
		{"no divider", heading + strings.Replace(panel, "<div class=openapi__divider></div>", "", 1) + `<p>One.</p>` + request, plain},
		{"quoted, closed and wrapped", `<!doctype html><html><body><main><div class="col openapi-left-panel__container">` + heading + panel + `<p>One.</p>` + request + `</div></main></body></html>`, plain},
		{"another heading's markup", `<h1 class="a openapi__heading b">Get <b>a</b>
			thing</h1>` + panel + `<p>One.`, plain},
		{"breadcrumbs", `<ul class=breadcrumbs><li>Specifications<li><a>Things</a><li>Get a thing</ul>` + heading + panel + `<p>One.`,
			with(func(p *Page) { p.Tag = "Things" })},
		{"breadcrumbs without a tag", `<ul class=breadcrumbs><li>Specifications<li>Get a thing</ul>` + heading + panel + `<p>One.`, plain},
		{"lines", heading + panel + `<p>One
			<b>and</b> a half.<ul><li><p>Two<li>Three<script>x()</script></ul>Four<br>Five<!-- Six --><h2>Sev&shy;en<a class=hash-link>#</a></h2><pre><button>Copy</button>8</pre>` + request,
			with(func(p *Page) { p.Description = "One and a half.\nTwo\nThree\nFour\nFive\nSeven\n8" })},
		{"no description", heading + panel + request, with(func(p *Page) { p.Description = "" })},
		{"deprecated", heading + panel + box("caution", "deprecated") + `<p>One.` + request, with(func(p *Page) { p.Deprecated = true })},
		{"experimental", heading + panel + box("warning", "experimental") + `<p>One.` + request, with(func(p *Page) { p.Experimental = true })},
		{"both", heading + panel + box("caution", "deprecated") + box("warning", "experimental") + `<p>One.` + request,
			with(func(p *Page) { p.Deprecated, p.Experimental = true, true })},
		{"the author's boxes", heading + panel + box("caution", "caution") + `<p>One.` + box("warning", "warning") + request,
			with(func(p *Page) { p.Description = "caution\nIn the box.\nOne.\nwarning\nIn the box." })},
		{"boxes of a request", heading + panel + `<p>One.` + request + box("caution", "deprecated"), plain},
		{"a callback's panel", heading + panel + `<p>One.` + request + `<div class=openapi-tabs__container><div>` + panel + `</div></div>`, plain},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := ParsePage(t.Context(), []byte(test.body))
			checkError(t, err, "")
			if page != test.want {
				t.Errorf("read %+v\nwant %+v", page, test.want)
			}
		})
	}
}

func TestParsePageWithoutPanel(t *testing.T) {
	tests := []struct {
		name, body string
		noPanel    bool
		err        string
	}{
		{"empty", "", true, "method-endpoint"},
		{"a guide", heading + `<div class=openapi__divider></div><p>One.` + request, true, "method-endpoint"},
		{"no title", panel, true, "openapi__heading"},
		{"no method", heading + strings.Replace(panel, "badge badge--primary", "other", 1), true, "no method"},
		{"no path", heading + strings.Replace(panel, "-path", "-other", 1), true, "no path"},
		{"a webhook", heading + strings.Replace(panel, "/things/v1/:id", "", 1), true, "no path"},
		{"not HTML", `{"message":"Not found"}`, true, "method-endpoint"},
		{"two panels", heading + panel + panel, false, "2 endpoint panels"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := ParsePage(t.Context(), []byte(test.body))
			checkError(t, err, test.err)
			if errors.Is(err, ErrNoPanel) != test.noPanel || page != (Page{}) {
				t.Errorf("%+v, %v", page, err)
			}
		})
	}
}

func TestDocuments(t *testing.T) {
	page := Page{Method: "GET", Path: "/a/v1/:id/b/:sub-id"}
	tests := []struct {
		method, template string
		want             bool
	}{
		{"GET", "/a/v1/{id}/b/{sub-id}", true},
		{"get", "/a/v1/{id}/b/{sub-id}", true},
		{"PUT", "/a/v1/{id}/b/{sub-id}", false},
		{"GET", "/a/v1/{ID}/b/{sub-id}", false},
		{"GET", "/a/v1/id/b/{sub-id}", false},
		{"GET", "/a/v1/{id}/b", false},
	}
	for _, test := range tests {
		if got := page.Documents(test.method, test.template); got != test.want {
			t.Errorf("%s %s: %t", test.method, test.template, got)
		}
	}
}
