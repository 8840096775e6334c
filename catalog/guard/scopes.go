package guard

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// callers are the kinds of token whose scopes are compared.
var callers = []catalog.Credential{catalog.CredentialPAT, catalog.CredentialClient}

// scopesFor are the scopes that a caller's token needs, taken is unset where
// such a token is not accepted, or none is needed.
func scopesFor(o *catalog.Operation, caller catalog.Credential) (names []string, taken bool) {
	names = o.Decision.UserScopes
	if caller == catalog.CredentialClient {
		names = o.Decision.ClientScopes
	}
	return names, o.Decision.Needs != catalog.NeedsNone && o.Decision.Accepts(caller) == catalog.Yes
}

func scoped(o *catalog.Operation) bool {
	return len(o.Decision.UserScopes)+len(o.Decision.ClientScopes) > 0
}

// scopesOf writes the scopes of each caller.
func scopesOf(o *catalog.Operation) string {
	var parts []string
	for _, caller := range callers {
		if names, taken := scopesFor(o, caller); taken {
			parts = append(parts, catalog.ListPhrase(names, o.Decision.ScopeRule))
		}
	}
	if len(parts) == 2 && parts[0] == parts[1] {
		return parts[0]
	}
	return strings.Join(parts, " for a user, for a client ")
}

// scopes reports whether the scopes of a caller, accepted before and now,
// changed so. Where it is accepted on one side only, the need says so.
func scopes(changed func(was, is []string) bool) func(was, is *catalog.Operation) bool {
	return func(was, is *catalog.Operation) bool {
		return slices.ContainsFunc(callers, func(caller catalog.Credential) bool {
			before, taken := scopesFor(was, caller)
			now, still := scopesFor(is, caller)
			return taken && still && len(before) > 0 && changed(before, now)
		})
	}
}

func dropped(_, is []string) bool { return len(is) == 0 }

func widened(was, is []string) bool { return len(is) > len(was) && within(was, is) }

// otherScopes reports whether scopes are others, or fewer, or more of them are needed.
func otherScopes(was, is *catalog.Operation) bool {
	rule := was.Decision.ScopeRule != is.Decision.ScopeRule
	return scopes(func(was, is []string) bool { return len(is) > 0 && (!within(was, is) || rule && len(is) > 1) })(was, is)
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(name string) bool { return !slices.Contains(all, name) })
}

// reads reports whether a scope suffices that is for reading, where none was.
func reads(was, is []string) bool {
	reading := func(scope string) bool { return strings.HasSuffix(scope, ":read") }
	return slices.ContainsFunc(is, reading) && !slices.ContainsFunc(was, reading)
}

// reversed reports whether the scopes of one resource changed places: an
// operation that writes takes the one that reads instead of the one that
// manages, or one that reads the other way round.
func reversed(was, is *catalog.Operation) bool {
	from, to := ":manage", ":read"
	if !writes(was) {
		from, to = to, from
	}
	return scopes(func(was, is []string) bool {
		return slices.ContainsFunc(was, func(scope string) bool {
			resource, ok := strings.CutSuffix(scope, from)
			other := resource + to
			return ok && !slices.Contains(is, scope) && slices.Contains(is, other) && !slices.Contains(was, other)
		})
	})(was, is)
}

func writes(o *catalog.Operation) bool { return !safe(o.Method) }

// safe reports whether a method only reads (RFC 9110, section 9.2.1).
func safe(method string) bool { return method == "GET" || method == "HEAD" || method == "OPTIONS" }
