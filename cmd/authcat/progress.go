package main

import (
	"fmt"
	"io"
	"strings"

	"authcat/crawler"
	"authcat/crawler/fetch"
)

// barWidth is how many columns a progress bar takes.
const barWidth = 20

// bar is a progress bar for a terminal, and what is counted.
func bar(done, total int) string {
	full := barWidth * done / max(total, 1)
	return fmt.Sprintf("[%s%s] %d of %d", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done, total)
}

// progress reports outcomes: a bar on a terminal, a line each elsewhere. Sources
// that failed for one reason share a line, at the end; where all did, the crawl's
// error has the reason. With a fallback, those that can't be reached are not worth
// a line: the crawl's error counts them.
func progress(e environment, total int, fallback bool) func(crawler.Outcome) {
	done := 0
	var failed failedSources
	return func(o crawler.Outcome) {
		done++
		switch {
		case o.Err != nil && fallback && fetch.KindOf(o.Err) == fetch.Unreachable:
		case o.Err != nil:
			failed.add(o)
			e.debug(o.Err)
		case e.terminal:
			e.clearLine()
			fmt.Fprintf(e.stderr, "%s, %s: %d operations", bar(done, total), o.API.ID, o.Operations)
		default:
			fmt.Fprintf(e.stderr, "%s: %d operations, %d problems\n", o.API.ID, o.Operations, o.Problems)
		}
		if done == total {
			e.clearLine()
			failed.tell(e.stderr, total)
		}
	}
}

// failedSources are sources that could not be read, by the reason.
type failedSources struct {
	reasons []string // in the order in which they came
	ids     map[string][]string
}

func (f *failedSources) add(o crawler.Outcome) {
	reason := strings.TrimPrefix(o.Err.Error(), o.API.SpecURL+": ")
	if fetch.KindOf(o.Err) != fetch.Unreachable { // it is about the document
		reason = o.Err.Error()
	}
	if f.ids == nil {
		f.ids = map[string][]string{}
	}
	if f.ids[reason] == nil {
		f.reasons = append(f.reasons, reason)
	}
	f.ids[reason] = append(f.ids[reason], o.API.ID)
}

func (f *failedSources) tell(w io.Writer, total int) {
	for _, reason := range f.reasons {
		if ids := f.ids[reason]; len(ids) < total {
			fmt.Fprintf(w, "%s: %s\n", strings.Join(ids, ", "), reason)
		}
	}
}

// pageProgress counts pages on a terminal, every hundredth elsewhere.
func pageProgress(e environment) func(done, total int) {
	return func(done, total int) {
		e.clearLine()
		switch {
		case e.terminal && done < total:
			fmt.Fprintf(e.stderr, "%s pages", bar(done, total))
		case e.terminal:
		case done%100 == 0 || done == total:
			fmt.Fprintf(e.stderr, "%d of %d pages\n", done, total)
		}
	}
}
