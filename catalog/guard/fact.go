// Package guard decides whether a newly crawled catalog may replace the last
// published one. It compares operation with operation, with what is out and
// with what was out about a month ago, and lets the other versions of an
// endpoint testify: a crawl can find every operation and no scope, and a
// wrongness of two operations a night is small every night.
package guard

import "slices"

// Fact names one thing that the guard watches, in guard.yaml and in acceptances.
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

// What may have changed in an operation since an earlier catalog.
const (
	Lost                Fact = "lost"
	Public              Fact = "public"
	NewPublic           Fact = "new-public"
	Opened              Fact = "opened"
	Closed              Fact = "closed"
	ClientOnly          Fact = "client-only"
	Unstated            Fact = "unstated"
	ScopesDropped       Fact = "scopes-dropped"
	ScopesWidened       Fact = "scopes-widened"
	ScopesChanged       Fact = "scopes-changed"
	ScopesReversed      Fact = "scopes-reversed"
	WriteByRead         Fact = "write-by-read"
	LevelsDropped       Fact = "levels-dropped"
	LevelsOpened        Fact = "levels-opened"
	LevelsWidened       Fact = "levels-widened"
	LevelsChanged       Fact = "levels-changed"
	TitlesChanged       Fact = "titles-changed"
	DeprecationChanged  Fact = "deprecation-changed"
	ExperimentalChanged Fact = "experimental-changed"
	TagsChanged         Fact = "tags-changed"
	OperationIDsChanged Fact = "operation-ids-changed"
)

// The facts of which no amount is tolerated: an API as a whole, a document
// that stands in another one's place or comes back from the past, its default
// security, where its links lead, a sentinel.
const (
	APIPresent      Fact = "api"
	SameDocument    Fact = "same-document"
	OlderDocument   Fact = "older-document"
	DefaultSecurity Fact = "default-security"
	LinkHost        Fact = "link-host"
	SentinelHeld    Fact = "sentinel"
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

// Falls lists the counts whose decline is suspicious. What operations say is
// compared one by one; these say how it was found.
func Falls() []Fact { return []Fact{Pages, LevelsExtension, LevelsProse, MatrixLevels} }

// Changes lists what is compared operation by operation, in the order of every output.
func Changes() []Fact {
	facts := []Fact{Lost, NewPublic}
	for _, k := range kinds {
		facts = append(facts, k.fact)
	}
	return facts
}

func isChange(fact Fact) bool { return slices.Contains(Changes(), fact) }

// known reports whether a fact can be the subject of a refusal.
func known(fact Fact) bool {
	return slices.Contains(Counts(), fact) || isChange(fact) ||
		slices.Contains([]Fact{APIPresent, SameDocument, OlderDocument, DefaultSecurity, LinkHost, SentinelHeld}, fact)
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
