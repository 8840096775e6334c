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
	return func(o crawler.Outcome) {
		done++
		switch {
		case o.Err != nil && fallback && fetch.KindOf(o.Err) == fetch.Unreachable:
		case o.Err != nil:
			e.clearLine()
			fmt.Fprintf(e.stderr, "%s: %v\n", o.API.ID, o.Err)
			e.debug(o.Err)
		case e.terminal:
			e.clearLine()
			fmt.Fprintf(e.stderr, "[%d/%d] %s: %d operations", done, total, o.API.ID, o.Operations)
		default:
			fmt.Fprintf(e.stderr, "%s: %d operations, %d problems\n", o.API.ID, o.Operations, o.Problems)
		}
		if done == total {
			e.clearLine()
		}
	}
}

// pageProgress counts pages on a terminal, every hundredth elsewhere.
func pageProgress(e environment) func(done, total int) {
	return func(done, total int) {
		e.clearLine()
		switch {
		case e.terminal && done < total:
			fmt.Fprintf(e.stderr, "[%d/%d] pages", done, total)
		case e.terminal:
		case done%100 == 0 || done == total:
			fmt.Fprintf(e.stderr, "%d of %d pages\n", done, total)
		}
	}
}
