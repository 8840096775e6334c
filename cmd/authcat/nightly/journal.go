package nightly

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"authcat/export/changelog"
)

// journal is what changed on each day for callers, by the publications that
// came through.
type journal struct {
	state  state
	report *Report
	now    time.Time
	// pending is what changes with the publication that is under way, nil for nothing.
	pending *pending
}

// pending is what changes with a publication that is under way. It becomes an
// entry of its day once the catalog with the hash Candidate is the published one.
type pending struct {
	Candidate string          `json:"candidate"`
	Entry     changelog.Entry `json:"entry"`
}

// announce notes what changes with the publication of the candidate.
func (j *journal) announce(entry changelog.Entry) error {
	j.pending = &pending{hashFile(j.state.candidate()), entry}
	return saveJSON(j.state.pending(), j.pending)
}

// settle files the entry of a publication that came through, and drops that of
// one that did not.
func (j *journal) settle() error {
	var p pending
	damaged, err := loadJSON(j.state.pending(), &p)
	switch {
	case err != nil:
		return err
	case damaged:
		j.report.warn("%s can't be read: the page of changes may lack a run", j.state.pending())
		j.state.keepDamaged(j.state.pending(), j.now, j.report)
		return nil
	case p.Candidate != "" && p.Candidate == hashFile(j.state.catalog()):
		if err := j.file(p.Entry); err != nil {
			return err
		}
	}
	j.pending = nil
	return remove(j.state.pending())
}

// file adds an entry to those of its day, unless it is there already: a run
// that was killed filed it.
func (j *journal) file(entry changelog.Entry) error {
	path := filepath.Join(j.state.changes(), entry.Date+".json")
	day, err := j.day(path)
	if err != nil {
		return err
	}
	if n := len(day); n > 0 && reflect.DeepEqual(day[n-1], entry) {
		return nil
	}
	if err := os.MkdirAll(j.state.changes(), 0o755); err != nil {
		return err
	}
	return saveJSON(path, append(day, entry))
}

// entries are what changed on each day, and what changes with the publication
// that is under way.
func (j *journal) entries() ([]changelog.Entry, error) {
	files, err := os.ReadDir(j.state.changes())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var entries []changelog.Entry
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".json") {
			continue
		}
		day, err := j.day(filepath.Join(j.state.changes(), file.Name()))
		if err != nil {
			return nil, err
		}
		entries = append(entries, day...)
	}
	if j.pending != nil {
		entries = append(entries, j.pending.Entry)
	}
	return entries, nil
}

// day reads the entries of a day's file. One that can't be read has none, and
// is kept for a look.
func (j *journal) day(path string) ([]changelog.Entry, error) {
	date := strings.TrimSuffix(filepath.Base(path), ".json")
	var day []changelog.Entry
	damaged, err := loadJSON(path, &day)
	if err != nil {
		return nil, err
	}
	if damaged || slices.ContainsFunc(day, func(e changelog.Entry) bool { return e.Date != date }) {
		j.report.warn("%s can't be read: the page of changes is without it", path)
		j.state.keepDamaged(path, j.now, j.report)
		return nil, nil
	}
	return day, nil
}

// prune removes all but the newest days.
func (j *journal) prune(keep int) error {
	files, err := os.ReadDir(j.state.changes())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := 0; i < len(files)-keep; i++ { // ReadDir sorts by name: the oldest first
		if err := remove(filepath.Join(j.state.changes(), files[i].Name())); err != nil {
			return err
		}
	}
	return nil
}
