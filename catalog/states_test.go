package catalog

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What a correction states, and that it states nothing where it has no value or
// is about a fact that nobody corrects.
func TestCorrectionStates(t *testing.T) {
	for _, test := range []struct {
		name     string
		override *Override
		want     string
	}{
		{"none", nil, ""},
		{"levels", &Override{Fact: FactLevels, Values: []string{"B", "A"}}, "user_levels A, B"},
		{"no levels at all", &Override{Fact: FactLevels}, "user_levels none"},
		{"a rule", &Override{Fact: FactScopeRule, Values: []string{"all"}}, "scope_rule all"},
		{"a rule without a value", &Override{Fact: FactScopeRule}, ""},
		{"a title", &Override{Fact: FactTitle, Values: []string{"all"}}, ""},
	} {
		if got := saidBy(stateCorrection(&Operation{Override: test.override})); got != test.want {
			t.Errorf("%s: states %q, want %q", test.name, got, test.want)
		}
	}
}

// A page without its panel is silent about the security; levels that it shows
// count all the same.
func TestPageStates(t *testing.T) {
	public := stated()
	for _, test := range []struct {
		name string
		page *Page
		want string
	}{
		{"none", nil, ""},
		{"listed and not read", &Page{Levels: []string{"A"}}, ""},
		{"without its panel", &Page{Read: time.Unix(1, 0)}, ""},
		{"levels alone", &Page{Read: time.Unix(1, 0), Levels: []string{"a"}}, "user_levels A"},
		{"security alone", &Page{Read: time.Unix(1, 0), Security: &public}, "security []; user_levels none"},
	} {
		said := slices.DeleteFunc(statePage(&Operation{Page: test.page}), func(s Statement) bool { return s.Fact != FactSecurity && s.Fact != FactLevels })
		if got := saidBy(said); got != test.want {
			t.Errorf("%s: states %q, want %q", test.name, got, test.want)
		}
	}
}

func saidBy(statements []Statement) string {
	var all []string
	for _, s := range statements {
		all = append(all, string(s.Fact)+" "+s.Value.String())
	}
	return strings.Join(all, "; ")
}
