package export

import "authcat/catalog"

// NeedsPhrase says what an operation needs, in words that stand in a sentence.
func NeedsPhrase(needs catalog.Needs) string {
	switch needs {
	case catalog.NeedsPAT:
		return "a user token (PAT or authorization code); an API client's gets 403"
	case catalog.NeedsPATOrClient:
		return "a user token (PAT or authorization code) or an API client's"
	case catalog.NeedsClient:
		return "an API client's token; a user's is not accepted"
	case catalog.NeedsNone:
		return "no token, as published"
	default:
		return "unknown: neither a user's token nor an API client's is published"
	}
}

// NeedsHeading names a kind of endpoint in headings and tables.
func NeedsHeading(needs catalog.Needs) string {
	switch needs {
	case catalog.NeedsPAT:
		return "Needs a PAT"
	case catalog.NeedsPATOrClient:
		return "PAT or API client"
	case catalog.NeedsClient:
		return "API client only"
	case catalog.NeedsNone:
		return "No token"
	default:
		return "Other"
	}
}

// BasisPhrase says who stated it.
func BasisPhrase(basis catalog.Basis) string {
	switch basis {
	case catalog.BasisInherited:
		return "inherited: the operation states no security, the document's default applies"
	case catalog.BasisOperation:
		return "stated on the operation"
	default:
		return "stated nowhere"
	}
}

// ScopesPhrase says which scopes a token needs.
func ScopesPhrase(scopes []string, rule catalog.ScopeRule) string {
	return catalog.ListPhrase(scopes, rule)
}

// LevelsPhrase says which user levels the user behind a token needs, and by
// which witness where it is not the extension.
func LevelsPhrase(levels []string, source catalog.LevelsSource) string {
	phrase := catalog.ListPhrase(levels, catalog.AnyScope)
	switch source {
	case catalog.LevelsFromProse:
		phrase += " (by the description)"
	case catalog.LevelsFromPage:
		phrase += " (by the documentation page)"
	case catalog.LevelsFromOverride:
		phrase += " (corrected by hand)"
	}
	return phrase
}

// ConfidencePhrase says how sure the answer is.
func ConfidencePhrase(confidence catalog.Confidence) string {
	switch confidence {
	case catalog.ConfidenceConflict:
		return "conflict: sources contradict each other, see the findings"
	case catalog.ConfidenceInherited:
		return "inherited: nobody stated it for this operation"
	case catalog.ConfidenceProse:
		return "prose: the user levels stand in the description only"
	case catalog.ConfidenceUnstated:
		return "unstated: nobody says which user levels it takes"
	default:
		return "stated"
	}
}
