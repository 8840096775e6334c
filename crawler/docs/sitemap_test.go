package docs

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseSitemap(t *testing.T) {
	const ns = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
	tests := []struct {
		name, body string
		want       Sitemap
		err        string
	}{
		{name: "pages in order, trimmed, once",
			body: `<?xml version="1.0" encoding="UTF-8"?><urlset` + ns + `><url><loc>
			  https://a.example/b </loc><priority>0.5</priority></url><url><loc>https://a.example/a?x=1&amp;y=2</loc></url>
			  <url><loc>https://a.example/b</loc></url><url><loc> </loc></url></urlset>`,
			want: Sitemap{Pages: []string{"https://a.example/b", "https://a.example/a?x=1&y=2"}}},
		{name: "index",
			body: `<sitemapindex` + ns + `><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>`,
			want: Sitemap{Sitemaps: []string{"https://a.example/1.xml"}}},
		{name: "no namespace, byte order mark",
			body: "\ufeff" + `<urlset><url><loc>https://a.example/</loc></url></urlset>`,
			want: Sitemap{Pages: []string{"https://a.example/"}}},
		{name: "images are no pages",
			body: `<urlset` + ns + ` xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://a.example/</loc>
			  <image:image><image:loc>https://a.example/i.png</image:loc></image:image></url></urlset>`,
			want: Sitemap{Pages: []string{"https://a.example/"}}},
		{name: "HTML", body: "\n<!DOCTYPE html><html><body>Not found</body></html>", err: "HTML page"},
		{name: "HTML without a doctype", body: "<HTML lang=en><p>", err: "HTML page"},
		{name: "other XML", body: `<rss><channel/></rss>`, err: "root is <rss>"},
		{name: "cut short", body: `<urlset` + ns + `><url><loc>https://a.example/</loc></url><url><lo`, err: "no valid XML"},
		{name: "no URL", body: `<urlset` + ns + `><url><loc/></url></urlset>`, err: "lists no URL"},
		{name: "empty", body: "", err: "no valid XML"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseSitemap(t.Context(), []byte(test.body))
			checkError(t, err, test.err)
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("read %+v, want %+v", got, test.want)
			}
		})
	}
}

// checkError checks that the error says what it should, or that there is none.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Fatal(err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
		t.Errorf("error %v, want one that says %q", err, want)
	}
}
