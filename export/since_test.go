package export

import (
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/find"
)

func TestSincePhrase(t *testing.T) {
	for _, test := range []struct {
		needs catalog.Needs
		since answer.Since
		want  string
	}{
		{catalog.NeedsPATOrClient, answer.Since{Day: "2026-01-09", Before: catalog.NeedsPAT}, "takes API clients since 2026-01-09 (before: PAT only)"},
		{catalog.NeedsPAT, answer.Since{Day: "2026-03-27", Before: catalog.NeedsPATOrClient}, "2026-03-27 (before: PAT or API client)"},
		{catalog.NeedsPAT, answer.Since{Day: "2023-08-24", Before: catalog.NeedsOther}, "2023-08-24 (before: not published)"},
		{catalog.NeedsPAT, answer.Since{Day: "2026-03-24"}, "2026-03-24, when it was first published"},
		{catalog.NeedsPAT, answer.Since{Day: "2025-03-26", Oldest: true}, "2025-03-26, the first day of its API's document"},
	} {
		if got := SincePhrase(test.needs, test.since); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// What was published once is said once, with today's endpoint.
func TestNothingPhraseOfWhatIsGone(t *testing.T) {
	today := &catalog.Operation{Observation: catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET"}}, Address: "/groups/v1"}
	was := &catalog.Operation{Observation: catalog.Observation{Key: catalog.Key{API: "v2", Method: "GET"}}, Address: "/v2/groups", Decision: catalog.Decision{Needs: catalog.NeedsPAT}}
	gone := answer.Gone{Operation: was, API: catalog.API{Title: "V2 API"}, Until: "2024-02-09", Today: []*catalog.Operation{today}}
	for name, nothing := range map[string]*answer.NothingError{
		"by its lineage":   {What: "none", Absence: find.Absence{Kind: find.AbsentPath}, Gone: []answer.Gone{gone}, History: answer.Dataset{Name: "past"}},
		"by its path only": {What: "none", Absence: find.Absence{Kind: find.AbsentRetired, Others: []*catalog.Operation{today}}, Gone: []answer.Gone{gone}, History: answer.Dataset{Name: "past"}},
	} {
		phrase := NothingPhrase(nothing)
		if !strings.Contains(phrase, "GET /v2/groups of the V2 API was published until 2024-02-09, and needed a user's token") ||
			strings.Count(phrase, "GET /groups/v1") != 1 || !strings.Contains(phrase, "(past of ") {
			t.Errorf("%s: %s", name, phrase)
		}
	}
}

// The first version that ever needed another credential tells of the endpoint.
func TestEndpointChange(t *testing.T) {
	version := func(api string, needs catalog.Needs) *catalog.Operation {
		return &catalog.Operation{Observation: catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: "/a"}}, Decision: catalog.Decision{Needs: needs}}
	}
	both, pat := catalog.NeedsPATOrClient, catalog.NeedsPAT
	v1, v2025, v3, closed := version("v1", both), version("v2025", both), version("v3", both), version("beta", pat)
	opened := answer.Since{Day: "2025-11-18", Before: pat}
	for _, test := range []struct {
		name     string
		versions []*catalog.Operation
		since    map[catalog.Key]answer.Since
		want     string
	}{
		{"nobody knows", []*catalog.Operation{v1, v2025}, nil, ""},
		{"its own change", []*catalog.Operation{v2025, v3}, map[catalog.Key]answer.Since{v2025.Key: opened, v3.Key: {Day: "2024-01-01", Before: pat}}, "API clients since 2025-11-18"},
		{"that of an older version", []*catalog.Operation{v1, v2025, v3}, map[catalog.Key]answer.Since{v1.Key: {Day: "2026-06-12", Oldest: true}, v2025.Key: opened}, "API clients since 2025-11-18 in v2025"},
		{"one that needs something else tells nothing", []*catalog.Operation{v1, closed}, map[catalog.Key]answer.Since{closed.Key: {Day: "2025-12-18", Before: both}}, ""},
		{"stricter", []*catalog.Operation{closed}, map[catalog.Key]answer.Since{closed.Key: {Day: "2025-12-18", Before: both}}, "PAT only since 2025-12-18"},
		{"the documents of 2023", []*catalog.Operation{closed}, map[catalog.Key]answer.Since{closed.Key: {Day: "2023-08-24", Before: catalog.NeedsOther}}, ""},
	} {
		if got := EndpointChange(test.versions, test.since); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
