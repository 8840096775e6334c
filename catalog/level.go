package catalog

// Technical names of levels that mean something to a decision.
const (
	// LevelAny stands for every user.
	LevelAny = "ANY"
	// LevelAPI is no user's: among the levels it says that an API client without a user is accepted.
	LevelAPI = "API"
)
