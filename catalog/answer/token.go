package answer

import (
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/explain"
	"authcat/catalog/find"
	"authcat/catalog/token"
)

// TokenFacts is what an access token says of itself, and what it can call.
type TokenFacts struct {
	*Catalog
	Token token.Token
	Held  explain.Held
	// Now is the clock that reports whether the token has expired.
	Now time.Time
	// Calls are counted for each API of Identity Security Cloud, in their order.
	Calls []CallCount
}

// CallCount counts the operations of an API by the answer to "would it pass?".
type CallCount struct {
	API string
	By  map[catalog.Answer]int
}

// Token says whose a token is, and counts what it can call. An expired one is
// described all the same: a new one says the same of itself.
func (c *Catalog) Token(t token.Token, now time.Time) *TokenFacts {
	held := heldBy(t)
	return &TokenFacts{c, t, held, now, countCalls(c.Snapshot, held)}
}

// CallWith is a call of an address with a token.
func CallWith(t token.Token, method, address string, now time.Time) Call {
	call := Call{Question: Question{Address: find.ReadAddress(method, address, address)}, Held: heldBy(t)}
	call.Held.Expired = t.ExpiredAt(now)
	called := find.Tenant(address)
	call.Held.OtherTenant = called != "" && t.Org != "" && !strings.EqualFold(called, t.Org)
	return call
}

// heldBy is the credential that a token is.
func heldBy(t token.Token) explain.Held {
	return explain.Held{
		Credential: t.Credential(),
		Scopes:     t.Scopes, ScopesKnown: t.ScopesReadable,
		Levels: t.Authorities, LevelsKnown: len(t.Authorities) > 0,
	}
}

// countCalls leaves out the products that know no token of Identity Security Cloud.
func countCalls(snapshot *catalog.Snapshot, held explain.Held) []CallCount {
	var counts []CallCount
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if o.Product != catalog.ProductISC {
			continue
		}
		if len(counts) == 0 || counts[len(counts)-1].API != o.API { // operations come in the order of their APIs
			counts = append(counts, CallCount{o.API, map[catalog.Answer]int{}})
		}
		counts[len(counts)-1].By[explain.Call(o, held, 0).Passes]++
	}
	return counts
}
