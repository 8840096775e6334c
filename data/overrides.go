package data

import (
	"errors"
	"fmt"
	"time"

	"authcat/catalog"
)

// override is one entry of overrides.yaml.
type override struct {
	API      string   `yaml:"api"`
	Method   string   `yaml:"method"`
	Path     string   `yaml:"path"`
	Fact     string   `yaml:"fact"`
	Values   []string `yaml:"values"`
	Replaces []string `yaml:"replaces"`
	Reason   string   `yaml:"reason"`
	Evidence string   `yaml:"evidence"`
	Date     string   `yaml:"date"`
}

// Overrides returns the corrections made by hand.
func Overrides() ([]catalog.Override, error) { return ParseOverrides(overrides) }

// ParseOverrides reads corrections: YAML, the fields of overrides.yaml. One
// without a reason, evidence or date is an error.
func ParseOverrides(text []byte) ([]catalog.Override, error) {
	var list struct {
		Overrides []override `yaml:"overrides"`
	}
	if err := decode(text, &list); err != nil {
		return nil, fmt.Errorf("overrides: %w", err)
	}
	var all []catalog.Override
	for i, o := range list.Overrides {
		if err := o.check(); err != nil {
			return nil, fmt.Errorf("override %d (%s %s %s): %w", i+1, o.API, o.Method, o.Path, err)
		}
		all = append(all, catalog.Override{
			Key: catalog.Key{API: o.API, Method: o.Method, Path: o.Path}, Fact: catalog.Fact(o.Fact),
			Values: o.Values, Replaces: o.Replaces, Reason: o.Reason, Evidence: o.Evidence, Date: o.Date,
		})
	}
	return all, nil
}

func (o override) check() error {
	if o.API == "" || o.Method == "" || o.Path == "" {
		return errors.New("api, method and path name the operation; one is missing")
	}
	if o.Reason == "" || o.Evidence == "" {
		return errors.New("a correction needs a reason and its evidence")
	}
	if _, err := time.Parse(time.DateOnly, o.Date); err != nil {
		return fmt.Errorf("the date %q is no day like 2026-08-22", o.Date)
	}
	switch catalog.Fact(o.Fact) {
	case catalog.FactLevels:
		return nil
	case catalog.FactScopeRule:
		if len(o.Values) == 1 && (o.Values[0] == string(catalog.AnyScope) || o.Values[0] == string(catalog.AllScopes)) {
			return nil
		}
		return errors.New("scope_rule is any or all")
	default:
		return fmt.Errorf("the fact %q can't be corrected: user_levels and scope_rule can", o.Fact)
	}
}
