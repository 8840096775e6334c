package catalog

import "slices"

// Ways in which an address fits an operation, the closest first.
const (
	fitsAddress  = iota // base path and template: /v2025/identities
	fitsTemplate        // the template alone: /identities
	fitsEndpoint        // both without version: /identities for /identities/v1
	fitsNot
)

// Match returns the operations that a call reaches, in their order: those whose
// template fits the path with literal segments first, so that
// /accounts/search-attribute-config is never taken for /accounts/{id}. A path
// without a version fits every API that has it, a path with one only that. A
// segment that is itself a placeholder fits parameters.
func (s *Snapshot) Match(a Address) []*Operation {
	segments := segmentsOf(a.Path)
	best := map[string]*fit{} // by API
	closest := fitsNot
	for i := range s.Operations {
		o := &s.Operations[i]
		if a.Method != "" && o.Method != a.Method {
			continue
		}
		api, _ := s.API(o.API)
		way, template := fitting(api, o, segments)
		if way == fitsNot {
			continue
		}
		closest = min(closest, way)
		if best[o.API] == nil {
			best[o.API] = &fit{}
		}
		best[o.API].offer(o, way, template)
	}
	var matches []*Operation
	for _, api := range s.APIs {
		if f := best[api.ID]; f != nil && (closest != fitsAddress || f.way == fitsAddress) {
			matches = append(matches, f.operations...)
		}
	}
	return matches
}

// fitting tells how an address fits an operation, and by which template's segments.
func fitting(api API, o *Operation, segments []string) (way int, template []string) {
	address := segmentsOf(api.Address(o.Path))
	if fits(address, segments) {
		return fitsAddress, address
	}
	if alone := segmentsOf(o.Path); api.BasePath != "" && fits(alone, segments) {
		return fitsTemplate, alone
	}
	if slices.ContainsFunc(segments, versionSegment) {
		return fitsNot, nil
	}
	if bare := slices.DeleteFunc(address, versionSegment); fits(bare, segments) {
		return fitsEndpoint, bare
	}
	return fitsNot, nil
}

func fits(template, segments []string) bool {
	if len(template) != len(segments) {
		return false
	}
	for i, part := range template {
		if part != segments[i] && !parameterSegment(part) {
			return false
		}
	}
	return true
}

// fit keeps the operations of one API that fit best.
type fit struct {
	way        int
	template   []string
	operations []*Operation
}

func (f *fit) offer(o *Operation, way int, template []string) {
	switch order := f.compare(way, template); {
	case len(f.operations) == 0 || order < 0:
		f.way, f.template, f.operations = way, template, []*Operation{o}
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
		here, there := parameterSegment(f.template[i]), parameterSegment(template[i])
		if here != there {
			if here {
				return -1
			}
			return 1
		}
	}
	return 0
}
