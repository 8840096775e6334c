package nightly

import (
	"context"
	"fmt"
	"time"

	"authcat/catalog/diff"
	"authcat/catalog/history"
	"authcat/catalog/observed"
	"authcat/export/changelog"
)

// remember files the candidate among the dated snapshots, and notes what it
// changes for callers.
func (r *run) remember(context.Context) error {
	store, err := history.Open(r.state.history())
	if err != nil {
		return err
	}
	if err := checkClock(store, r.today(), r.report); err != nil {
		return err
	}
	// What people saw is not published, and no part of its history.
	if _, err := store.Put(r.today(), observed.Without(r.candidate.Facts)); err != nil {
		return err
	}
	if err := removeDamaged(store, r.report); err != nil {
		return err
	}
	if r.published == nil {
		r.report.Changes.Summary = "It is the first catalog."
		return nil
	}
	changes := diff.Snapshots(r.published, r.candidate)
	r.report.Changes = countChanges(changes)
	r.report.Watched = r.watched(changes)
	if len(changes) == 0 {
		return nil
	}
	against := "the catalog of " + r.published.AsOf().UTC().Format(time.DateOnly)
	return r.journal.announce(changelog.Entry{Date: r.today(), Against: against, Changes: changes, Watched: r.report.Watched})
}

// checkClock warns of a clock that went back: snapshots and changes are filed
// by its day.
func checkClock(store *history.Store, today string, report *Report) error {
	dates, err := store.Dates()
	if err != nil {
		return err
	}
	if n := len(dates); n > 0 && dates[n-1] > today {
		report.warn("the clock says %s, and the newest snapshot is of %s: one of the two is wrong", today, dates[n-1])
	}
	return nil
}

// removeDamaged takes the days that are damaged out of the history. The facts
// of this run are written already, and need none of the damaged days.
func removeDamaged(store *history.Store, report *Report) error {
	damaged, err := store.Damaged()
	if err != nil {
		return err
	}
	for _, day := range damaged {
		kept, err := store.SetAside(day.Date)
		if err != nil {
			return err
		}
		report.warn("the snapshot of %s is damaged and no longer counts, the other days stay: %v", day.Date, day.Err)
		report.warn("it is kept as %s", kept)
	}
	return nil
}

// prune bounds what is kept.
func (r *run) prune(context.Context) error {
	if r.Keep <= 0 {
		return nil
	}
	store, err := history.Open(r.state.history())
	if err != nil {
		return err
	}
	if _, err := store.Prune(r.Keep); err != nil {
		return fmt.Errorf("old snapshots can't be removed: %w", err)
	}
	return r.journal.prune(r.Keep)
}
