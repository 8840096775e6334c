package openapi

import (
	"fmt"
	"regexp"

	"authcat/catalog"
)

// extensions are the "x-" fields of an operation that say something about callers.
type extensions struct {
	levelsField  string
	levels       []string
	rights       []string
	audience     []string
	securityNote string
	successor    string
}

func readExtensions(fields map[string]any) (extensions, error) {
	var x extensions
	var err error
	for _, field := range []string{catalog.LevelsField, catalog.MisspeltLevelsField} {
		if fields[field] == nil || x.levelsField != "" {
			continue
		}
		if _, single := fields[field].(string); single {
			return x, fmt.Errorf("%s is no list", field)
		}
		x.levelsField = field
		if x.levels, err = names(fields, field); err != nil {
			return x, err
		}
	}
	if x.rights, err = names(fields, requiredRight); err != nil {
		return x, err
	}
	if x.audience, err = names(fields, audience); err != nil {
		return x, err
	}
	x.securityNote, _ = fields[securityDescription].(string)
	note, _ := fields[deprecatedDescription].(string)
	x.successor = firstLink(note)
	return x, nil
}

// names reads a name or a list of names.
func names(fields map[string]any, field string) ([]string, error) {
	switch value := fields[field].(type) {
	case nil:
		return nil, nil
	case string:
		return []string{value}, nil
	case []any:
		list := make([]string, 0, len(value))
		for _, entry := range value {
			name, ok := entry.(string)
			if !ok {
				return nil, fmt.Errorf("%s has the entry %v, which is no name", field, entry)
			}
			list = append(list, name)
		}
		return list, nil
	default:
		return nil, fmt.Errorf("%s is no list", field)
	}
}

var markdownLink = regexp.MustCompile(`\]\((https://[^)\s]+)\)`)

// firstLink returns the address of the first Markdown link in a text, "" without one.
func firstLink(text string) string {
	if match := markdownLink.FindStringSubmatch(text); match != nil {
		return match[1]
	}
	return ""
}
