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

// What SailPoint does in a busy night: a few operations change in one version
// alone, a campaign moves hundreds in all their versions, and others come.
func TestChurnIsNotRefused(t *testing.T) {
	facts := bundled(t)
	campaign := map[string]bool{}
	for i, endpoint := range published(t).Endpoints() {
		if i%8 == 0 && len(endpoint.Versions) > 2 {
			campaign[endpoint.Lineage] = true
		}
	}
	lineages := map[catalog.Key]string{}
	for _, o := range published(t).Operations {
		lineages[o.Key] = o.Lineage
	}
	for i := range facts.Observations {
		o := &facts.Observations[i]
		if campaign[lineages[o.Key]] && len(o.Security.Alternatives) > 0 {
			o.Security = catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{
				{{Scheme: "userAuth", Scopes: []string{"idn:new:manage"}, Scoped: true}},
				{{Scheme: "applicationAuth", Scopes: []string{"idn:new:manage"}, Scoped: true}},
			}}
		}
	}
	of(&facts, "v2025", func(i int, o *catalog.Observation) {
		switch {
		case i%100 == 50:
			o.Tags = []string{"Renamed"}
		case i%300 == 51:
			o.Title, o.Deprecated = "Renamed", !o.Deprecated
		}
	})
	drop(&facts, "v2024", func(i int) bool { return i%100 == 91 })
	facts = withMore(facts, "v2025", 90)
	c := config(t)
	c.Sentinels = nil
	if v := guard.Check(c, after(published(t)), merged(facts), nil, today); !v.OK() {
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

// rules is a configuration with one rule, and the others wide open.
func rules(t *testing.T, fact guard.Fact, rule guard.Rule) guard.Config {
	c := config(t)
	c.Sentinels = nil
	c.Changes = map[guard.Fact]guard.Rule{}
	for _, other := range guard.Changes() {
		c.Changes[other] = guard.Rule{Alone: 1000, Everywhere: 1000, Together: guard.Limit{Slack: 1000}}
	}
	c.Changes[fact] = rule
	return c
}

func TestBoundaries(t *testing.T) {
	five := guard.Rule{Alone: 5, Everywhere: 5, Together: guard.Limit{Percent: 10, Slack: 5}}
	for _, test := range []struct {
		before, now *catalog.Snapshot
		fact        guard.Fact
		refused     bool
	}{
		// A small API: one may go, and a quarter.
		{small(3, 0, 0), small(2, 0, 0), guard.Lost, false},
		{small(5, 0, 0), small(4, 0, 0), guard.Lost, false},
		{small(5, 0, 0), small(3, 0, 0), guard.Lost, true},
		{small(8, 0, 0), small(6, 0, 0), guard.Lost, false},
		{small(8, 0, 0), small(5, 0, 0), guard.Lost, true},
		// A larger one: the limit.
		{small(20, 0, 0), small(15, 0, 0), guard.Lost, false},
		{small(900, 0, 0), small(895, 0, 0), guard.Lost, false},
		{small(900, 0, 0), small(894, 0, 0), guard.Lost, true},
		{small(100, 100, 0), small(100, 95, 0), guard.TagsChanged, false},
		{small(100, 100, 0), small(100, 94, 0), guard.TagsChanged, true},
		// Only what was there can change; what is new and public has a number of its own.
		{small(100, 0, 0), small(100, 100, 0), guard.TagsChanged, false},
		{small(100, 0, 0), small(100, 0, 5), guard.Public, false},
		{small(100, 0, 0), small(100, 0, 6), guard.Public, true},
		{small(100, 0, 6), small(100, 0, 0), guard.Closed, true},
		{small(10, 0, 10), small(15, 0, 15), guard.NewPublic, false},
		{small(10, 0, 10), small(16, 0, 16), guard.NewPublic, true},
	} {
		v := guard.Check(rules(t, test.fact, five), after(test.before), test.now, nil, today)
		if got := slices.Contains(facts(v.Refusals), test.fact); got != test.refused {
			t.Errorf("%d to %d operations: %s refused %v, want %v: %q", len(test.before.Operations), len(test.now.Operations),
				test.fact, got, test.refused, lines(v.Refusals))
		}
	}
}

// The document of one API is read in place of another's.
func TestTwins(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
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
	first := guard.Check(config(t), guard.Past{}, merged(whole), nil, today)
	if got, want := twins(first), []string{"v2026: the document is the same as v2025's"}; !slices.Equal(got, want) {
		t.Errorf("first run: %q, want %q", got, want)
	}
	if got := twins(guard.Check(config(t), after(merged(whole)), merged(whole), nil, today)); len(got) > 0 {
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
	v := guard.Check(c, guard.Past{}, &catalog.Snapshot{Facts: catalog.Facts{APIs: []catalog.API{{ID: "a"}}}}, nil, today)
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
