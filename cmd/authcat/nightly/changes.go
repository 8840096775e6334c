package nightly

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/history"
	"authcat/export/changelog"
)

// today is the day of the run, in UTC, by which snapshots and changes are filed.
func (r *run) today() string { return r.Now().UTC().Format(time.DateOnly) }

// remember files the candidate among the dated snapshots, and what changed
// since the snapshot before. A second run on one day files anew, against the
// day before.
func (r *run) remember(ctx context.Context) error {
	if r.published != nil {
		r.report.Changes = countChanges(diff.Snapshots(r.published, r.candidate))
	} else {
		r.report.Changes.Summary = "It is the first catalog."
	}
	store, err := r.openHistory()
	if err != nil {
		return err
	}
	entry, err := r.compareWithBefore(store)
	if err != nil {
		return err
	}
	if _, err := store.Put(r.today(), r.candidate.Facts); err != nil {
		return err
	}
	path := filepath.Join(r.state.changes(), entry.Date+".json")
	if entry.Against == "" || len(entry.Changes) == 0 {
		return remove(path)
	}
	if err := os.MkdirAll(r.state.changes(), 0o755); err != nil {
		return err
	}
	return saveJSON(path, entry)
}

// openHistory opens the dated snapshots. Damaged ones are put aside, and the
// history begins anew: nothing else depends on it.
func (r *run) openHistory() (*history.Store, error) {
	store, err := history.Open(r.state.history())
	if err == nil {
		err = store.Check()
	}
	var corrupt *history.CorruptError
	if errors.As(err, &corrupt) {
		r.warn("the dated snapshots are damaged: %v", err)
		r.aside(r.state.history())
		return history.Open(r.state.history())
	}
	return store, err
}

// compareWithBefore finds what changed since the newest snapshot before today.
func (r *run) compareWithBefore(store *history.Store) (changelog.Entry, error) {
	entry := changelog.Entry{Date: r.today()}
	dates, err := store.Dates()
	if err != nil {
		return entry, err
	}
	if n := len(dates); n > 0 && dates[n-1] > r.today() {
		r.warn("the clock says %s, and the newest snapshot is of %s: one of the two is wrong", r.today(), dates[n-1])
	}
	dates = slices.DeleteFunc(dates, func(date string) bool { return date >= entry.Date })
	if len(dates) == 0 {
		return entry, nil
	}
	before := dates[len(dates)-1]
	facts, err := store.Load(before, catalog.Filter{})
	if err != nil {
		return entry, err
	}
	facts.Overrides = r.candidate.Overrides // corrections by hand are no change upstream
	older := catalog.Merge(facts)
	entry.Against = "the catalog of " + before
	entry.Changes = diff.Snapshots(&older, r.candidate)
	return entry, nil
}

// entries reads what changed on each day. A file that can't be read is put aside.
func (r *run) entries() ([]changelog.Entry, error) {
	files, err := os.ReadDir(r.state.changes())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []changelog.Entry
	for _, file := range files {
		path := filepath.Join(r.state.changes(), file.Name())
		if !strings.HasSuffix(path, ".json") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var entry changelog.Entry
		if err := json.Unmarshal(text, &entry); err != nil || entry.Date != strings.TrimSuffix(file.Name(), ".json") {
			r.warn("%s can't be read: the page of changes is without it", path)
			r.aside(path)
			continue
		}
		entries = append(entries, entry)
	}
	return entries, nil
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
	files, err := os.ReadDir(r.state.changes())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := 0; i < len(files)-r.Keep; i++ { // ReadDir sorts by name: the oldest first
		if err := remove(filepath.Join(r.state.changes(), files[i].Name())); err != nil {
			return err
		}
	}
	return nil
}
