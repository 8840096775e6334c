package main

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"authcat/catalog"
	"authcat/crawler"
	"authcat/crawler/fetch"
)

// Sources that failed for one reason share a line; where all did, none is left:
// the crawl's error has the reason.
func TestFailedSources(t *testing.T) {
	far := func(url string) error {
		return &fetch.Error{URL: url, Kind: fetch.Unreachable, Err: errors.New("no such host")}
	}
	for _, test := range []struct {
		failed []error
		want   string
	}{
		{[]error{far("https://x/0"), far("https://x/1"), nil}, "a2: 0 operations, 0 problems\na0, a1: no such host\n"},
		{[]error{far("https://x/0"), errors.New("half a document"), far("https://x/2")}, "a0, a2: no such host\na1: half a document\n"},
		{[]error{far("https://x/0"), far("https://x/1")}, ""},
		{[]error{far("https://x/0")}, ""},
	} {
		var stderr bytes.Buffer
		tell := progress(environment{stderr: &stderr, getenv: func(string) string { return "" }}, len(test.failed), false)
		for i, err := range test.failed {
			tell(crawler.Outcome{API: catalog.API{ID: fmt.Sprint("a", i), SpecURL: fmt.Sprint("https://x/", i)}, Err: err})
		}
		if got := stderr.String(); got != test.want {
			t.Errorf("%v: %q, want %q", test.failed, got, test.want)
		}
	}
}

func TestBar(t *testing.T) {
	for done, want := range map[int]string{0: "[....................] 0 of 4", 1: "[#####...............] 1 of 4", 4: "[####################] 4 of 4"} {
		if got := bar(done, 4); got != want {
			t.Errorf("%d of 4: %q, want %q", done, got, want)
		}
	}
}
