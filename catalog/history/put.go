package history

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/replace"
)

// Put keeps what a crawl found on a date, and replaces what is there of that
// date. Where the last entry before it says the same, whenever its documents
// were received, there is nothing to keep and changed is false. A Put that
// fails or is killed leaves the entries as they were.
func (s *Store) Put(date string, facts catalog.Facts) (changed bool, err error) {
	return s.put(date, facts, originCrawl)
}

// PutPast is Put for what a repository says of a past day. It writes nothing on
// or after the day of the first crawl: what was seen then is better known.
func (s *Store) PutPast(date string, facts catalog.Facts) (changed bool, err error) {
	return s.put(date, facts, originRepository)
}

func (s *Store) put(date string, facts catalog.Facts, origin string) (bool, error) {
	if err := checkDate(date); err != nil {
		return false, err
	}
	unlock, err := s.lock()
	if err != nil {
		return false, err
	}
	defer unlock()
	if origin != originCrawl {
		first, err := s.FirstCrawl()
		if err != nil || first != "" && date >= first {
			return false, err
		}
	}
	dates, err := s.Dates()
	if err != nil {
		return false, err
	}
	now, err := encode(facts)
	if err != nil {
		return false, err
	}
	at, there := slices.BinarySearch(dates, date)
	if !there {
		at--
	}
	if at >= 0 { // the entry that this one follows or replaces; a damaged one is as good as none
		was, err := s.texts(dates[at])
		if err != nil && !isCorrupt(err) {
			return false, err
		}
		now.keepReadings(was)
		if err == nil && maps.EqualFunc(was, now, func(a, b []string) bool { return alike(a, b, fetched) }) {
			return false, nil
		}
	}
	err = s.write(entry{date: date, origin: origin}, now)
	return err == nil, err
}

// encode writes facts as texts. Why a document was refused is of its day alone.
func encode(facts catalog.Facts) (texts, error) {
	for _, api := range facts.APIs {
		if api.ID == "" || strings.ContainsAny(api.ID, " \t\r\n/\\") {
			return nil, fmt.Errorf("the API id %q can't be kept: it has a space or a slash in it", api.ID)
		}
	}
	facts.Documents = slices.Clone(facts.Documents)
	for i := range facts.Documents {
		facts.Documents[i].Refused, facts.Documents[i].RefusedOn = "", ""
	}
	return textsOf(factfile.Encode(facts)), nil
}

// muchShorter is how many times shorter than the whole changes must be for
// their base to be kept. With more, bases take more room; with less, changes
// do, which add up from one base to the next.
const muchShorter = 8

// write writes an entry over the base of the last readable one before it, or a
// base of its own where there is none or too much changed.
func (s *Store) write(e entry, now texts) error {
	dates, err := s.Dates()
	if err != nil {
		return err
	}
	whole := now.over(nil)
	for _, date := range slices.Backward(dates) {
		if date >= e.date {
			continue
		}
		if _, err := s.texts(date); err == nil {
			e.base, e.changes = s.baseSum, now.over(s.base)
			break
		}
	}
	if e.base == "" || len(e.changes)*muchShorter > len(whole) {
		e.base = sum(whole)
		if s.readBase(e.base) != nil {
			if err := write(s.path(basePrefix+e.base), whole); err != nil {
				return err
			}
		}
		e.changes = now.over(now)
	}
	return write(s.path(e.date), e.head()+e.changes)
}

// Prune keeps the newest entries and removes the older ones, then the bases
// that no entry needs and what killed writes left behind. Killed at any moment
// it leaves whole entries; the next Prune goes on. It removes no base while an
// entry can't be read, because that one may need it.
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
	old := dates[:max(0, len(dates)-keep)]
	needed, blind := map[string]bool{}, error(nil)
	for _, date := range dates[len(old):] {
		e, err := s.entry(date)
		if err != nil {
			blind = fmt.Errorf("no base was removed: %w", err)
		}
		needed[basePrefix+e.base+suffix] = true
	}
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	for _, file := range files { // sorted: dates go before the bases that they need
		name := file.Name()
		date, dated := strings.CutSuffix(name, suffix)
		switch {
		case dated && slices.Contains(old, date):
			removed = append(removed, date)
		case strings.HasPrefix(name, ".") && !file.IsDir():
		case strings.HasPrefix(name, basePrefix) && !needed[name] && blind == nil:
		default:
			continue
		}
		if err := os.Remove(filepath.Join(s.dir, name)); err != nil {
			return removed, err
		}
	}
	return removed, errors.Join(blind, syncDir(s.dir))
}

// SetAside takes the entry of a date out of the history, and keeps its file for
// a look under the name that it returns.
func (s *Store) SetAside(date string) (name string, err error) {
	unlock, err := s.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	name = filepath.Join(s.dir, date+asideSuffix)
	return name, errors.Join(os.Rename(s.path(date), name), syncDir(s.dir))
}

// lock waits until no other process writes.
func (s *Store) lock() (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(s.dir, lockName))
	if err := lock.Lock(); err != nil {
		return nil, fmt.Errorf("the history in %s can't be written: %w", s.dir, err)
	}
	return func() { _ = lock.Unlock() }, nil // the process's end unlocks it anyway
}

// write writes a text, compressed, beside its place, syncs it and renames it.
// A killed one leaves a file whose name starts with ".", which Prune removes.
func write(name, text string) error {
	if err := replace.WriteFile(name, pack(text)); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

// syncDir makes renames and removals in a folder outlast a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
