package plan

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// newUnmatched are the calls to addresses that were not called before, whatever
// their parameters are called.
func newUnmatched(before, after []UnmatchedCall) []UnmatchedCall {
	known := map[string]bool{}
	for _, call := range before {
		known[call.unnamed()] = true
	}
	return slices.DeleteFunc(slices.Clone(after), func(call UnmatchedCall) bool { return known[call.unnamed()] })
}

func (c UnmatchedCall) unnamed() string {
	return c.Address.Method() + " " + catalog.Unnamed(c.Address.AnyHost().URL())
}

// newOpen are the calls that were not there before: those that stand in the same
// file are the same ones first, then those that moved to another.
func newOpen(before, after []OpenCall) []OpenCall {
	for _, name := range []func(OpenCall) string{OpenCall.inFile, OpenCall.anywhere} {
		before, after = subtract(before, after, name), subtract(after, before, name)
	}
	return after
}

// subtract are the calls without as many of the same name as the others have.
func subtract(all, others []OpenCall, name func(OpenCall) string) []OpenCall {
	has := map[string]int{}
	for _, call := range others {
		has[name(call)]++
	}
	return slices.DeleteFunc(slices.Clone(all), func(call OpenCall) bool {
		has[name(call)]--
		return has[name(call)] >= 0
	})
}

func (c OpenCall) inFile() string { return c.File + "\x00" + c.anywhere() }

// anywhere is what the call may be, wherever it stands.
func (c OpenCall) anywhere() string {
	names := []string{catalog.Unnamed(c.What)}
	for _, o := range c.Candidates {
		names = append(names, o.Key.String())
	}
	return strings.Join(names, "\x00")
}
