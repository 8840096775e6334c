package nightly

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/gofrs/flock"
)

// IsState reports whether a folder is a state directory.
func IsState(dir string) bool {
	_, err := os.Stat(state{dir}.path("VERSION"))
	return err == nil
}

// Verify tells what in a state directory is not as a run left it: of its
// catalog, that it is the published one, and of its records, that they can be
// read. What is in the catalog and in the history is not looked at. It fails
// with a *BusyError while a run is at work.
func Verify(dir string) (problems []error, err error) {
	s := state{dir}
	if _, err := s.version(); err != nil {
		return []error{err}, nil
	}
	r, damaged := s.loadRecord()
	if damaged {
		problems = append(problems, fmt.Errorf("%s can't be read; the next run does everything anew", s.published()))
	}
	if r.Catalog != "" && hashFile(s.catalog()) != r.Catalog {
		problems = append(problems, fmt.Errorf("%s is not the catalog that was published last; the next run publishes anew", s.catalog()))
	}
	records := []string{s.acceptances(), s.pending(), s.report()}
	days, err := os.ReadDir(s.changes())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return problems, err
	}
	for _, day := range days {
		records = append(records, s.path("changes", day.Name()))
	}
	for _, path := range records {
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !json.Valid(text) {
			problems = append(problems, fmt.Errorf("%s can't be read; the next run goes on without it", path))
		}
	}
	if len(problems) > 0 && s.busy() { // it is between two of its files
		return nil, &BusyError{dir}
	}
	return problems, nil
}

// busy reports whether a run is at work.
func (s state) busy() bool {
	lock := flock.New(s.path("lock"), flock.SetFlag(os.O_RDONLY))
	free, err := lock.TryRLock()
	_ = lock.Unlock() // what is not locked needs none
	return err == nil && !free
}
