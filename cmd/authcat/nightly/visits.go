package nightly

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"authcat/catalog/defect"
	"authcat/crawler"
	"authcat/crawler/fetch"
)

// visits asks for each document at most once a run. It is a crawler.Source.
type visits struct {
	source crawler.Source
	// patience is with the host: once it counts as down, no more visits are made.
	patience fetch.Patience

	mutex sync.Mutex
	made  map[string]*visit
}

type visit struct {
	once sync.Once
	page fetch.Page
	err  error
}

func newVisits(source crawler.Source, patience int32) *visits {
	return &visits{source: source, patience: fetch.Patience{Most: patience}, made: map[string]*visit{}}
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

// visit gets a document, unless its host seems to be down.
func (v *visits) visit(ctx context.Context, url string) (fetch.Page, error) {
	if v.patience.Over() {
		return fetch.Page{}, fmt.Errorf("%s: not asked for, the %d before it failed", url, v.patience.Most)
	}
	page, err := v.source.Fetch(ctx, url)
	v.patience.Note(err)
	return page, err
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
