package docs

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// Sitemap is what a sitemap lists, in its order, each URL once.
type Sitemap struct {
	// Pages are the URLs of a "urlset".
	Pages []string
	// Sitemaps are the URLs of further sitemaps: what a "sitemapindex" lists.
	Sitemaps []string
}

// ParseSitemap reads a sitemap or a sitemap index
// (https://www.sitemaps.org/protocol.html). It fails for anything else, broken
// XML and a sitemap without a URL included: an empty list would make every
// page look gone.
func ParseSitemap(ctx context.Context, body []byte) (Sitemap, error) {
	if err := checkSize(body, maxSitemap); err != nil {
		return Sitemap{}, err
	}
	if isHTML(body) {
		return Sitemap{}, errors.New("it is an HTML page, not a sitemap")
	}
	var root struct {
		XMLName  xml.Name
		Pages    []location `xml:"url"`
		Sitemaps []location `xml:"sitemap"`
	}
	if err := xml.NewDecoder(interruptible(ctx, body)).Decode(&root); err != nil {
		return Sitemap{}, fmt.Errorf("it is no valid XML: %w", err)
	}
	if name := root.XMLName.Local; name != "urlset" && name != "sitemapindex" {
		return Sitemap{}, fmt.Errorf("it is no sitemap: its root is <%s>", name)
	}
	sitemap := Sitemap{Pages: urls(root.Pages), Sitemaps: urls(root.Sitemaps)}
	if n := len(sitemap.Pages) + len(sitemap.Sitemaps); n > maxURLs {
		return Sitemap{}, fmt.Errorf("it is a sitemap of %d URLs, where at most %d are read", n, maxURLs)
	}
	if len(sitemap.Pages)+len(sitemap.Sitemaps) == 0 {
		return Sitemap{}, errors.New("it is a sitemap that lists no URL")
	}
	return sitemap, nil
}

// location is an entry. Only its own "loc" is its URL: extensions have some deeper down ("image:image" has "image:loc").
type location struct {
	URL string `xml:"loc"`
}

func urls(locations []location) []string {
	var urls []string
	seen := map[string]bool{}
	for _, l := range locations {
		url := strings.TrimSpace(l.URL)
		if url != "" && !seen[url] {
			seen[url] = true
			urls = append(urls, url)
		}
	}
	return urls
}

// isHTML reports whether a body starts as an HTML page does: what a site answers
// for a file that it doesn't have.
func isHTML(body []byte) bool {
	start := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	start = bytes.ToLower(start[:min(len(start), 14)])
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}
