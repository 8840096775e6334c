package catalog

import (
	"slices"
	"testing"
)

func TestFindings(t *testing.T) {
	scoped := stated(user("idn:identity:read"))
	tests := []struct {
		name string
		o    Observation
		want []Code
	}{
		{"nothing odd", Observation{OperationID: "a", Security: scoped, LevelsField: LevelsField, Levels: []string{"ORG_ADMIN"}}, nil},
		{"inherited", Observation{OperationID: "a", Security: Security{scoped.Alternatives, BasisInherited}}, []Code{CodeSecurityInherited}},
		{"undeclared", Observation{OperationID: "a", Security: stated(Requirement{{Scheme: "UserContextAuth", Scopes: []string{"idn:role:update"}, Undeclared: true, Scoped: true}})}, []Code{CodeSchemeUndeclared}},
		{"public", Observation{OperationID: "a", Security: stated()}, []Code{CodePublic}},
		{"no scope", Observation{OperationID: "a", Security: stated(user())}, []Code{CodeScopesEmpty}},
		{"no scope of a scheme without scopes", Observation{OperationID: "a", Security: stated(Requirement{{Scheme: "basicAuth"}})}, nil},
		{"untrimmed", Observation{OperationID: "a", Security: stated(user("sp:auth-org:read "))}, []Code{CodeScopeUntrimmed}},
		{"two words", Observation{OperationID: "a", Security: stated(user("iai:role-insights"))}, []Code{CodeScopeOdd}},
		{"upper case", Observation{OperationID: "a", Security: stated(user("idn:Role:read"))}, []Code{CodeScopeOdd}},
		{"differing", Observation{OperationID: "a", Security: stated(user("a:b:c"), client("a:b:d"))}, []Code{CodeScopesDiffer}},
		{"scope among levels", Observation{OperationID: "a", Security: scoped, LevelsField: LevelsField, Levels: []string{"ORG_ADMIN", "idn:x:read"}}, []Code{CodeLevelIsScope}},
		{"misspelt", Observation{OperationID: "a", Security: scoped, LevelsField: MisspeltLevelsField, Levels: []string{"ORG_ADMIN"}}, []Code{CodeLevelsMisspelt}},
		{"API against user-only", Observation{OperationID: "a", Security: scoped, LevelsField: LevelsField, Levels: []string{"Api"}}, []Code{CodeLevelAPIUserOnly}},
		{"API where a client is accepted", Observation{OperationID: "a", Security: stated(user("a:b:c"), client("a:b:c")), LevelsField: LevelsField, Levels: []string{"API"}}, nil},
		{"no operationId", Observation{Security: scoped}, []Code{CodeOperationIDMissing}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			operation := conclude(test.o, API{}, Document{}, nil, nil)
			var got []Code
			for _, finding := range operation.Findings {
				got = append(got, finding.Code)
				if finding.Seen == "" || finding.Severity() == "" || finding.Pointer == "" {
					t.Errorf("incomplete finding %+v", finding)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("findings %q, want %q", got, test.want)
			}
		})
	}
}

func TestLevelsAreNormalized(t *testing.T) {
	got := cleanLevels([]string{"SOURCE_ADMIN", "Any", " ORG_ADMIN ", "idn:x:read", "ORG_ADMIN"})
	if want := []string{"ANY", "ORG_ADMIN", "SOURCE_ADMIN"}; !slices.Equal(got, want) {
		t.Errorf("levels %q, want %q", got, want)
	}
}

// What may make an answer wrong stands before what is only untidy.
func TestFindingClassesAreOrderedBySeverity(t *testing.T) {
	order := []Severity{SeverityError, SeverityWarning, SeverityInfo}
	for i, class := range FindingClasses[1:] {
		if before := FindingClasses[i]; slices.Index(order, before.Severity) > slices.Index(order, class.Severity) {
			t.Errorf("%s, of severity %s, stands before %s, of severity %s", before.Code, before.Severity, class.Code, class.Severity)
		}
	}
}
