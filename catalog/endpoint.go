package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Endpoint is one lineage: an operation in all the versions in which it is published.
type Endpoint struct {
	Lineage string
	// Versions in the order of the APIs; within API v1 the first version of a
	// service comes before its newer variants.
	Versions []*Operation
}

// Endpoints groups the operations by lineage, in the order of the lineages' names.
func (s *Snapshot) Endpoints() []Endpoint {
	at := map[string]int{}
	var endpoints []Endpoint
	for i := range s.Operations {
		o := &s.Operations[i]
		n, ok := at[o.Lineage]
		if !ok {
			n = len(endpoints)
			at[o.Lineage] = n
			endpoints = append(endpoints, Endpoint{Lineage: o.Lineage})
		}
		endpoints[n].Versions = append(endpoints[n].Versions, o)
	}
	slices.SortFunc(endpoints, func(a, b Endpoint) int { return compareLineages(a.Lineage, b.Lineage) })
	return endpoints
}

// Current is the version that stands for the endpoint: the newest API's.
func (e Endpoint) Current() *Operation { return e.Versions[0] }

// Variant reports whether an operation is a newer variant of its service within
// an API: /machine-identities/v2 beside /machine-identities/v1.
func (e Endpoint) Variant(o *Operation) bool {
	for _, other := range e.Versions {
		if other.API == o.API {
			return other != o
		}
	}
	return false
}

// first are the versions that are no variants: one of each API.
func (e Endpoint) first() []*Operation {
	var versions []*Operation
	seen := map[string]bool{}
	for _, o := range e.Versions {
		if !seen[o.API] {
			seen[o.API] = true
			versions = append(versions, o)
		}
	}
	return versions
}

// What two versions of an endpoint may state differently.
const (
	DiffersNeeds  = "needs"
	DiffersScopes = "scopes"
	DiffersLevels = "levels"
)

// Differences names what two versions of an endpoint state differently.
func (o *Operation) Differences(other *Operation) []string {
	var differences []string
	a, b := o.Decision, other.Decision
	if a.Needs != b.Needs {
		differences = append(differences, DiffersNeeds)
	}
	if !slices.Equal(a.UserScopes, b.UserScopes) || !slices.Equal(a.ClientScopes, b.ClientScopes) || a.ScopeRule != b.ScopeRule {
		differences = append(differences, DiffersScopes)
	}
	if !slices.Equal(o.UserLevels, other.UserLevels) {
		differences = append(differences, DiffersLevels)
	}
	return differences
}

// compareLineages orders by path, then by product and method.
func compareLineages(a, b string) int {
	productMethodA, pathA, _ := strings.Cut(a, "/")
	productMethodB, pathB, _ := strings.Cut(b, "/")
	return cmp.Or(cmp.Compare(pathA, pathB), cmp.Compare(productMethodA, productMethodB))
}
