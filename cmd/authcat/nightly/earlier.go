package nightly

import (
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/history"
	"authcat/data"
)

// earlier is what the candidate is compared with: what is out, what was out about
// a month ago, and which documents were. Without a history it is what is out.
func (r *run) earlier() guard.Past {
	past := guard.Past{Published: r.published}
	if r.published == nil {
		return past
	}
	store, err := history.Open(r.state.history())
	if err != nil {
		r.warn("no older catalog can be read (%v): the guard compares with the last published one alone", err)
		return past
	}
	dates, err := store.Dates()
	if err != nil || len(dates) == 0 {
		r.warn("%s has no older catalog: the guard compares with the last published one alone", r.state.history())
		return past
	}
	for _, date := range dates {
		documents, err := store.Documents(date)
		if err != nil {
			r.warn("the guard knows no document of %s: %v", date, err)
			continue
		}
		for _, d := range documents {
			if d.Role == catalog.RoleSpec {
				past.Documents = append(past.Documents, guard.Dated{Day: date, API: d.API, SHA256: d.SHA256})
			}
		}
	}
	if date := older(dates, r.Now()); date != "" {
		if past.Older, err = loadOlder(store, date); err != nil {
			r.warn("the snapshot of %s can't be read: the guard compares with the last published catalog alone: %v", date, err)
		}
		past.OlderDay = date
	}
	return past
}

// older is the day of the snapshot that held guard.MonthDays ago, of the oldest
// one where none is so old; "" where all are of today.
func older(dates []string, now time.Time) string {
	today := now.UTC()
	month := today.AddDate(0, 0, -guard.MonthDays).Format(time.DateOnly)
	i, found := slices.BinarySearch(dates, month)
	if !found {
		i = max(i-1, 0)
	}
	if dates[i] >= today.Format(time.DateOnly) {
		return ""
	}
	return dates[i]
}

// loadOlder reads a dated snapshot, with the corrections made by hand of
// today: those are no change of what is published.
func loadOlder(store *history.Store, date string) (*catalog.Snapshot, error) {
	facts, err := store.Load(date, catalog.Filter{})
	if err != nil {
		return nil, err
	}
	if facts.Overrides, err = data.Overrides(); err != nil {
		return nil, err
	}
	snapshot := catalog.Merge(facts)
	return &snapshot, nil
}
