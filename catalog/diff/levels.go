package diff

import (
	"strings"

	"authcat/catalog"
)

// levels compares the user levels of which the user behind a token needs one.
// They matter where a user's token is accepted before and after.
func levels(before, after *catalog.Operation) verdict {
	v := verdict{effect: Neutral, before: anyOne(before.UserLevels), after: anyOne(after.UserLevels)}
	was, _ := catalog.AskedLevels(before.UserLevels)
	is, _ := catalog.AskedLevels(after.UserLevels)
	removed, added := without(was, is), without(is, was)
	switch {
	case !asks(after.Decision.Needs, user):
		v.reason = "no user's token is asked for, so no user level is needed"
	case !asks(before.Decision.Needs, user):
		v.reason = "a user's token is asked for now, of a user with " + v.after
	case len(removed) == 0 && len(added) == 0:
		v.reason = "the same users may call"
	case len(is) == 0:
		v.effect, v.reason = Looser, "every user may call now, as published"
	case len(was) == 0:
		v.effect, v.reason = Stricter, "the user needs a level now: "+anyOne(is)
	default:
		v.effect = combine(len(removed) > 0, len(added) > 0)
		v.reason = "a user " + clauses(
			"with no other level than "+strings.Join(removed, " ")+" is refused now", len(removed) > 0,
			"with "+anyOne(added)+" may call now", len(added) > 0)
	}
	return v
}
