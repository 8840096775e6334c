package code

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/crawler/code/syntax"
)

// Resolver tells which operations calls in code are. It may be shared.
type Resolver struct {
	snapshot *catalog.Snapshot
	router   *find.Router
	sdk      *find.SDK
	// templates by their number of segments.
	templates map[int][]template
}

// template is an operation's address.
type template struct {
	segments  []string
	operation *catalog.Operation
}

// NewResolver returns one for a snapshot, which it refers to.
func NewResolver(s *catalog.Snapshot) *Resolver {
	r := &Resolver{snapshot: s, router: find.NewRouter(s), sdk: find.NewSDK(s), templates: map[int][]template{}}
	for i := range s.Operations {
		o := &s.Operations[i]
		segments := strings.Split(strings.TrimPrefix(r.addressOf(o), "/"), "/")
		r.templates[len(segments)] = append(r.templates[len(segments)], template{segments, o})
	}
	return r
}

func (r *Resolver) addressOf(o *catalog.Operation) string {
	api, _ := r.snapshot.API(o.API)
	return api.Address(o.Path)
}

// Published reports whether an operation has the method and path; with method "" whether any has the path.
func (r *Resolver) Published(method, path string) bool {
	a := find.ReadAddress(method, path, path)
	return a.Check() == nil && r.Matches(a)
}

// Matches reports whether an operation has the address.
func (r *Resolver) Matches(a find.Address) bool { return len(r.router.Match(a)) > 0 }

// SDKMethod reports whether an SDK of the language has a method of this name.
func (r *Resolver) SDKMethod(language syntax.Language, name string) bool {
	return r.sdk.Known(string(language), name)
}

// SDKClass reports whether an SDK of the language has an API class of this name, and which version its name says.
func (r *Resolver) SDKClass(language syntax.Language, name string) (version string, ok bool) {
	ok, version = r.sdk.Class(string(language), name)
	return version, ok
}

// SDKModule reports whether a module is of an SDK of the language, and which version it says.
func (r *Resolver) SDKModule(language syntax.Language, path string) (version string, ok bool) {
	ok, version = r.sdk.Module(string(language), path)
	return version, ok
}

// Operations are those that a call may be, none where it is none that is published.
func (r *Resolver) Operations(c Call) []*catalog.Operation {
	switch {
	case c.SDK.Method != "" && c.Language == "": // an operationId in a document
		all := find.ByName(r.snapshot, c.SDK.Method)
		return slices.DeleteFunc(all, func(o *catalog.Operation) bool { return c.SDK.Version != "" && o.API != c.SDK.Version })
	case c.SDK.Method != "":
		return r.sdk.Find(find.SDKName{Language: string(c.Language), Class: c.SDK.Class, Method: c.SDK.Method, Version: c.SDK.Version})
	}
	if a := r.Address(c); a.Check() == nil {
		return r.router.Match(a)
	}
	return nil
}

// Address is the call's. Of a method of an SDK it is that of the operation, if
// there is one only.
func (r *Resolver) Address(c Call) find.Address {
	if c.Address != nil {
		return *c.Address
	}
	if c.SDK.Method == "" {
		return find.ReadAddress(c.Method, c.Path, c.Path)
	}
	if all := r.Operations(c); len(all) == 1 {
		return find.ReadAddress(all[0].Method, r.addressOf(all[0]), r.addressOf(all[0]))
	}
	return find.Address{}
}

// Candidates are the operations that a call to no published address may be after
// all: those of which a hole of it stands for a word, "/v3/approvals/{id}/{action}".
func (r *Resolver) Candidates(c Call) []*catalog.Operation {
	path := c.Path
	if _, rest, ok := strings.Cut(path, "://"); ok {
		_, path, _ = strings.Cut(rest, "/")
	}
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if !slices.ContainsFunc(segments, catalog.ParameterSegment) {
		return nil
	}
	var found []*catalog.Operation
	for _, t := range r.templates[len(segments)] {
		if (c.Method == "" || t.operation.Method == c.Method) && slices.EqualFunc(t.segments, segments, func(part, segment string) bool {
			return part == segment || catalog.ParameterSegment(segment)
		}) {
			found = append(found, t.operation)
		}
	}
	return found
}
