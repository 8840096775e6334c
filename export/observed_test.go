package export

import (
	"slices"
	"testing"

	"authcat/catalog"
)

// sighted is an operation of which somebody saw something.
func sighted(t *testing.T, api string, seen ...catalog.Statement) *catalog.Operation {
	t.Helper()
	key := catalog.Key{API: api, Method: "GET", Path: "/a"}
	facts := catalog.Facts{
		APIs: []catalog.API{{ID: api, Product: catalog.ProductISC}},
		Observations: []catalog.Observation{{Key: key, OperationID: "a", Security: catalog.Security{
			Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"a:b:c"}}}}, Basis: catalog.BasisOperation}}},
	}
	for _, s := range seen {
		facts.Statements = append(facts.Statements, catalog.OperationStatement{Key: key, Statement: s})
	}
	snapshot := catalog.Merge(facts)
	return &snapshot.Operations[0]
}

func saw(outcome catalog.Outcome, on, agreed string) catalog.Statement {
	return catalog.Statement{Witness: catalog.WitnessReport, Fact: catalog.FactClient, Value: outcome, URL: "https://a.example/1", On: on, Agreed: agreed}
}

func TestSightingPhrases(t *testing.T) {
	client, in := catalog.CredentialClient, catalog.Callers{User: catalog.Unknown, Client: catalog.Yes}
	out := catalog.Callers{User: catalog.Unknown, Client: catalog.No}
	nothing := catalog.Callers{User: catalog.Unknown, Client: catalog.Unknown}
	own := saw(catalog.Outcome{Credential: client, Status: "200", Version: "v3", Calls: 12, Callers: in}, "2025-12-03", "")
	own.Witness, own.URL = catalog.WitnessObservation, ""
	for _, test := range []struct {
		seen catalog.Statement
		want string
	}{
		{saw(catalog.Outcome{Credential: client, Status: "403", Version: "v3", Scopes: []string{"sp:scopes:all"}, Callers: out}, "2025-12-03", ""),
			"an API client with sp:scopes:all got 403, version v3, 2025-12-03 (field report)"},
		{own, "an API client got 200, version v3, 2025-12-03 (own traffic, calls: 12); not as published"},
		{saw(catalog.Outcome{Credential: client, Status: catalog.OutcomeWorks, Callers: in}, "", "2026-01-09"), "an API client got in, version not said (field report); outdated: so published until 2026-01-09"},
		{saw(catalog.Outcome{Credential: client, Status: catalog.OutcomeWorks, Callers: in}, "", catalog.StillAgreed), "an API client got in, version not said (field report); as published of another version"},
		{saw(catalog.Outcome{Credential: catalog.CredentialPAT, Status: catalog.OutcomeRefused, Level: "ORG_ADMIN", Callers: nothing}, "2025-12", ""), "a PAT of a user with ORG_ADMIN was refused, version not said, 2025-12 (field report)"},
		{saw(catalog.Outcome{Credential: catalog.CredentialAuthorizationCode, Status: "200", Callers: nothing}, "", ""), "an authorization-code token got 200, version not said (field report)"},
		{saw(catalog.Outcome{Status: "403", Callers: nothing}, "", ""), "a token of an unknown kind got 403, version not said (field report)"},
		{saw(catalog.Outcome{Status: catalog.OutcomeStated, Callers: out}, "", ""), "it was stated that a user context is needed, version not said (field report)"},
		{saw(catalog.Outcome{Status: catalog.OutcomeStated, Callers: in}, "", ""), "it was stated that an API client is taken, version not said (field report); not as published"},
		{saw(catalog.Outcome{Status: catalog.OutcomeStated, Scopes: []string{"a:b:c"}, Callers: nothing}, "", ""), "it was stated that the scope is a:b:c, version not said (field report)"},
	} {
		seen := Sightings([]*catalog.Operation{sighted(t, "v3", test.seen)})
		if len(seen) != 1 || seen[0].Phrase() != test.want {
			t.Errorf("%+v, want %q", seen, test.want)
		}
	}
}

// A card has what is not as published one by one, and counts the rest.
func TestObservedPhrases(t *testing.T) {
	says := func(client catalog.Answer, status, on string) catalog.Statement {
		return saw(catalog.Outcome{Credential: catalog.CredentialClient, Status: status, Callers: catalog.Callers{User: catalog.Unknown, Client: client}}, on, "")
	}
	o := sighted(t, "v3", says(catalog.No, "403", "2025-11-02"), says(catalog.No, "403", "2025-12"), says(catalog.Yes, "200", ""), says(catalog.Unknown, "404", "2026-01-01"))
	want := []string{"an API client got 200, version not said (field report); not as published", "as published, in 2 reports, the latest from 2025-12"}
	if got := observedPhrases(o); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := contestingURLs(o); !slices.Equal(got, []string{"https://a.example/1"}) {
		t.Errorf("told in %q", got)
	}
	if got := observedPhrases(sighted(t, "v3", says(catalog.Unknown, "404", "2026-01-01"))); len(got) > 0 {
		t.Errorf("what says nothing is said: %q", got)
	}
	// The same report of two versions of an endpoint is one sighting.
	a, b := sighted(t, "v3", says(catalog.No, "403", "2025-12")), sighted(t, "v2025", says(catalog.No, "403", "2025-12"))
	if got := Sightings([]*catalog.Operation{a, b}); len(got) != 1 || len(got[0].Of) != 2 {
		t.Errorf("%+v", got)
	}
}
