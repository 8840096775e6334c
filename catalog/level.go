package catalog

// Technical names of levels that mean something to a decision.
const (
	// LevelAny stands for every user.
	LevelAny = "ANY"
	// LevelAPI is no user's: among the levels it says that an API client without a user is accepted.
	LevelAPI = "API"
	// LevelUser is the plain end user's.
	LevelUser = "USER"
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
