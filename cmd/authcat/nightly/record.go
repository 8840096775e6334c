package nightly

import (
	"path/filepath"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/sums"
	"authcat/data"
)

// record is what the last publication rested on and what it wrote. As long as
// it still holds, there is nothing to do.
type record struct {
	// Program is the hash of the program that published, Options that of what it was told.
	Program string  `json:"program"`
	Options string  `json:"options"`
	Inputs  []input `json:"inputs"`
	// Uncovered are the documents that no source reads, Notices what the report
	// says of them and of the like.
	Uncovered []string `json:"uncovered,omitempty"`
	Notices   []string `json:"notices,omitempty"`
	// Catalog is the hash of the published catalog, Files are the documents,
	// Sums is the hash of their list of checksums.
	Catalog string     `json:"catalog"`
	Files   []fileHash `json:"files"`
	Sums    string     `json:"sums"`
	// Wiki is set once the wiki has the pages of this publication.
	Wiki bool `json:"wiki"`
}

// input is one document that the publication rests on.
type input struct {
	URL       string    `json:"url"`
	SHA256    string    `json:"sha256"`
	FetchedAt time.Time `json:"fetched_at"`
	Kept      bool      `json:"kept,omitempty"`
	// Unread is the hash of what was received in place of a kept document and
	// could not be read, "" where nothing was received.
	Unread string `json:"unread,omitempty"`
	// Refusals are why what was received is not believed and the document is in
	// quarantine, none where it is not; Name is what reports call it.
	Name      string   `json:"name,omitempty"`
	Refusals  []string `json:"refusals,omitempty"`
	RefusedOn string   `json:"refused_on,omitempty"`
	// Stale is set on a kept document that is marked as too old.
	Stale bool `json:"stale,omitempty"`
}

type fileHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// loadRecord reads the record; one that is missing or damaged is empty:
// everything is then done anew. damaged tells which it was.
func (s state) loadRecord() (r record, damaged bool) {
	damaged, err := loadJSON(s.published(), &r)
	if damaged || err != nil {
		return record{}, true
	}
	return r, false
}

func (s state) saveRecord(r record) error { return saveJSON(s.published(), r) }

// input is the document of an address, nil for none.
func (r *record) input(url string) *input {
	for i := range r.Inputs {
		if r.Inputs[i].URL == url {
			return &r.Inputs[i]
		}
	}
	return nil
}

// documentation lists the addresses of the documentation: what a list of
// sources declares, and what else the publication rests on.
func (r *record) documentation(list data.List) []string {
	var urls []string
	add := func(url string) {
		if url != "" && !slices.Contains(urls, url) {
			urls = append(urls, url)
		}
	}
	add(list.Sitemap)
	add(list.UserLevels)
	for _, input := range r.Inputs {
		if !slices.ContainsFunc(list.APIs, func(a catalog.API) bool { return a.SpecURL == input.URL }) {
			add(input.URL)
		}
	}
	return urls
}

// anyStale reports whether something that is out is too old and not yet marked so.
func (r *record) anyStale(by ages) bool {
	return slices.ContainsFunc(r.Inputs, func(i input) bool { return !i.Stale && by.stale(i.FetchedAt) })
}

// anyRefused reports whether a document that is out is in quarantine.
func (r *record) anyRefused() bool {
	return slices.ContainsFunc(r.Inputs, func(i input) bool { return len(i.Refusals) > 0 })
}

// edited is a file of a folder that is not as it was published, "" for none.
func (r *record) edited(dir string) string {
	for _, file := range append(slices.Clip(r.Files), fileHash{sums.Name, r.Sums}) {
		if hashFile(filepath.Join(dir, filepath.FromSlash(file.Name))) != file.SHA256 {
			return file.Name
		}
	}
	return ""
}
