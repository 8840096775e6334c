package guard

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// levelNames are the user levels of an operation: API is no user's.
func levelNames(o *catalog.Operation) []string {
	return slices.DeleteFunc(slices.Clone(o.UserLevels), func(level string) bool { return level == catalog.LevelAPI })
}

func levelled(o *catalog.Operation) bool { return len(levelNames(o)) > 0 }

func levelsOf(o *catalog.Operation) string {
	if names := levelNames(o); len(names) > 0 {
		return strings.Join(names, " ")
	}
	return "no level"
}

// levels reports whether the levels of which a user needs one changed so.
func levels(changed func(was, is []string) bool) func(was, is *catalog.Operation) bool {
	return func(was, is *catalog.Operation) bool {
		_, before := scopesFor(was, catalog.CredentialPAT)
		_, now := scopesFor(is, catalog.CredentialPAT)
		return before && now && changed(levelNames(was), levelNames(is))
	}
}

func open(names []string) bool {
	asked, stated := catalog.AskedLevels(names)
	return stated && len(asked) == 0
}

func everyone(was, is []string) bool { return open(is) && !open(was) }

func moreLevels(was, is []string) bool { return !open(is) && len(is) > len(was) && within(was, is) }

func otherLevels(was, is []string) bool {
	return len(is) > 0 && !within(was, is) && !everyone(was, is)
}
