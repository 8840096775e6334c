package history

import (
	"errors"
	"os"
	"path/filepath"
)

// Damage is a date whose entry can't be read whole.
type Damage struct {
	Date string
	// Err names the damaged file: a *CorruptError.
	Err error
}

// Damaged lists the dates whose entries can't be read whole, the oldest first.
// The others can: an entry needs no other.
func (s *Store) Damaged() ([]Damage, error) {
	dates, err := s.Dates()
	if err != nil {
		return nil, err
	}
	var damaged []Damage
	for _, date := range dates {
		err := s.Intact(date)
		var corrupt *CorruptError
		switch {
		case errors.As(err, &corrupt):
			damaged = append(damaged, Damage{date, err})
		case err != nil:
			return nil, err
		}
	}
	return damaged, nil
}

// Intact reads an entry with all its files, each once a process. It fails with
// a *CorruptError that names the first damaged one.
func (s *Store) Intact(date string) error {
	e, err := s.entry(date)
	if err != nil {
		return err
	}
	for _, f := range e.files {
		if s.intact[f.hash] {
			continue
		}
		if _, err := s.read(f.hash, date); err != nil {
			return err
		}
		s.intact[f.hash] = true
	}
	return nil
}

// SetAside takes the entry of a date out of the history, and keeps its index
// for a look under the name that it returns.
func (s *Store) SetAside(date string) (name string, err error) {
	unlock, err := s.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	name = filepath.Join(s.dir, date+asideSuffix)
	if err := os.Rename(s.indexPath(date), name); err != nil {
		return "", err
	}
	return name, syncDir(s.dir)
}
