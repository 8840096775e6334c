package catalog

import (
	"slices"
	"strings"
)

// LineagesOf returns the lineages that a path as users write it may belong to,
// whichever product's it is and with or without the product's base path.
func LineagesOf(method, path string) []string {
	var lineages []string
	for _, api := range []API{
		{Product: ProductISC},
		{Product: ProductNERM}, {Product: ProductNERM, BasePath: "/api"},
		{Product: ProductIIQ}, {Product: ProductIIQ, BasePath: "/identityiq"}, {Product: ProductIIQ, BasePath: "/identityiq/scim/v2"},
	} {
		lineages = append(lineages, lineage(api, method, path))
	}
	slices.Sort(lineages)
	return slices.Compact(lineages)
}

// Find returns the operations of a method whose path template, or address with
// the API's base path in front, is exactly the given one.
func (s *Snapshot) Find(method, path string) []Operation {
	var found []Operation
	for _, operation := range s.Operations {
		api, _ := s.API(operation.API)
		if operation.Method == strings.ToUpper(method) && (operation.Path == path || api.Address(operation.Path) == path) {
			found = append(found, operation)
		}
	}
	return found
}
