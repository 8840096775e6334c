package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/export/sarif"
)

// codePlan has a call in source code for everything that is said of one.
func codePlan() plan.Plan {
	p := samplePlan()
	for i := range p.Calls {
		p.Calls[i].Places = []plan.Place{{File: "a.go", Line: 10 * (i + 1), Rule: "request"}}
	}
	p.Calls[0].Places = append(p.Calls[0].Places, plan.Place{File: "b.go", Line: 1, Rule: "request"})
	p.Levels, p.LevelReasons = []string{"ORG_ADMIN"}, []plan.Reason{{Name: "ORG_ADMIN", ForcedBy: []catalog.Key{p.Calls[1].Operation.Key}}}
	p.Unstated = append(p.Unstated, plan.Unstated{Key: p.Calls[0].Operation.Key, What: []string{plan.UnstatedLevels}})
	at := func(line int) []plan.Place { return []plan.Place{{File: "c.go", Line: line}} }
	p.Unmatched = []plan.UnmatchedCall{
		{Call: callTo("/v2/org", ""), Absence: find.Absence{Kind: find.AbsentRetired}, Places: at(1)},
		{Call: callTo("/v3/b", ""), Absence: find.Absence{Kind: find.AbsentVersion, Version: "v3", Others: []*catalog.Operation{p.Calls[1].Operation}}, Places: at(2)},
		{Call: callTo("/v3/no", ""), Absence: find.Absence{Kind: find.AbsentPath}, Places: at(3)},
		{Call: callTo("/v3/log", "line 1"), Absence: find.Absence{Kind: find.AbsentPath}},
	}
	p.Open = []plan.OpenCall{
		{Place: plan.Place{File: "d.go", Line: 1}, What: "SourcesApi.get", Candidates: []*catalog.Operation{p.Calls[0].Operation, p.Calls[1].Operation}},
		{Place: plan.Place{File: "d.go", Line: 2}},
	}
	return p
}

func TestPlanResults(t *testing.T) {
	answered, ok := Plan(&answer.Planned{Catalog: &answer.Catalog{Dataset: dataset}, Plan: codePlan()}).(blaming)
	if !ok {
		t.Fatal("a plan finds nothing in source code")
	}
	var got []string
	for _, r := range answered.results() {
		got = append(got, fmt.Sprintf("%s %s:%d %s", strings.TrimPrefix(string(r.Rule), "authcat/"), r.File, r.Line, r.Message))
	}
	want := []string{
		"forces-pat a.go:10 v3 GET /a forces a PAT: as published, it takes only a user's token. It is the only one of the 3 operations called that does.",
		"forces-pat b.go:1 v3 GET /a forces a PAT: as published, it takes only a user's token. It is the only one of the 3 operations called that does.",
		"needs-scope a.go:10 v3 GET /a needs the scope idn:a:read: no other that is published opens it.",
		"needs-scope b.go:1 v3 GET /a needs the scope idn:a:read: no other that is published opens it.",
		"needs-scope a.go:20 v3 GET /b needs one of several scopes, of which the plan has yes.",
		"needs-level a.go:20 v3 GET /b needs the user level ORG_ADMIN: no other that is published opens it.",
		"unpublished a.go:30 v3 GET /c is published without credential.",
		"retired c.go:1 GET /v2/org is not published: API v2 is retired, and nothing of it has been published since 2024-02-09; today's APIs have no endpoint of this path.",
		"retired c.go:2 GET /v3/b is not published: it is not published in v3, but in v3: GET .",
		"unpublished c.go:3 GET /v3/no is not published: no operation has this path.",
		"not-resolved d.go:1 SourcesApi.get: nothing tells which of its candidates this is: v3 GET /a or v3 GET /b.",
		"not-resolved d.go:2 nothing tells which operation this is.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOnlyCodeIsALog(t *testing.T) {
	renderer, err := FormatNamed(FormatSARIF, 0, FormatSARIF)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := renderer.Render(&strings.Builder{}, Listing{}); err == nil {
		t.Error("a table is a SARIF log")
	}
	var log strings.Builder
	note, err := renderer.Render(&log, Plan(&answer.Planned{Catalog: &answer.Catalog{Dataset: dataset}, Plan: codePlan()}))
	if err != nil || !strings.HasPrefix(note, "operations: 3, ") || !strings.Contains(log.String(), `"dataset": "test of 2026-08-22"`) || !strings.Contains(log.String(), string(sarif.NotResolved)) {
		t.Errorf("%q, %v\n%s", note, err, log.String())
	}
}
