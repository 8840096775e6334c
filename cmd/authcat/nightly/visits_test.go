package nightly

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

// counted answers with what it is told, and counts how often it is asked.
type counted struct {
	answer func(known fetch.Page) (fetch.Page, error)
	asked  int
}

func (c *counted) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	return c.FetchIfChanged(ctx, fetch.Page{URL: url})
}

func (c *counted) FetchIfChanged(_ context.Context, known fetch.Page) (fetch.Page, error) {
	c.asked++
	return c.answer(known)
}

func TestAHostThatIsDownIsNotAskedForever(t *testing.T) {
	down := func(known fetch.Page) (fetch.Page, error) {
		return fetch.Page{}, &fetch.Error{URL: known.URL, Kind: fetch.Refused, Status: 503, Err: errors.New("503")}
	}
	missing := func(known fetch.Page) (fetch.Page, error) {
		return fetch.Page{}, &fetch.Error{URL: known.URL, Kind: fetch.Refused, Status: 404, Err: errors.New("404")}
	}
	for name, test := range map[string]struct {
		answer   func(fetch.Page) (fetch.Page, error)
		patience int32
		want     int
	}{
		"a host that is down":          {down, 3, 3},
		"pages that are not there":     {missing, 3, 20},
		"specifications are all asked": {down, 0, 20},
	} {
		source := &counted{answer: test.answer}
		v := newVisits(source, nil)
		v.patience = test.patience
		for i := range 20 {
			if _, err := v.Fetch(t.Context(), fmt.Sprintf("https://host/%d", i)); err == nil {
				t.Errorf("%s: page %d was had", name, i)
			}
		}
		if source.asked != test.want {
			t.Errorf("%s: asked %d times, want %d", name, source.asked, test.want)
		}
	}
}

// Each address is asked for once a night, and what did not change writes nothing.
func TestEachAddressIsVisitedOnce(t *testing.T) {
	day := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	kept := archive.Open(t.TempDir())
	first := &counted{answer: func(known fetch.Page) (fetch.Page, error) {
		page := fetch.NewPage(known.URL, day, []byte("body"))
		page.ETag = `"1"`
		return page, nil
	}}
	if _, err := newVisits(first, kept).Fetch(t.Context(), "https://host/a.yaml"); err != nil {
		t.Fatal(err)
	}
	second := &counted{answer: func(known fetch.Page) (fetch.Page, error) {
		if known.ETag != `"1"` {
			t.Errorf("asked with the ETag %q", known.ETag)
		}
		known.FetchedAt, known.NotModified = day.AddDate(0, 0, 1), true
		return known, nil
	}}
	v := newVisits(second, kept)
	for range 3 {
		page, err := v.Fetch(t.Context(), "https://host/a.yaml")
		if err != nil || string(page.Body) != "body" {
			t.Errorf("%q, %v", page.Body, err)
		}
	}
	if second.asked != 1 {
		t.Errorf("asked %d times", second.asked)
	}
	if page, ok, err := kept.Load("https://host/a.yaml"); err != nil || !ok || !page.FetchedAt.Equal(day) {
		t.Errorf("the archive was written: %v, %v, %v", page.FetchedAt, ok, err)
	}
}
