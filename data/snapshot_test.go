package data

import (
	"slices"
	"testing"

	"authcat/catalog"
)

func bundled(t testing.TB) catalog.Snapshot {
	t.Helper()
	facts, err := Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Merge(facts)
}

// The lineages of the real APIs at commit 81ef79d0.
func TestLineagesOfTheSnapshot(t *testing.T) {
	snapshot := bundled(t)
	lineages, versioned, differing := 0, 0, 0
	links := map[[2]string]int{}
	for _, endpoint := range snapshot.Endpoints() {
		var apis []string
		differs := false
		for _, o := range endpoint.Versions {
			if !endpoint.Variant(o) {
				apis = append(apis, o.API)
			}
			differs = differs || len(o.DiffersIn) > 0
		}
		if api, _ := snapshot.API(apis[0]); api.Product != catalog.ProductISC {
			continue
		}
		lineages++
		if len(apis) > 1 {
			versioned++
		}
		if differs {
			differing++
		}
		for _, from := range apis {
			for _, to := range apis {
				links[[2]string{from, to}]++
			}
		}
	}
	for _, want := range []struct {
		what      string
		got, want int
	}{
		{"lineages", lineages, 920},
		{"in two APIs or more", versioned, 868},
		{"with another decision somewhere", differing, 39},
		{"v2025 to v1", links[[2]string{"v2025", "v1"}], 810},
		{"v3 to v2025", links[[2]string{"v3", "v2025"}], 351},
		{"beta to v2024", links[[2]string{"beta", "v2024"}], 545},
		{"v2026 to v1", links[[2]string{"v2026", "v1"}], 859},
	} {
		if want.got != want.want {
			t.Errorf("%s: %d, want %d", want.what, want.got, want.want)
		}
	}
}

// One version of an endpoint is linked to one operation of another API, no
// operation stands in two lineages, and SailPoint's operationIds agree: where
// they link two operations of an API pair, the lineage does so too, but for
// the few that SailPoint uses for another endpoint.
func TestLineagesAgreeWithOperationIDs(t *testing.T) {
	snapshot := bundled(t)
	byID := map[string]*catalog.Operation{}
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; o.API == "v2025" && o.OperationID != "" {
			byID[o.OperationID] = o
		}
	}
	agree, differ := 0, 0
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if other := byID[o.OperationID]; o.API == "v2026" && other != nil {
			if other.Lineage == o.Lineage {
				agree++
			} else {
				differ++
				t.Logf("operationId %s: %s and %s", o.OperationID, o.Key, other.Key)
			}
		}
	}
	if agree < 800 || differ > 5 {
		t.Errorf("%d operationIds agree with the lineages, %d don't", agree, differ)
	}
}

// The data quality of API v1 at commit 81ef79d0.
func TestFindingsOfTheSnapshot(t *testing.T) {
	snapshot := bundled(t)
	counts := map[catalog.Code]int{}
	for _, finding := range snapshot.AllFindings() {
		if finding.API == "v1" {
			counts[finding.Code]++
		}
	}
	want := map[catalog.Code]int{
		catalog.CodeSecurityInherited: 16, catalog.CodeSchemeUndeclared: 4, catalog.CodePublic: 1, catalog.CodePublicDiscovery: 2, catalog.CodeLevelUnlisted: 35, catalog.CodeScopesEmpty: 14,
		catalog.CodeLevelAPIUserOnly: 4, catalog.CodeProseAPIUserOnly: 15, catalog.CodeLevelIsScope: 1, catalog.CodeLevelsMisspelt: 1,
		catalog.CodeScopeUntrimmed: 1, catalog.CodeOperationIDMissing: 5, catalog.CodeProseBroken: 2, catalog.CodeProseNeedsDiffer: 0,
		catalog.CodeLevelsProseOnly: 40, catalog.CodeLevelsDiffer: 30, catalog.CodeProseScopesDiffer: 42,
	}
	for code, n := range want {
		if counts[code] != n {
			t.Errorf("%s: %d findings in v1, want %d", code, counts[code], n)
		}
	}
}

func TestEveryOperationOfV1HasAPage(t *testing.T) {
	snapshot := bundled(t)
	urls := map[string]catalog.Key{}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if o.API != "v1" {
			continue
		}
		if o.Page == nil || o.DocsURL != o.Page.URL {
			t.Errorf("%s has no page", o.Key)
		}
		if other, ok := urls[o.DocsURL]; ok {
			t.Errorf("%s and %s have the same page", o.Key, other)
		}
		urls[o.DocsURL] = o.Key
	}
	if len(urls) != 917 {
		t.Errorf("%d pages, want 917", len(urls))
	}
}

func TestConflictsAreMarked(t *testing.T) {
	snapshot := bundled(t)
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		conflict := slices.ContainsFunc(o.Findings, catalog.Finding.Conflict)
		if conflict != (o.Confidence == catalog.ConfidenceConflict) {
			t.Errorf("%s: confidence %s, findings %v", o.Key, o.Confidence, o.Findings)
		}
	}
}

// The day that is read off the heads is that of the facts.
func TestAsOf(t *testing.T) {
	day, err := AsOf()
	snapshot := bundled(t)
	if err != nil || day.IsZero() || !day.Equal(snapshot.AsOf()) {
		t.Errorf("%v, %v, want %v", day, err, snapshot.AsOf())
	}
}
