package openapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// security is a "security" field as it is written.
type security struct {
	// stated is set where it says something: also an empty list does, that no token is needed.
	stated       bool
	alternatives []catalog.Requirement
	// nulls counts the entries that are null, and state nothing.
	nulls int
}

// readSecurity reads a list of alternatives. Null states nothing, be it the
// list or its entries: only [] and {} say that no token is needed. Anything
// else that is no such list is an error, whatever it may have meant.
func (d *document) readSecurity(node *yaml.Node) (security, error) {
	var s security
	if isNull(node) {
		return s, nil
	}
	entries, ok := d.tree.list(node)
	if !ok {
		return s, fmt.Errorf("is no list, but %s", describe(node))
	}
	if len(entries) > maxAlternatives {
		return s, fmt.Errorf("has %w", tooMany(len(entries), maxAlternatives, "alternatives"))
	}
	for _, entry := range entries {
		if isNull(entry) {
			s.nulls++
			continue
		}
		requirement, err := d.readRequirement(entry)
		if err != nil {
			return security{}, err
		}
		s.alternatives = append(s.alternatives, requirement)
	}
	s.stated = s.nulls == 0 || len(s.alternatives) > 0
	return s, nil
}

// readRequirement reads one alternative: schemes with their scopes.
func (d *document) readRequirement(node *yaml.Node) (catalog.Requirement, error) {
	schemes, err := d.tree.mapping(node)
	switch {
	case errors.Is(err, errNoMapping):
		return nil, fmt.Errorf("has an alternative that is no mapping, but %s", describe(node))
	case err != nil:
		return nil, fmt.Errorf("has an alternative that can't be read: %w", err)
	case len(schemes.twice) > 0:
		return nil, fmt.Errorf("has the scheme %s twice in one alternative", brief(schemes.twice[0]))
	case len(schemes.odd) > 0:
		return nil, fmt.Errorf("has a scheme whose name is none: %s", schemes.odd[0])
	case len(schemes.fields) > maxSchemes:
		return nil, fmt.Errorf("has an alternative of %w", tooMany(len(schemes.fields), maxSchemes, "schemes"))
	}
	requirement := catalog.Requirement{}
	for _, f := range schemes.fields {
		use, err := d.readUse(f)
		if err != nil {
			return nil, err
		}
		requirement = append(requirement, use)
	}
	slices.SortFunc(requirement, func(a, b catalog.SchemeUse) int { return strings.Compare(a.Scheme, b.Scheme) })
	return requirement, nil
}

// readUse reads a scheme and its scopes. Without a list there are none stated.
func (d *document) readUse(f field) (catalog.SchemeUse, error) {
	if len(f.key) > maxName {
		return catalog.SchemeUse{}, fmt.Errorf("has a scheme's name of %d bytes, where at most %d are read", len(f.key), maxName)
	}
	use := catalog.SchemeUse{Scheme: f.key, Undeclared: true, Scoped: true}
	if scheme, ok := d.schemes[f.key]; ok {
		use.Undeclared, use.Scoped = false, hasScopes(scheme)
	}
	if isNull(f.value) {
		return use, nil
	}
	scopes, err := d.tree.names(f.value, maxScopes)
	if err != nil {
		return use, fmt.Errorf("has %s, whose scopes can't be read: it %w", brief(f.key), err)
	}
	use.Scopes = scopes
	return use, nil
}
