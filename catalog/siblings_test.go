package catalog

import (
	"slices"
	"testing"
)

// versions makes an endpoint of which each API's version lists these scopes, the newest first.
func versions(scopes ...[]string) Snapshot {
	var facts Facts
	for i, id := range []string{"v1", "v2026", "v3", "beta"}[:len(scopes)] {
		facts.APIs = append(facts.APIs, API{ID: id, Product: ProductISC, BasePath: "/" + id})
		facts.Observations = append(facts.Observations, Observation{Key: Key{id, "GET", "/a"}, OperationID: "a", Security: stated(user(scopes[i]...))})
	}
	return Merge(facts)
}

func TestScopesThatOtherVersionsSpellOtherwise(t *testing.T) {
	right, wrong := []string{"idn:campaign-template:read"}, []string{"idn:campaign-temlates:read"}
	for _, test := range []struct {
		name   string
		scopes [][]string
		want   map[string]string // API: what was seen
	}{
		{"all alike", [][]string{right, right, right}, nil},
		{"one old version", [][]string{right, right, wrong}, map[string]string{"v3": "scope idn:campaign-temlates:read; idn:campaign-template:read in v1, v2026"}},
		{"most old versions", [][]string{right, wrong, wrong}, map[string]string{
			"v2026": "scope idn:campaign-temlates:read; idn:campaign-template:read in v1", "v3": "scope idn:campaign-temlates:read; idn:campaign-template:read in v1",
		}},
		{"other scopes", [][]string{{"idn:role:read"}, {"idn:rolls-royce:read"}}, nil},
		{"two scopes that stand together", [][]string{
			{"idn:role-checked:read", "idn:role-unchecked:read"}, {"idn:role-unchecked:read", "idn:role-checked:read"},
		}, nil},
		{"one scope of two that stand together", [][]string{{"idn:role-checked:read", "idn:role-unchecked:read"}, {"idn:role-checked:read"}}, nil},
	} {
		snapshot := versions(test.scopes...)
		for _, o := range snapshot.Operations {
			i := slices.IndexFunc(o.Findings, func(f Finding) bool { return f.Code == CodeScopeMisspelt })
			seen := ""
			if i >= 0 {
				seen = o.Findings[i].Seen
			}
			if seen != test.want[o.API] {
				t.Errorf("%s, %s: %q, want %q", test.name, o.API, seen, test.want[o.API])
			}
			if (o.Confidence == ConfidenceConflict) != (seen != "") {
				t.Errorf("%s, %s: confidence %s", test.name, o.API, o.Confidence)
			}
		}
	}
}

func TestScopesNearlyLikeAnother(t *testing.T) {
	var facts Facts
	facts.APIs = []API{{ID: "v1", Product: ProductISC}}
	add := func(path string, scopes ...string) {
		facts.Observations = append(facts.Observations, Observation{Key: Key{"v1", "GET", path}, OperationID: "a", Security: stated(user(scopes...))})
	}
	add("/a", "idn:things:read", "idn:flow:activate")
	add("/b", "idn:thing:read", "idn:role-checked:read", "idn:role-unchecked:read")
	add("/c", "idn:thing:read", "idn:flow:deactivate", "idn:role-unchecked:read")
	add("/d", "idn:thing:read", "idn:role-unchecked:read")
	var seen []string
	for _, f := range Merge(facts).Findings {
		seen = append(seen, string(f.Code)+": "+f.Seen)
	}
	if want := []string{"scope-near-duplicate: scope idn:things:read (1 operations) beside idn:thing:read (3)"}; !slices.Equal(seen, want) {
		t.Errorf("findings %q, want %q", seen, want)
	}
}

func TestLevelsThatTheMatrixDoesNotList(t *testing.T) {
	facts := Facts{
		APIs: []API{{ID: "v1"}},
		Observations: []Observation{{Key: Key{"v1", "GET", "/a"}, OperationID: "a", Security: stated(user("a:b:c")),
			LevelsField: LevelsField, Levels: []string{"ORG_ADMIN", "ANY", "API", "USER", "DEVOPS", "SOD_POLICY_ADMIN"}}},
	}
	if found := Merge(facts).Operations[0].Findings; slices.ContainsFunc(found, func(f Finding) bool { return f.Code == CodeLevelUnlisted }) {
		t.Errorf("without a matrix %v", found)
	}
	facts.Levels = []UserLevel{{Name: "ORG_ADMIN"}}
	found := Merge(facts).Operations[0].Findings
	if i := slices.IndexFunc(found, func(f Finding) bool { return f.Code == CodeLevelUnlisted }); i < 0 || found[i].Seen != "level DEVOPS, SOD_POLICY_ADMIN" {
		t.Errorf("findings %v", found)
	}
}

// Where hardly any operation states its security, that is one finding about
// the document; where few don't, it is one about each of them.
func TestADefaultThatIsTheNormIsCountedOnce(t *testing.T) {
	for _, test := range []struct {
		stated, inherited    int
		document, operations int
	}{{0, 5, 1, 0}, {1, 19, 1, 0}, {1, 9, 0, 9}, {20, 1, 0, 1}, {3, 0, 0, 0}} {
		facts := Facts{APIs: []API{{ID: "v1"}}}
		for i := range test.stated + test.inherited {
			security := stated(user("a:b:c"))
			if i >= test.stated {
				security.Basis = BasisInherited
			}
			facts.Observations = append(facts.Observations, Observation{Key: Key{"v1", "GET", "/" + string(rune('a'+i))}, OperationID: "a", Security: security})
		}
		snapshot := Merge(facts)
		counts := map[Code]int{}
		for _, f := range snapshot.AllFindings() {
			counts[f.Code]++
		}
		if counts[CodeSecurityDefault] != test.document || counts[CodeSecurityInherited] != test.operations {
			t.Errorf("%d stated, %d inherited: %v", test.stated, test.inherited, counts)
		}
		for _, o := range snapshot.Operations {
			if inherits := o.Security.Basis == BasisInherited; slices.ContainsFunc(o.Findings, func(f Finding) bool { return f.Code == CodeSecurityInherited }) != inherits {
				t.Errorf("%s: findings %v", o.Key, o.Findings)
			}
		}
	}
}

func TestDiscoveryIsPublicOnPurpose(t *testing.T) {
	for path, want := range map[string]Code{
		"/.well-known/v1/ssf-configuration": CodePublicDiscovery, "/ssf/v1/jwks": CodePublicDiscovery,
		"/scheduled-searches/{id}": CodePublic, "/jwks-things": CodePublic,
	} {
		o := Operation{Observation: Observation{Key: Key{Path: path}, OperationID: "a"}, Decision: Decision{Needs: NeedsNone}}
		found := inspect(&o, nil)
		if len(found) != 1 || found[0].Code != want {
			t.Errorf("%s: %v, want %s", path, found, want)
		}
	}
}
