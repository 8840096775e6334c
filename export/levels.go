package export

import (
	"maps"
	"slices"

	"authcat/catalog"
)

// Levels lists the user levels: those of the User Level Access Matrix, then
// those that only operations name, with how many operations name each.
func Levels(dataset Dataset, snapshot *catalog.Snapshot) Listing {
	listing := Listing{
		Kind: "levels", Dataset: dataset,
		Columns: []string{"level", "title", "excludes", "operations", "opens", "notes"},
		Brief:   []string{"level", "title", "excludes", "operations"},
	}
	counts := map[string]int{}
	for i := range snapshot.Operations {
		for _, level := range snapshot.Operations[i].UserLevels {
			counts[level]++
		}
	}
	for _, level := range snapshot.Levels {
		listing.Rows = append(listing.Rows, []any{level.Name, level.Title, level.Excludes, counts[level.Name], level.Opens, level.Notes})
		delete(counts, level.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		listing.Rows = append(listing.Rows, []any{name, levelTitle(name), []string(nil), counts[name], []string(nil), []string(nil)})
	}
	return listing
}

// levelTitle explains the names that are no assignable levels.
func levelTitle(name string) string {
	switch name {
	case catalog.LevelAny:
		return "every user"
	case catalog.LevelAPI:
		return "no user: an API client"
	case catalog.LevelUser:
		return "a plain user"
	default:
		return ""
	}
}
