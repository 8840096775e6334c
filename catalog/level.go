package catalog

import (
	"maps"
	"slices"
)

// UserLevel is one user level as SailPoint's User Level Access Matrix
// describes it.
// https://documentation.sailpoint.com/saas/help/common/users/user_level_matrix.html
type UserLevel struct {
	// Name is the technical name, "ORG_ADMIN"; "" for the end user, who has none.
	Name string
	// Title is what the user interface calls it, "Admin".
	Title string
	// Excludes are the technical names of the levels that can't be assigned at the same time, sorted.
	Excludes []string
	// Opens are the pages and components that the level may open, as the matrix names them, in its order.
	Opens []string
	// Notes are the footnotes on the level's ticks, in their order.
	Notes []string
}

// Assignable reports whether a user can be given the level: the User Level
// Access Matrix lists it. Operations name others too, internal ones and those
// that depend on the object. Without a matrix every level counts, those aside
// that depend on the object.
func (s *Snapshot) Assignable(level string) bool {
	if len(s.Levels) == 0 {
		return level != LevelApprovalOwner
	}
	return slices.ContainsFunc(s.Levels, func(l UserLevel) bool { return l.Name == level })
}

// LevelUse is a user level with the number of operations that name it.
type LevelUse struct {
	UserLevel
	Operations int
}

// LevelUses lists the levels of the User Level Access Matrix in its order, then
// by name those that only operations name.
func (s *Snapshot) LevelUses() []LevelUse {
	counts := map[string]int{}
	for i := range s.Operations {
		for _, level := range s.Operations[i].UserLevels {
			counts[level]++
		}
	}
	var uses []LevelUse
	for _, level := range s.Levels {
		uses = append(uses, LevelUse{level, counts[level.Name]})
		delete(counts, level.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		uses = append(uses, LevelUse{UserLevel{Name: name}, counts[name]})
	}
	return uses
}

// AskedLevels returns the levels of which a user needs one: none where every
// user will do. API is no user's. Stated is unset where nothing is published
// about users.
func AskedLevels(published []string) (asked []string, stated bool) {
	if slices.Contains(published, LevelAny) || slices.Contains(published, LevelUser) {
		return nil, true
	}
	asked = slices.DeleteFunc(slices.Clone(published), func(level string) bool { return level == LevelAPI })
	return asked, len(asked) > 0
}
