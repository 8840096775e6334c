package nightly

import (
	"context"
	"slices"

	"authcat/catalog"
	"authcat/catalog/history"
	"authcat/catalog/lookout"
	"authcat/crawler"
)

// look lists what is published beside the documents that are read. Where that
// can't be had, what was there the last time counts.
func (r *run) look(ctx context.Context) {
	found, err := crawler.Uncovered(ctx, r.Source, r.Sources.Places, r.Sources.APIs)
	if err != nil {
		r.warn("what else is published can't be listed, so that what is new there goes unseen: %v", err)
		found = r.record.Uncovered
	}
	r.uncovered = found
	r.report.Notices = r.record.Notices
}

// overlooked adds to the facts what no source reads, and which documents seem
// to be left behind.
func (r *run) overlooked(facts *catalog.Facts) {
	facts.Problems = append(facts.Problems, lookout.Problems(catalog.CodeDocumentUncovered, r.uncovered)...)
	facts.Problems = append(facts.Problems, lookout.Dormant(facts.APIs, append(r.past(), lookout.Day{Date: r.today(), Documents: facts.Documents}))...)
	r.report.Notices = notices(facts.Problems)
}

// past is which documents were read on the days before. Of days that can't be
// read, which is told where they are needed, nothing is known.
func (r *run) past() []lookout.Day {
	store, err := history.Open(r.state.history())
	if err != nil {
		return nil
	}
	dates, _ := store.Dates()
	var days []lookout.Day
	for _, date := range dates {
		if documents, err := store.Documents(date); err == nil && date < r.today() {
			days = append(days, lookout.Day{Date: date, Documents: documents})
		}
	}
	return days
}

// notices say for the report what is looked for every night.
func notices(problems []catalog.Problem) []string {
	var all []string
	for _, code := range []catalog.Code{catalog.CodeDocumentUncovered, catalog.CodePagesUncovered, catalog.CodeDocumentDormant} {
		for _, problem := range problems {
			if problem.Code != code {
				continue
			}
			class, _ := catalog.ClassOfCode(code)
			text := class.Title + ": " + problem.Seen
			if problem.API != "" {
				text = problem.API + ": " + text
			}
			all = append(all, text)
		}
	}
	return slices.Compact(all)
}
