package archive

import (
	"context"
	"errors"
	"testing"
	"time"

	"authcat/crawler/fetch"
)

// answers is a source that answers with what it is told to, and notes what was
// known of what it is asked for.
type answers struct {
	answer func(known fetch.Page) (fetch.Page, error)
	asked  []fetch.Page
}

func (a *answers) Fetch(ctx context.Context, url string) (fetch.Page, error) {
	return a.FetchIfChanged(ctx, fetch.Page{URL: url})
}

func (a *answers) FetchIfChanged(_ context.Context, known fetch.Page) (fetch.Page, error) {
	a.asked = append(a.asked, known)
	return a.answer(known)
}

func TestSource(t *testing.T) {
	const url = "https://host/a.yaml"
	day := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	first := fetch.NewPage(url, day, []byte("first"))
	first.ETag = `"1"`
	later := func(body, etag string) fetch.Page {
		page := fetch.NewPage(url, day.AddDate(0, 0, 1), []byte(body))
		page.ETag = etag
		return page
	}
	unchanged := later("first", `"1"`)
	unchanged.NotModified = true
	for name, test := range map[string]struct {
		stored fetch.Page
		maxAge time.Duration
		answer fetch.Page
		err    error
		// asked is the ETag that is asked with, "none" where nothing is asked.
		asked string
		// want is the page that is had, kept what the archive has in the end.
		want, kept fetch.Page
	}{
		"never seen":              {answer: first, want: first, kept: first},
		"changed":                 {stored: first, answer: later("second", `"2"`), asked: `"1"`, want: later("second", `"2"`), kept: later("second", `"2"`)},
		"not modified":            {stored: first, answer: unchanged, asked: `"1"`, want: unchanged, kept: first},
		"the same without a 304":  {stored: first, answer: later("first", `"1"`), asked: `"1"`, want: later("first", `"1"`), kept: first},
		"the same, its ETag new":  {stored: first, answer: later("first", `"2"`), asked: `"1"`, want: later("first", `"2"`), kept: later("first", `"2"`)},
		"fails":                   {stored: first, err: errors.New("503"), asked: `"1"`, kept: first},
		"young enough":            {stored: first, maxAge: 49 * time.Hour, asked: "none", want: first, kept: first},
		"too old":                 {stored: first, maxAge: 48 * time.Hour, answer: unchanged, asked: `"1"`, want: unchanged, kept: unchanged},
		"never seen, with an age": {maxAge: 48 * time.Hour, answer: first, want: first, kept: first},
	} {
		t.Run(name, func(t *testing.T) {
			from := &answers{answer: func(fetch.Page) (fetch.Page, error) { return test.answer, test.err }}
			s := Source{From: from, Archive: Open(t.TempDir()), MaxAge: test.maxAge, Now: func() time.Time { return day.AddDate(0, 0, 2) }}
			if test.stored.URL != "" {
				if err := s.Archive.Store(test.stored); err != nil {
					t.Fatal(err)
				}
			}
			page, err := s.Fetch(t.Context(), url)
			if !errors.Is(err, test.err) || !same(page, test.want) {
				t.Errorf("had %q of %s, %v", page.Body, page.FetchedAt, err)
			}
			switch {
			case test.asked == "none":
				if len(from.asked) > 0 {
					t.Error("it was asked for")
				}
			case len(from.asked) != 1 || from.asked[0].ETag != test.asked:
				t.Errorf("asked with %+v, want the ETag %q", from.asked, test.asked)
			}
			if kept, _, err := s.Archive.Load(url); err != nil || !same(kept, test.kept) {
				t.Errorf("the archive has %q with the ETag %q of %s, %v", kept.Body, kept.ETag, kept.FetchedAt, err)
			}
		})
	}
}

// same compares pages but for how they were had.
func same(a, b fetch.Page) bool {
	return string(a.Body) == string(b.Body) && a.ETag == b.ETag && a.FetchedAt.Equal(b.FetchedAt)
}

// Without an archive a document is had as it is.
func TestSourceWithoutAnArchive(t *testing.T) {
	from := &answers{answer: func(known fetch.Page) (fetch.Page, error) {
		return fetch.NewPage(known.URL, time.Time{}, []byte("a")), nil
	}}
	if page, err := (&Source{From: from}).Fetch(t.Context(), "https://host/a"); err != nil || string(page.Body) != "a" {
		t.Errorf("%q, %v", page.Body, err)
	}
}
