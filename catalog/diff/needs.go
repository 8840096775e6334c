package diff

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// caller is a kind of caller, by the token that it sends.
type caller struct {
	credential catalog.Credential
	name       string
}

var (
	nobody = caller{"", "no token"}
	user   = caller{catalog.CredentialPAT, "a user's token"}
	client = caller{catalog.CredentialClient, "an API client's token"}
)

// accepted are the callers that an operation accepts, as published.
func accepted(needs catalog.Needs) []caller {
	var all []caller
	if needs == catalog.NeedsNone {
		all = append(all, nobody)
	}
	for _, who := range []caller{user, client} {
		if needs.Accepts(who.credential) == catalog.Yes {
			all = append(all, who)
		}
	}
	return all
}

// asks reports whether the scopes and levels that an operation lists for a
// caller's token matter: not where the token is refused, or none is needed.
func asks(needs catalog.Needs, who caller) bool {
	return needs != catalog.NeedsNone && slices.Contains(accepted(needs), who)
}

// needs compares the sets of accepted callers. Nobody loses what was never
// published, and what becomes known is not thereby allowed: what was
// NeedsOther is neutral whatever it is now.
func needs(before, after catalog.Needs) verdict {
	v := verdict{effect: Neutral, before: string(before), after: string(after)}
	if before == catalog.NeedsOther {
		v.reason = "it was not published before that " + either(accepted(after)) + " is accepted"
		return v
	}
	lost := without(accepted(before), accepted(after))
	gained := without(accepted(after), accepted(before))
	v.effect = combine(len(lost) > 0, len(gained) > 0)
	var clauses []string
	switch {
	case after == catalog.NeedsOther:
		clauses = append(clauses, "nothing says any more that "+either(lost)+" is accepted")
	case slices.Contains(lost, nobody) && len(lost) == 1:
		clauses = append(clauses, "a token is needed now: "+either(accepted(after)))
	case len(lost) > 0:
		clauses = append(clauses, either(lost)+" is not accepted any more")
	}
	switch {
	case slices.Contains(gained, nobody):
		clauses = append(clauses, "no token is needed any more, as published")
	case len(gained) > 0:
		clauses = append(clauses, either(gained)+" is accepted now")
	}
	v.reason = strings.Join(clauses, "; ")
	return v
}

// either names callers in a sentence: "a user's token or an API client's token".
func either(callers []caller) string {
	names := make([]string, len(callers))
	for i, who := range callers {
		names[i] = who.name
	}
	return strings.Join(names, " or ")
}
