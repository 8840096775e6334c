package nightly

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"authcat/crawler/fetch"
)

// counted answers with what it is told, and counts how often it is asked.
type counted struct {
	answer func(url string) (fetch.Page, error)
	asked  int
}

func (c *counted) Fetch(_ context.Context, url string) (fetch.Page, error) {
	c.asked++
	return c.answer(url)
}

func TestAHostThatIsDownIsNotAskedForever(t *testing.T) {
	down := func(url string) (fetch.Page, error) {
		return fetch.Page{}, &fetch.Error{URL: url, Kind: fetch.Refused, Status: 503, Err: errors.New("503")}
	}
	missing := func(url string) (fetch.Page, error) {
		return fetch.Page{}, &fetch.Error{URL: url, Kind: fetch.Refused, Status: 404, Err: errors.New("404")}
	}
	for name, test := range map[string]struct {
		answer   func(string) (fetch.Page, error)
		patience int32
		want     int
	}{
		"a host that is down":          {down, 3, 3},
		"pages that are not there":     {missing, 3, 20},
		"specifications are all asked": {down, 0, 20},
	} {
		source := &counted{answer: test.answer}
		v := newVisits(source, test.patience)
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

// Each address is asked for once, be the answer a document, a failure or a defect.
func TestEachAddressIsVisitedOnce(t *testing.T) {
	for name, answer := range map[string]func(string) (fetch.Page, error){
		"body":                fetched,
		"404":                 func(string) (fetch.Page, error) { return fetch.Page{}, errors.New("404") },
		"a defect of authcat": func(string) (fetch.Page, error) { panic("no such case") },
	} {
		source := &counted{answer: answer}
		v := newVisits(source, 0)
		v.all(t.Context(), []string{"https://host/a.yaml", "https://host/a.yaml"})
		page, err := v.Fetch(t.Context(), "https://host/a.yaml")
		if source.asked != 1 || !strings.Contains(string(page.Body)+fmt.Sprint(err), name) {
			t.Errorf("%s: asked %d times, had %q, %v", name, source.asked, page.Body, err)
		}
		if seen, ok := v.seen("https://host/a.yaml"); ok != (err == nil) || string(seen.Body) != string(page.Body) {
			t.Errorf("%s: seen %q, %v", name, seen.Body, ok)
		}
		if _, ok := v.seen("https://host/b.yaml"); ok {
			t.Errorf("%s: seen what was not visited", name)
		}
	}
}

func fetched(url string) (fetch.Page, error) {
	return fetch.NewPage(url, time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC), []byte("body")), nil
}
