package main

import (
	"fmt"

	"authcat/crawler"
	"authcat/crawler/fetch"
)

// progress reports outcomes: one line that changes on a terminal, a line each
// elsewhere. With a fallback, sources that can't be reached are not worth a
// line each: either all are, and one line says so, or the crawl's error counts them.
func progress(e environment, total int, fallback bool) func(crawler.Outcome) {
	done := 0
	clear := ""
	if e.terminal {
		clear = "\r\033[K"
	}
	return func(o crawler.Outcome) {
		done++
		switch {
		case o.Err != nil && fallback && fetch.KindOf(o.Err) == fetch.Unreachable:
		case o.Err != nil:
			fmt.Fprintf(e.stderr, "%s%s: %v\n", clear, o.API.ID, o.Err)
			e.debug(o.Err)
		case e.terminal:
			fmt.Fprintf(e.stderr, "%s[%d/%d] %s: %d operations", clear, done, total, o.API.ID, o.Operations)
		default:
			fmt.Fprintf(e.stderr, "%s: %d operations, %d problems\n", o.API.ID, o.Operations, o.Problems)
		}
		if done == total {
			fmt.Fprint(e.stderr, clear)
		}
	}
}

// pageProgress counts pages on a terminal, every hundredth elsewhere.
func pageProgress(e environment) func(done, total int) {
	return func(done, total int) {
		switch {
		case e.terminal && done == total:
			fmt.Fprint(e.stderr, "\r\033[K")
		case e.terminal:
			fmt.Fprintf(e.stderr, "\r\033[K[%d/%d] pages", done, total)
		case done%100 == 0 || done == total:
			fmt.Fprintf(e.stderr, "%d of %d pages\n", done, total)
		}
	}
}
