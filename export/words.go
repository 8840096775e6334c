package export

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
)

// NeedsPhrase says what an operation needs, in words that stand in a sentence.
func NeedsPhrase(needs catalog.Needs) string {
	switch needs {
	case catalog.NeedsPAT:
		return "a user's token (PAT or authorization code), as published; no API client's"
	case catalog.NeedsPATOrClient:
		return "a user's token (PAT or authorization code) or an API client's, as published"
	case catalog.NeedsClient:
		return "an API client's token, as published; no user's"
	case catalog.NeedsNone:
		return "no token, as published"
	default:
		return "unknown: neither a user's token nor an API client's is published"
	}
}

// SincePhrase says since when an operation needs what it needs: "takes API
// clients since 2026-01-09 (before: PAT only)".
func SincePhrase(needs catalog.Needs, since answer.Since) string {
	switch {
	case since.Oldest:
		return since.Day + ", the first day of its API's document"
	case since.Before == "":
		return since.Day + ", when it was first published"
	case since.Before == catalog.NeedsPAT && needs == catalog.NeedsPATOrClient:
		return "takes API clients since " + since.Day + " (before: PAT only)"
	default:
		return fmt.Sprintf("%s (before: %s)", since.Day, briefNeeds[since.Before])
	}
}

// EndpointChange says since when an endpoint needs another credential than before,
// by the first of its versions that ever needed another, in the few words of a
// note: "API clients since 2025-11-18 in v2025". The version that comes first is
// not named; one that needs something else today says nothing of it.
func EndpointChange(versions []*catalog.Operation, since map[catalog.Key]answer.Since) string {
	for i, o := range versions {
		phrase := changedPhrase(o.Decision.Needs, since[o.Key])
		switch {
		case o.Decision.Needs != versions[0].Decision.Needs || phrase == "":
		case i == 0:
			return phrase
		default:
			return phrase + " in " + o.API
		}
	}
	return ""
}

// changedPhrase says since when an operation needs another credential than
// before, in the few words of a note, "" where it never needed another.
func changedPhrase(needs catalog.Needs, since answer.Since) string {
	switch {
	case since.Before == "", since.Before == catalog.NeedsOther: // the documents of 2023 say nothing about users
		return ""
	case since.Before == catalog.NeedsPAT && needs == catalog.NeedsPATOrClient:
		return "API clients since " + since.Day
	default:
		return briefNeeds[needs] + " since " + since.Day
	}
}

// briefNeeds say what an operation needed, in a word or two.
var briefNeeds = map[catalog.Needs]string{
	catalog.NeedsPAT: "PAT only", catalog.NeedsPATOrClient: "PAT or API client", catalog.NeedsClient: "API client only",
	catalog.NeedsNone: "no token", catalog.NeedsOther: "not published",
}

// CredentialPhrase is NeedsPhrase of an operation, with what its product takes
// besides tokens of Identity Security Cloud.
func CredentialPhrase(o *catalog.Operation) string {
	switch schemes := o.Security.Schemes(); {
	case o.Product == catalog.ProductIIQ && o.Decision.Needs == catalog.NeedsOther && len(schemes) > 0:
		return "IdentityIQ's own credentials (" + strings.Join(schemes, ", ") + "), no token of Identity Security Cloud"
	case o.Product == catalog.ProductNERM:
		return NeedsPhrase(o.Decision.Needs) + "; or an API key of NERM's own"
	default:
		return NeedsPhrase(o.Decision.Needs)
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
func LevelsPhrase(levels []string, source catalog.Witness) string {
	phrase := catalog.ListPhrase(levels, catalog.AnyScope)
	switch source {
	case "", catalog.WitnessExtension:
		return phrase
	case catalog.WitnessCorrection:
		return phrase + " (corrected by hand)"
	default:
		return phrase + " (by the " + WitnessPhrase(source) + ")"
	}
}

// WitnessPhrase names a witness.
func WitnessPhrase(witness catalog.Witness) string {
	switch witness {
	case catalog.WitnessOperation:
		return "operation's security"
	case catalog.WitnessDefault:
		return "document's default"
	case catalog.WitnessExtension:
		return "extension " + catalog.LevelsField
	case catalog.WitnessRight:
		return "extension " + catalog.RightsField
	case catalog.WitnessNote:
		return "security note"
	case catalog.WitnessPage:
		return "documentation page"
	case catalog.WitnessReport:
		return "field report"
	case catalog.WitnessObservation:
		return "own traffic"
	default:
		return string(witness)
	}
}

// ConfidencePhrase says how sure the answer is.
func ConfidencePhrase(confidence catalog.Confidence) string {
	switch confidence {
	case catalog.ConfidenceContested:
		return "contested: somebody saw a call answered otherwise"
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
