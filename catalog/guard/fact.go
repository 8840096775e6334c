// Package guard decides whether a newly crawled catalog may replace the last
// published one. It watches what is known of each API's operations, fact by
// fact, since a broken source loses facts while its operations stay, or even
// grow in number: a crawl can find every operation and no scope.
package guard

import "slices"

// Fact names one number that the guard watches, in guard.yaml and in acceptances.
type Fact string

// The facts that are counted for each API.
const (
	Operations      Fact = "operations"
	OperationIDs    Fact = "operation-ids"
	Titles          Fact = "titles"
	Tags            Fact = "tags"
	Experimental    Fact = "experimental"
	Pages           Fact = "pages"
	Stated          Fact = "stated"
	Inherited       Fact = "inherited"
	NeedPAT         Fact = "pat"
	NeedPATOrClient Fact = "pat-or-client"
	NeedClient      Fact = "client"
	NeedNone        Fact = "none"
	NeedOther       Fact = "other"
	UserScopes      Fact = "user-scopes"
	ClientScopes    Fact = "client-scopes"
	Scopes          Fact = "scopes"
	LevelsExtension Fact = "levels-extension"
	LevelsProse     Fact = "levels-prose"
)

// MatrixLevels are the user levels of the User Level Access Matrix, a fact of the whole catalog.
const MatrixLevels Fact = "matrix-levels"

// The facts that compare an API's published operations with the candidate's, one by one.
const (
	Lost          Fact = "lost"
	NeedsChanged  Fact = "needs-changed"
	ScopesChanged Fact = "scopes-changed"
	LevelsChanged Fact = "levels-changed"
	TagsChanged   Fact = "tags-changed"
)

// The facts of which no amount is tolerated: an API as a whole, a document
// that stands in another one's place, a sentinel.
const (
	APIPresent   Fact = "api"
	SameDocument Fact = "same-document"
	SentinelHeld Fact = "sentinel"
)

// counts are the counted facts in the order of every output, with their words.
var counts = []struct {
	fact  Fact
	words string
}{
	{Operations, "operations"},
	{OperationIDs, "operations with an operationId"},
	{Titles, "operations with a title"},
	{Tags, "operations with a tag"},
	{Experimental, "operations with the experimental header"},
	{Pages, "operations with a documentation page"},
	{Stated, "operations that state their security"},
	{Inherited, "operations that inherit their security"},
	{NeedPAT, "operations that need a PAT"},
	{NeedPATOrClient, "operations that take a PAT or an API client"},
	{NeedClient, "operations that need an API client"},
	{NeedNone, "operations that need no token"},
	{NeedOther, "operations that need something else or state nothing"},
	{UserScopes, "operations with user scopes"},
	{ClientScopes, "operations with client scopes"},
	{Scopes, "distinct scopes"},
	{LevelsExtension, "operations with user levels in the extension"},
	{LevelsProse, "operations with user levels in the description"},
	{MatrixLevels, "user levels in the User Level Access Matrix"},
}

// Counts lists the counted facts in the order of every output.
func Counts() []Fact {
	facts := make([]Fact, len(counts))
	for i, c := range counts {
		facts[i] = c.fact
	}
	return facts
}

// Changes lists the facts that compare operation with operation.
func Changes() []Fact {
	return []Fact{Lost, NeedsChanged, ScopesChanged, LevelsChanged, TagsChanged}
}

// Rises lists the counts whose growth is suspicious: a document that lost its
// security fields makes everything inherited, public or other; one that lost
// every userAuth makes everything an API client's.
func Rises() []Fact { return []Fact{Inherited, NeedClient, NeedNone, NeedOther} }

// Falls lists the counts whose decline is suspicious. Fewer operations that
// inherit, publish an empty or publish no security is what authcat asks for.
func Falls() []Fact {
	return slices.DeleteFunc(Counts(), func(fact Fact) bool {
		return fact == Inherited || fact == NeedNone || fact == NeedOther
	})
}

// known tells whether a fact can be the subject of a refusal.
func known(fact Fact) bool {
	return slices.Contains(Counts(), fact) || slices.Contains(Changes(), fact) ||
		fact == APIPresent || fact == SameDocument || fact == SentinelHeld
}

// words of a counted fact, for people.
func (f Fact) words() string {
	for _, c := range counts {
		if c.fact == f {
			return c.words
		}
	}
	return string(f)
}
