package crawler

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

const spec = `openapi: 3.0.1
components: {securitySchemes: {userAuth: {type: oauth2}}}
paths: {/a: {get: {security: [{userAuth: [idn:a:read]}]}}}
`

// fakeSource answers with a body, or an error, by URL.
type fakeSource map[string]any

func (s fakeSource) Fetch(_ context.Context, url string) (fetch.Page, error) {
	switch answer := s[url].(type) {
	case string:
		return fetch.NewPage(url, time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC), []byte(answer)), nil
	case error:
		return fetch.Page{}, answer
	case []int: // as a defect does
		return fetch.Page{ETag: url[answer[0]:]}, nil
	default:
		return fetch.Page{}, &fetch.Error{URL: url, Kind: fetch.Missing, Err: errors.New("no such page")}
	}
}

func (s fakeSource) FetchIfChanged(ctx context.Context, known fetch.Page) (fetch.Page, error) {
	return s.Fetch(ctx, known.URL)
}

func apis(ids ...string) []catalog.API {
	var all []catalog.API
	for _, id := range ids {
		all = append(all, catalog.API{ID: id, SpecURL: "https://host/" + id})
	}
	return all
}

func TestRunReportsFailuresAndKeepsTheRest(t *testing.T) {
	down := &fetch.Error{URL: "https://host/down", Kind: fetch.Unreachable, Err: errors.New("connection refused")}
	var order []string
	kept := archive.Open(t.TempDir())
	source := fakeSource{"https://host/good": spec, "https://host/html": "<html>", "https://host/down": down, "https://host/empty": "", "https://host/fine": spec}
	crawl := Crawl{
		APIs:     apis("good", "html", "down", "empty", "fine"),
		Source:   &archive.Source{From: source, Archive: kept},
		Progress: func(o Outcome) { order = append(order, o.API.ID) },
	}
	result, err := crawl.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Facts.Observations); n != 2 {
		t.Errorf("%d operations, want the two of the good sources", n)
	}
	var failed []string
	for _, failure := range result.Failures {
		failed = append(failed, failure.API.ID)
	}
	if want := []string{"html", "down", "empty"}; !slices.Equal(failed, want) {
		t.Errorf("failed %q, want %q", failed, want)
	}
	if !IsUnreadable(result.Failures[0].Err) || !errors.Is(result.Failures[1].Err, down) {
		t.Errorf("failures %v", result.Failures)
	}
	if want := []string{"good", "html", "down", "empty", "fine"}; !slices.Equal(order, want) {
		t.Errorf("progress in the order %q, want %q", order, want)
	}
	if page, ok, _ := kept.Load("https://host/html"); !ok || string(page.Body) != "<html>" {
		t.Error("what can't be read is archived as well: it is the evidence")
	}
}

func TestUnreachableMeansEverySource(t *testing.T) {
	down := &fetch.Error{Kind: fetch.Unreachable, Err: errors.New("no such host")}
	refused := &fetch.Error{Kind: fetch.Refused, Err: errors.New("404")}
	tests := []struct {
		name   string
		source fakeSource
		none   bool
		want   bool
	}{
		{"none answers", fakeSource{"https://host/a": down, "https://host/b": down}, true, true},
		{"one answers 404", fakeSource{"https://host/a": down, "https://host/b": refused}, true, false},
		{"the first answers 404", fakeSource{"https://host/a": refused, "https://host/b": down}, true, false},
		{"one is read", fakeSource{"https://host/a": down, "https://host/b": spec}, false, false},
	}
	for _, test := range tests {
		crawl := Crawl{APIs: apis("a", "b"), Source: test.source}
		_, err := crawl.Run(t.Context())
		var none *NoSourceError
		if errors.As(err, &none) != test.none || test.none && (none.Unreachable != test.want || none.First != test.source["https://host/a"]) {
			t.Errorf("%s: %v; unreachable %v", test.name, err, test.want)
		}
	}
}

// gauge counts how many fetches are under way at once.
type gauge struct{ now, most atomic.Int32 }

func (g *gauge) Fetch(context.Context, string) (fetch.Page, error) {
	n := g.now.Add(1)
	defer g.now.Add(-1)
	for most := g.most.Load(); n > most && !g.most.CompareAndSwap(most, n); most = g.most.Load() {
	}
	time.Sleep(time.Millisecond)
	return fetch.Page{}, errors.New("no")
}

func TestConcurrencyIsBounded(t *testing.T) {
	ids := make([]string, 40)
	for i := range ids {
		ids[i] = string(rune('a' + i))
	}
	var g gauge
	crawl := Crawl{APIs: apis(ids...), Source: &g, Concurrency: 3}
	if _, err := crawl.Run(t.Context()); err == nil {
		t.Fatal("it found something")
	}
	if most := g.most.Load(); most < 2 || most > 3 {
		t.Errorf("%d at once, want 3", most)
	}
}

func TestAnEndedContextEndsTheRun(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("stopped")
	cancel(why)
	crawl := Crawl{APIs: apis("a"), Source: fakeSource{"https://host/a": spec}}
	if _, err := crawl.Run(ctx); !errors.Is(err, why) {
		t.Errorf("error %v", err)
	}
}

// A document on which the program fails is a failure of that document.
func TestADefectIsAFailureOfItsSource(t *testing.T) {
	crawl := Crawl{
		APIs:   apis("a", "broken", "b", "worse"),
		Source: fakeSource{"https://host/a": spec, "https://host/broken": []int{}, "https://host/b": spec, "https://host/worse": []int{99}},
	}
	result, err := crawl.Run(t.Context())
	if err != nil || len(result.Facts.Observations) != 2 || len(result.Failures) != 2 {
		t.Fatalf("%d operations, %d failures, %v", len(result.Facts.Observations), len(result.Failures), err)
	}
	for _, failure := range result.Failures {
		var d *defect.Error
		if !errors.As(failure.Err, &d) || !strings.HasPrefix(d.Error(), failure.API.SpecURL+" brings out a defect of authcat, in crawler.fakeSource.Fetch (crawl_test.go:") {
			t.Errorf("%s: %v", failure.API.ID, failure.Err)
		}
	}
}

// A document without operations is one that can't be read, and no end of the crawl.
func TestDocumentsWithoutOperations(t *testing.T) {
	const rest = "\nopenapi: 3.0.1\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\n"
	crawl := Crawl{
		APIs:   apis("empty", "extension", "good"),
		Source: fakeSource{"https://host/empty": "paths: {/a: {}}" + rest, "https://host/extension": "paths: {x-a: {}}" + rest, "https://host/good": spec},
	}
	result, err := crawl.Run(t.Context())
	if err != nil || len(result.Facts.Observations) != 1 || len(result.Failures) != 2 || !IsUnreadable(result.Failures[0].Err) || !IsUnreadable(result.Failures[1].Err) {
		t.Errorf("%d operations, failures %v, %v", len(result.Facts.Observations), result.Failures, err)
	}
}

// until is a context that ends when it is asked for the nth time.
type until struct {
	context.Context
	left *atomic.Int32
}

func (u until) Err() error {
	if u.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// A crawl that is told to end while it reads a document ends, with that as its
// error, and calls no document unreadable.
func TestAContextEndsParsing(t *testing.T) {
	var left atomic.Int32
	left.Store(3) // within the document
	crawl := Crawl{APIs: apis("a"), Source: fakeSource{"https://host/a": spec}}
	crawl.Progress = func(o Outcome) {
		if IsUnreadable(o.Err) || !errors.Is(o.Err, context.Canceled) {
			t.Errorf("the document's failure is %v", o.Err)
		}
	}
	if _, err := crawl.Run(until{t.Context(), &left}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
