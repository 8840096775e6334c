package export

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/explain"
)

// thing concludes an operation of a user's scopes, with what else a test says of it.
func thing(scopes []string, change func(*catalog.Observation), levels ...string) *catalog.Operation {
	observation := catalog.Observation{
		Key:      catalog.Key{API: "v2025", Method: "GET", Path: "/things"},
		Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: scopes, Scoped: true}}}},
	}
	if len(levels) > 0 {
		observation.LevelsField, observation.Levels = catalog.LevelsField, levels
	}
	if change != nil {
		change(&observation)
	}
	snapshot := catalog.Merge(catalog.Facts{
		APIs:         []catalog.API{{ID: "v2025", Product: catalog.ProductISC}},
		Documents:    []catalog.Document{{Role: catalog.RoleSpec, API: "v2025"}},
		Observations: []catalog.Observation{observation},
	})
	return &snapshot.Operations[0]
}

// What the words must say: the missing user, the right credential, both witnesses of a conflict.
func TestCauseWords(t *testing.T) {
	contradicted := thing([]string{"idn:a:read"}, nil, "ORG_ADMIN", "API")
	said := func(held explain.Held, status int) string {
		v := explain.Call(contradicted, held, status)
		var all []string
		for _, cause := range v.Causes {
			text, remedy := CauseWords(v, cause)
			if text == "" || remedy == "" {
				t.Errorf("%s has no words", cause.Code)
			}
			all = append(all, text, remedy)
		}
		return strings.Join(all, "\n")
	}
	for _, want := range []string{
		"takes only a user's token", "sp:scopes:all doesn't either", "create a PAT for a user", "the scope idn:a:read", "the level ORG_ADMIN",
		"levels API, ORG_ADMIN; security [userAuth (idn:a:read)]",
	} {
		if text := said(clientHeld, 403); !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	if text := said(explain.Held{Credential: catalog.CredentialClient, ScopesKnown: true}, 401); !strings.Contains(text, "refused with 403 all the same: as published") {
		t.Errorf("after a 401: %q", text)
	}
}

// No advice tells the caller to get what the caller has.
func TestAdviceNamesNothingHeld(t *testing.T) {
	const r, m = "idn:thing:read", "idn:thing:manage"
	both := []string{r, m}
	operations := []*catalog.Operation{
		thing(both, nil), thing(both, func(o *catalog.Observation) {
			o.Security.Alternatives = append(o.Security.Alternatives, catalog.Requirement{{Scheme: "applicationAuth", Scopes: both, Scoped: true}})
		}, "ORG_ADMIN", "HELPDESK"),
		thing(both, nil, "ORG_ADMIN", "USER"), thing([]string{r}, nil, "POLICY_ADMIN"),
		thing(both, func(o *catalog.Observation) { o.Prose.AllScopes = true }),
		thing([]string{"idn:a:manage"}, func(o *catalog.Observation) { o.Method, o.Path = "PATCH", "/personal-access-tokens/{id}" }),
	}
	names := map[string]bool{r: true, m: true, "ORG_ADMIN": true, "HELPDESK": true, "POLICY_ADMIN": true, "ROLE_SUBADMIN": true}
	for i := range operations {
		for _, scopes := range [][]string{nil, {r}, {m}, {r, m}, {catalog.ScopeAll}} {
			for _, levels := range [][]string{nil, {"ORG_ADMIN"}, {"HELPDESK"}, {"ROLE_SUBADMIN"}, {"ORG_ADMIN", "HELPDESK"}} {
				for _, status := range append([]int{0}, explain.Statuses...) {
					held := explain.Held{Credential: catalog.CredentialPAT, Scopes: scopes, ScopesKnown: true, Levels: levels, LevelsKnown: true}
					v := explain.Call(operations[i], held, status)
					for _, cause := range v.Causes {
						_, remedy := CauseWords(v, cause)
						for _, word := range strings.FieldsFunc(remedy, func(r rune) bool { return strings.ContainsRune(" ,.;", r) }) {
							if names[word] && (slices.Contains(scopes, word) || slices.Contains(levels, word)) {
								t.Errorf("operation %d, %q, %q, %d: %s advises %q", i, scopes, levels, status, cause.Code, remedy)
							}
						}
					}
				}
			}
		}
	}
}

// The words name the witness that alone states levels, whoever it is.
func TestTheOnlyWitnessIsNamed(t *testing.T) {
	for witness, want := range map[catalog.Witness]string{
		catalog.WitnessDescription: "Only the description says so.", catalog.WitnessPage: "Only the documentation page says so.", "toy": "Only the toy says so.", "": "",
	} {
		text, _ := CauseWords(explain.Verdict{}, explain.Cause{Code: explain.CauseLevelMissing, About: explain.About{Levels: []string{"A"}, Witness: witness}})
		if _, said, _ := strings.Cut(text, "and has none."); strings.TrimSpace(said) != want {
			t.Errorf("by %q: %q, want it to end with %q", witness, text, want)
		}
	}
}
