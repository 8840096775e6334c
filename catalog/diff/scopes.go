package diff

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// scopes compares the scopes that a user's and an API client's token need. They
// matter where that token is accepted before and after; where it is accepted on
// one side only, the change of needs says what that means.
func scopes(before, after catalog.Decision) verdict {
	var stricter, looser bool
	var texts, names []string
	for _, who := range []caller{user, client} {
		effect, text := scopesOf(before, who).compare(scopesOf(after, who))
		stricter, looser = stricter || effect == Stricter, looser || effect == Looser
		switch at := slices.Index(texts, text); {
		case text == "":
		case at >= 0:
			names[at] += " or " + who.name
		default:
			texts, names = append(texts, text), append(names, who.name)
		}
	}
	for i := range texts {
		texts[i] = names[i] + " " + texts[i]
	}
	if len(texts) == 0 {
		texts = []string{"no token that is accepted needs them"}
	}
	was, is := scopeWords(before, after)
	return verdict{combine(stricter, looser), was, is, strings.Join(texts, "; ")}
}

// scopeList is what a caller's token needs of an operation.
type scopeList struct {
	// asked is unset where the operation does not ask for such a token at all.
	asked bool
	names []string
	rule  catalog.ScopeRule
}

func scopesOf(d catalog.Decision, who caller) scopeList {
	names := d.UserScopes
	if who == client {
		names = d.ClientScopes
	}
	return scopeList{asks(d.Needs, who), names, d.ScopeRule}
}

// compare says what a change means for such a token, "" where it concerns none.
func (l scopeList) compare(after scopeList) (Effect, string) {
	switch {
	case !l.asked && !after.asked, slices.Equal(l.names, after.names) && l.rule == after.rule && l.asked == after.asked:
		return Neutral, ""
	case !l.asked:
		return Neutral, "is asked for now and needs " + after.String()
	case !after.asked:
		return Neutral, "is not asked for any more, whatever its scopes"
	}
	return combine(l.shutsOut(after), after.shutsOut(l)), l.explain(after)
}

func (l scopeList) suffices(token ...string) bool {
	return catalog.ScopesSuffice(token, l.names, l.rule)
}

// least are the tokens that suffice with no scope to spare. A token suffices
// when it carries all that one of them does.
func (l scopeList) least() [][]string {
	switch {
	case l.suffices():
		return [][]string{nil}
	case l.rule == catalog.AllScopes:
		return [][]string{l.names}
	}
	return slices.Collect(slices.Chunk(l.names, 1))
}

// shutsOut reports whether some token suffices before and not after. More scopes
// never shut a token out, so the least ones tell.
func (l scopeList) shutsOut(after scopeList) bool {
	return slices.ContainsFunc(l.least(), func(token []string) bool { return !after.suffices(token...) })
}

// explain says what a change of the list means for a token.
func (l scopeList) explain(after scopeList) string {
	switch {
	case !l.shutsOut(after) && !after.shutsOut(l):
		return "suffices where it did before, and nowhere else"
	case after.suffices():
		return "needs no scope any more, as published"
	case l.suffices():
		return "needs a scope now: " + after.String()
	case l.rule != after.rule:
		return "needs " + after.String() + " now"
	case l.rule == catalog.AllScopes:
		return clauses(
			"needs "+strings.Join(without(after.names, l.names), " ")+" as well now", l.shutsOut(after),
			"does without "+strings.Join(without(l.names, after.names), " ")+" now", after.shutsOut(l))
	}
	alone := func(of scopeList) func(string) bool { return func(name string) bool { return of.suffices(name) } }
	removed := slices.DeleteFunc(slices.Clone(l.names), alone(after))
	added := slices.DeleteFunc(slices.Clone(after.names), alone(l))
	return clauses(
		"fails now if it carries only "+strings.Join(removed, " "), len(removed) > 0,
		"suffices now if it carries "+anyOne(added), len(added) > 0)
}

// String is "none published", "a:b", "any one of a:b c:d" or "all of a:b c:d".
func (l scopeList) String() string { return catalog.ListPhrase(l.names, l.rule) }

// scopeWords writes the scopes of two decisions: one list where it holds for
// all the tokens that are asked for, and those are the same before and after.
func scopeWords(before, after catalog.Decision) (was, is string) {
	if before.Needs == after.Needs && oneList(before) && oneList(after) {
		who := user
		if before.Needs == catalog.NeedsClient {
			who = client
		}
		return scopesOf(before, who).String(), scopesOf(after, who).String()
	}
	return scopesApart(before), scopesApart(after)
}

func oneList(d catalog.Decision) bool {
	return asks(d.Needs, user) != asks(d.Needs, client) || slices.Equal(d.UserScopes, d.ClientScopes)
}

// scopesApart is "user: a:b; API client: c:d".
func scopesApart(d catalog.Decision) string {
	var lists []string
	if l := scopesOf(d, user); l.asked || len(l.names) > 0 {
		lists = append(lists, "user: "+l.String())
	}
	if l := scopesOf(d, client); l.asked || len(l.names) > 0 {
		lists = append(lists, "API client: "+l.String())
	}
	if len(lists) == 0 {
		return anyOne(nil)
	}
	return strings.Join(lists, "; ")
}
