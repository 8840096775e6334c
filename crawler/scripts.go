package crawler

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/crawler/docs"
	"authcat/crawler/fetch"
)

// scripts finds the authorization data of pages in the site's scripts. The
// two scripts that lead to them are the same for all pages of one build.
type scripts struct {
	source Source

	mainURL       string
	main, runtime []byte
	// broken is why the two scripts with the address brokenURL can't be had; it
	// holds for all pages that name them.
	brokenURL string
	broken    error
	// missed counts the pages without authorization data, first is why.
	missed int
	first  error
	// patience is with scripts alone: a host that answers pages and stalls on
	// every script would hold up the crawl without end.
	patience fetch.Patience
}

func newScripts(source Source) *scripts {
	return &scripts{source: source, patience: fetch.Patience{Most: givingUp}}
}

// operation returns what a page's script says; ok is false where it can't be had.
func (s *scripts) operation(ctx context.Context, page *catalog.Page, body []byte) (operation docs.Operation, ok bool) {
	if s.patience.Over() {
		s.missed++
		return docs.Operation{}, false
	}
	err := defect.Contain(page.URL, func() (err error) {
		operation, err = s.find(ctx, page.URL, body)
		return err
	})
	s.patience.Note(err)
	if err == nil && (!strings.EqualFold(operation.Method, page.Method) || operation.Path != page.Path) {
		err = &UnreadableError{URL: page.URL, Err: fmt.Errorf("its script is about %s %s", operation.Method, operation.Path)}
	}
	if err != nil {
		s.missed++
		if s.first == nil {
			s.first = err
		}
	}
	return operation, err == nil
}

func (s *scripts) find(ctx context.Context, pageURL string, body []byte) (docs.Operation, error) {
	if err := s.load(ctx, pageURL, body); err != nil {
		return docs.Operation{}, err
	}
	u, err := url.Parse(pageURL)
	if err != nil {
		return docs.Operation{}, err
	}
	chunkURL, err := docs.ChunkURL(u.Path, s.mainURL, s.main, s.runtime)
	if err != nil {
		return docs.Operation{}, &UnreadableError{URL: s.mainURL, Err: err}
	}
	chunk, err := s.source.Fetch(ctx, chunkURL)
	if err != nil {
		return docs.Operation{}, err
	}
	operation, err := docs.ParseChunk(chunk.Body)
	if err != nil {
		return docs.Operation{}, &UnreadableError{URL: chunkURL, Err: err}
	}
	return operation, nil
}

// load gets the two scripts that a page names, once for each build of the site.
func (s *scripts) load(ctx context.Context, pageURL string, body []byte) error {
	if s.broken != nil {
		return s.broken
	}
	mainURL, runtimeURL, err := docs.Scripts(ctx, body, pageURL)
	if err != nil {
		return &UnreadableError{URL: pageURL, Err: err}
	}
	switch mainURL {
	case s.mainURL:
		return nil
	case s.brokenURL:
		return s.broken
	}
	main, err := s.source.Fetch(ctx, mainURL)
	var runtime fetch.Page
	if err == nil {
		runtime, err = s.source.Fetch(ctx, runtimeURL)
	}
	if err != nil {
		s.brokenURL, s.broken = mainURL, err
		return err
	}
	s.mainURL, s.main, s.runtime = mainURL, main.Body, runtime.Body
	return nil
}
