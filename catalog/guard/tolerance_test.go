package guard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// Three in a hundred operations change in every respect, and others come.
func TestChurnIsNotRefused(t *testing.T) {
	facts := bundled(t)
	for _, api := range []string{"v1", "v2026", "v2025", "v2024", "beta", "iiq-9.0"} {
		of(&facts, api, func(i int, o *catalog.Observation) {
			switch i % 100 {
			case 13, 46, 79:
				o.Tags = []string{"Renamed"}
				o.Security = catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"idn:new:read"}, Scoped: true}}}}
			case 14, 47:
				o.Levels, o.LevelsField = []string{"ORG_ADMIN"}, catalog.LevelsField
			}
		})
		drop(&facts, api, func(i int) bool { return i%100 == 91 })
	}
	facts = withMore(facts, "v2025", 90)
	if v := check(t, facts); !v.OK() {
		t.Errorf("refusals\n%s", strings.Join(lines(v.Refusals), "\n"))
	}
}

// withMore adds copies of an API's operations under other paths.
func withMore(facts catalog.Facts, api string, n int) catalog.Facts {
	var more []catalog.Observation
	of(&facts, api, func(i int, o *catalog.Observation) {
		if i < n {
			added := *o
			added.Path = "/added" + o.Path
			more = append(more, added)
		}
	})
	facts.Observations = append(facts.Observations, more...)
	return facts
}

func TestGrowthIsNotRefused(t *testing.T) {
	facts := bundled(t)
	for _, api := range []string{"v2025", "iiq-9.0", "nerm-v2025"} {
		facts = withMore(facts, api, 500)
	}
	// Levels where there were none are news, no change.
	of(&facts, "v2024", func(_ int, o *catalog.Observation) {
		if len(o.Levels) == 0 && len(o.Prose.Levels) == 0 {
			o.Levels, o.LevelsField = []string{"ORG_ADMIN"}, catalog.LevelsField
		}
	})
	facts.APIs = append(facts.APIs, catalog.API{ID: "v2027", Product: catalog.ProductISC, BasePath: "/v2027"})
	of(&facts, "v1", func(i int, o *catalog.Observation) {
		if i < 30 {
			added := *o
			added.API = "v2027"
			facts.Observations = append(facts.Observations, added)
		}
	})
	v := check(t, facts)
	if !v.OK() {
		t.Errorf("refusals\n%s", strings.Join(lines(v.Refusals), "\n"))
	}
	if want := []string{"v2027: new, with 30 operations"}; !slices.Equal(v.Warnings, want) {
		t.Errorf("warnings %q, want %q", v.Warnings, want)
	}
}

// small is an API of n operations that need a PAT, of which only the first
// `tagged` have a tag and the first `public` need no token at all.
func small(n, tagged, public int) *catalog.Snapshot {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "a"}}}
	for i := range n {
		o := catalog.Observation{Key: catalog.Key{API: "a", Method: "GET", Path: fmt.Sprintf("/%04d", i)},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth"}}}}}
		if i < tagged {
			o.Tags = []string{"T"}
		}
		if i < public {
			o.Security.Alternatives = nil
		}
		facts.Observations = append(facts.Observations, o)
	}
	return merged(facts)
}

func facts(refusals []guard.Refusal) []guard.Fact {
	var all []guard.Fact
	for _, r := range refusals {
		all = append(all, r.Fact)
	}
	return all
}

func TestBoundaries(t *testing.T) {
	c := config(t)
	c.Sentinels = nil
	for _, test := range []struct {
		before, after *catalog.Snapshot
		fact          guard.Fact
		refused       bool
	}{
		// A small API: a quarter of 5 is one, of 3 none.
		{small(5, 0, 0), small(4, 0, 0), guard.Operations, false},
		{small(5, 0, 0), small(3, 0, 0), guard.Operations, true},
		{small(5, 0, 0), small(3, 0, 0), guard.Lost, true},
		{small(3, 0, 0), small(2, 0, 0), guard.Operations, true},
		{small(1, 1, 0), small(1, 0, 0), guard.Tags, true},
		// A middling one: the slack of 3.
		{small(12, 0, 0), small(9, 0, 0), guard.Operations, false},
		{small(12, 0, 0), small(8, 0, 0), guard.Operations, true},
		{small(79, 0, 0), small(76, 0, 0), guard.Operations, false},
		{small(79, 0, 0), small(75, 0, 0), guard.Operations, true},
		// 5% is more than 3 from 80 on.
		{small(80, 0, 0), small(76, 0, 0), guard.Operations, false},
		{small(80, 0, 0), small(75, 0, 0), guard.Operations, true},
		{small(100, 100, 0), small(100, 95, 0), guard.Tags, false},
		{small(100, 100, 0), small(100, 94, 0), guard.Tags, true},
		{small(100, 100, 0), small(100, 80, 0), guard.TagsChanged, false},
		{small(100, 100, 0), small(100, 79, 0), guard.TagsChanged, true},
		{small(100, 100, 0), small(95, 95, 0), guard.Lost, false},
		{small(100, 100, 0), small(94, 94, 0), guard.Lost, true},
		// Two more that need no token, whatever the size of the API; more only if it grows.
		{small(100, 0, 0), small(100, 0, 2), guard.NeedNone, false},
		{small(100, 0, 0), small(100, 0, 3), guard.NeedNone, true},
		{small(100, 0, 4), small(100, 0, 0), guard.NeedNone, false},
		{small(100, 0, 4), small(200, 0, 10), guard.NeedNone, false},
		{small(100, 0, 4), small(200, 0, 11), guard.NeedNone, true},
		{small(100, 0, 0), small(100, 0, 5), guard.NeedsChanged, false},
		{small(100, 0, 0), small(100, 0, 6), guard.NeedsChanged, true},
	} {
		v := guard.Check(c, test.before, test.after, nil, today)
		if got := slices.Contains(facts(v.Refusals), test.fact); got != test.refused {
			t.Errorf("%d to %d operations: %s refused %v, want %v: %q", len(test.before.Operations), len(test.after.Operations),
				test.fact, got, test.refused, lines(v.Refusals))
		}
	}
}

func TestSmallLimitsSayAQuarter(t *testing.T) {
	c := config(t)
	c.Sentinels = nil
	got := lines(guard.Check(c, small(5, 0, 0), small(3, 0, 0), nil, today).Refusals)
	want := []string{
		"a: operations fell from 5 to 3 (allowed: a quarter, so no fewer than 4)",
		"a: operations that state their security fell from 5 to 3 (allowed: a quarter, so no fewer than 4)",
		"a: operations that need a PAT fell from 5 to 3 (allowed: a quarter, so no fewer than 4)",
		"a: 2 of 5 operations are gone, the first GET /0003 (allowed: a quarter, so no more than 1)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("refusals\n%s", strings.Join(got, "\n"))
	}
}

// The document of one API is read in place of another's.
func TestTwins(t *testing.T) {
	place := func(f *catalog.Facts, from, to string) {
		drop(f, to, func(int) bool { return true })
		of(f, from, func(_ int, o *catalog.Observation) {
			copied := *o
			copied.API = to
			f.Observations = append(f.Observations, copied)
		})
		hash := ""
		for _, d := range f.Documents {
			if d.Role == catalog.RoleSpec && d.API == from {
				hash = d.SHA256
			}
		}
		for i := range f.Documents {
			if f.Documents[i].API == to {
				f.Documents[i].SHA256 = hash
			}
		}
	}
	twins := func(v guard.Verdict) []string {
		return lines(slices.DeleteFunc(v.Refusals, func(r guard.Refusal) bool { return r.Fact != guard.SameDocument }))
	}
	whole := bundled(t)
	place(&whole, "v2026", "v2025")
	if got, want := twins(check(t, whole)), []string{"v2025: the document is the one that was published as v2026's"}; !slices.Equal(got, want) {
		t.Errorf("document: %q, want %q", got, want)
	}
	first := guard.Check(config(t), nil, merged(whole), nil, today)
	if got, want := twins(first), []string{"v2026: the document is the same as v2025's"}; !slices.Equal(got, want) {
		t.Errorf("first run: %q, want %q", got, want)
	}
	if got := twins(guard.Check(config(t), merged(whole), merged(whole), nil, today)); len(got) > 0 {
		t.Errorf("published so: %q", got)
	}
	// Written anew with other bytes: the operations tell.
	rewritten := bundled(t)
	place(&rewritten, "v2026", "v2025")
	for i := range rewritten.Documents {
		rewritten.Documents[i].SHA256 += rewritten.Documents[i].API
	}
	if got, want := twins(check(t, rewritten)), []string{"v2025: the operations are exactly those that were published as v2026's"}; !slices.Equal(got, want) {
		t.Errorf("operations: %q, want %q", got, want)
	}
	// Both changed, to the same.
	both := bundled(t)
	drop(&both, "v2026", func(i int) bool { return i == 500 })
	place(&both, "v2026", "v2025")
	for i := range both.Documents {
		both.Documents[i].SHA256 += "0"
	}
	if got, want := twins(check(t, both)), []string{"v2026: the document is the same as v2025's"}; !slices.Equal(got, want) {
		t.Errorf("both: %q, want %q", got, want)
	}
}

func TestWarnings(t *testing.T) {
	facts := bundled(t)
	for i := range facts.Documents {
		switch facts.Documents[i].API {
		case "v3":
			facts.Documents[i].Kept = true
		case "beta":
			facts.Documents[i].FetchedAt = time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	v := check(t, facts)
	want := []string{
		"v3: the facts of 2026-08-22 are kept, since its document could not be read",
		"beta: the document is of 2026-08-01, older than the published one of 2026-08-22",
	}
	if !v.OK() || !slices.Equal(v.Warnings, want) {
		t.Errorf("refusals %q, warnings\n%s", lines(v.Refusals), strings.Join(v.Warnings, "\n"))
	}
}

func TestEmptyCandidates(t *testing.T) {
	c := config(t)
	c.Sentinels = c.Sentinels[:1]
	v := guard.Check(c, nil, &catalog.Snapshot{Facts: catalog.Facts{APIs: []catalog.API{{ID: "a"}}}}, nil, today)
	if want := []string{"the candidate has no operations at all", "a: it has no operations"}; !slices.Equal(lines(v.Refusals), want) {
		t.Errorf("refusals %q, want %q", lines(v.Refusals), want)
	}
	if want := []string{"v1: no API v1 is declared, so nothing was checked about GET /identities/v1"}; !slices.Equal(v.Warnings, want) {
		t.Errorf("warnings %q, want %q", v.Warnings, want)
	}
}

// A source that was added and could not be read yet takes nothing from the others.
func TestAddedSourceThatIsDown(t *testing.T) {
	facts := bundled(t)
	facts.APIs = append(slices.Clone(facts.APIs), catalog.API{ID: "added", Product: catalog.ProductISC})
	v := check(t, facts)
	if want := []string{"added: nothing is known of it yet"}; !v.OK() || !slices.Equal(v.Warnings, want) {
		t.Errorf("refusals %q, warnings %q, want %q", lines(v.Refusals), v.Warnings, want)
	}
}

func TestMeasure(t *testing.T) {
	all := guard.Measure(merged(bundled(t)))
	var apis []string
	for _, c := range all {
		apis = append(apis, c.API)
		counts := c.Counts
		if c.API == "" {
			continue
		}
		if sum := counts[guard.NeedPAT] + counts[guard.NeedPATOrClient] + counts[guard.NeedClient] + counts[guard.NeedNone] + counts[guard.NeedOther]; sum != counts[guard.Operations] {
			t.Errorf("%s: %d operations by need, %d in all", c.API, sum, counts[guard.Operations])
		}
		if sum := counts[guard.Stated] + counts[guard.Inherited]; sum != counts[guard.Operations] {
			t.Errorf("%s: %d operations by basis, %d in all", c.API, sum, counts[guard.Operations])
		}
	}
	if got := strings.Join(apis, " "); got != "v1 v2026 v2025 v2024 v3 beta nerm nerm-v2025 iiq iiq-9.0 " {
		t.Errorf("APIs %q", got)
	}
	if n := all[0].Counts[guard.NeedPATOrClient]; n != 403 {
		t.Errorf("v1: %d for either, want 403", n)
	}
}
