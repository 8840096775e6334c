package find

import (
	"slices"

	"authcat/catalog"
)

// Ways in which an address fits an operation, the closest first.
const (
	fitsAddress  = iota // base path and template: /v2025/identities
	fitsTemplate        // the template alone: /identities
	fitsEndpoint        // both without version: /identities for /identities/v1
	fitsNot
)

// Matcher finds the operations that calls reach. It splits every template
// once, for those who ask about many addresses.
type Matcher struct {
	apis []catalog.API
	// templates by the number of segments of an address that may fit.
	templates map[int][]*template
}

// template is an operation's, in the ways in which an address may fit it.
type template struct {
	operation *catalog.Operation
	ways      [fitsNot][]string
	// versioned is set where the template alone has a version: "/das/identity-collectors/v1".
	versioned bool
}

// takesVersion reports whether an address with a version may fit in this way:
// where the version is the template's own, and no parameter takes it for an id.
func (t *template) takesVersion(way int) bool {
	return way == fitsAddress || way == fitsTemplate && t.versioned
}

// NewMatcher returns one for the snapshot's operations, which it refers to.
func NewMatcher(s *catalog.Snapshot) *Matcher {
	m := &Matcher{apis: s.APIs, templates: map[int][]*template{}}
	for i := range s.Operations {
		api, _ := s.API(s.Operations[i].API)
		t := newTemplate(api, &s.Operations[i])
		for way, segments := range t.ways {
			n := len(segments)
			if way > 0 && n == len(t.ways[way-1]) || way > 1 && n == len(t.ways[way-2]) {
				continue // already listed under this number
			}
			m.templates[n] = append(m.templates[n], t)
		}
	}
	return m
}

func newTemplate(api catalog.API, o *catalog.Operation) *template {
	t := &template{operation: o}
	t.ways[fitsAddress] = segmentsOf(api.Address(o.Path))
	t.ways[fitsTemplate] = segmentsOf(o.Path)
	t.ways[fitsEndpoint] = slices.DeleteFunc(slices.Clone(t.ways[fitsAddress]), catalog.VersionSegment)
	t.versioned = slices.ContainsFunc(t.ways[fitsTemplate], catalog.VersionSegment)
	return t
}

// Match is (*Matcher).Match for one address.
func Match(s *catalog.Snapshot, a Address) []*catalog.Operation { return NewMatcher(s).Match(a) }

// Match returns the operations that a call reaches, in their order: those whose
// template fits the path with literal segments first, so that
// /accounts/search-attribute-config is never taken for /accounts/{id}. A path
// without a version fits every API that has it, a path with one only that. A
// segment that is itself a placeholder fits parameters.
func (m *Matcher) Match(a Address) []*catalog.Operation {
	segments := segmentsOf(a.path)
	versioned := slices.ContainsFunc(segments, catalog.VersionSegment)
	best := map[string]*fit{} // by API
	closest := fitsNot
	for _, t := range m.templates[len(segments)] {
		if a.method != "" && t.operation.Method != a.method {
			continue
		}
		way := t.fitting(segments, versioned)
		if way == fitsNot {
			continue
		}
		closest = min(closest, way)
		api := t.operation.API
		if best[api] == nil {
			best[api] = &fit{}
		}
		best[api].offer(t.operation, way, t.ways[way])
	}
	var matches []*catalog.Operation
	for _, api := range m.apis {
		if f := best[api.ID]; f != nil && (closest != fitsAddress || f.way == fitsAddress) {
			matches = append(matches, f.operations...)
		}
	}
	return matches
}

// fitting tells how an address fits the template.
func (t *template) fitting(segments []string, versioned bool) int {
	for way, own := range t.ways {
		if (!versioned || t.takesVersion(way)) && fits(own, segments) {
			return way
		}
	}
	return fitsNot
}

func fits(template, segments []string) bool {
	if len(template) != len(segments) {
		return false
	}
	for i, part := range template {
		if part != segments[i] && !catalog.ParameterSegment(part) {
			return false
		}
	}
	return true
}

// fit keeps the operations of one API that fit best.
type fit struct {
	way        int
	template   []string
	operations []*catalog.Operation
}

func (f *fit) offer(o *catalog.Operation, way int, template []string) {
	switch order := f.compare(way, template); {
	case len(f.operations) == 0 || order < 0:
		f.way, f.template, f.operations = way, template, []*catalog.Operation{o}
	case order == 0:
		f.operations = append(f.operations, o)
	}
}

// compare is negative when another fit is closer: by its way, else by a literal
// where this one has a parameter, from the left.
func (f *fit) compare(way int, template []string) int {
	if way != f.way {
		return way - f.way
	}
	for i := range min(len(template), len(f.template)) {
		here, there := catalog.ParameterSegment(f.template[i]), catalog.ParameterSegment(template[i])
		if here != there {
			if here {
				return -1
			}
			return 1
		}
	}
	return 0
}
