package nightly

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/history"
	"authcat/catalog/lookout"
	"authcat/data"
)

// past is the dated snapshots of a state, as far as they can be read.
type past struct {
	dir   string
	store *history.Store
	// err is why there is none, dates are their days, the oldest first.
	err   error
	dates []string
}

func (s state) past() past {
	p := past{dir: s.history()}
	if p.store, p.err = history.Open(p.dir); p.err == nil {
		p.dates, p.err = p.store.Dates()
	}
	return p
}

// documents are those that each day rests on; unread is why those of some days
// are not known.
func (p past) documents() (days []lookout.Day, unread []error) {
	for _, date := range p.dates {
		documents, err := p.store.Documents(date)
		if err != nil {
			unread = append(unread, fmt.Errorf("of %s: %w", date, err))
			continue
		}
		days = append(days, lookout.Day{Date: date, Documents: documents})
	}
	return days, unread
}

// newest is the newest dated snapshot that can be read, a crawl's or one of the
// spec repository's past.
func (p past) newest() (snapshot *catalog.Snapshot, date string, err error) {
	for _, date := range slices.Backward(p.dates) {
		snapshot, failure := p.corrected(date)
		if failure == nil {
			return snapshot, date, nil
		}
		err = cmp.Or(err, failure)
	}
	return nil, "", cmp.Or(p.err, err, fmt.Errorf("%s has none", p.dir))
}

// guarded is what the candidate is compared with: what is out, what was out about
// a month ago, and which documents were. Without a history it is what is out.
func (p past) guarded(published *catalog.Snapshot, now time.Time, report *Report) guard.Past {
	compared := guard.Past{Published: published}
	switch {
	case published == nil:
		return compared
	case p.store == nil:
		report.warn("no older catalog can be read (%v): the guard compares with the last published one alone", p.err)
		return compared
	case len(p.dates) == 0:
		report.warn("%s has no older catalog: the guard compares with the last published one alone", p.dir)
		return compared
	}
	days, unread := p.documents()
	for _, err := range unread {
		report.warn("the guard knows no document %v", err)
	}
	for _, day := range days {
		for _, d := range day.Documents {
			if d.Role == catalog.RoleSpec {
				compared.Documents = append(compared.Documents, guard.Dated{Day: day.Date, API: d.API, SHA256: d.SHA256})
			}
		}
	}
	if date := older(p.dates, now); date != "" {
		var err error
		if compared.Older, err = p.corrected(date); err != nil {
			report.warn("the snapshot of %s can't be read: the guard compares with the last published catalog alone: %v", date, err)
		}
		compared.OlderDay = date
	}
	return compared
}

// older is the day of the snapshot that was valid guard.MonthDays ago, of the
// oldest one where none is so old; "" where all are of today.
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

// corrected reads a dated snapshot, with the corrections made by hand of today:
// those are no change of what is published.
func (p past) corrected(date string) (*catalog.Snapshot, error) {
	facts, err := p.store.Load(date, catalog.Filter{})
	if err != nil {
		return nil, err
	}
	if facts.Overrides, err = data.Overrides(); err != nil {
		return nil, err
	}
	snapshot := catalog.Merge(facts)
	return &snapshot, nil
}
