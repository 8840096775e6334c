package diff

import (
	"slices"

	"authcat/catalog"
)

// path tells a new address from a parameter's new name, which no caller sees.
func path(before, after *catalog.Operation) (Aspect, verdict) {
	if catalog.Unnamed(before.Path) == catalog.Unnamed(after.Path) {
		return AspectRenamed, verdict{Neutral, before.Path, after.Path, "a path parameter is called something else; the address is the same"}
	}
	return AspectMoved, verdict{Stricter, before.Path, after.Path, "the old address is gone; the same endpoint is at another one"}
}

// notices are the aspects besides path, needs, scopes and levels, in their order.
var notices = []struct {
	aspect  Aspect
	compare func(before, after *catalog.Operation) (verdict, bool)
}{
	{AspectExperimental, flag((*catalog.Operation).IsExperimental,
		verdict{Stricter, "no", "yes", "callers must send the header " + catalog.ExperimentalHeader + ": true"},
		verdict{Looser, "yes", "no", "the header " + catalog.ExperimentalHeader + " is not needed any more"})},
	{AspectDeprecated, flag(func(o *catalog.Operation) bool { return o.Deprecated },
		verdict{Neutral, "no", "yes", "callers are asked to move away from it"},
		verdict{Neutral, "yes", "no", "callers are not asked to move away from it any more"})},
	{AspectBasis, basis},
	{AspectConflict, flag((*catalog.Operation).Conflicting,
		verdict{Neutral, "no", "yes", "sources contradict each other now about who may call"},
		verdict{Neutral, "yes", "no", "sources do not contradict each other any more about who may call"})},
}

// flag compares something that an operation is or is not.
func flag(of func(*catalog.Operation) bool, set, unset verdict) func(before, after *catalog.Operation) (verdict, bool) {
	return func(before, after *catalog.Operation) (verdict, bool) {
		if of(after) {
			return set, !of(before)
		}
		return unset, of(before)
	}
}

// basis says who states an unchanged security now. A changed one is listed as
// such: that somebody stated it goes without saying.
func basis(before, after *catalog.Operation) (verdict, bool) {
	was, is := before.Decision.Basis, after.Decision.Basis
	if was == is || slices.ContainsFunc(before.Differences(after), func(what string) bool { return what != catalog.DiffersLevels }) {
		return verdict{}, false
	}
	reason := "the same security is stated for this operation now"
	if is == catalog.BasisInherited {
		reason = "nobody states the same security for this operation any more: the document's default applies"
	}
	return verdict{Neutral, string(was), string(is), reason}, true
}
