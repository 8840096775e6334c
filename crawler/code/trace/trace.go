// Package trace finds the calls of SailPoint's APIs in source files, whatever
// their language: requests whose address can be followed to literals, through
// variables, constants, parameters and helper functions, and methods of
// SailPoint's SDKs.
//
// It follows text, it runs nothing. What it can't follow stays a hole, and a
// call of which too little is known is one of its own, an Unknown.
package trace

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/crawler/code/syntax"
)

// Call is a call of an API in a source file.
type Call struct {
	// Line of the call, and of the literal that its path is from where that is another; else 0.
	Line, Literal int
	// Method in upper case, "" where the code doesn't tell.
	Method string
	// Path or URL, with a "{name}" for each part that the code fills in.
	Path string
	// SDK is the method of an SDK that is called; Path is "" then.
	SDK SDKMethod
	// Unknown is set where the code calls an API and doesn't tell which operation:
	// of its Path too little is known.
	Unknown bool
	Rule    Rule
}

// SDKMethod is a method of one of SailPoint's SDKs as the code names it.
type SDKMethod struct {
	// Class that the method is called on, "" where the code doesn't tell.
	Class  string
	Method string
	// Version is the API that a module, client or class says, "" where none does.
	Version string
}

// Rule says how a call was found. The names are stable.
type Rule string

// The rules.
const (
	// RuleRequest: a function that sends requests, with the address and the method.
	RuleRequest Rule = "request"
	// RuleHelper: a function of the same code that sends what it is given.
	RuleHelper Rule = "helper"
	// RuleLiteral: an address is given to a function of which nothing is known.
	RuleLiteral Rule = "address"
	// RuleSDK: a method of one of SailPoint's SDKs.
	RuleSDK Rule = "sdk-method"
	// RuleSettings: a request whose base address is not in the code; the version is that
	// of the one base address that the tree's settings and constants name.
	RuleSettings Rule = "base-setting"
	// RuleAnnotation: an annotation of a declared client, as Retrofit's.
	RuleAnnotation Rule = "annotation"
)

// Catalog is what is known of the APIs.
type Catalog interface {
	// Published reports whether an operation has the method and path; with method "" whether any has the path.
	Published(method, path string) bool
	// SDKMethod reports whether an SDK of the language has a method of this name.
	SDKMethod(language syntax.Language, name string) bool
	// SDKClass reports whether an SDK of the language has an API class of this
	// name, and which version its name says.
	SDKClass(language syntax.Language, name string) (version string, ok bool)
	// SDKModule reports whether a module is of an SDK of the language, and which version it says.
	SDKModule(language syntax.Language, path string) (version string, ok bool)
}

// Source is a source file of a tree.
type Source struct {
	// Name of the file from the root of the tree.
	Name string
	Unit *syntax.Unit
	// Evidence is set where the file speaks of SailPoint.
	Evidence bool
	// DefaultAPI is the API of the SDK's names that say none, by the version of the
	// SDK that the tree asks for; "" where that is not known.
	DefaultAPI string
}

// Calls are the calls in a source, in the order of their lines. The index has
// surveyed the source itself and others.
func Calls(source Source, index *Index) []Call {
	f := newFile(source, index)
	var all []Call
	f.sends(func(s send) { all = append(all, f.calls(s)...) })
	all = append(all, f.sdkCalls()...)
	all = append(all, f.annotated()...)
	slices.SortStableFunc(all, func(a, b Call) int { return a.Line - b.Line })
	return once(all)
}

// once drops what is told twice of the same line, whatever its holes are called.
func once(all []Call) []Call {
	seen := map[Call]bool{}
	return slices.DeleteFunc(all, func(c Call) bool {
		c.Path, c.Literal = catalog.Unnamed(c.Path), 0
		twice := seen[c]
		seen[c] = true
		return twice
	})
}

// sends yields all requests of the file.
func (f *file) sends(visit func(send)) {
	for _, fn := range f.unit.Functions {
		for i, s := range fn.Body {
			at := position{fn, i}
			for _, e := range []*syntax.Expr{s.Target, s.Value} {
				links(e, func(l link) {
					f.renew()
					if l.call.Of == nil {
						return
					}
					if all := f.helped(l, at); len(all) > 0 {
						for _, s := range all {
							visit(s)
						}
					} else if s, ok := f.request(l, at); ok {
						visit(s)
					}
				})
			}
		}
	}
}

// calls are the calls that a request is, none for one that only its function's callers tell.
func (f *file) calls(s send) []Call {
	var all []Call
	var unknown *Call
	for _, method := range append(slices.Clone(s.methods), noMethod(s.methods)...) {
		var found []Call
		best := notPublished
		for _, path := range s.paths {
			a, ok := addressOf(path)
			if !ok {
				continue
			}
			call, ok := f.call(s, path, a, method)
			if !ok {
				if unknown == nil && f.unknown(a, path, method) {
					unknown = &Call{Line: s.line, Method: method.String(), Path: a.path, Unknown: true, Rule: s.rule}
				}
				continue
			}
			switch rank := f.rank(call, a); {
			case rank < best:
				found, best = []Call{call}, rank
			case rank == best:
				found = append(found, call)
			}
		}
		all = append(all, found...)
	}
	if len(all) == 0 && unknown != nil {
		all = append(all, *unknown)
	}
	return all
}

// How well an address is known. Of the branches of a decision those that make
// worse addresses are for other calls.
const (
	published = iota
	publishedSomewhere
	versioned
	private
	notPublished
)

func (f *file) rank(call Call, a address) int {
	switch {
	case f.index.catalog.Published(call.Method, call.Path) && (a.version || call.Path != a.path):
		return published
	case f.index.catalog.Published(call.Method, call.Path):
		return publishedSomewhere
	case a.version && strings.Contains(a.path, "/api/"):
		return private
	case a.version:
		return versioned
	default:
		return notPublished
	}
}

// call is what a request with one address and method is, if that is a call of SailPoint's APIs.
func (f *file) call(s send, path value, a address, method value) (Call, bool) {
	if !a.resource || a.open || len(method.params()) > 0 || !f.ours(s, path, a) {
		return Call{}, false
	}
	call := Call{Line: s.line, Method: method.String(), Path: a.path, Rule: s.rule}
	if version := namedVersion(path[0].hole); !a.version && a.host == "" && version != "" && f.index.catalog.Published(call.Method, "/"+version+a.path) {
		call.Path = "/" + version + a.path
	} else if version := f.index.base(); !a.version && a.host == "" && version != "" && path[0].hole != "" && f.index.catalog.Published(call.Method, "/"+version+a.path) {
		call.Path, call.Rule = "/"+version+a.path, RuleSettings
	}
	if a.host != "" {
		call.Path = "https://" + a.host + a.path
	}
	if a.line != s.line {
		call.Literal = a.line
	}
	if !s.sure && method == nil {
		call.Rule = RuleLiteral
	}
	return call, true
}

// ours reports whether an address is one of SailPoint's APIs.
func (f *file) ours(s send, path value, a address) bool {
	host, foreign := a.ofSailPoint()
	switch {
	case foreign:
		return false
	case host:
		return !strings.HasPrefix(a.path, "/ui/") && !strings.HasPrefix(a.path, "/oauth/") && !strings.HasPrefix(a.path, "/login")
	case f.evidence && a.version && s.sure:
		return true
	case !a.version && s.rule == RuleRequest && path[0].hole == "" && !s.plain: // "accessPatch("/entitlements")"
		return false
	default:
		return (f.evidence || a.version) && f.index.catalog.Published("", a.path) && (s.sure || a.version)
	}
}

// unknown reports whether a request of which too little is known is one to
// SailPoint's APIs nevertheless: what a parameter fills in is told by the callers.
func (f *file) unknown(a address, path, method value) bool {
	if len(path.params()) > 0 || len(method.params()) > 0 || a.resource && !a.open {
		return false
	}
	host, foreign := a.ofSailPoint()
	return host && a.path != "" || !foreign && a.version && f.evidence
}
