package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/lookout"
	"authcat/catalog/prose"
	"authcat/crawler/docs"
	"authcat/crawler/fetch"
)

// Documentation says which documentation to crawl and how.
type Documentation struct {
	// Sitemap and UserLevels are addresses; "" leaves the site out.
	Sitemap    string
	UserLevels string
	// Places are those in which the sitemap's pages belong to the sources' APIs:
	// others are problems.
	Places []lookout.Place
	// Pages has every endpoint page read, not only listed.
	Pages  bool
	Source Source
	// Progress, unless nil, is told how many pages of how many are done.
	Progress func(done, total int)
}

// givingUp is how many pages in a row may fail before the site counts as down.
const givingUp = 5

// maxSitemaps is how many sitemaps an index may list: each of 50,000 pages at
// most, SailPoint's has none.
const maxSitemaps = 50

// Run adds to the facts what the documentation says. Nothing that fails there
// is an error: it is a problem among the facts, and what was known stays
// known (see catalog.Facts.KeepDocumentation). The error is the context's, if it ended.
func (d *Documentation) Run(ctx context.Context, facts *catalog.Facts) error {
	listed := false
	if d.Sitemap != "" {
		err := defect.Contain(d.Sitemap, func() error { return d.listPages(ctx, facts) })
		if err != nil {
			d.unavailable(facts, err)
		}
		listed = err == nil
	}
	if d.Pages && listed && ctx.Err() == nil {
		d.readPages(ctx, facts)
	}
	if d.UserLevels != "" && ctx.Err() == nil {
		if err := defect.Contain(d.UserLevels, func() error { return d.readLevels(ctx, facts) }); err != nil {
			d.unavailable(facts, err)
		}
	}
	return context.Cause(ctx)
}

func (d *Documentation) unavailable(facts *catalog.Facts, err error) {
	facts.Problems = append(facts.Problems, catalog.Problem{Code: catalog.CodeSourceUnavailable, Seen: err.Error()})
}

func document(role catalog.Role, page fetch.Page) catalog.Document {
	return catalog.Document{Role: role, URL: page.URL, SHA256: page.SHA256, FetchedAt: page.FetchedAt}
}

// listPages finds each operation's page in the sitemap: its address is the
// API's folder of pages and the slug of its operationId, else of its title.
func (d *Documentation) listPages(ctx context.Context, facts *catalog.Facts) error {
	listed, sitemap, err := d.sitemap(ctx, d.Sitemap)
	if err != nil {
		return err
	}
	var pages []catalog.Page
	for i := range facts.Observations {
		o := &facts.Observations[i]
		api, _ := facts.API(o.API)
		if !strings.HasSuffix(api.DocsURL, "/") {
			continue
		}
		if url := api.DocsURL + docs.Slug(cmp.Or(o.OperationID, o.Title)); listed[url] {
			pages = append(pages, catalog.Page{Key: o.Key, URL: url})
		}
	}
	if len(pages) == 0 {
		return &UnreadableError{URL: d.Sitemap, Err: errors.New("it lists no page of any operation: the site or its addresses changed")}
	}
	facts.Pages = pages // those of an API that was kept are known by an older sitemap
	facts.Documents = append(facts.Documents, document(catalog.RoleSitemap, sitemap))
	all := slices.Collect(maps.Keys(listed))
	for _, place := range d.Places {
		if place.Listing == "" {
			facts.Problems = append(facts.Problems, lookout.Problems(catalog.CodePagesUncovered, place.UncoveredPages(all, facts.APIs))...)
		}
	}
	return nil
}

// sitemap reads a sitemap, and those that it lists when it is an index.
func (d *Documentation) sitemap(ctx context.Context, url string) (listed map[string]bool, page fetch.Page, err error) {
	listed = map[string]bool{}
	page, parts, err := d.readSitemap(ctx, url, listed)
	if n := len(parts); n > maxSitemaps {
		err = &UnreadableError{URL: url, Err: fmt.Errorf("it lists %d sitemaps; at most %d are read", n, maxSitemaps)}
	}
	for i := 0; i < len(parts) && err == nil; i++ {
		_, _, err = d.readSitemap(ctx, parts[i], listed)
	}
	return listed, page, err
}

// readSitemap adds to the listed pages those of one sitemap, and returns which others it lists.
func (d *Documentation) readSitemap(ctx context.Context, url string, listed map[string]bool) (page fetch.Page, others []string, err error) {
	page, err = d.Source.Fetch(ctx, url)
	if err != nil {
		return page, nil, err
	}
	sitemap, err := docs.ParseSitemap(ctx, page.Body)
	if err != nil {
		return page, nil, &UnreadableError{URL: url, Err: err}
	}
	for _, address := range sitemap.Pages {
		listed[strings.TrimSuffix(address, "/")] = true
	}
	return page, sitemap.Sitemaps, nil
}

// readPages reads every listed page, until the site seems to be down.
func (d *Documentation) readPages(ctx context.Context, facts *catalog.Facts) {
	scripts := newScripts(d.Source)
	failures := &pageFailures{total: len(facts.Pages), patience: fetch.Patience{Most: givingUp}}
	for i := range facts.Pages {
		page := &facts.Pages[i]
		err := defect.Contain(page.URL, func() error { return d.readPage(ctx, page, scripts) })
		if ctx.Err() != nil {
			return
		}
		failures.add(err)
		if d.Progress != nil {
			d.Progress(i+1, len(facts.Pages))
		}
		if failures.patience.Over() {
			failures.skipped = len(facts.Pages) - i - 1
			break
		}
	}
	if failures.count > 0 {
		facts.Problems = append(facts.Problems, catalog.Problem{Code: catalog.CodePagesUnread, Seen: failures.String()})
	}
	if scripts.missed > 0 {
		facts.Problems = append(facts.Problems, catalog.Problem{Code: catalog.CodePageScripts,
			Seen: fmt.Sprintf("%d of %d pages, the first: %v", scripts.missed, len(facts.Pages), scripts.first)})
	}
}

// readPage fills in what one page says. A page that can't be read, or that
// documents something else, leaves it as it was.
func (d *Documentation) readPage(ctx context.Context, page *catalog.Page, scripts *scripts) error {
	received, err := d.Source.Fetch(ctx, page.URL)
	if err != nil {
		return err
	}
	parsed, err := docs.ParsePage(ctx, received.Body)
	if err != nil {
		return &UnreadableError{URL: page.URL, Err: err}
	}
	if !parsed.Documents(page.Method, page.Path) {
		return &UnreadableError{URL: page.URL, Err: fmt.Errorf("it documents %s %s, not %s %s", parsed.Method, parsed.Path, page.Method, page.Path)}
	}
	words, err := prose.Read(prose.Text{Words: parsed.Description, Place: catalog.Place{Witness: catalog.WitnessPage}})
	if err != nil {
		return &UnreadableError{URL: page.URL, Err: fmt.Errorf("its description: %w", err)}
	}
	page.Read, page.SHA256 = received.FetchedAt, received.SHA256
	page.Title, page.Deprecated, page.Experimental = parsed.Title, parsed.Deprecated, parsed.Experimental
	page.Prose = words
	if operation, ok := scripts.operation(ctx, page, received.Body); ok {
		page.Security, page.Levels = operation.Security, operation.Levels
	}
	return nil
}

// pageFailures counts pages that could not be read, and keeps the first reason.
type pageFailures struct {
	total, count, skipped int
	first                 error
	patience              fetch.Patience
}

func (f *pageFailures) add(err error) {
	f.patience.Note(err)
	if err != nil {
		f.count++
		f.first = cmp.Or(f.first, err)
	}
}

func (f *pageFailures) String() string {
	text := fmt.Sprintf("%d of %d pages, the first: %v", f.count, f.total, f.first)
	if f.skipped > 0 {
		text += fmt.Sprintf("; the other %d were not asked for", f.skipped)
	}
	return text
}

// readLevels reads the User Level Access Matrix.
func (d *Documentation) readLevels(ctx context.Context, facts *catalog.Facts) error {
	page, err := d.Source.Fetch(ctx, d.UserLevels)
	if err != nil {
		return err
	}
	levels, err := docs.ParseMatrix(ctx, page.Body)
	if err != nil {
		return &UnreadableError{URL: d.UserLevels, Err: err}
	}
	facts.Levels = levels
	facts.Documents = append(facts.Documents, document(catalog.RoleLevels, page))
	return nil
}
