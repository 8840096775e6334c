package docs

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"authcat/catalog"
)

// oneSentence fails unless an error is one line, and what came with it is nothing.
func oneSentence(t *testing.T, err error, nothing bool) {
	t.Helper()
	if strings.ContainsAny(err.Error(), "\n\r") || !nothing {
		t.Errorf("error %q is not one sentence about the document", err)
	}
}

// FuzzParsePage checks that any page ends in an endpoint with title, method and
// path, of no more text than the page has, or in an error of one line.
func FuzzParsePage(f *testing.F) {
	const panel = `<h1 class="openapi__heading">List things</h1><pre class="openapi__method-endpoint"><span class="badge">get</span> ` +
		`<h2 class="openapi__method-endpoint-path">/things/:id</h2></pre><div class="openapi__divider"></div>`
	for _, seed := range []string{
		panel, panel + panel, panel + `<p>A token with ORG_ADMIN authority<ul><li>one<li>two</ul><h2 id="request">Request</h2>`,
		panel + `<div class="theme-admonition theme-admonition-caution"><div>deprecated</div><p>x</div><div class=openapi-tabs__x>`,
		`<ul class=breadcrumbs><li>a<li>b<li>c</ul>` + panel + `<script>x</script><svg><p>y</svg>`,
		`<script src=/main.1.js></script><script src="/runtime~main.2.js"></script>` + panel, "<!doctype html><table>", "\xff\x00<p", strings.Repeat("<div>", 600),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if main, runtime, err := Scripts(t.Context(), body, "https://host/docs/api/x"); err != nil {
			oneSentence(t, err, main == "" && runtime == "")
		}
		page, err := ParsePage(t.Context(), body)
		if err != nil {
			oneSentence(t, err, page == Page{})
			return
		}
		if page.Title == "" || page.Method == "" || !strings.HasPrefix(page.Path, "/") || !page.Documents(page.Method, page.Path) {
			t.Errorf("page %+v", page)
		}
		// A character takes three bytes at most where the page has one that is no UTF-8, or an entity like "&fjlig;".
		if len(page.Description) > 3*len(body)+3 {
			t.Errorf("a description of %d bytes on a page of %d", len(page.Description), len(body))
		}
	})
}

// FuzzParseMatrix checks that any page ends in levels with names that differ,
// or in an error of one line.
func FuzzParseMatrix(f *testing.F) {
	const rows = `<table><tr><th>Page<th>Admin<th>Role Admin<br>Sub-Admin<th>User</tr><tr><td>Technical name<td>ORG_ADMIN<td>ROLE_ADMIN ROLE_SUBADMIN<td></tr>`
	for _, seed := range []string{
		rows + `<tr><td>Home<td>✓<td>✓2<td><svg></svg></tr></table><p><sup>2</sup> sometimes`,
		rows + `<tr><td>Home<td>✓<td>✓<td>✓</tr></table><p>Not assigned at the same time:<ul><li>Admin and Role Admin.</ul>`,
		rows + `<tr><td>Home<td>maybe<td>✓<td>✓</tr></table>`, rows + rows, "<table><tr><td>Technical name</tr>", "<p>moved", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		levels, err := ParseMatrix(t.Context(), body)
		if err != nil {
			oneSentence(t, err, levels == nil)
			return
		}
		names, opens := map[string]bool{}, 0
		for _, level := range levels {
			if names[level.Name] || level.Title == "" {
				t.Errorf("level %+v", level)
			}
			names[level.Name] = true
			opens += len(level.Opens)
			for _, other := range level.Excludes {
				if other == "" {
					t.Errorf("%s excludes a level without a name", level.Name)
				}
			}
		}
		if len(levels) == 0 || opens == 0 || opens > len(levels)*len(body) {
			t.Errorf("%d levels open %d pages", len(levels), opens)
		}
	})
}

// FuzzParseSitemap checks that any bytes end in addresses, each once and not
// empty, or in an error of one line.
func FuzzParseSitemap(f *testing.F) {
	for _, seed := range []string{
		"<urlset><url><loc>https://a/b</loc></url><url><loc> https://a/b </loc></url></urlset>", "<sitemapindex><sitemap><loc>https://a/1.xml</loc></sitemap></sitemapindex>",
		"<urlset xmlns='x'><url><image:loc>a</image:loc></url>", "<html>", "<urlset/>", `<?xml version="1.0" encoding="latin1"?><urlset/>`, `<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		sitemap, err := ParseSitemap(t.Context(), body)
		if err != nil {
			oneSentence(t, err, sitemap.Pages == nil && sitemap.Sitemaps == nil)
			return
		}
		if n := len(sitemap.Pages) + len(sitemap.Sitemaps); n == 0 || n > maxURLs {
			t.Errorf("%d addresses", n)
		}
		for _, list := range [][]string{sitemap.Pages, sitemap.Sitemaps} {
			seen := map[string]bool{}
			for _, url := range list {
				if url == "" || seen[url] || len(url) > len(body) {
					t.Errorf("address %q", url)
				}
				seen[url] = true
			}
		}
	})
}

// FuzzChunkURL checks that any scripts lead to a script beside main.*.js, or to an error of one line.
func FuzzChunkURL(f *testing.F) {
	f.Add("/docs/api/list-accounts-v-1", []byte(routes), []byte(scriptNames))
	f.Add("/docs/api/escape", []byte(routes), []byte(scriptNames))
	f.Add("/x", []byte(`{"/x-f84":{"content":"a"}}`), []byte(`{1:"a"}[e]||e)+"."+{1:"b"}[e]+".js"`))
	f.Add("/x", []byte(`"/x-f84":{"/x-f84":{"/x-f84":{`), []byte(`{{{{`))
	f.Fuzz(func(t *testing.T, route string, main, runtime []byte) {
		url, err := ChunkURL(route, mainURL, main, runtime)
		if err != nil {
			oneSentence(t, err, url == "")
			return
		}
		name, ok := strings.CutPrefix(url, "https://developer.sailpoint.com/assets/js/")
		if !ok || strings.Contains(name, "/") || !strings.HasSuffix(name, ".js") {
			t.Errorf("the script is at %q", url)
		}
	})
}

// FuzzParseChunk checks that any data of a page end in an operation or in an
// error of one line, and that it needs no token only where [] or {} says so.
func FuzzParseChunk(f *testing.F) {
	const get = `{"method":"get","path":"/a"`
	for _, seed := range []string{
		get + `}`, get + `,"security":[]}`, get + `,"security":null}`, get + `,"security":[null]}`, get + `,"security":[{"userAuth":["a"]},{}]}`,
		get + `,"security":[{"userAuth":[null]}]}`, get + `,"security":[{"userAuth":["a"],"userAuth":[]}]}`, get + `,"security":[{"u":[]}],"security":[]}`,
		get + `,"Security":[]}`, get + `,"x-sailpoint-userLevels":["A"],"x-sailpont-userLevels":[],"deprecated":true}`, get + `} {}`, `[]`, `"x"`, get,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		var packed bytes.Buffer
		writer := zlib.NewWriter(&packed)
		if _, err := writer.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		for _, js := range []string{data, chunk(base64.StdEncoding.EncodeToString(packed.Bytes()))} {
			operation, err := ParseChunk([]byte(js))
			if err != nil {
				oneSentence(t, err, operation.Method == "" && operation.Security == nil)
				continue
			}
			if operation.Method == "" || operation.Path == "" {
				t.Errorf("operation %+v", operation)
			}
			if operation.Security != nil && catalog.Decide(*operation.Security, catalog.AnyScope).Needs == catalog.NeedsNone && !saysPublic(data) {
				t.Errorf("no token by %s", data)
			}
		}
	})
}

// saysPublic reports whether the JSON's security is [] or has a {}.
func saysPublic(data string) bool {
	var operation struct{ Security []map[string]any }
	if err := json.Unmarshal([]byte(data), &operation); err != nil || operation.Security == nil {
		return false
	}
	for _, alternative := range operation.Security {
		if alternative != nil && len(alternative) == 0 {
			return true
		}
	}
	return len(operation.Security) == 0
}

// FuzzSlug checks that any name ends in the last segment of an address.
func FuzzSlug(f *testing.F) {
	for _, seed := range []string{"getFileFromS3V1", "setMFAKBAConfigV1", "List user's things", "", "--", "É\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := Slug(name)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Contains(slug, "--") || strings.HasPrefix(slug, "-") || Slug(slug) != slug {
			t.Errorf("%q gives %q", name, slug)
		}
	})
}
