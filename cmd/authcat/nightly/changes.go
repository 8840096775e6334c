package nightly

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"authcat/catalog/diff"
	"authcat/catalog/history"
	"authcat/export/changelog"
)

// today is the day of the run, in UTC, by which snapshots and changes are filed.
func (r *run) today() string { return r.Now().UTC().Format(time.DateOnly) }

// pending is what changes with a publication that is under way. It becomes an
// entry of its day once the catalog with the hash Candidate is the published one.
type pending struct {
	Candidate string          `json:"candidate"`
	Entry     changelog.Entry `json:"entry"`
}

// remember files the candidate among the dated snapshots, and notes what it
// changes for callers.
func (r *run) remember(context.Context) error {
	store, err := history.Open(r.state.history())
	if err != nil {
		return err
	}
	if err := r.checkClock(store); err != nil {
		return err
	}
	if _, err := store.Put(r.today(), r.candidate.Facts); err != nil {
		return err
	}
	if err := r.setAside(store); err != nil {
		return err
	}
	if r.published == nil {
		r.report.Changes.Summary = "It is the first catalog."
		return nil
	}
	changes := diff.Snapshots(r.published, r.candidate)
	r.report.Changes = countChanges(changes)
	if len(changes) == 0 {
		return nil
	}
	r.pending = &pending{hashFile(r.state.candidate()), changelog.Entry{
		Date: r.today(), Against: "the catalog of " + r.published.AsOf().UTC().Format(time.DateOnly), Changes: changes,
	}}
	return saveJSON(r.state.pending(), r.pending)
}

// settlePending files the entry of a publication that came through, and drops
// that of one that did not.
func (r *run) settlePending() error {
	text, err := os.ReadFile(r.state.pending())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var p pending
	if err := json.Unmarshal(text, &p); err != nil {
		r.warn("%s can't be read: the page of changes may lack a night", r.state.pending())
		r.aside(r.state.pending())
		return nil
	}
	if p.Candidate == hashFile(r.state.catalog()) {
		if err := r.file(p.Entry); err != nil {
			return err
		}
	}
	r.pending = nil
	return remove(r.state.pending())
}

// file adds an entry to those of its day, unless it is there already: a run
// that was killed filed it.
func (r *run) file(entry changelog.Entry) error {
	path := filepath.Join(r.state.changes(), entry.Date+".json")
	day, err := r.entriesOf(path)
	if err != nil {
		return err
	}
	if n := len(day); n > 0 && reflect.DeepEqual(day[n-1], entry) {
		return nil
	}
	if err := os.MkdirAll(r.state.changes(), 0o755); err != nil {
		return err
	}
	return saveJSON(path, append(day, entry))
}

// setAside takes the days that are damaged out of the history. Tonight's own
// facts are written already, and have mended what they share with other days.
func (r *run) setAside(store *history.Store) error {
	damaged, err := store.Damaged()
	if err != nil {
		return err
	}
	for _, day := range damaged {
		aside, err := store.SetAside(day.Date)
		if err != nil {
			return err
		}
		r.warn("the snapshot of %s is damaged and no longer counts, the other days stay: %v", day.Date, day.Err)
		r.warn("it is kept as %s", aside)
	}
	return nil
}

// checkClock warns of a clock that went back: snapshots and changes are filed
// by its day.
func (r *run) checkClock(store *history.Store) error {
	dates, err := store.Dates()
	if err != nil {
		return err
	}
	if n := len(dates); n > 0 && dates[n-1] > r.today() {
		r.warn("the clock says %s, and the newest snapshot is of %s: one of the two is wrong", r.today(), dates[n-1])
	}
	return nil
}

// entries reads what changed on each day, and what changes with this night.
func (r *run) entries() ([]changelog.Entry, error) {
	files, err := os.ReadDir(r.state.changes())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var entries []changelog.Entry
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".json") {
			continue
		}
		day, err := r.entriesOf(filepath.Join(r.state.changes(), file.Name()))
		if err != nil {
			return nil, err
		}
		entries = append(entries, day...)
	}
	if r.pending != nil {
		entries = append(entries, r.pending.Entry)
	}
	return entries, nil
}

// entriesOf reads the entries of a day. A file that can't be read is put aside.
func (r *run) entriesOf(path string) ([]changelog.Entry, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	date := strings.TrimSuffix(filepath.Base(path), ".json")
	var day []changelog.Entry
	err = json.Unmarshal(text, &day)
	if err != nil || slices.ContainsFunc(day, func(e changelog.Entry) bool { return e.Date != date }) {
		r.warn("%s can't be read: the page of changes is without it", path)
		r.aside(path)
		return nil, nil
	}
	return day, nil
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
