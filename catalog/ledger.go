package catalog

import (
	"cmp"
	"slices"
)

// Conclusion is what authcat takes for true of one fact, and what was said
// about it.
type Conclusion struct {
	Fact Fact
	// Believed is the statement that counts: of the first witness in the table
	// that speaks. nil where the fact rests on none, and none may.
	Believed *Statement
	// For and Against are the other statements, those of witnesses that come
	// first in the table first. A statement that says less, or something else
	// that may hold beside it, is none against it. Where nothing is believed,
	// they are Heard. Outdated are those that contradict it and are older than
	// what is published: it was as they say when they were made, or after.
	For, Against, Outdated, Heard []Statement
}

// Counts is what a statement is to a conclusion.
type Counts string

// What statements are.
const (
	Believed      Counts = "believed"
	SpeaksFor     Counts = "for"
	SpeaksAgainst Counts = "against"
	// SpeaksOfPast: it was so, and is published otherwise since.
	SpeaksOfPast Counts = "outdated"
	// HeardOnly: nobody speaks who may be believed.
	HeardOnly Counts = "heard"
)

// Weighed is a statement with what it is to the conclusion about its fact.
type Weighed struct {
	Statement
	Counts Counts
}

// Statements are all, the one that is believed first, then those for, then those against it.
func (c Conclusion) Statements() []Weighed {
	var all []Weighed
	add := func(counts Counts, said ...Statement) {
		for _, s := range said {
			all = append(all, Weighed{s, counts})
		}
	}
	if c.Believed != nil {
		add(Believed, *c.Believed)
	}
	add(SpeaksFor, c.For...)
	add(SpeaksAgainst, c.Against...)
	add(SpeaksOfPast, c.Outdated...)
	add(HeardOnly, c.Heard...)
	return all
}

// ledgerFacts are the facts of a ledger in their order.
var ledgerFacts = []Fact{FactSecurity, FactToken, FactClient, FactScopes, FactScopeRule, FactLevels, FactTitle, FactDeprecated, FactExperimental, FactProse}

// Ledger is what was said about the operation, by fact, with what is concluded from it.
func (o *Operation) Ledger() []Conclusion {
	said := o.statements()
	var ledger []Conclusion
	for _, fact := range ledgerFacts {
		if about := ofFact(said, fact); len(about) > 0 {
			ledger = append(ledger, weigh(about))
		}
	}
	return ledger
}

// statements of all witnesses about the operation, in the order of the table.
func (o *Operation) statements() []Statement {
	var said []Statement
	for _, w := range witnesses {
		if w.states != nil {
			said = append(said, w.states(o)...)
		}
	}
	return o.withSecurity(append(said, o.Others...))
}

// withSecurity adds what the security itself says of facts on which others speak.
func (o *Operation) withSecurity(said []Statement) []Statement {
	i := slices.IndexFunc(said, func(s Statement) bool { return s.Fact == FactSecurity && s.Witness != WitnessPage })
	for _, fact := range []Fact{FactToken, FactClient, FactScopes} {
		if i < 0 || len(ofFact(said, fact)) == 0 {
			continue
		}
		own := said[i]
		own.Fact, own.Value = fact, Callers{o.Decision.Accepts(CredentialPAT), o.Decision.Accepts(CredentialClient), o.Security}
		if fact == FactScopes {
			own.Value = ScopeNames(o.ListedScopes())
		}
		said = append(said, own)
	}
	slices.SortStableFunc(said, func(a, b Statement) int { return cmp.Compare(a.Witness.rank(), b.Witness.rank()) })
	return said
}

func ofFact(said []Statement, fact Fact) []Statement {
	var about []Statement
	for _, s := range said {
		if s.Fact == fact {
			about = append(about, s)
		}
	}
	return about
}

// weigh concludes from statements about one fact: the one rule.
func weigh(about []Statement) Conclusion {
	c := Conclusion{Fact: about[0].Fact}
	at := slices.IndexFunc(about, func(s Statement) bool { return s.Witness.counts(s.Fact).believed })
	if at < 0 {
		c.Heard = about
		return c
	}
	c.Believed = &about[at]
	for i, s := range about {
		switch {
		case i == at:
		case s.Agreed != "" && s.Value.Contradicts(c.Believed.Value):
			c.Outdated = append(c.Outdated, s)
		case s.Value.Contradicts(c.Believed.Value):
			c.Against = append(c.Against, s)
		default:
			c.For = append(c.For, s)
		}
	}
	return c
}

// concluded is the value of a fact, by whom; nil where nobody says it.
func concluded[V Value](said []Statement, fact Fact) (value V, by Witness) {
	about := ofFact(said, fact)
	if len(about) == 0 {
		return value, ""
	}
	c := weigh(about)
	if c.Believed == nil {
		return value, ""
	}
	value, _ = c.Believed.Value.(V)
	return value, c.Believed.Witness
}

// published leaves out what authcat's maintainers corrected.
func published(said []Statement) []Statement {
	return slices.DeleteFunc(slices.Clone(said), func(s Statement) bool { return s.Witness == WitnessCorrection })
}
