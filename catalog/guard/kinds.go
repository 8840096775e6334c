package guard

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// kind is one way in which an operation may differ from what was published.
type kind struct {
	fact Fact
	// words say of those that did: "12 of 812 operations" and then these.
	words string
	// could reports whether a published operation can change so, did whether it did.
	could func(was *catalog.Operation) bool
	did   func(was, is *catalog.Operation) bool
	// says is what a version of the endpoint says about it, in words: versions
	// whose words are the same agree.
	says func(*catalog.Operation) string
}

// kinds in the order of every output. Only what was published can change:
// levels or scopes where there were none are news.
var kinds = []kind{
	{Public, "need no token now",
		func(was *catalog.Operation) bool { return was.Decision.Needs != catalog.NeedsNone },
		func(_, is *catalog.Operation) bool { return is.Decision.Needs == catalog.NeedsNone }, needs},
	{Opened, "accept a kind of token that they refused",
		needed(catalog.NeedsPAT, catalog.NeedsClient, catalog.NeedsOther), opened, needs},
	{Closed, "refuse a kind of token that they accepted, or need one now",
		needed(catalog.NeedsPATOrClient, catalog.NeedsNone), closed, needs},
	{ClientOnly, "accept only an API client now",
		func(was *catalog.Operation) bool { return was.Decision.Needs != catalog.NeedsClient },
		func(_, is *catalog.Operation) bool { return is.Decision.Needs == catalog.NeedsClient }, needs},
	{Unstated, "no longer state their security", states,
		func(_, is *catalog.Operation) bool { return !states(is) }, basis},
	{ScopesDropped, "no longer list a scope", scoped, scopes(dropped), scopesOf},
	{ScopesReversed, "list the scope that reads where the one that manages was, or the other way round", scoped, reversed, scopesOf},
	{WriteByRead, "write, and list a scope that reads now",
		func(was *catalog.Operation) bool { return scoped(was) && writes(was) }, scopes(reads), scopesOf},
	{ScopesWidened, "list more scopes", scoped, scopes(widened), scopesOf},
	{ScopesChanged, "list other scopes", scoped, otherScopes, scopesOf},
	{LevelsDropped, "no longer name a user level", levelled, levels(dropped), levelsOf},
	{LevelsOpened, "are open to every user now", levelled, levels(everyone), levelsOf},
	{LevelsWidened, "name more user levels", levelled, levels(moreLevels), levelsOf},
	{LevelsChanged, "name other user levels", levelled, levels(otherLevels), levelsOf},
	{TitlesChanged, "have another title or none", present(title), differ(title), orNone(title)},
	{DeprecationChanged, "are deprecated now, or no longer", anyOperation, differ(deprecated), deprecated},
	{ExperimentalChanged, "are experimental now, or no longer", anyOperation, differ(experimental), experimental},
	{TagsChanged, "have other tags or none", present(tags), differ(tags), orNone(tags)},
	{OperationIDsChanged, "have another operationId or none", present(operationID), differ(operationID), orNone(operationID)},
}

func anyOperation(*catalog.Operation) bool { return true }

func deprecated(o *catalog.Operation) string { return flag(o.Deprecated, "deprecated") }

func experimental(o *catalog.Operation) string { return flag(o.IsExperimental(), "experimental") }

func flag(set bool, word string) string {
	if set {
		return word
	}
	return "not " + word
}

func title(o *catalog.Operation) string { return catalog.OneLine(o.Title) }

func tags(o *catalog.Operation) string { return strings.Join(catalog.Normalize(o.Tags), ", ") }

func operationID(o *catalog.Operation) string { return o.OperationID }

func present(text func(*catalog.Operation) string) func(*catalog.Operation) bool {
	return func(was *catalog.Operation) bool { return text(was) != "" }
}

func differ(text func(*catalog.Operation) string) func(was, is *catalog.Operation) bool {
	return func(was, is *catalog.Operation) bool { return text(was) != text(is) }
}

func orNone(text func(*catalog.Operation) string) func(*catalog.Operation) string {
	return func(o *catalog.Operation) string { return cmp.Or(text(o), "none") }
}

func needs(o *catalog.Operation) string { return string(o.Decision.Needs) }

func needed(any ...catalog.Needs) func(*catalog.Operation) bool {
	return func(o *catalog.Operation) bool { return slices.Contains(any, o.Decision.Needs) }
}

// opened reports whether a kind of token is accepted that was not. A user's
// token where nothing was known about tokens is news, see known.
func opened(was, is *catalog.Operation) bool {
	return was.Decision.Needs != is.Decision.Needs &&
		(is.Decision.Needs == catalog.NeedsPATOrClient || is.Decision.Needs == catalog.NeedsPAT && was.Decision.Needs == catalog.NeedsClient)
}

func closed(was, is *catalog.Operation) bool {
	return is.Decision.Needs == catalog.NeedsPAT || was.Decision.Needs == catalog.NeedsNone && is.Decision.Needs == catalog.NeedsPATOrClient
}

// states reports whether an operation says itself what it needs, in words that are understood.
func states(o *catalog.Operation) bool {
	return o.Security.Basis == catalog.BasisOperation && o.Decision.Needs != catalog.NeedsOther
}

func basis(o *catalog.Operation) string {
	switch {
	case o.Security.Basis == catalog.BasisOperation:
		return "stated, " + needs(o)
	case len(o.Security.Alternatives) == 0:
		return "nothing stated"
	default:
		return "inherited, " + needs(o)
	}
}
