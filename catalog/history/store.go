// Package history keeps dated snapshots of facts in one folder, and tells from
// them what happened to an operation.
//
// The folder holds one file a date, "2026-08-22.txt.gz", of what changed in
// factfile's texts over those of a base, "base-SHA256.txt.gz", which many dates
// share. A date depends on no other, and is there once its file is: a base is
// written first. Both are text under gzip, and say by a hash what they must be.
package history

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// Store is a folder of dated snapshots. One process writes at a time; any
// number may read.
type Store struct {
	dir string
	// base are the texts of the base that was read last, by their hash; last is
	// the entry that was, by the bytes of its file.
	base    texts
	baseSum string
	last    entry
	packed  []byte
}

const (
	suffix      = ".txt.gz"
	basePrefix  = "base-"
	asideSuffix = ".damaged"
	lockName    = "lock"
)

// Open returns the store in a folder. A folder that does not exist is an empty
// store; the first Put makes it. What an older authcat kept there is taken over.
func Open(dir string) (*Store, error) {
	switch info, err := os.Stat(dir); {
	case os.IsNotExist(err):
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, and a history is a folder: name another place", dir)
	}
	s := &Store{dir: dir}
	if err := s.migrate(); err != nil {
		return nil, fmt.Errorf("the history in %s is of an older authcat and can't be taken over: %w", dir, err)
	}
	return s, nil
}

// Dates lists the dates that have an entry, the oldest first. A date without
// one was like the last entry before it.
func (s *Store) Dates() ([]string, error) {
	files, err := os.ReadDir(s.dir)
	if err != nil {
		if os.IsNotExist(err) {
			return nil, nil
		}
		return nil, err
	}
	var dates []string
	for _, file := range files { // ReadDir sorts by name
		if date, ok := strings.CutSuffix(file.Name(), suffix); ok && file.Type().IsRegular() && checkDate(date) == nil {
			dates = append(dates, date)
		}
	}
	return dates, nil
}

// Load reads what a filter takes of the entry of exactly this date. Facts come
// back as they were put, without overrides: those are today's corrections.
func (s *Store) Load(date string, filter catalog.Filter) (catalog.Facts, error) {
	now, err := s.texts(date)
	if err != nil {
		return catalog.Facts{}, err
	}
	return s.decode(date, now, filter)
}

// Documents lists what an entry says of its documents: which were read, when,
// and the hash of their bytes.
func (s *Store) Documents(date string) ([]catalog.Document, error) {
	now, err := s.texts(date)
	if err != nil {
		return nil, err
	}
	facts, err := s.decode(date, now.heads(), catalog.Filter{})
	return facts.Documents, err
}

func (s *Store) decode(date string, now texts, filter catalog.Filter) (catalog.Facts, error) {
	facts, err := factfile.Decode(now, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("the entry of %s in %s: %w", date, s.dir, err)
	}
	return facts, nil
}

// FirstCrawl is the date of the oldest entry that a crawl made, "" where there
// is none. A damaged entry doesn't say who made it, and counts for none.
func (s *Store) FirstCrawl() (string, error) {
	dates, err := s.Dates()
	for _, date := range dates {
		e, err := s.entry(date)
		if err != nil && !isCorrupt(err) {
			return "", err
		}
		if e.origin == originCrawl {
			return date, nil
		}
	}
	return "", err
}

func (s *Store) entry(date string) (entry, error) {
	if err := checkDate(date); err != nil {
		return entry{}, err
	}
	packed, err := os.ReadFile(s.path(date))
	if os.IsNotExist(err) {
		return entry{}, &NoEntryError{Dir: s.dir, Date: date}
	}
	if err != nil {
		return entry{}, err
	}
	if s.packed == nil || !bytes.Equal(packed, s.packed) {
		e, err := decodeEntry(packed)
		if err != nil {
			return entry{}, &CorruptError{s.path(date), date, err}
		}
		s.last, s.packed = e, packed
	}
	if s.last.date != date {
		return entry{}, &CorruptError{s.path(date), date, fmt.Errorf("it is the entry of %s", s.last.date)}
	}
	return s.last, nil
}

// texts reads the texts of a date.
func (s *Store) texts(date string) (texts, error) {
	e, err := s.entry(date)
	if err != nil {
		return nil, err
	}
	if e.base != s.baseSum {
		if err := s.readBase(e.base); err != nil {
			return nil, &CorruptError{s.path(basePrefix + e.base), date, err}
		}
	}
	now, err := readOver(s.base, e.changes)
	if err != nil {
		return nil, &CorruptError{s.path(date), date, err}
	}
	return now, nil
}

func (s *Store) readBase(hash string) error {
	text, err := readHashed(s.path(basePrefix+hash), hash)
	if err != nil {
		return err
	}
	base, err := readOver(nil, text)
	if err == nil {
		s.base, s.baseSum = base, hash
	}
	return err
}

// readHashed reads a text whose hash is known.
func readHashed(name, hash string) (string, error) {
	packed, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	text, err := unpack(packed)
	if err == nil && sum(text) != hash {
		err = errDamaged
	}
	return text, err
}

// Intact fails with a *CorruptError, which names the damaged file, where the
// entry of a date can't be read whole.
func (s *Store) Intact(date string) error {
	_, err := s.texts(date)
	return err
}

// Damaged lists the dates whose entries can't be read whole, the oldest first.
// The others can: an entry needs no other.
func (s *Store) Damaged() ([]Damage, error) {
	dates, err := s.Dates()
	var damaged []Damage
	for _, date := range dates {
		if err := s.Intact(date); isCorrupt(err) {
			damaged = append(damaged, Damage{date, err})
		} else if err != nil {
			return nil, err
		}
	}
	return damaged, err
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name+suffix) }
