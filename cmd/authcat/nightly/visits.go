package nightly

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"authcat/catalog/defect"
	"authcat/crawler"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

// visits asks for each document at most once a night, and only for a document
// that changed since it was archived. It is a crawler.PageSource.
type visits struct {
	source  crawler.PageSource
	archive *archive.Archive // nil for none: a mirror is one itself
	// patience is how many visits in a row the host may fail before no more are
	// made; 0 is no limit. failed counts them.
	patience int32
	failed   atomic.Int32

	mutex sync.Mutex
	made  map[string]*visit
}

type visit struct {
	once sync.Once
	page fetch.Page
	err  error
}

func newVisits(source crawler.PageSource, archived *archive.Archive) *visits {
	return &visits{source: source, archive: archived, made: map[string]*visit{}}
}

// Fetch gets a document, or says again what it said of it before.
func (v *visits) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	v.mutex.Lock()
	made := v.made[url]
	if made == nil {
		made = &visit{}
		v.made[url] = made
	}
	v.mutex.Unlock()
	made.once.Do(func() {
		made.err = defect.Contain(url, func() (err error) {
			made.page, err = v.visit(ctx, url)
			return err
		})
	})
	return made.page, made.err
}

// seen is the page that an address gave, if it was visited and gave one.
func (v *visits) seen(url string) (fetch.Page, bool) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	made := v.made[url]
	if made == nil || made.err != nil {
		return fetch.Page{}, false
	}
	return made.page, made.page.URL != ""
}

// FetchIfChanged is Fetch: what is known stands in the archive.
func (v *visits) FetchIfChanged(ctx context.Context, known fetch.Page) (fetch.Page, error) {
	return v.Fetch(ctx, known.URL)
}

// visit gets a document, unless its host seems to be down.
func (v *visits) visit(ctx context.Context, url string) (fetch.Page, error) {
	if v.patience > 0 && v.failed.Load() >= v.patience {
		return fetch.Page{}, fmt.Errorf("%s: not asked for, the %d before it failed", url, v.patience)
	}
	page, err := v.get(ctx, url)
	if crawler.HostFails(err) {
		v.failed.Add(1)
	} else {
		v.failed.Store(0)
	}
	return page, err
}

// get asks for a document and archives it where it changed.
func (v *visits) get(ctx context.Context, url string) (fetch.Page, error) {
	if v.archive == nil {
		return v.source.Fetch(ctx, url)
	}
	known, ok, err := v.archive.Load(url)
	if err != nil {
		return fetch.Page{}, err
	}
	if !ok {
		known = fetch.Page{URL: url}
	}
	page, err := v.source.FetchIfChanged(ctx, known)
	if err != nil {
		return fetch.Page{}, err
	}
	if page.NotModified || ok && page.SHA256 == known.SHA256 && page.ETag == known.ETag && page.LastModified == known.LastModified {
		return page, nil
	}
	return page, v.archive.Store(page)
}

// all visits addresses, a few at once.
func (v *visits) all(ctx context.Context, urls []string) {
	var group errgroup.Group
	group.SetLimit(4)
	for _, url := range urls {
		group.Go(func() error {
			_, _ = v.Fetch(ctx, url) // who needs the document asks again and gets the error
			return nil
		})
	}
	_ = group.Wait() // no visit fails the group
}
