package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// badge writes a plan as what shields.io makes a badge of.
// https://shields.io/badges/endpoint-badge
type badge struct{}

func (badge) Render(w io.Writer, a Answer) (string, error) {
	p, ok := a.(planned)
	if !ok {
		return "", errors.New("only a plan is a badge")
	}
	message, color := badgeText(p.plan)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return a.Note(), encoder.Encode(orderedObject{{"schemaVersion", 1}, {"label", "SailPoint credential"}, {"message", message}, {"color", color}})
}

// badgeText is a plan in a few words, with how many calls it leaves open.
func badgeText(p plan.Plan) (message, color string) {
	open := len(p.Open) + len(p.Unmatched) + p.Unlisted
	for _, call := range p.Calls {
		if call.Operation.Decision.Needs == catalog.NeedsOther {
			open++
		}
	}
	switch {
	case len(p.Calls) == 0 && open == 0:
		return "no calls", "lightgrey"
	case p.Credential == catalog.CredentialPAT && len(p.ClientOnly) > 0:
		message, color = "PAT and API client", "orange"
	case p.Credential == catalog.CredentialPAT:
		message, color = "PAT", "orange"
	case p.Credential == catalog.CredentialClient:
		message, color = "API client", "brightgreen"
	case p.Credential == plan.CredentialNone:
		message, color = "none", "brightgreen"
	default:
		message, color = "unknown", "lightgrey"
	}
	if len(p.Scopes) > 0 {
		message += ", " + Plural(len(p.Scopes), "scope")
	}
	if open > 0 && p.Credential != plan.CredentialUnknown {
		message, color = message+fmt.Sprintf(", %s unknown", Plural(open, "call")), "yellow"
	}
	return message, color
}
