package archive

import (
	"context"
	"time"

	"authcat/crawler/fetch"
)

// Source gets documents from another one and keeps each as received. What it
// has is asked for only if it changed since.
type Source struct {
	From fetch.Fetcher
	// Archive keeps the documents; nil keeps none, since a mirror is one itself.
	Archive *Archive
	// MaxAge is the age up to which a document of the archive is not asked for
	// again, so that a crawl that was interrupted goes on where it stopped.
	MaxAge time.Duration
	Now    func() time.Time
}

// Fetch gets a document. One that did not change has the bytes of the archive
// and the date of the answer.
func (s *Source) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	if s.Archive == nil {
		return s.From.Fetch(ctx, url)
	}
	known, ok, err := s.Archive.Load(url)
	switch {
	case err != nil:
		return fetch.Page{}, err
	case !ok:
		known = fetch.Page{URL: url}
	case s.MaxAge > 0 && s.Now().Sub(known.FetchedAt) < s.MaxAge:
		return known, nil
	}
	page, err := s.From.FetchIfChanged(ctx, known)
	if err != nil {
		return fetch.Page{}, err
	}
	same := page.NotModified || ok && page.SHA256 == known.SHA256 && page.ETag == known.ETag && page.LastModified == known.LastModified
	if same && s.MaxAge == 0 { // nobody will ask for the date
		return page, nil
	}
	return page, s.Archive.Store(page)
}
