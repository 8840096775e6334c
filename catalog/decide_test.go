package catalog

import (
	"slices"
	"testing"
)

func user(scopes ...string) Requirement {
	return Requirement{{Scheme: "userAuth", Scopes: scopes, Scoped: true}}
}

func client(scopes ...string) Requirement {
	return Requirement{{Scheme: "applicationAuth", Scopes: scopes, Scoped: true}}
}

func stated(alternatives ...Requirement) Security {
	return Security{Alternatives: alternatives, Basis: BasisOperation}
}

func TestDecide(t *testing.T) {
	both := Requirement{{Scheme: "applicationAuth", Scopes: []string{"c"}}, {Scheme: "userAuth", Scopes: []string{"u"}}}
	basic := Requirement{{Scheme: "basicAuth"}}
	tests := []struct {
		name                     string
		security                 Security
		needs                    Needs
		pat, code, client        Answer
		userScopes, clientScopes []string
	}{
		{"user only", stated(user("b", "a")), NeedsPAT, Yes, Yes, No, []string{"a", "b"}, nil},
		{"inherited", Security{[]Requirement{user("sp:scopes:all")}, BasisInherited}, NeedsPAT, Yes, Yes, No, []string{"sp:scopes:all"}, nil},
		{"an API client as it was called once", stated(Requirement{{Scheme: "ApplicationOnlyAuth", Scopes: []string{"idn:a:read"}, Scoped: true}}), NeedsClient, No, No, Yes, nil, []string{"idn:a:read"}},
		{"undeclared user context", stated(Requirement{{Scheme: "UserContextAuth", Undeclared: true}}), NeedsPAT, Yes, Yes, No, nil, nil},
		{"either", stated(user("a"), client("a", "b")), NeedsPATOrClient, Yes, Yes, Yes, []string{"a"}, []string{"a", "b"}},
		{"client only", stated(client("a")), NeedsClient, No, No, Yes, nil, []string{"a"}},
		{"both together need the user", stated(both), NeedsPAT, Yes, Yes, No, []string{"u"}, []string{"c"}},
		{"both together, or a client alone", stated(both, client("x")), NeedsPATOrClient, Yes, Yes, Yes, []string{"u"}, []string{"c", "x"}},
		{"empty list", stated(), NeedsNone, Yes, Yes, Yes, nil, nil},
		{"empty alternative", stated(user("a"), Requirement{}), NeedsNone, Yes, Yes, Yes, []string{"a"}, nil},
		{"nothing stated anywhere is not public", Security{Basis: BasisInherited}, NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"the zero security is not public", Security{}, NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"an alternative that nobody stated is not public", Security{Alternatives: []Requirement{{}}}, NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"basic", stated(basic), NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"an unknown scheme with a user's is neither", stated(Requirement{{Scheme: "basicAuth"}, {Scheme: "userAuth", Scopes: []string{"u"}}}), NeedsOther, Unknown, Unknown, Unknown, []string{"u"}, nil},
		{"whichever comes first", stated(Requirement{{Scheme: "userAuth"}, {Scheme: "basicAuth"}}), NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"nor is one with an API client's", stated(Requirement{{Scheme: "applicationAuth"}, {Scheme: "basicAuth"}}), NeedsOther, Unknown, Unknown, Unknown, nil, nil},
		{"a user's with an API client's, the other way round", stated(Requirement{{Scheme: "userAuth"}, {Scheme: "applicationAuth"}}), NeedsPAT, Yes, Yes, No, nil, nil},
		{"an unknown pair beside a user's alone", stated(Requirement{{Scheme: "applicationAuth"}, {Scheme: "basicAuth"}}, user("a")), NeedsPAT, Yes, Yes, No, []string{"a"}, nil},
		{"basic or user", stated(basic, user("a")), NeedsPAT, Yes, Yes, No, []string{"a"}, nil},
		{"scopes are trimmed and deduplicated", stated(user("a ", " a", "")), NeedsPAT, Yes, Yes, No, []string{"a"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Decide(test.security, AnyScope)
			if d.Needs != test.needs {
				t.Errorf("needs %s, want %s", d.Needs, test.needs)
			}
			for credential, want := range map[Credential]Answer{
				CredentialPAT: test.pat, CredentialAuthorizationCode: test.code, CredentialClient: test.client,
			} {
				if got := d.Accepts(credential); got != want {
					t.Errorf("accepts %s: %s, want %s", credential, got, want)
				}
			}
			if !slices.Equal(d.UserScopes, test.userScopes) {
				t.Errorf("user scopes %q, want %q", d.UserScopes, test.userScopes)
			}
			if !slices.Equal(d.ClientScopes, test.clientScopes) {
				t.Errorf("client scopes %q, want %q", d.ClientScopes, test.clientScopes)
			}
		})
	}
}

func TestLineage(t *testing.T) {
	isc := func(base string) API { return API{Product: ProductISC, BasePath: base} }
	tests := []struct {
		api          API
		method, path string
		want         string
	}{
		{isc("/v2025"), "GET", "/identities/{id}", "GET /identities/{}"},
		{isc(""), "GET", "/identities/v1/{identityId}", "GET /identities/{}"},
		{isc(""), "GET", "/das/identity-collectors/v1/{id}", "GET /das/identity-collectors/{}"},
		{isc(""), "GET", "/machine-identities/v2", "GET /machine-identities"},
		{isc("/beta"), "POST", "/beta/launchers/{id}/launch", "POST /launchers/{}/launch"},
		{isc(""), "GET", "/.well-known/v1/ssf-configuration", "GET /.well-known/ssf-configuration"},
		{isc("/v3"), "GET", "/vendor-connector-mappings", "GET /vendor-connector-mappings"},
		{API{Product: ProductNERM, BasePath: "/api/v2025"}, "GET", "/delegations", "nerm GET /api/delegations"},
		{API{Product: ProductIIQ, BasePath: "/identityiq/scim/v2"}, "GET", "/Users", "iiq GET /identityiq/scim/Users"},
	}
	for _, test := range tests {
		if got := Lineage(test.api, test.method, test.path); got != test.want {
			t.Errorf("%s %s: lineage %q, want %q", test.method, test.path, got, test.want)
		}
		for _, other := range tests {
			want := other.want == test.want
			if got := NewFilter(other.want, "GET /else").Takes(test.api, test.method, test.path); got != want {
				t.Errorf("%s %s taken by %q: %v, want %v", test.method, test.path, other.want, got, want)
			}
		}
	}
}
