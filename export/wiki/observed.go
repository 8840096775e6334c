package wiki

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/report"
)

const observedTitle = "Documented beside observed"

// seenSections are the parts of the page, in their order.
var seenSections = []struct {
	title, what string
	counts      []catalog.Counts
}{
	{"Contested", "What people saw is not what is published. What is published is the answer here until it is known better: try such a call once before you rely on either.",
		[]catalog.Counts{catalog.SpeaksAgainst}},
	{"Outdated", "It was published as people saw it, and is published otherwise since.", []catalog.Counts{catalog.SpeaksOfPast}},
	{"Not contested", "What people saw is as published, or says nothing of whose tokens are taken: a scope, a level or a setting may have been missing.",
		[]catalog.Counts{catalog.Believed, catalog.SpeaksFor, catalog.HeardOnly}},
}

// observed is the page of what people saw, beside what is published.
func (w *Wiki) observed() export.File {
	p := w.page(observedPage)
	p.heading(1, report.NewHeading(observedTitle))
	endpoints := w.Report.Snapshot.Endpoints()
	p.paragraph("What people told of calls that they made, beside what is published. Reports are no proof: most name no version, and many no day. Where only a month stands, most are estimated from the thread's number. Back to %s.", p.link(documentTitle, documentPage, ""))
	for _, section := range seenSections {
		var rows [][]string
		for _, endpoint := range endpoints {
			rows = append(rows, seenRows(w.Report.Snapshot, endpoint, section.counts)...)
		}
		p.heading(2, report.NewHeading(section.title))
		p.paragraph("%s", section.what)
		if len(rows) == 0 {
			p.paragraph("None.")
			continue
		}
		p.table([]string{"Endpoint", "Published", "Seen", "Told in"}, rows)
	}
	return p.file()
}

func seenRows(snapshot *catalog.Snapshot, endpoint catalog.Endpoint, counts []catalog.Counts) [][]string {
	var rows [][]string
	for _, s := range export.Sightings(endpoint.Versions) {
		if !slices.Contains(counts, s.Counts) {
			continue
		}
		told := export.WitnessPhrase(s.Witness)
		if s.URL != "" {
			told = web(s.URL[strings.LastIndex(s.URL, "/")+1:], s.URL)
		}
		rows = append(rows, []string{address(snapshot, s.Of[0]), credential(s.Of[0].Decision.Needs), export.Escape(s.Phrase()), told})
	}
	return rows
}
