package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/history"
	"authcat/data"
)

// What the guard is measured by.
const (
	reportSince   = "2025-08-25" // from this day on public clones have every document
	mostRefusals  = 3            // of all the nights
	nightsToCatch = 10           // what creeps
	injections    = 5            // nights that each mutation is put into
	quarter       = 91           // days
)

// past are the days on which a document changed, as a clone has them, with the
// state that each left.
type past struct {
	t      *testing.T
	store  *history.Store
	dates  []string
	config guard.Config
}

// TestGuardReport measures the guard on the real past, and prints what it does:
// to the nights as they were, and to damaged ones. AUTHCAT_CLONE names a clone
// of the repository that publishes the specifications ("make guard-report").
func TestGuardReport(t *testing.T) {
	clone := os.Getenv("AUTHCAT_CLONE")
	if clone == "" {
		t.Skip("AUTHCAT_CLONE names no clone of the specifications' repository")
	}
	state := t.TempDir()
	var stdout, stderr bytes.Buffer
	e := environment{stdout: &stdout, stderr: &stderr, now: time.Now, getenv: func(string) string { return "" }}
	if code := run([]string{"backfill", "--repo", clone, "--state", state, "--since", reportSince}, e); code != exitOK {
		t.Fatalf("backfill: %s", stderr.String())
	}
	p := openPast(t, filepath.Join(state, "history"))
	t.Run("real nights", p.realNights)
	t.Run("limits", p.limits)
	t.Run("mutations", p.mutations)
}

func openPast(t *testing.T, dir string) *past {
	t.Helper()
	p := &past{t: t}
	var err error
	if p.store, err = history.Open(dir); err != nil {
		t.Fatal(err)
	}
	if p.dates, err = p.store.Dates(); err != nil {
		t.Fatal(err)
	}
	if p.config, err = data.Guard(); err != nil {
		t.Fatal(err)
	}
	return p
}

// asOf is the last day with an entry, up to a day; the first one where none is.
func (p *past) asOf(day string) string {
	i, found := slices.BinarySearch(p.dates, day)
	if !found {
		i = max(i-1, 0)
	}
	return p.dates[i]
}

func (p *past) facts(day string) catalog.Facts {
	facts, err := p.store.Load(p.asOf(day), catalog.Filter{})
	if err != nil {
		p.t.Fatal(err)
	}
	return catalog.Merge(facts).Facts // in order
}

// before is what a night on a day would compare with, where the past was as it was.
func (p *past) before(day string, published *catalog.Snapshot) guard.Past {
	month := p.asOf(daysFrom(day, -guard.MonthDays))
	past := guard.Past{Published: published, Older: merge(p.facts(month)), OlderDay: month}
	for _, date := range p.dates {
		if date >= day {
			break
		}
		documents, err := p.store.Documents(date)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, d := range documents {
			past.Documents = append(past.Documents, guard.Dated{Day: date, API: d.API, SHA256: d.SHA256})
		}
	}
	return past
}

func merge(facts catalog.Facts) *catalog.Snapshot {
	snapshot := catalog.Merge(facts)
	return &snapshot
}

func daysFrom(date string, days int) string {
	return noon(date).AddDate(0, 0, days).Format(time.DateOnly)
}

func noon(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

// table logs rows in columns.
func table(t *testing.T, rows [][]string) {
	t.Helper()
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", text.String())
}
