package nightly

import (
	"context"
	"slices"

	"authcat/catalog"
	"authcat/catalog/lookout"
	"authcat/catalog/observed"
	"authcat/catalog/sqlite"
	"authcat/crawler"
	"authcat/data"
	"authcat/export"
)

// parse reads what was received and concludes from it: the candidate.
func (r *run) parse(ctx context.Context) error {
	past := r.state.past()
	r.published = baseline(ctx, r.state.catalog(), len(r.record.Inputs) == 0, past, r.report)
	corrections, err := data.Overrides()
	if err != nil {
		return err
	}
	crawl := &crawler.Crawl{
		APIs: r.Sources.APIs, Source: r.received.specs, Corrections: corrections,
		Older:   func(bool) (catalog.Facts, error) { return lastGood(r.published, r.Accept.Reason != ""), nil },
		KeepAll: r.record.anyStale(r.ages),
		Documentation: &crawler.Documentation{
			Sitemap: r.Sources.Sitemap, UserLevels: r.Sources.UserLevels, Places: r.Sources.Places, Pages: r.Pages, Source: r.received.docs,
		},
	}
	result, err := crawl.Run(ctx)
	for _, failure := range result.Failures {
		r.report.unreadable(failure.API.ID, failure.Err)
		r.debug(failure.Err)
	}
	if err != nil {
		return err
	}
	for _, problem := range result.Documentation {
		if problem.Code != catalog.CodePagesUncovered { // that is a notice
			r.report.warn("documentation: %s", problem.Seen)
		}
	}
	facts, err := data.Reported(r.ages.mark(result.Facts))
	if err != nil {
		return err
	}
	facts = observed.Attach(facts, r.Observations)
	facts.Problems = append(facts.Problems, lookout.Problems(catalog.CodeDocumentUncovered, r.uncovered)...)
	facts.Problems = append(facts.Problems, dormant(facts, past, r.today())...)
	snapshot := catalog.Merge(facts)
	r.report.Notices = notices(&snapshot)
	r.report.date(facts.Documents)
	r.propose(snapshot)
	return nil
}

// propose makes a snapshot the candidate.
func (r *run) propose(snapshot catalog.Snapshot) {
	r.candidate = &snapshot
	r.report.Operations, r.report.APIs, r.report.Findings = len(snapshot.Operations), snapshot.SpecCount(), len(snapshot.AllFindings())
}

// dormant says which documents seem to be left behind. Of days that can't be
// read, which is reported where they are needed, nothing is known.
func dormant(facts catalog.Facts, past past, today string) []catalog.Problem {
	days, _ := past.documents()
	days = slices.DeleteFunc(days, func(d lookout.Day) bool { return d.Date >= today })
	return lookout.Dormant(facts.APIs, append(days, lookout.Day{Date: today, Documents: facts.Documents}))
}

// lastGood are the facts that are out. Who accepts has looked at what was
// refused: where it can't be had now, it is kept like anything else.
func lastGood(published *catalog.Snapshot, accepting bool) catalog.Facts {
	if published == nil {
		return catalog.Facts{}
	}
	facts := published.Facts
	if accepting {
		facts.Documents = slices.Clone(facts.Documents)
		for i := range facts.Documents {
			facts.Documents[i].Refused, facts.Documents[i].RefusedOn = "", ""
		}
	}
	return facts
}

// baseline reads the catalog that is out: the guard compares with it, and
// sources that fail keep its facts. One that is damaged, or of another version
// of the program, is made up for by the newest dated snapshot. It is nil where
// nothing can be read; first is set where nothing was published yet.
func baseline(ctx context.Context, path string, first bool, past past, report *Report) *catalog.Snapshot {
	facts, err := loadCatalog(ctx, path)
	if sqlite.IsMissing(err) && first && len(past.dates) == 0 {
		return nil
	}
	if err != nil {
		report.warn("the published catalog can't be read: %v", err)
		snapshot, date, err := past.newest()
		if err != nil {
			report.warn("no dated snapshot can be read in its place (%v): the guard has nothing to compare with", err)
			return nil
		}
		report.warn("the snapshot of %s stands in for it", date)
		return snapshot
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

// loadPublished makes what is out the candidate of a run that only has to catch
// up with the wiki.
func (r *run) loadPublished(ctx context.Context) error {
	facts, err := loadCatalog(ctx, r.state.catalog())
	if err != nil {
		return err
	}
	r.propose(catalog.Merge(facts))
	return nil
}

func loadCatalog(ctx context.Context, path string) (catalog.Facts, error) {
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer store.Close()
	return store.Load(ctx, catalog.Filter{})
}

// notices say for the report what is looked for in every run.
func notices(snapshot *catalog.Snapshot) []string {
	var all []string
	for _, code := range []catalog.Code{catalog.CodeDocumentUncovered, catalog.CodePagesUncovered, catalog.CodeDocumentDormant} {
		for _, problem := range snapshot.Problems {
			if problem.Code != code {
				continue
			}
			text := export.FindingWordsOf(code).Title + ": " + problem.Seen
			if problem.API != "" {
				text = problem.API + ": " + text
			}
			all = append(all, text)
		}
	}
	return append(slices.Compact(all), contested(snapshot)...)
}

// contested says which operations the reader's own traffic contradicts.
func contested(snapshot *catalog.Snapshot) []string {
	var all []string
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		for _, s := range export.Sightings([]*catalog.Operation{o}) {
			if s.Witness == catalog.WitnessObservation && s.Counts == catalog.SpeaksAgainst {
				all = append(all, o.Called()+": "+s.Phrase())
			}
		}
	}
	return all
}
