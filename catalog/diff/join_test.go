package diff

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/data"
)

func bundled(t *testing.T) catalog.Snapshot {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Merge(facts)
}

func of(snapshot catalog.Snapshot, api string) []catalog.Operation {
	return find.Select(&snapshot, find.Query{APIs: []string{api}})
}

func TestNothingChanged(t *testing.T) {
	a, b := bundled(t), bundled(t)
	if len(a.Operations) < 5000 {
		t.Fatalf("only %d operations", len(a.Operations))
	}
	if changes := Snapshots(&a, &b); len(changes) != 0 {
		t.Errorf("by key: %+v", changes[0])
	}
	if changes := Lineages(a.Operations, b.Operations); len(changes) != 0 {
		t.Errorf("by lineage: %+v", changes[0])
	}
	if got := Summarize(nil); got.Operations != 0 || len(got.Effects)+len(got.Aspects) != 0 {
		t.Error(got)
	}
}

// What the move from v2025 to v2026 changes, as counted by hand.
func TestVersionsOfTheRealWorld(t *testing.T) {
	snapshot := bundled(t)
	changes := Lineages(of(snapshot, "v2025"), of(snapshot, "v2026"))
	summary := Summarize(changes)
	want := map[Aspect]int{AspectNeeds: 4, AspectScopes: 7, AspectLevels: 1, AspectAdded: 49, AspectRemoved: 2, AspectExperimental: 5, AspectDeprecated: 2}
	if !reflect.DeepEqual(summary.Aspects, want) {
		t.Errorf("counts %v, want %v", summary.Aspects, want)
	}
	if effects := map[Effect]int{Stricter: 13, Looser: 51, Neutral: 6}; summary.Operations != 63 || !reflect.DeepEqual(summary.Effects, effects) {
		t.Errorf("%d operations, %v, want 63, %v", summary.Operations, summary.Effects, effects)
	}
	const entitlements = "v2026 GET /entitlements"
	at := slices.IndexFunc(changes, func(c Change) bool { return c.Key.String() == entitlements && c.Aspect == AspectNeeds })
	if at < 0 || changes[at].Effect != Stricter || changes[at].Was.String() != "v2025 GET /entitlements" || changes[at].Before != "pat-or-client" {
		t.Errorf("%s: %d, %+v", entitlements, at, changes)
	}
}

// The three aspects are listed for the very operations that Differences names.
func TestAgreesWithDifferences(t *testing.T) {
	snapshot := bundled(t)
	for _, apis := range [][2]string{{"v2025", "v2026"}, {"v3", "v2025"}, {"beta", "v2024"}} {
		want := map[string][]string{}
		for _, endpoint := range snapshot.Endpoints() {
			byAPI := map[string]*catalog.Operation{}
			for _, o := range endpoint.Versions {
				byAPI[o.API] = o
			}
			if before, after := byAPI[apis[0]], byAPI[apis[1]]; before != nil && after != nil && len(before.Differences(after)) > 0 {
				want[after.Key.String()] = before.Differences(after)
			}
		}
		got := map[string][]string{}
		for _, c := range Lineages(of(snapshot, apis[0]), of(snapshot, apis[1])) {
			if c.Aspect == AspectNeeds || c.Aspect == AspectScopes || c.Aspect == AspectLevels {
				got[c.Key.String()] = append(got[c.Key.String()], string(c.Aspect))
			}
		}
		for _, aspects := range got { // an operation's changes of different effects stand apart
			slices.SortFunc(aspects, func(a, b string) int {
				return slices.Index(AllAspects, Aspect(a)) - slices.Index(AllAspects, Aspect(b))
			})
		}
		if len(want) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %v, want %v", apis, got, want)
		}
	}
}

// facts has one operation for each of "GET /a userAuth a:b".
func facts(api string, operations ...string) catalog.Snapshot {
	all := catalog.Facts{APIs: []catalog.API{{ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}, {ID: "v1", Product: catalog.ProductISC}}}
	for _, operation := range operations {
		words := strings.Fields(operation)
		all.Observations = append(all.Observations, catalog.Observation{
			Key: catalog.Key{API: api, Method: words[0], Path: words[1]},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{
				{{Scheme: words[2], Scopes: words[3:], Scoped: true}}}},
		})
	}
	return catalog.Merge(all)
}

func lines(changes []Change) []string {
	var out []string
	for _, c := range changes {
		out = append(out, string(c.Effect)+" "+string(c.Aspect)+" "+c.Was.Path+" "+c.Path)
	}
	return out
}

func TestJoins(t *testing.T) {
	tests := map[string]struct {
		before, after []string
		want          []string
	}{
		"a parameter's new name": {[]string{"GET /r/v1/{id} userAuth a:b"}, []string{"GET /r/v1/{roleId} userAuth a:b"},
			[]string{"neutral renamed /r/v1/{id} /r/v1/{roleId}"}},
		"renamed and changed": {[]string{"GET /r/v1/{id} userAuth a:b"}, []string{"GET /r/v1/{roleId} userAuth a:b c:d"},
			[]string{"looser scopes /r/v1/{id} /r/v1/{roleId}", "neutral renamed /r/v1/{id} /r/v1/{roleId}"}},
		"another address": {[]string{"GET /r/v1 userAuth a:b"}, []string{"GET /r/v2 userAuth a:b"},
			[]string{"stricter moved /r/v1 /r/v2"}},
		"a variant beside it": {[]string{"GET /r/v1 userAuth a:b"}, []string{"GET /r/v1 userAuth a:b", "GET /r/v2 userAuth a:b"},
			[]string{"looser added  /r/v2"}},
		"variants renamed, one at a time": {[]string{"GET /r/v1/{id} userAuth a:b", "GET /r/v2/{id} userAuth a:b"}, []string{"GET /r/v2/{x} userAuth a:b", "GET /r/v3/{x} userAuth a:b"},
			[]string{"stricter moved /r/v1/{id} /r/v3/{x}", "neutral renamed /r/v2/{id} /r/v2/{x}"}},
		"another method is another operation": {[]string{"GET /r/v1 userAuth a:b"}, []string{"POST /r/v1 userAuth a:b"},
			[]string{"stricter removed /r/v1 /r/v1", "looser added  /r/v1"}},
		"stricter first, then looser, then neutral": {
			[]string{"GET /a userAuth a:b", "GET /b userAuth a:b c:d", "GET /c/{x} userAuth a:b", "GET /z userAuth a:b"},
			[]string{"GET /a userAuth a:b c:d", "GET /b userAuth a:b", "GET /c/{y} userAuth a:b", "GET /k userAuth a:b"},
			[]string{"stricter scopes /b /b", "stricter removed /z /z", "looser scopes /a /a", "looser added  /k", "neutral renamed /c/{x} /c/{y}"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before, after := facts("v1", test.before...), facts("v1", test.after...)
			if got := lines(Snapshots(&before, &after)); !reflect.DeepEqual(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// Across APIs the address is another anyway; a service's first variant is the
// partner, the newer one is new.
func TestLineagesAcrossAPIs(t *testing.T) {
	before := facts("v2025", "GET /r/{id} userAuth a:b", "GET /gone userAuth a:b")
	after := facts("v1", "GET /r/v2/{id} userAuth a:b", "GET /r/v1/{roleId} applicationAuth a:b")
	changes := Lineages(before.Operations, after.Operations)
	want := []string{"stricter needs /r/{id} /r/v1/{roleId}", "stricter removed /gone /gone", "looser added  /r/v2/{id}", "neutral scopes /r/{id} /r/v1/{roleId}"}
	if got := lines(changes); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSummary(t *testing.T) {
	before := facts("v1", "GET /a userAuth a:b c:d", "GET /c/{x} userAuth a:b c:d")
	after := facts("v1", "GET /a userAuth a:b", "GET /c/{y} userAuth a:b")
	got := Summarize(Snapshots(&before, &after))
	want := Summary{2, map[Effect]int{Stricter: 2, Neutral: 1}, map[Aspect]int{AspectRenamed: 1, AspectScopes: 2}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The order is that of the APIs, not of the paths; within an API an operation's
// partner is looked for before one in another API.
func TestSeveralAPIs(t *testing.T) {
	both := func(older, newer []string) catalog.Snapshot {
		a, b := facts("v2025", older...), facts("v1", newer...)
		a.Observations = append(a.Observations, b.Observations...)
		return catalog.Merge(a.Facts)
	}
	before := both([]string{"GET /r userAuth a:b", "GET /z userAuth a:b c:d"}, []string{"GET /r/v1 userAuth a:b", "GET /a/v1 userAuth a:b c:d"})
	after := both([]string{"GET /z userAuth a:b"}, []string{"GET /a/v1 userAuth a:b", "GET /r/v2 userAuth a:b"})
	want := []string{"stricter removed /r /r", "stricter scopes /z /z", "stricter scopes /a/v1 /a/v1", "stricter moved /r/v1 /r/v2"}
	if got := lines(Snapshots(&before, &after)); !reflect.DeepEqual(got, want) {
		t.Errorf("by key %q, want %q", got, want)
	}
	if got := lines(Lineages(before.Operations, after.Operations)); !reflect.DeepEqual(got, want) {
		t.Errorf("by lineage %q, want %q", got, want)
	}
}
