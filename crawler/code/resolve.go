package code

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/crawler/code/syntax"
)

// Resolver tells which operations calls in code are.
type Resolver struct {
	router *find.Router
	// templates by their number of segments.
	templates map[int][]template
	tmp       map[string][]*catalog.Operation
}

// NewResolver returns one for a snapshot, which it refers to.
func NewResolver(s *catalog.Snapshot) *Resolver {
	r := &Resolver{router: find.NewRouter(s), templates: map[int][]template{}, tmp: map[string][]*catalog.Operation{}}
	for i := range s.Operations {
		o := &s.Operations[i]
		api, _ := s.API(o.API)
		segments := strings.Split(strings.TrimPrefix(api.Address(o.Path), "/"), "/")
		r.templates[len(segments)] = append(r.templates[len(segments)], template{segments, o})
		if o.OperationID != "" && !strings.HasPrefix(o.API, "iiq") && !strings.HasPrefix(o.API, "nerm") {
			k := strings.ToLower(o.OperationID)
			r.tmp[k] = append(r.tmp[k], o)
		}
	}
	return r
}

func squeeze(n string) string {
	n = strings.ToLower(strings.ReplaceAll(n, "_", ""))
	for _, s := range []string{"withhttpinfo", "withoutpreloadcontent", "raw", "execute"} {
		n = strings.TrimSuffix(n, s)
	}
	return n
}

// Published reports whether an operation has the method and path; with method "" whether any has the path.
func (r *Resolver) Published(method, path string) bool {
	a := find.ReadAddress(method, path, path)
	return a.Check() == nil && len(r.router.Match(a)) > 0
}

// SDKMethod reports whether an SDK of the language has a method of this name.
func (r *Resolver) SDKMethod(language syntax.Language, name string) bool {
	return len(r.tmp[squeeze(name)]) > 0
}

// SDKClass reports whether an SDK of the language has an API class of this name, and which version its name says.
func (r *Resolver) SDKClass(language syntax.Language, name string) (version string, ok bool) {
	if len(name) < 6 || !strings.HasSuffix(strings.ToLower(name), "api") {
		return "", false
	}
	for _, v := range []string{"Beta", "V2024", "V2025", "V2026", "V3"} {
		if strings.Contains(name, v) {
			return strings.ToLower(v), true
		}
	}
	return "", true
}

// Operations are those that a call may be, none where it is none that is published.
func (r *Resolver) Operations(c Call) []*catalog.Operation {
	if c.SDK.Method != "" {
		all := r.tmp[squeeze(c.SDK.Method)]
		v := c.SDK.Version
		if v == "" {
			v = "v3"
		}
		for _, o := range all {
			if o.API == v {
				return []*catalog.Operation{o}
			}
		}
		return all
	}
	a := c.address()
	if a.Check() != nil {
		return nil
	}
	return r.router.Match(a)
}

// Matches reports whether an operation has the address.
func (r *Resolver) Matches(a find.Address) bool { return len(r.router.Match(a)) > 0 }

// address is the call's, as far as it has one.
func (c Call) address() find.Address {
	if c.Address != nil {
		return *c.Address
	}
	return find.ReadAddress(c.Method, c.Path, c.Path)
}

// Candidates are the operations that a call to no published address may be after
// all: those of which a hole of it stands for a word, "/v3/approvals/{id}/{action}".
func (r *Resolver) Candidates(c Call) []*catalog.Operation {
	method, path := c.Method, c.Path
	_, path, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "https:"), "//"), "/")
	segments := strings.Split(path, "/")
	if !slices.ContainsFunc(segments, catalog.ParameterSegment) {
		return nil
	}
	var found []*catalog.Operation
	for _, t := range r.templates[len(segments)] {
		if (method == "" || t.operation.Method == method) && slices.EqualFunc(t.segments, segments, func(part, segment string) bool {
			return part == segment || catalog.ParameterSegment(segment)
		}) {
			found = append(found, t.operation)
		}
	}
	return found
}

// template is an operation's address.
type template struct {
	segments  []string
	operation *catalog.Operation
}
