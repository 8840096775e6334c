package history

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Prune keeps the newest entries and removes the older ones, then the objects
// that no entry needs and what killed writes left behind. Killed at any moment
// it leaves whole entries; the next Prune goes on. It removes no object while
// an index can't be read, because that one may need it.
func (s *Store) Prune(keep int) (removed []string, err error) {
	if keep < 1 {
		return nil, fmt.Errorf("a history that keeps %d entries is none: keep 1 or more", keep)
	}
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	dates, err := s.Dates()
	if err != nil {
		return nil, err
	}
	for _, date := range dates[:max(0, len(dates)-keep)] {
		if err := remove(s.indexPath(date)); err != nil {
			return removed, err
		}
		removed = append(removed, date)
	}
	if err := syncDir(s.dir); err != nil {
		return removed, err
	}
	needed, err := s.needed()
	if err != nil {
		return removed, fmt.Errorf("no object was removed: %w", err)
	}
	return removed, s.sweep(needed)
}

// needed maps the objects that entries need to the newest entry that does.
func (s *Store) needed() (map[string]string, error) {
	dates, err := s.Dates()
	if err != nil {
		return nil, err
	}
	needed := map[string]string{}
	var damaged []error
	for _, date := range dates {
		e, err := s.entry(date)
		if err != nil {
			damaged = append(damaged, err)
			continue
		}
		for _, f := range e.files {
			needed[f.hash] = date
		}
	}
	return needed, errors.Join(damaged...)
}

// sweep removes objects that nothing needs, and files of killed writes.
func (s *Store) sweep(needed map[string]string) error {
	for _, dir := range []string{s.dir, filepath.Join(s.dir, objectsDir)} {
		files, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, f := range files {
			hash, object := strings.CutSuffix(f.Name(), ".gz")
			_, used := needed[hash]
			unfinished := strings.HasPrefix(f.Name(), ".") && !f.IsDir()
			if unfinished || object && !used && dir != s.dir {
				if err := remove(filepath.Join(dir, f.Name())); err != nil {
					return err
				}
				delete(s.intact, hash)
			}
		}
	}
	return nil
}

// Check reads every index and every object, and names each damaged file by a
// *CorruptError; nil when all is well.
func (s *Store) Check() error {
	needed, err := s.needed()
	all := []error{err}
	for _, hash := range slices.Sorted(maps.Keys(needed)) {
		if _, err := s.read(hash, needed[hash]); err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}
