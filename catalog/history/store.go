// Package history keeps dated snapshots of facts in one folder, and tells from
// them what happened to an operation.
//
// The folder holds one small text file a date, "2026-08-22.index", and the
// facts themselves in "objects", one file for each distinct text of an API:
// 300 dates on which one API of ten changed cost 300 texts, not 3,000. An entry
// is visible once its index is: objects are written first, the index last.
package history

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// Store is a folder of dated snapshots. One process writes at a time; any
// number may read.
type Store struct {
	dir string
	// intact are the objects that this process has written or verified.
	intact map[string]bool
}

const (
	indexSuffix = ".index"
	asideSuffix = ".damaged"
	objectsDir  = "objects"
	lockName    = "lock"
)

// Open returns the store in a folder. A folder that does not exist is an empty
// store; the first Put makes it.
func Open(dir string) (*Store, error) {
	switch info, err := os.Stat(dir); {
	case os.IsNotExist(err):
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, and a history is a folder: name another place", dir)
	}
	return &Store{dir: dir, intact: map[string]bool{}}, nil
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
	for _, file := range files {
		if date, ok := strings.CutSuffix(file.Name(), indexSuffix); ok && file.Type().IsRegular() && checkDate(date) == nil {
			dates = append(dates, date)
		}
	}
	slices.Sort(dates)
	return dates, nil
}

// Load reads what a filter takes of the entry of exactly this date. Facts come
// back as they were put, without overrides: those are today's corrections.
func (s *Store) Load(date string, filter catalog.Filter) (catalog.Facts, error) {
	e, err := s.entry(date)
	if err != nil {
		return catalog.Facts{}, err
	}
	facts, err := factfile.Decode(entryFiles{s, e, date}, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("the entry of %s in %s: %w", date, s.dir, err)
	}
	e.restore(facts.Documents)
	return facts, nil
}

// Documents lists what an entry says of its documents: which were read, when,
// and the hash of their bytes. It reads no facts; the documents' addresses are empty.
func (s *Store) Documents(date string) ([]catalog.Document, error) {
	e, err := s.entry(date)
	return e.documents, err
}

// FirstCrawl is the date of the oldest entry that a crawl made, "" where there
// is none. A damaged entry doesn't say who made it, and counts for none.
func (s *Store) FirstCrawl() (string, error) {
	dates, err := s.Dates()
	if err != nil {
		return "", err
	}
	for _, date := range dates {
		e, err := s.entry(date)
		var damaged *CorruptError
		if errors.As(err, &damaged) {
			continue
		}
		if err != nil {
			return "", err
		}
		if e.origin == originCrawl {
			return date, nil
		}
	}
	return "", nil
}

func (s *Store) entry(date string) (entry, error) {
	if err := checkDate(date); err != nil {
		return entry{}, err
	}
	name := s.indexPath(date)
	text, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return entry{}, &NoEntryError{Dir: s.dir, Date: date}
	}
	if err != nil {
		return entry{}, err
	}
	e, err := parseEntry(text)
	if err == nil && e.date != "" && e.date != date {
		err = fmt.Errorf("it is the entry of %s", e.date)
	}
	if err != nil {
		return entry{}, &CorruptError{File: name, Date: date, Err: err}
	}
	return e, nil
}

func (s *Store) indexPath(date string) string { return filepath.Join(s.dir, date+indexSuffix) }

func checkDate(date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("%q is no date like 2026-08-22", date)
	}
	return nil
}

// lock waits until no other process writes.
func (s *Store) lock() (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Join(s.dir, objectsDir), 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(s.dir, lockName))
	if err := lock.Lock(); err != nil {
		return nil, fmt.Errorf("the history in %s can't be written: %w", s.dir, err)
	}
	return func() { _ = lock.Unlock() }, nil // the process's end unlocks it anyway
}

// entryFiles are the files of one entry, for factfile to read.
type entryFiles struct {
	store *Store
	entry entry
	date  string
}

// ReadFile reads one of the entry's files.
func (f entryFiles) ReadFile(name string) ([]byte, error) {
	hash, ok := f.entry.hash(name)
	if !ok {
		return nil, &CorruptError{File: f.store.indexPath(f.date), Date: f.date, Err: fmt.Errorf("it does not list %s", name)}
	}
	return f.store.read(hash, f.date)
}

// Open is there for fs.FS: files are read whole.
func (f entryFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
}

// firstLine is a text's first line without its end.
func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return string(line)
}
