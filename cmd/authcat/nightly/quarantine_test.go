package nightly

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// saying is a catalog of APIs with one operation each, whose title is given,
// and a sitemap.
func saying(titles map[string]string) *catalog.Snapshot {
	var facts catalog.Facts
	for _, id := range []string{"a", "b", "c"} {
		title, ok := titles[id]
		if !ok {
			continue
		}
		facts.APIs = append(facts.APIs, catalog.API{ID: id})
		facts.Documents = append(facts.Documents, catalog.Document{Role: catalog.RoleSpec, API: id, URL: "https://specs/" + id})
		facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: id, Method: "GET", Path: "/"}, Title: title})
	}
	facts.Documents = append(facts.Documents, catalog.Document{Role: catalog.RoleSitemap, URL: "https://docs/sitemap.xml"})
	snapshot := catalog.Merge(facts)
	return &snapshot
}

// titles are those of a catalog, and which documents are in quarantine.
func titles(snapshot *catalog.Snapshot) (all []string) {
	for _, o := range snapshot.Operations {
		all = append(all, o.API+" "+o.Title)
	}
	for _, d := range snapshot.Documents {
		if d.Refused != "" {
			all = append(all, nameOf(d.Role, d.API)+": "+d.Refused)
		}
	}
	return all
}

// The rest is asked about again without what was refused, until nothing more
// is; what is about no document that is out keeps all of it back.
func TestQuarantineAsksAgain(t *testing.T) {
	refuse := func(api string, fact guard.Fact, why string) guard.Refusal {
		return guard.Refusal{API: api, Fact: fact, Why: why}
	}
	fell := refuse("a", guard.Operations, "fell")
	pages := refuse("a", guard.Pages, "pages fell")
	for _, test := range []struct {
		name      string
		published map[string]string
		// rounds are the refusals of the whole, then of each composition.
		rounds [][]guard.Refusal
		want   []string // nil where nothing may be published
	}{
		{"one", nil, [][]guard.Refusal{{fell}, {}}, []string{"a old", "b new", "c new", "a: fell"}},
		{"one for several reasons", nil, [][]guard.Refusal{{fell, refuse("a", guard.Scopes, "x"), refuse("a", guard.Tags, "y")}, {}},
			[]string{"a old", "b new", "c new", "a: fell, and 2 more reasons"}},
		{"a sibling that stands alone then", nil, [][]guard.Refusal{{fell}, {refuse("b", guard.Closed, "alone")}, {}},
			[]string{"a old", "b old", "c new", "a: fell", "b: alone"}},
		{"what is out is refused too", nil, [][]guard.Refusal{{fell}, {fell}}, []string{"a old", "b new", "c new", "a: fell"}},
		{"links of its document", nil, [][]guard.Refusal{{refuse("a", guard.LinkHost, "elsewhere")}, {}}, []string{"a old", "b new", "c new", "a: elsewhere"}},
		{"links of the source list", nil, [][]guard.Refusal{{refuse("a", guard.LinkHost, "elsewhere")}, {refuse("a", guard.LinkHost, "elsewhere")}}, nil},
		{"pages", nil, [][]guard.Refusal{{pages}, {}}, []string{"a new", "b new", "c new", "sitemap: pages fell"}},
		{"pages that the sitemap is not to blame for", nil, [][]guard.Refusal{{pages}, {pages}, {}}, []string{"a old", "b new", "c new", "a: pages fell", "sitemap: pages fell"}},
		{"the catalog as a whole", nil, [][]guard.Refusal{{fell, refuse("", guard.APIPresent, "empty")}}, nil},
		{"as a whole without the refused", nil, [][]guard.Refusal{{fell}, {refuse("", guard.Scopes, "few")}}, nil},
		{"an API that is no longer declared", nil, [][]guard.Refusal{{refuse("gone", guard.APIPresent, "not listed")}}, nil},
		{"nothing is out of it", map[string]string{"b": "old", "c": "old"}, [][]guard.Refusal{{fell}}, nil},
		{"nothing is out of another", map[string]string{"b": "old", "c": "old"}, [][]guard.Refusal{{refuse("b", guard.Tags, "x")}, {fell}}, nil},
	} {
		if test.published == nil {
			test.published = map[string]string{"a": "old", "b": "old", "c": "old"}
		}
		whole := saying(map[string]string{"a": "new", "b": "new", "c": "new"})
		q := &quarantined{published: saying(test.published), ages: ages{now: time.Date(2026, 9, 2, 4, 0, 0, 0, time.UTC)}}
		asked := 0
		_, composed, ok := q.compose(guard.Verdict{Refusals: test.rounds[0]}, whole, func(*catalog.Snapshot) guard.Verdict {
			asked++
			return guard.Verdict{Refusals: test.rounds[asked]}
		})
		if ok != (test.want != nil) || asked != len(test.rounds)-1 {
			t.Errorf("%s: %v after %d rounds", test.name, ok, asked)
		}
		if ok && !slices.Equal(titles(composed), test.want) {
			t.Errorf("%s: %q, want %q", test.name, titles(composed), test.want)
		}
		if !ok && composed != nil {
			t.Errorf("%s: the candidate is %q", test.name, titles(composed))
		}
		if got := titles(whole); !slices.Equal(got, []string{"a new", "b new", "c new"}) {
			t.Errorf("%s: the whole candidate is %q now", test.name, got)
		}
		if _, _, ok := (&quarantined{}).compose(guard.Verdict{Refusals: test.rounds[0]}, whole, nil); ok {
			t.Errorf("%s: something is published where nothing was", test.name)
		}
	}
}

// Whoever reads the error learns what is refused and what is out.
func TestRefusedError(t *testing.T) {
	for want, err := range map[string]error{
		"the guard refuses to publish: v3: half is gone (the first of 2); the candidate is in refused.db":                                      &RefusedError{Refusals: []string{"v3: half is gone", "x"}, Candidate: "refused.db"},
		"the guard refuses today's v3, beta (v3: half is gone, the first of 2 reasons) and lets the rest pass; the candidate is in refused.db": &RefusedError{Refusals: []string{"v3: half is gone", "x"}, Kept: []string{"v3", "beta"}, Candidate: "refused.db"},
	} {
		if got := fmt.Sprint(err); got != want {
			t.Errorf("%s,\nwant %s", got, want)
		}
	}
}
