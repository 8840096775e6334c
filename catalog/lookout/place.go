// Package lookout tells what is published beside what authcat reads, and what
// its publisher seems to have left behind: which documents appear where no
// source looks, and which of the sources' own no longer change.
package lookout

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"authcat/catalog"
)

// Place is where documents or pages are published: folders of a repository, or
// a part of a site.
type Place struct {
	// URL is the folder that addresses begin with; it ends with a slash.
	URL string
	// Listing is the address that lists a folder of a repository, in place of
	// "{folder}". It is "" for a part of a site, whose sitemap lists all of it.
	Listing string
	// Folders are looked into besides the place's own, "dereferenced/".
	Folders []string
	// Unread are what is there and not read on purpose.
	Unread []Unread
}

// Unread is what nobody needs to hear of.
type Unread struct {
	// Names are patterns of path.Match, "dereferenced/*.json"; those of folders
	// end with a slash.
	Names []string
	// Twin is the pattern of what must be there too, its * standing for the same
	// as the name's: of a document in two forms one is read. "" asks for nothing.
	Twin string
	// Why it is not read, for people.
	Why string
}

// Check tells what is wrong with a place.
func (p Place) Check() error {
	if !strings.HasSuffix(p.URL, "/") {
		return errors.New(`the url must end with "/"`)
	}
	if p.Listing != "" && !strings.Contains(p.Listing, folderMark) {
		return fmt.Errorf("the listing has no %s in it", folderMark)
	}
	for _, folder := range p.Folders {
		if !strings.HasSuffix(folder, "/") || strings.HasPrefix(folder, "/") {
			return fmt.Errorf("folder %q must end with \"/\" and not start with it", folder)
		}
	}
	for _, unread := range p.Unread {
		if len(unread.Names) == 0 || unread.Why == "" {
			return errors.New("what is unread needs names, and a why")
		}
		for _, pattern := range append([]string{unread.Twin}, unread.Names...) {
			if _, err := path.Match(pattern, ""); err != nil {
				return fmt.Errorf("%q: %w", pattern, err)
			}
		}
	}
	return nil
}

// folderMark stands for a folder in a listing's address.
const folderMark = "{folder}"

// ListingOf is the address that lists a folder, "" for the place's own.
func (p Place) ListingOf(folder string) string {
	return strings.ReplaceAll(p.Listing, folderMark, strings.TrimSuffix(folder, "/"))
}

// Uncovered names, by their addresses and sorted, the documents and folders
// among what a repository lists that no API's source reads and that are not
// unread on purpose. Entries are relative to the place; those of folders end
// with a slash.
func (p Place) Uncovered(entries []string, apis []catalog.API) []string {
	var found []string
	for _, entry := range entries {
		folder := strings.HasSuffix(entry, "/")
		switch {
		case !folder && !isDocument(entry), folder && slices.Contains(p.Folders, entry), p.unread(entry, entries):
		case slices.ContainsFunc(apis, func(a catalog.API) bool { return a.SpecURL == p.URL+entry }):
		default:
			found = append(found, p.URL+entry)
		}
	}
	return sorted(found)
}

// isDocument tells by its name whether a file may be an OpenAPI document.
func isDocument(name string) bool {
	switch path.Ext(name) {
	case ".yaml", ".yml", ".json":
		return true
	default:
		return false
	}
}

// UncoveredPages names, by their addresses and sorted, the folders of pages of
// a site that belong to no API, and the pages outside folders. An API's pages
// are below its address of documentation, or in the folder of its id.
func (p Place) UncoveredPages(pages []string, apis []catalog.API) []string {
	var found []string
	for _, page := range pages {
		entry, here := strings.CutPrefix(page, p.URL)
		if !here || entry == "" || p.documents(entry, apis) {
			continue
		}
		named := entry
		if folder := folderOf(entry); folder != "" {
			named = folder
		}
		if !p.unread(named, nil) {
			found = append(found, p.URL+named)
		}
	}
	return sorted(found)
}

// documents reports whether a page is one of an API's.
func (p Place) documents(entry string, apis []catalog.API) bool {
	folder := folderOf(entry)
	return slices.ContainsFunc(apis, func(a catalog.API) bool {
		return a.DocsURL == p.URL+entry || a.DocsURL == p.URL+folder || folder == a.ID+"/"
	})
}

// folderOf is the folder that an entry is in, "" for the place's own.
func folderOf(entry string) string { return entry[:strings.LastIndex(entry, "/")+1] }

// unread reports whether an entry is not read on purpose. The first pattern that fits decides.
func (p Place) unread(entry string, entries []string) bool {
	for _, unread := range p.Unread {
		for _, name := range unread.Names {
			if !matches(name, entry) {
				continue
			}
			if unread.Twin == "" {
				return true
			}
			before, after, _ := strings.Cut(name, "*")
			same := strings.TrimSuffix(strings.TrimPrefix(entry, before), after)
			return slices.Contains(entries, strings.Replace(unread.Twin, "*", same, 1))
		}
	}
	return false
}

// matches is path.Match, which takes a slash at the end for one more name.
func matches(pattern, entry string) bool {
	if strings.HasSuffix(pattern, "/") != strings.HasSuffix(entry, "/") {
		return false
	}
	ok, _ := path.Match(strings.TrimSuffix(pattern, "/"), strings.TrimSuffix(entry, "/"))
	return ok
}

// Problems says of addresses that no source reads what they name.
func Problems(code catalog.Code, addresses []string) []catalog.Problem {
	problems := make([]catalog.Problem, len(addresses))
	for i, address := range addresses {
		problems[i] = catalog.Problem{Code: code, Seen: address}
	}
	return problems
}

func sorted(all []string) []string {
	slices.Sort(all)
	return slices.Compact(all)
}
