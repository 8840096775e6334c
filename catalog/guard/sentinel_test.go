package guard_test

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// breaks are the ways in which a sentinel can fail, where it asks for the fact.
var breaks = []struct {
	name  string
	asked func(guard.Sentinel) bool
	spoil func(guard.Sentinel, *catalog.Observation)
	says  string
}{
	{"another credential", func(guard.Sentinel) bool { return true }, func(s guard.Sentinel, o *catalog.Observation) {
		o.Security = catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "applicationAuth"}}}}
	}, "the candidate says client"},
	{"no user scope", func(s guard.Sentinel) bool { return s.UserScope != "" }, func(s guard.Sentinel, o *catalog.Observation) {
		o.Security = withoutScope(o.Security, catalog.ClassUser, s.UserScope)
	}, "user scopes"},
	{"no client scope", func(s guard.Sentinel) bool { return s.ClientScope != "" }, func(s guard.Sentinel, o *catalog.Observation) {
		o.Security = withoutScope(o.Security, catalog.ClassClient, s.ClientScope)
	}, "client scopes"},
	{"no level", func(s guard.Sentinel) bool { return s.Level != "" }, func(s guard.Sentinel, o *catalog.Observation) {
		o.Levels = slices.DeleteFunc(slices.Clone(o.Levels), func(l string) bool { return strings.EqualFold(l, s.Level) })
		o.Prose = catalog.Prose{}
	}, "user levels"},
	{"another source of levels", func(s guard.Sentinel) bool { return s.LevelsSource != "" }, func(s guard.Sentinel, o *catalog.Observation) {
		o.Levels, o.Prose.Levels = nil, []string{s.Level}
		if s.LevelsSource == catalog.WitnessDescription.Column() {
			o.Levels, o.LevelsField = []string{s.Level}, catalog.LevelsField
		}
	}, "the candidate says user levels from the "},
}

func withoutScope(s catalog.Security, class catalog.Class, scope string) catalog.Security {
	return securities(s, func(use catalog.SchemeUse) *catalog.SchemeUse {
		if catalog.ClassOf(use.Scheme) == class {
			use.Scopes = slices.DeleteFunc(slices.Clone(use.Scopes), func(listed string) bool { return strings.TrimSpace(listed) == scope })
		}
		return &use
	})
}

// Every sentinel holds in the bundled snapshot, and fails when any fact that
// it asks for is broken, or the operation is gone.
func TestEverySentinel(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	published := published(t)
	apis := map[string]bool{}
	for _, s := range c.Sentinels {
		apis[s.API] = true
		gone := bundled(t)
		gone.Observations = slices.DeleteFunc(gone.Observations, func(o catalog.Observation) bool { return o.Key == s.Key })
		wantOne(t, c, published, gone, s, "the candidate says nothing of it")
		for _, b := range breaks {
			if !b.asked(s) {
				continue
			}
			facts := bundled(t)
			for i := range facts.Observations {
				if o := &facts.Observations[i]; o.Key == s.Key {
					b.spoil(s, o)
				}
			}
			wantOne(t, c, published, facts, s, b.says)
		}
	}
	for _, api := range published.APIs {
		if !apis[api.ID] {
			t.Errorf("%s has no sentinel", api.ID)
		}
	}
}

func wantOne(t *testing.T, c guard.Config, published *catalog.Snapshot, facts catalog.Facts, s guard.Sentinel, says string) {
	t.Helper()
	v := guard.Check(c, after(published), merged(facts), nil, today)
	held := slices.DeleteFunc(v.Refusals, func(r guard.Refusal) bool { return r.Fact != guard.SentinelHeld })
	if len(held) != 1 || held[0].API != s.API || !strings.Contains(held[0].Why, says) {
		t.Errorf("%s: refusals %q, want one that says %q", s.Key, lines(held), says)
	}
}
