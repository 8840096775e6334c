package catalog

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

func sampleFacts() Facts {
	day := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	o := func(api, method, path string, security Security) Observation {
		return Observation{Key: Key{api, method, path}, OperationID: "x", Title: "T", Security: security}
	}
	return Facts{
		APIs: []API{{ID: "v1", Product: ProductISC}, {ID: "v2025", Product: ProductISC, BasePath: "/v2025"}},
		Documents: []Document{
			{Role: RoleSpec, API: "v1", URL: "https://example.com/v1.yaml", FetchedAt: day},
			{Role: RoleSpec, API: "v2025", URL: "https://example.com/v2025.yaml", FetchedAt: day.AddDate(0, 0, -1)},
		},
		Observations: []Observation{
			o("v1", "GET", "/b/v1", stated(user("idn:b:read"))),
			o("v1", "DELETE", "/b/v1", stated(user("idn:b:manage"))),
			o("v1", "GET", "/a/v1/{id}", stated(client("idn:a:read"))),
			o("v2025", "GET", "/a/{id}", stated(user("idn:a:read"), client("idn:a:read"))),
		},
		Problems: []Problem{{Key: Key{"v2025", "GET", "/broken"}, Code: CodeOperationUnread, Seen: "x"}},
	}
}

func TestMergeDoesNotDependOnOrder(t *testing.T) {
	want := Merge(unordered())
	var keys []string
	for _, o := range want.Operations {
		keys = append(keys, o.Key.String())
	}
	if order := []string{"v1 GET /a/v1/{id}", "v1 DELETE /b/v1", "v1 GET /b/v1", "v2025 GET /a/{id}"}; !slices.Equal(keys, order) {
		t.Errorf("order %q, want %q", keys, order)
	}
	for range 20 {
		facts := unordered()
		shuffle(facts.Observations)
		shuffle(facts.Problems)
		shuffle(facts.Pages)
		shuffle(facts.Overrides)
		if got := Merge(facts); !sameSnapshot(got, want) {
			t.Fatal("another order of facts gave another snapshot")
		}
	}
}

// unordered are facts with several of each kind whose order means nothing.
func unordered() Facts {
	facts := sampleFacts()
	for _, o := range facts.Observations {
		facts.Pages = append(facts.Pages, Page{Key: o.Key, URL: "https://example.com/" + o.Method + o.Path})
		facts.Problems = append(facts.Problems, Problem{Key: o.Key, Code: CodeFieldOdd, Seen: o.Path})
	}
	for _, path := range []string{"/gone", "/a/gone", "/z/gone"} {
		facts.Problems = append(facts.Problems, Problem{Key: Key{"v1", "GET", path}, Code: CodeOperationUnread, Seen: path})
		facts.Overrides = append(facts.Overrides, Override{Key: Key{"v1", "GET", path}, Fact: FactLevels, Date: "2026-08-22"})
	}
	return facts
}

// sameSnapshot compares all but the corrections, which keep the order of their file.
func sameSnapshot(a, b Snapshot) bool {
	a.Overrides, b.Overrides = nil, nil
	return reflect.DeepEqual(a, b)
}

func shuffle[T any](all []T) {
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}

// Pages and levels may be newer than what the answers rest on.
func TestAsOfIsTheNewestSpecification(t *testing.T) {
	facts := sampleFacts()
	later := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	facts.Documents = append(facts.Documents, Document{Role: RoleSitemap, FetchedAt: later}, Document{Role: RoleLevels, URL: "https://example.com/levels", FetchedAt: later})
	snapshot := Merge(facts)
	if got := snapshot.AsOf().Format(time.DateOnly); got != "2026-08-22" {
		t.Errorf("as of %s", got)
	}
	if snapshot.SpecCount() != 2 || snapshot.LevelsURL() != "https://example.com/levels" {
		t.Errorf("%d specifications, levels at %q", snapshot.SpecCount(), snapshot.LevelsURL())
	}
}

// That an operation has no page is news only where there is a list of pages,
// and the list has pages of its API.
func TestMissingPages(t *testing.T) {
	sitemap := Document{Role: RoleSitemap, URL: "https://example.com/sitemap.xml"}
	for name, test := range map[string]struct {
		documents []Document
		pages     []Page
		want      []string
	}{
		"a list with a page of one API":    {[]Document{sitemap}, []Page{{Key: Key{"v1", "GET", "/a/v1/{id}"}}}, []string{"v1 DELETE /b/v1", "v1 GET /b/v1"}},
		"a list without pages of an API":   {[]Document{sitemap}, nil, nil},
		"pages of an earlier day, no list": {nil, []Page{{Key: Key{"v1", "GET", "/a/v1/{id}"}}}, nil},
	} {
		facts := sampleFacts()
		facts.Documents, facts.Pages = append(facts.Documents, test.documents...), test.pages
		var got []string
		snapshot := Merge(facts)
		for _, f := range snapshot.AllFindings() {
			if f.Code == CodePageMissing {
				got = append(got, f.Key.String())
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: no page of %q, want of %q", name, got, test.want)
		}
	}
}

func TestEndpointsGroupVersions(t *testing.T) {
	snapshot := Merge(sampleFacts())
	var got [][]string
	for _, endpoint := range snapshot.Endpoints() {
		group := []string{endpoint.Lineage}
		for _, version := range endpoint.Versions {
			group = append(group, version.Key.String())
		}
		got = append(got, group)
	}
	want := [][]string{
		{"GET /a/{}", "v1 GET /a/v1/{id}", "v2025 GET /a/{id}"},
		{"DELETE /b", "v1 DELETE /b/v1"},
		{"GET /b", "v1 GET /b/v1"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("endpoints %q, want %q", got, want)
	}
}

func TestKeepTakesAFailedSourcesOldFacts(t *testing.T) {
	old := sampleFacts()
	fresh := sampleFacts()
	fresh.Documents = fresh.Documents[:1]
	fresh.Observations = fresh.Observations[:3]
	fresh.Problems = nil
	snapshot := Merge(fresh.Keep(old.APIs[1], old, "the server answered 503"))
	if n := len(snapshot.Operations); n != 4 {
		t.Errorf("%d operations, want all 4", n)
	}
	if len(snapshot.Findings) != 2 || snapshot.Findings[1].Code != CodeSourceKept || snapshot.Findings[1].Seen != "spec of 2026-08-21" {
		t.Errorf("findings %+v, want the old problem and the kept source with its age", snapshot.Findings)
	}

	snapshot = Merge(fresh.Keep(old.APIs[1], Facts{}, "the server answered 503"))
	if len(snapshot.Findings) != 1 || snapshot.Findings[0].Code != CodeSourceUnavailable {
		t.Errorf("findings %+v, want the unavailable source", snapshot.Findings)
	}
}

// A problem with an operation that was read stands with its findings, any other
// with those of the snapshot.
func TestMergeAddsProblems(t *testing.T) {
	read, unread := Key{"v1", "GET", "/a"}, Key{"v1", "GET", "/b"}
	snapshot := Merge(Facts{
		APIs:         []API{{ID: "v1"}},
		Observations: []Observation{{Key: read, Security: Security{Basis: BasisInherited}}},
		Problems:     []Problem{{Key: read, Code: CodeSecurityNull}, {Key: unread, Code: CodeOperationUnread}, {Key: Key{API: "v1"}, Code: CodeFieldOdd}},
	})
	var codes []Code
	for _, finding := range snapshot.Operations[0].Findings {
		codes = append(codes, finding.Code)
	}
	if want := []Code{CodeSecurityNull, CodeSecurityInherited, CodeOperationIDMissing}; !slices.Equal(codes, want) {
		t.Errorf("the operation has %q, want %q", codes, want)
	}
	// The third is that of the document whose only operation inherits, which is not listed again with it.
	if len(snapshot.Findings) != 3 || len(snapshot.AllFindings()) != 5 {
		t.Errorf("the snapshot has %+v", snapshot.Findings)
	}
}

// An endpoint's versions are compared with one another, however many variants it has.
func TestCompareVersionsOfMany(t *testing.T) {
	var facts Facts
	const variants = 3000
	for _, id := range []string{"v1", "v2"} {
		facts.APIs = append(facts.APIs, API{ID: id})
		for i := range variants {
			security := Security{Basis: BasisOperation}
			if id == "v1" {
				security.Alternatives = []Requirement{{{Scheme: "userAuth"}}}
			}
			facts.Observations = append(facts.Observations, Observation{Key: Key{id, "GET", fmt.Sprintf("/a/{p%d}", i)}, Security: security})
		}
	}
	snapshot := Merge(facts)
	differing := 0
	for _, o := range snapshot.Operations {
		differing += len(o.DiffersIn)
	}
	if endpoints := snapshot.Endpoints(); len(endpoints) != 1 || len(endpoints[0].Versions) != 2*variants || differing != 2 {
		t.Errorf("%d endpoints, %d differences, want 1 and the 2 of the first versions", len(endpoints), differing)
	}
}
