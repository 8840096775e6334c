package main

import (
	"fmt"
	"io"

	"authcat/crawler"
)

// skippedDays are the days whose entry is without a document that the clone lacks.
type skippedDays struct {
	// days and blobs are what the clone lacks of each API's document, by id.
	days  map[string][]string
	blobs map[string]map[string]bool
	// empty are the days without an entry, since the clone has none of their documents.
	empty []string
}

// note notes what the clone lacks of a date.
func (s *skippedDays) note(date string, versions []crawler.Version) {
	for _, version := range versions {
		if !version.Skipped {
			continue
		}
		if s.days == nil {
			s.days, s.blobs = map[string][]string{}, map[string]map[string]bool{}
		}
		id := version.API.ID
		if s.blobs[id] == nil {
			s.blobs[id] = map[string]bool{}
		}
		s.days[id] = append(s.days[id], date)
		s.blobs[id][version.Blob] = true
	}
}

// report says what was skipped, one line an API.
func (s *skippedDays) report(w io.Writer, versions []crawler.Version) {
	for _, version := range versions {
		id := version.API.ID
		if days := s.days[id]; len(days) > 0 {
			fmt.Fprintf(w, "%s: the clone lacks %s of its document, on %s; what was known before is kept\n",
				id, plural(len(s.blobs[id]), "version"), daysOf(days))
		}
	}
	if len(s.empty) > 0 {
		fmt.Fprintf(w, "no entry for %s: the clone has none of the documents\n", daysOf(s.empty))
	}
}

// daysOf is "1 day, 2024-01-05" or "3 days, 2024-01-05 to 2024-02-01".
func daysOf(days []string) string {
	if len(days) == 1 {
		return "1 day, " + days[0]
	}
	return fmt.Sprintf("%d days, %s to %s", len(days), days[0], days[len(days)-1])
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
