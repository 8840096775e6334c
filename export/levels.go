package export

import "authcat/catalog"

// Levels lists the user levels: those of the User Level Access Matrix, then
// those that only operations name, with how many operations name each.
func Levels(dataset Dataset, uses []catalog.LevelUse) Listing {
	listing := Listing{
		Kind: LevelsForm.Rows, Dataset: dataset,
		Columns: LevelsForm.Columns(),
		Brief:   []string{"level", "title", "excludes", "operations"},
		Spare:   []string{"excludes"},
	}
	for _, use := range uses {
		listing.Rows = append(listing.Rows, []any{use.Name, LevelTitle(use.UserLevel), use.Excludes, use.Operations, use.Opens, use.Notes})
	}
	return listing
}

// LevelTitle is what the user interface calls a level, or what the names mean
// that are no assignable levels.
func LevelTitle(level catalog.UserLevel) string {
	if level.Title != "" {
		return level.Title
	}
	switch level.Name {
	case catalog.LevelAny:
		return "every user"
	case catalog.LevelAPI:
		return "no user: an API client"
	case catalog.LevelUser:
		return catalog.LevelUserTitle
	default:
		return ""
	}
}
