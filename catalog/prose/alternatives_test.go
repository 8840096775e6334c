package prose

import (
	"slices"
	"testing"
)

// Sentences that differ by a word, and what that word changes.
func TestWhatAWordChanges(t *testing.T) {
	for text, want := range map[string][]string{
		"Users with the idn:thing:read scope can read the approvals of others.":         {"scopes idn:thing:read", "widens scope idn:thing:read: person anyone"},
		"Users with the idn:thing:read scope can read any approval.":                    {"scopes idn:thing:read", "widens scope idn:thing:read: person anyone"},
		"Users with the idn:thing:read scope can read approvals.":                       nil,
		"ORG_ADMIN users can also view reports of other users.":                         {"widens level ORG_ADMIN: person anyone"},
		"A token with API authority cannot be used to call this endpoint.":              {"needs user"},
		"A token with API or ORG_ADMIN authority cannot be used to call this endpoint.": nil,
		"A token with ORG_ADMIN authority cannot be used to call this endpoint.":        nil,
	} {
		if got := describe(read(text)); !slices.Equal(got, want) {
			t.Errorf("%s\nsays %q, want %q", text, got, want)
		}
	}
}
