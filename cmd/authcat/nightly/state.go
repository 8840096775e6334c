package nightly

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"authcat/catalog/replace"
)

// stateVersion is the version of the state directory's layout. A state of an
// older version is read as far as it is understood; one of a newer is refused.
const stateVersion = 1

// state is the directory that is kept from one run to the next.
type state struct{ dir string }

func (s state) path(name ...string) string { return filepath.Join(append([]string{s.dir}, name...)...) }

// What is in the directory besides VERSION and lock.
func (s state) catalog() string     { return s.path("catalog.db") }   // the last published catalog; its checksum is beside it
func (s state) candidate() string   { return s.path("candidate.db") } // the one that is about to be
func (s state) refused() string     { return s.path("refused.db") }   // the one that the guard refused
func (s state) archive() string     { return s.path("archive") }      // documents as received
func (s state) history() string     { return s.path("history") }      // dated snapshots
func (s state) changes() string     { return s.path("changes") }      // what changed, one file a day
func (s state) pending() string     { return s.path("pending.json") } // what changes with the publication under way
func (s state) published() string   { return s.path("published.json") }
func (s state) acceptances() string { return s.path("acceptances.json") }
func (s state) report() string      { return s.path("report.json") }

// Catalog is where a state directory has the last published catalog.
func Catalog(dir string) string { return state{dir}.catalog() }

// History is where a state directory has its dated snapshots.
func History(dir string) string { return state{dir}.history() }

// BusyError is a state directory that another run has in use.
type BusyError struct{ Dir string }

func (e *BusyError) Error() string {
	return fmt.Sprintf("%s is in use by another run; wait until it ends", e.Dir)
}

// openState makes the directory where it is missing, and locks it. The lock
// dies with its process. A directory that is no state, or one of a newer
// version, is left as it is: the state is empty then.
func openState(dir string) (state, func(), error) {
	s := state{dir}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return state{}, nil, fmt.Errorf("the state directory can't be made: %w", err)
	}
	version, err := s.version()
	if err != nil {
		return state{}, nil, err
	}
	lock := flock.New(s.path("lock"))
	locked, err := lock.TryLock()
	if err != nil {
		return state{}, nil, fmt.Errorf("the state directory can't be written: %w", err)
	}
	if !locked {
		return s, nil, &BusyError{dir}
	}
	unlock := func() { _ = lock.Unlock() } // the process's end unlocks it anyway
	if version < stateVersion {
		if err := writeFile(s.path("VERSION"), fmt.Appendf(nil, "authcat state %d\n", stateVersion)); err != nil {
			unlock()
			return state{}, nil, err
		}
	}
	if err := s.sweep(); err != nil {
		unlock()
		return s, nil, err
	}
	return s, unlock, nil
}

// version is that of the directory, 0 for a new one.
func (s state) version() (version int, err error) {
	text, err := os.ReadFile(s.path("VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, s.mustBeOurs()
	}
	if err != nil {
		return 0, err
	}
	if _, err := fmt.Sscanf(string(text), "authcat state %d", &version); err != nil {
		return 0, fmt.Errorf("%s: %q is no version of a state directory: name a state directory of authcat, or a new one, with --state", s.path("VERSION"), strings.TrimSpace(string(text)))
	}
	if version > stateVersion {
		return 0, fmt.Errorf("%s is a state of version %d, this authcat knows version %d: use a newer authcat", s.dir, version, stateVersion)
	}
	return version, nil
}

// mustBeOurs keeps a mistyped --state from filling a folder that is something else.
func (s state) mustBeOurs() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		switch name := s.path(entry.Name()); {
		case entry.Name() == "lock", name == s.history(), name == s.archive(), strings.HasPrefix(entry.Name(), "."):
		default:
			return fmt.Errorf("%s has other files (%s) and no VERSION: name a state directory of authcat, or a new one, with --state", s.dir, entry.Name())
		}
	}
	return nil
}

// keepDamaged renames a file that can't be read, so that it is neither used nor
// lost. It stays in the directory itself, where no day of changes is looked for.
func (s state) keepDamaged(path string, now time.Time, report *Report) {
	name := filepath.Base(path)
	kept := s.path(strings.TrimSuffix(name, filepath.Ext(name)) + ".damaged-" + now.UTC().Format("20060102T150405") + filepath.Ext(name))
	if err := os.Rename(path, kept); err != nil {
		report.warn("%s can't be put aside: %v", path, err)
		return
	}
	report.warn("it is kept as %s", kept)
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// loadJSON reads a record of the state into a value, which stays empty where
// there is none; damaged is set where what is there is no such record.
func loadJSON(path string, value any) (damaged bool, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && json.Unmarshal(text, value) != nil, err
}

func saveJSON(path string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(path, append(text, '\n'))
}

// writeFile replaces a file in one step. It is written beside its place, not in
// the system's folder for such files, where nobody would find a killed run's.
func writeFile(path string, body []byte) error {
	return replace.WriteFile(path, body)
}

// hashFile is a file's SHA-256 in hex, "" where it can't be read.
func hashFile(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

func hashBytes(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
