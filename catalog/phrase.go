package catalog

import "strings"

// ListPhrase says in words which of some names are asked for: "none published",
// "A", "any one of A B", "all of A B".
func ListPhrase(names []string, rule ScopeRule) string {
	switch {
	case len(names) == 0:
		return "none published"
	case len(names) == 1:
		return names[0]
	case rule == AllScopes:
		return "all of " + strings.Join(names, " ")
	default:
		return "any one of " + strings.Join(names, " ")
	}
}
