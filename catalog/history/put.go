package history

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
	older, found, err := s.before(date)
	if err != nil {
		return false, err
	}
	if found && slices.ContainsFunc(facts.Pages, wasRead) {
		known, err := s.Load(older, catalog.Filter{})
		var corrupt *CorruptError
		if err != nil && !errors.As(err, &corrupt) { // from damage nothing is taken over
			return false, err
		}
		facts.Pages = firstReadings(facts.Pages, known.Pages)
	}
	e, err := s.writeObjects(facts)
	if err != nil {
		return false, err
	}
	e.date, e.origin = date, origin
	if found {
		if last, err := s.entry(older); err != nil || last.same(e) {
			return false, err
		}
	}
	if err := replace.WriteFile(s.indexPath(date), e.encode()); err != nil {
		return false, err
	}
	return true, syncDir(s.dir)
}

// before is the entry that a new one of this date follows or replaces. A
// damaged one is as good as none.
func (s *Store) before(date string) (older string, found bool, err error) {
	dates, err := s.Dates()
	if err != nil {
		return "", false, err
	}
	at, exact := slices.BinarySearch(dates, date)
	if !exact {
		at--
	}
	if at < 0 {
		return "", false, nil
	}
	_, err = s.entry(dates[at])
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		return "", false, nil
	}
	return dates[at], err == nil, err
}

// writeObjects writes the facts' files and returns the entry that lists them.
func (s *Store) writeObjects(facts catalog.Facts) (entry, error) {
	var e entry
	e.documents = make([]catalog.Document, len(facts.Documents))
	plain := facts
	plain.Documents = slices.Clone(facts.Documents)
	for i, d := range facts.Documents {
		e.documents[i] = catalog.Document{Role: d.Role, API: d.API, SHA256: d.SHA256, FetchedAt: d.FetchedAt.UTC().Truncate(time.Second), Kept: d.Kept}
		plain.Documents[i] = catalog.Document{Role: d.Role, API: d.API, URL: d.URL}
	}
	names := []string{factfile.IndexName}
	for _, api := range facts.APIs {
		if api.ID == "" || strings.ContainsAny(api.ID, " \t\r\n/\\") {
			return entry{}, fmt.Errorf("the API id %q can't be kept: it has a space or a slash in it", api.ID)
		}
		names = append(names, api.ID+apiSuffix)
	}
	texts := factfile.Encode(plain)
	for _, name := range append(names, factfile.SitesName) {
		hash, err := s.write(texts[name])
		if err != nil {
			return entry{}, err
		}
		e.files = append(e.files, file{name, hash})
	}
	return e, syncDir(filepath.Join(s.dir, objectsDir))
}

func wasRead(page catalog.Page) bool { return !page.Read.IsZero() }

// firstReadings dates each page by the first reading that said what it says
// now. A site that is built anew every night changes the bytes of every page,
// and the day of reading moves with each crawl: neither is a fact.
func firstReadings(pages, known []catalog.Page) []catalog.Page {
	before := make(map[catalog.Key]catalog.Page, len(known))
	for _, page := range known {
		before[page.Key] = page
	}
	dated := slices.Clone(pages)
	for i, page := range pages {
		old, ok := before[page.Key]
		if !ok || !wasRead(page) || !wasRead(old) {
			continue
		}
		page.Read, page.SHA256 = old.Read, old.SHA256
		if pageText(page) == pageText(old) {
			dated[i] = page
		}
	}
	return dated
}

// pageText is what factfile keeps of a page.
func pageText(page catalog.Page) string {
	return string(factfile.Encode(catalog.Facts{
		APIs: []catalog.API{{ID: page.API}}, Observations: []catalog.Observation{{Key: page.Key}}, Pages: []catalog.Page{page},
	})[page.API+apiSuffix])
}

// remove deletes a file; one that is gone already is no error.
func remove(name string) error {
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}
