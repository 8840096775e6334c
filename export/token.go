package export

import (
	"fmt"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
	"authcat/catalog/token"
)

// Token lists what a token says, and per API of Identity Security Cloud how
// many operations it can call, can't call, and of how many that is unknown.
func Token(facts *answer.TokenFacts) Listing {
	listing := Listing{Kind: TokenForm.Rows, Dataset: facts.Dataset, Columns: TokenForm.Columns()}
	add := func(about, fact string, value any) {
		if value != "" {
			listing.Rows = append(listing.Rows, []any{about, fact, value})
		}
	}
	held, t := facts.Held, facts.Token
	add("token", "user", held.User())
	add("token", "kind", kindOf(held))
	add("token", "user name", t.UserName)
	add("token", "client id", t.ClientID)
	add("token", "tenant", t.Tenant)
	add("token", "org", t.Org)
	add("token", "pod", t.Pod)
	switch {
	case len(held.Levels) > 0:
		add("token", "levels", held.Levels)
	case held.User():
		add("token", "levels", "not in the token")
	}
	if held.ScopesKnown {
		add("token", "scopes", held.Scopes)
	} else {
		add("token", "scopes", "can't be read: absent, or packed in a form that is not published")
	}
	add("token", "issued", instant(t.Issued))
	add("token", "expires", expiry(t, facts.Now))
	for _, count := range facts.Calls {
		add(count.API, "can call", count.By[catalog.Yes])
		add(count.API, "can't call", count.By[catalog.No])
		add(count.API, "unknown", count.By[catalog.Unknown])
	}
	return listing
}

func kindOf(held explain.Held) string {
	switch held.Credential {
	case catalog.CredentialClient:
		return "an API client's token: no user stands behind it"
	case catalog.CredentialAuthorizationCode:
		return "a user's token (authorization code)"
	default:
		return "a user's token (PAT or authorization code)"
	}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// roughly is a time to come in its largest unit, rounded down: "3 years".
func roughly(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"year", 365 * day}, {"month", 30 * day}, {"day", day}, {"hour", time.Hour}, {"minute", time.Minute}} {
		if n := int(d / unit.long); n > 1 { // "36 hours" says more than "1 day"
			return Plural(n, unit.name)
		}
	}
	return Plural(int(d/time.Second), "second")
}

// expiry says when the token expires, or that it has: every call then gets 401.
func expiry(t token.Token, now time.Time) string {
	switch {
	case t.Expires.IsZero():
		return "not in the token"
	case t.ExpiredAt(now):
		return instant(t.Expires) + ", expired: every call gets 401; get a new token"
	default:
		return fmt.Sprintf("%s, in %s", instant(t.Expires), roughly(t.Expires.Sub(now)))
	}
}
