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

// What is asked is met, is not, or depends on what nobody says.
func TestMeets(t *testing.T) {
	admin := pat("a:b:c").at("ORG_ADMIN")
	for _, test := range []struct {
		name string
		ask  Ask
		held Held
		want Answer
	}{
		{"nothing that a code stands for", Ask{}, admin, Unknown},
		{"a level that is held", Ask{Levels: []string{"ORG_ADMIN"}}, admin, Yes},
		{"one that is not", Ask{Levels: []string{"HELPDESK"}}, admin, No},
		{"a scope that is held", Ask{Scopes: []string{"a:b:c", "x:y:z"}}, admin, Yes},
		{"all of them", Ask{Scopes: []string{"a:b:c", "x:y:z"}, All: true}, admin, No},
		{"scopes of a token that nobody has read", Ask{Scopes: []string{"a:b:c"}}, Held{Credential: CredentialPAT}, Unknown},
		{"anyone", Ask{Person: PersonAnyone}, admin, Yes},
		{"anyone, an API client too", Ask{Person: PersonAnyone}, apiClient(), Yes},
		{"the owner", Ask{Person: PersonOwner}, admin, Unknown},
		{"an owner who is no user", Ask{Person: PersonOwner}, apiClient(), No},
		{"a level, of the owner", Ask{Levels: []string{"ORG_ADMIN"}, Person: PersonOwner}, admin, Unknown},
		{"a user's token", Ask{Token: ClassUser}, admin, Yes},
		{"a user's token of an API client", Ask{Token: ClassUser}, apiClient(), No},
		{"a licence", Ask{Licence: "X"}, admin, Unknown},
		{"a parameter", Ask{Parameter: "x", Value: "y"}, admin, Unknown},
	} {
		e := explanation{o: &Operation{}, held: test.held}
		if got := e.meets(test.ask); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
