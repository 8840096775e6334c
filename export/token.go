package export

import (
	"fmt"
	"time"

	"authcat/catalog"
)

// TokenFacts is what an access token says of itself; never the token.
type TokenFacts struct {
	Held     catalog.Held
	UserName string
	ClientID string
	Tenant   string
	Org      string
	Pod      string
	// Issued and Expires are zero where the token does not say; Now is the
	// clock that tells whether it has expired.
	Issued, Expires, Now time.Time
}

// Token lists what a token says, and per API of Identity Security Cloud how
// many operations it can call, can't call, and of how many that is unknown.
func Token(dataset Dataset, snapshot *catalog.Snapshot, facts TokenFacts) Listing {
	listing := Listing{Kind: "facts", Dataset: dataset, Columns: []string{"about", "fact", "value"}}
	add := func(about, fact string, value any) {
		if value != "" {
			listing.Rows = append(listing.Rows, []any{about, fact, value})
		}
	}
	held := facts.Held
	add("token", "user", held.User())
	add("token", "kind", kindOf(held))
	add("token", "user name", facts.UserName)
	add("token", "client id", facts.ClientID)
	add("token", "tenant", facts.Tenant)
	add("token", "org", facts.Org)
	add("token", "pod", facts.Pod)
	switch {
	case len(held.Levels) > 0:
		add("token", "levels", held.Levels)
	case held.User():
		add("token", "levels", "not in the token")
	}
	switch {
	case !held.ScopesKnown:
		add("token", "scopes", "can't be read: absent, or packed in a form that is not published")
	default:
		add("token", "scopes", held.Scopes)
	}
	add("token", "issued", instant(facts.Issued))
	add("token", "expires", expiry(facts))
	for _, count := range countCalls(snapshot, held) {
		add(count.api, "can call", count.by[catalog.Yes])
		add(count.api, "can't call", count.by[catalog.No])
		add(count.api, "unknown", count.by[catalog.Unknown])
	}
	return listing
}

func kindOf(held catalog.Held) string {
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

// expiry says when the token expires, or that it has: every call then gets 401.
func expiry(facts TokenFacts) string {
	switch {
	case facts.Expires.IsZero():
		return "not in the token"
	case !facts.Now.Before(facts.Expires):
		return instant(facts.Expires) + ", expired: every call gets 401; get a new token"
	default:
		return fmt.Sprintf("%s, in %s", instant(facts.Expires), facts.Expires.Sub(facts.Now).Round(time.Second))
	}
}

// callCount counts the operations of an API by the answer to "would it pass?".
type callCount struct {
	api string
	by  map[catalog.Answer]int
}

// countCalls leaves out the products that know no token of Identity Security Cloud.
func countCalls(snapshot *catalog.Snapshot, held catalog.Held) []callCount {
	var counts []callCount
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if api, _ := snapshot.API(o.API); api.Product != catalog.ProductISC {
			continue
		}
		if len(counts) == 0 || counts[len(counts)-1].api != o.API { // operations come in the order of their APIs
			counts = append(counts, callCount{o.API, map[catalog.Answer]int{}})
		}
		counts[len(counts)-1].by[catalog.Explain(o, held, 0).Passes]++
	}
	return counts
}
