package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"authcat/catalog"
	"authcat/catalog/lookout"
)

// Lister is a Source that lists folders itself, as a mirror does.
type Lister interface {
	// List names what is in the folder of a URL, folders with a slash at the
	// end. In a folder that is not there is nothing.
	List(ctx context.Context, url string) ([]string, error)
}

// Uncovered names, by their addresses, the documents in the repositories among
// places that no API's source reads. Each folder costs one request; the error
// is the first that failed, and then nothing is known.
func Uncovered(ctx context.Context, source Source, places []lookout.Place, apis []catalog.API) ([]string, error) {
	var found []string
	for _, place := range places {
		if place.Listing == "" {
			continue
		}
		entries, err := list(ctx, source, place)
		if err != nil {
			return nil, err
		}
		found = append(found, place.Uncovered(entries, apis)...)
	}
	return found, nil
}

// list lists a place's own folder, and those of the others that are there.
func list(ctx context.Context, source Source, place lookout.Place) ([]string, error) {
	var entries []string
	for _, folder := range append([]string{""}, place.Folders...) {
		if folder != "" && !slices.Contains(entries, folder) {
			continue
		}
		names, err := listFolder(ctx, source, place, folder)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			entries = append(entries, folder+name)
		}
	}
	return entries, nil
}

func listFolder(ctx context.Context, source Source, place lookout.Place, folder string) ([]string, error) {
	if lister, ok := source.(Lister); ok {
		return lister.List(ctx, place.URL+folder)
	}
	url := place.ListingOf(folder)
	page, err := source.Fetch(ctx, url)
	if err != nil {
		return nil, err
	}
	names, err := readListing(page.Body)
	if err != nil {
		return nil, &UnreadableError{URL: url, Err: err}
	}
	return names, nil
}

// mostListed is how many entries GitHub lists of a folder; of more it says nothing
// (https://docs.github.com/en/rest/repos/contents#get-repository-content).
const mostListed = 1000

// readListing reads a folder's entries as GitHub's API lists them.
func readListing(body []byte) ([]string, error) {
	var entries []struct{ Name, Type string }
	if err := json.Unmarshal(body, &entries); err != nil {
		return nil, fmt.Errorf("it is no listing of a folder: %w", err)
	}
	if len(entries) == 0 || len(entries) >= mostListed { // git keeps no empty folder
		return nil, fmt.Errorf("it lists %d entries, and can't be all that there is", len(entries))
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		if entry.Name == "" || entry.Type == "" {
			return nil, errors.New("it has an entry without a name or a type")
		}
		names[i] = entry.Name
		if entry.Type == "dir" {
			names[i] += "/"
		}
	}
	return names, nil
}
