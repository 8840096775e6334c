package find

import (
	"slices"
	"testing"

	"authcat/catalog"
)

func TestAbsent(t *testing.T) {
	facts := catalog.Facts{APIs: []catalog.API{
		{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}, {ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"},
		{ID: "nerm", Product: catalog.ProductNERM, BasePath: "/api"},
	}}
	add := func(api, method, path string) {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: api, Method: method, Path: path}, Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"a:b:c"}}}}}})
	}
	add("v1", "GET", "/entitlements/v1")
	add("v2025", "GET", "/entitlements")
	add("v1", "GET", "/entitlements/v1/{id}")
	add("v3", "GET", "/accounts/{id}")
	add("v1", "POST", "/access-profiles/v1")
	add("nerm", "GET", "/profiles")
	snapshot := catalog.Merge(facts)
	for _, test := range []struct {
		method, path string
		kind         AbsenceKind
		methods      []string
		version      string
		others       []string
	}{
		{"POST", "/oauth/token", AbsentTokenRequest, nil, "", nil},
		{"", "/oauth/token", AbsentTokenRequest, nil, "", nil},
		{"GET", "/oauth/token", AbsentPath, nil, "", nil},
		{"DELETE", "/v3/accounts/1", AbsentMethod, []string{"GET"}, "v3", nil},
		{"GET", "/v3/entitlements", AbsentVersion, nil, "v3", []string{"v1", "v2025"}},
		{"GET", "/v3/entitlements/2c91", AbsentVersion, nil, "v3", []string{"v1"}},
		{"GET", "/accounts/v1/2c91", AbsentVersion, nil, "v1", []string{"v3"}},
		{"GET", "/cc/api/source/list", AbsentPrivate, nil, "", nil},
		{"GET", "/api/cc/source/list", AbsentPrivate, nil, "", nil},
		{"POST", "/v2/access-profiles", AbsentRetired, nil, "v2", []string{"v1"}},
		{"GET", "/v2/workgroups", AbsentRetired, nil, "v2", nil},
		{"PATCH", "/api/v2/org", AbsentRetired, nil, "v2", nil},
		{"GET", "/v3/nothing", AbsentPath, nil, "v3", nil},
		{"GET", "/nothing", AbsentPath, nil, "", nil},
		{"GET", "/v2", AbsentPath, nil, "v2", nil},
	} {
		absence := Absent(&snapshot, ReadAddress(test.method, test.path, test.path))
		var others []string
		for _, o := range absence.Others {
			others = append(others, o.API)
		}
		if absence.Kind != test.kind || !slices.Equal(absence.Methods, test.methods) || absence.Version != test.version || !slices.Equal(others, test.others) {
			t.Errorf("%s %s: %+v, others %q; want %+v", test.method, test.path, absence, others, test)
		}
	}
}
