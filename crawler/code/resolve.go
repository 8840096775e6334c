package code

import (
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/crawler/code/syntax"
)

// Resolver tells which operations calls in code are.
type Resolver struct {
	router *find.Router
	tmp    map[string][]*catalog.Operation
}

// NewResolver returns one for a snapshot, which it refers to.
func NewResolver(s *catalog.Snapshot) *Resolver {
	r := &Resolver{router: find.NewRouter(s), tmp: map[string][]*catalog.Operation{}}
	for i := range s.Operations {
		o := &s.Operations[i]
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
	a := find.ReadAddress(c.Method, c.Path, c.Path)
	if a.Check() != nil {
		return nil
	}
	return r.router.Match(a)
}
