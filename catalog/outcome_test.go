package catalog

import (
	"slices"
	"testing"
)

// What people saw is heard beside what is published: it changes no answer, and
// contests one that it contradicts, unless it was so on its day.
func TestWhatPeopleSaw(t *testing.T) {
	saw := func(status string, client Answer, agreed, day string) Statement {
		return Statement{Witness: WitnessReport, Fact: FactClient, On: day, Agreed: agreed, URL: "https://a.example/" + status,
			Value: Outcome{Credential: CredentialClient, Status: status, Callers: Callers{User: Unknown, Client: client}}}
	}
	patOnly := []Requirement{{{Scheme: "userAuth", Scopes: []string{"a:b:c"}}}}
	for _, test := range []struct {
		name       string
		levels     []string // of which API conflicts with the security
		seen       []Statement
		want       []string // of Observed
		confidence Confidence
	}{
		{"nobody saw anything", []string{"ORG_ADMIN"}, nil, nil, ConfidenceStated},
		{"as published", []string{"ORG_ADMIN"}, []Statement{saw("403", No, StillAgreed, "2025-12-03")}, []string{"403 for"}, ConfidenceStated},
		{"otherwise", []string{"ORG_ADMIN"}, []Statement{saw("200", Yes, "", "2025-12-03")}, []string{"200 against"}, ConfidenceContested},
		{"otherwise, and it was so", []string{"ORG_ADMIN"}, []Statement{saw("200", Yes, "2025-12-18", "2025-12-03")}, []string{"200 outdated"}, ConfidenceStated},
		{"it says nothing", []string{"ORG_ADMIN"}, []Statement{saw("404", Unknown, "", "2025-12-03")}, []string{"404 for"}, ConfidenceStated},
		{"the newest first, and without day last", []string{"ORG_ADMIN"},
			[]Statement{saw("403", No, "", ""), saw("200", Yes, "", "2025-12"), saw("404", Unknown, "", "2026-01-09")}, []string{"404 for", "200 against", "403 for"}, ConfidenceContested},
		{"beside a conflict", []string{"API"}, []Statement{saw("200", Yes, "", "2025-12-03")}, []string{"200 against"}, ConfidenceContested},
		{"a conflict alone", []string{"API"}, []Statement{saw("403", No, "", "2025-12-03")}, []string{"403 for"}, ConfidenceConflict},
	} {
		observation := Observation{Key: Key{"v1", "GET", "/a/v1"}, OperationID: "a", Security: Security{patOnly, BasisOperation}, LevelsField: LevelsField, Levels: test.levels}
		o := conclude(observation, API{ID: "v1"}, Document{}, nil, nil, test.seen...)
		var got []string
		for _, s := range o.Observed() {
			got = append(got, s.Value.(Outcome).Status+" "+string(s.Counts))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if o.Decision.Needs != NeedsPAT || o.Confidence != test.confidence {
			t.Errorf("%s: needs %s, %s, want %s", test.name, o.Decision.Needs, o.Confidence, test.confidence)
		}
		if o.Contested() != (o.Confidence == ConfidenceContested) || o.Conflicting() != slices.Contains(test.levels, LevelAPI) {
			t.Errorf("%s: contested %v, conflicting %v", test.name, o.Contested(), o.Conflicting())
		}
	}
}

func TestOutcomeIsReadAsItIsWritten(t *testing.T) {
	callers := Callers{User: Unknown, Client: No}
	for _, outcome := range []Outcome{
		{Credential: CredentialClient, Status: "403", Version: "v2025", Scopes: []string{ScopeAll, "a:b:c"}, Level: "ORG_ADMIN", Calls: 12, Callers: callers},
		{Status: OutcomeStated, Callers: callers},
		{Credential: CredentialPAT, Status: OutcomeWorks, Calls: 1, Callers: Callers{User: Yes, Client: Unknown}},
	} {
		got, err := ParseValue(FactClient, outcome.String())
		if err != nil || got.String() != outcome.String() {
			t.Errorf("%q is read as %v, %v", outcome, got, err)
		}
		read, ok := got.(Outcome)
		if !ok || read.Credential != outcome.Credential || read.Calls != outcome.Calls || !slices.Equal(read.Scopes, outcome.Scopes) || read.Client != outcome.Client {
			t.Errorf("%q is read as %+v", outcome, got)
		}
	}
	for _, text := range []string{"pat 200; user yes", "; ", "pat 200; colour red; user yes, client no", "pat 200; calls many; user yes, client no", "pat 200; calls 0; user yes, client no"} {
		if got, err := ParseValue(FactToken, text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
