package guard_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/data"
)

var today = time.Date(2026, 8, 23, 4, 0, 0, 0, time.UTC)

var bundledFacts = sync.OnceValues(func() (catalog.Facts, error) { return data.Snapshot(catalog.Filter{}) })

// bundled returns the bundled facts, to change at will but for what is behind
// an observation's pointers and lists.
func bundled(t *testing.T) catalog.Facts {
	t.Helper()
	facts, err := bundledFacts()
	if err != nil {
		t.Fatal(err)
	}
	facts.APIs = slices.Clone(facts.APIs)
	facts.Documents = slices.Clone(facts.Documents)
	facts.Observations = slices.Clone(facts.Observations)
	facts.Pages = slices.Clone(facts.Pages)
	facts.Levels = slices.Clone(facts.Levels)
	return facts
}

func config(t *testing.T) guard.Config {
	t.Helper()
	c, err := data.Guard()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func merged(facts catalog.Facts) *catalog.Snapshot {
	snapshot := catalog.Merge(facts)
	return &snapshot
}

var bundledSnapshot = sync.OnceValues(func() (*catalog.Snapshot, error) {
	facts, err := data.Snapshot(catalog.Filter{})
	return merged(facts), err
})

// published is the bundled snapshot, which nobody changes.
func published(t *testing.T) *catalog.Snapshot {
	t.Helper()
	snapshot, err := bundledSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// after is a past in which nothing but the published catalog is known.
func after(published *catalog.Snapshot) guard.Past { return guard.Past{Published: published} }

// of calls change for each observation of an API, with its number.
func of(facts *catalog.Facts, api string, change func(i int, o *catalog.Observation)) {
	n := 0
	for i := range facts.Observations {
		if o := &facts.Observations[i]; o.API == api {
			change(n, o)
			n++
		}
	}
}

// drop leaves out the observations of an API that a test picks by number.
func drop(facts *catalog.Facts, api string, gone func(i int) bool) {
	n := -1
	facts.Observations = slices.DeleteFunc(facts.Observations, func(o catalog.Observation) bool {
		if o.API != api {
			return false
		}
		n++
		return gone(n)
	})
}

// securities rewrites every scheme of an operation; nil drops the alternative.
func securities(s catalog.Security, change func(catalog.SchemeUse) *catalog.SchemeUse) catalog.Security {
	alternatives := []catalog.Requirement{}
	for _, requirement := range s.Alternatives {
		var kept catalog.Requirement
		for _, use := range requirement {
			if changed := change(use); changed != nil {
				kept = append(kept, *changed)
			}
		}
		if len(kept) > 0 {
			alternatives = append(alternatives, kept)
		}
	}
	s.Alternatives = alternatives
	return s
}

func without(scheme string) func(catalog.SchemeUse) *catalog.SchemeUse {
	return func(use catalog.SchemeUse) *catalog.SchemeUse {
		if use.Scheme == scheme {
			return nil
		}
		return &use
	}
}

func lines(refusals []guard.Refusal) []string {
	out := make([]string, len(refusals))
	for i, r := range refusals {
		out[i] = r.String()
	}
	return out
}

func check(t *testing.T, candidate catalog.Facts) guard.Verdict {
	t.Helper()
	return guard.Check(config(t), after(published(t)), merged(candidate), nil, today)
}

func TestTheSameCatalogIsNotRefused(t *testing.T) {
	if v := check(t, bundled(t)); !v.OK() || len(v.Warnings) > 0 {
		t.Errorf("refusals %q, warnings %q", lines(v.Refusals), v.Warnings)
	}
}

func TestTheFirstCatalogIsNotRefused(t *testing.T) {
	if v := guard.Check(config(t), guard.Past{}, merged(bundled(t)), nil, today); !v.OK() || len(v.Warnings) > 0 {
		t.Errorf("refusals %q, warnings %q", lines(v.Refusals), v.Warnings)
	}
}

func TestBrokenCatalogsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for name, test := range map[string]struct {
		breaks func(*catalog.Facts)
		// all refusals of the API, in order; what an API does not say must not be refused either
		want []string
	}{
		"half the operations": {func(f *catalog.Facts) { drop(f, "nerm", func(i int) bool { return i >= 98 }) }, []string{
			"nerm: 98 of 196 operations are gone, in this version alone, the first GET /profiles/{id} (gone, before: there; it has no other version); allowed: 12; compared with the document of 2026-08-22",
		}},
		"every scope": {func(f *catalog.Facts) {
			of(f, "v2025", func(_ int, o *catalog.Observation) {
				o.Security = securities(o.Security, func(u catalog.SchemeUse) *catalog.SchemeUse { u.Scopes = nil; return &u })
			})
		}, []string{
			"v2025: the document's default security is [userAuth ()], before: [userAuth (sp:scopes:all)]; 16 operations inherit it, the first GET /account-activities; compared with the document of 2026-08-22",
			"v2025: 798 of 798 operations no longer list a scope, in this version alone, the first GET /access-model-metadata/attributes (none published, before: any one of idn:access-model-metadata:manage idn:access-model-metadata:read; v1, v2026, v2024, beta: any one of idn:access-model-metadata:manage idn:access-model-metadata:read); allowed: 2; compared with the document of 2026-08-22",
			"v2025: GET /v2025/identities must need a PAT with idn:identity:read; the candidate says no user scopes",
			"v2025: POST /v2025/search must take a PAT or an API client with sp:search:read for both and the user level REPORT_ADMIN from the extension; the candidate says no user scopes; no client scopes",
		}},
		"every applicationAuth": {func(f *catalog.Facts) {
			of(f, "v2025", func(_ int, o *catalog.Observation) { o.Security = securities(o.Security, without("applicationAuth")) })
		}, []string{
			"v2025: 351 of 365 operations refuse a kind of token that they accepted, or need one now, in this version alone, the first GET /access-model-metadata/attributes (pat, before: pat-or-client; v1, v2026, v2024, beta: pat-or-client); allowed: 10; compared with the document of 2026-08-22",
			"v2025: POST /v2025/search must take a PAT or an API client with sp:search:read for both and the user level REPORT_ADMIN from the extension; the candidate says pat",
		}},
		"every tag": {func(f *catalog.Facts) { of(f, "v3", func(_ int, o *catalog.Observation) { o.Tags = nil }) }, []string{
			"v3: 358 of 358 operations have other tags or none, in this version alone, the first GET /access-profiles (none, before: Access Profiles; v1, v2026, v2025, v2024, beta: Access Profiles); allowed: 10; compared with the document of 2026-08-22",
		}},
		"every tag renamed": {func(f *catalog.Facts) {
			of(f, "v3", func(_ int, o *catalog.Observation) { o.Tags = []string{"Renamed"} })
		}, []string{
			"v3: 358 of 358 operations have other tags or none, in this version alone, the first GET /access-profiles (Renamed, before: Access Profiles; v1, v2026, v2025, v2024, beta: Access Profiles); allowed: 10; compared with the document of 2026-08-22",
		}},
		"an API without operations": {func(f *catalog.Facts) { drop(f, "beta", func(int) bool { return true }) }, []string{
			"beta: nothing is left of 559 operations",
		}},
		"an API no longer declared": {func(f *catalog.Facts) {
			drop(f, "iiq", func(int) bool { return true })
			f.APIs = slices.DeleteFunc(f.APIs, func(a catalog.API) bool { return a.ID == "iiq" })
		}, []string{"iiq: no longer among the sources; with it 36 operations would go"}},
		"every page": {func(f *catalog.Facts) { f.Pages = nil }, []string{
			"v1: operations with a documentation page fell from 917 to 0; allowed: 5% or 3, so no fewer than 872; compared with the document of 2026-08-22",
		}},
		"the matrix": {func(f *catalog.Facts) { f.Levels = nil }, []string{
			"user levels in the User Level Access Matrix fell from 14 to 0; allowed: 5% or 1, so no fewer than 13; compared with the catalog of 2026-08-22",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			facts := bundled(t)
			test.breaks(&facts)
			got := lines(check(t, facts).Refusals)
			isAcceptedOncePublished(t, merged(facts))
			if !slices.Equal(got, test.want) {
				t.Errorf("refusals\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestMoreBrokenCatalogs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for name, test := range map[string]struct {
		breaks func(*catalog.Facts)
		want   []string
	}{
		"security fields": {func(f *catalog.Facts) {
			of(f, "v2025", func(_ int, o *catalog.Observation) {
				o.Security = catalog.Security{Basis: catalog.BasisInherited, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"sp:scopes:all"}, Scoped: true}}}}
			})
		}, []string{
			"v2025: 796 of 796 operations no longer state their security, in this version alone, the first GET /.well-known/ssf-configuration (inherited, pat, before: stated, none; v1, v2026: stated, none); allowed: 2; compared with the document of 2026-08-22",
		}},
		"security fields and no default": {func(f *catalog.Facts) {
			of(f, "v2025", func(_ int, o *catalog.Observation) { o.Security = catalog.Security{Basis: catalog.BasisInherited} })
		}, []string{
			"v2025: the document's default security is [], before: [userAuth (sp:scopes:all)]; 16 operations inherit it, the first GET /account-activities; compared with the document of 2026-08-22",
		}},
		"every security empty": {func(f *catalog.Facts) {
			of(f, "v2025", func(_ int, o *catalog.Observation) { o.Security = catalog.Security{Basis: catalog.BasisOperation} })
		}, []string{
			"v2025: 809 of 809 operations need no token now, in this version alone, the first GET /access-model-metadata/attributes (none, before: pat-or-client; v1, v2026, v2024, beta: pat-or-client); allowed: none; compared with the document of 2026-08-22",
		}},
		"every userAuth": {func(f *catalog.Facts) {
			of(f, "v2024", func(_ int, o *catalog.Observation) {
				if s := securities(o.Security, without("userAuth")); len(s.Alternatives) > 0 {
					o.Security = s
				}
			})
		}, []string{"v2024: 316 of 716 operations accept only an API client now, in this version alone, the first GET /access-model-metadata/attributes (client, before: pat-or-client; v1, v2026, v2025, beta: pat-or-client); allowed: none; compared with the document of 2026-08-22"}},
		"every level": {func(f *catalog.Facts) {
			of(f, "v2024", func(_ int, o *catalog.Observation) { o.Levels, o.LevelsField = nil, "" })
		}, []string{
			"v2024: 391 of 479 operations no longer name a user level, in this version alone, the first GET /access-model-metadata/attributes (no level, before: ORG_ADMIN; v1, v2026, v2025, beta: ORG_ADMIN); allowed: 2; compared with the document of 2026-08-22",
			"v2024: operations with user levels in the extension fell from 433 to 0; allowed: 5% or 3, so no fewer than 412; compared with the document of 2026-08-22",
			"v2024: GET /v2024/accounts must take a PAT or an API client with idn:accounts:read for both and the user level HELPDESK from the extension; the candidate says no user levels",
		}},
		"all prose": {func(f *catalog.Facts) {
			of(f, "beta", func(_ int, o *catalog.Observation) { o.Prose = catalog.Prose{} })
		}, []string{
			"beta: GET /beta/sod-policies must need a PAT with idn:sod-policy:read and the user level ORG_ADMIN from the prose; the candidate says no user levels",
		}},
		"the words that ask for all scopes": {func(f *catalog.Facts) { of(f, "v3", func(_ int, o *catalog.Observation) { o.Prose.AllScopes = true }) }, []string{
			"v3: 90 of 357 operations list other scopes, in this version alone, the first POST /access-requests (all of idn:access-request-self:manage idn:access-request:manage, before: any one of idn:access-request-self:manage idn:access-request:manage; v1, v2026, v2025, v2024, beta: any one of idn:access-request-self:manage idn:access-request:manage); allowed: 12; compared with the document of 2026-08-22",
		}},
		"the experimental header": {func(f *catalog.Facts) { of(f, "v1", func(_ int, o *catalog.Observation) { o.Experimental = "" }) }, []string{
			"v1: 228 of 917 operations are experimental now, or no longer, in this version alone, the first GET /access-request-administration/v1 (not experimental, before: experimental; v2026, v2025, v2024, beta: experimental); allowed: 12; compared with the document of 2026-08-22",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			facts := bundled(t)
			test.breaks(&facts)
			got := lines(check(t, facts).Refusals)
			isAcceptedOncePublished(t, merged(facts))
			for _, want := range test.want {
				if !slices.Contains(got, want) {
					t.Errorf("no refusal %q among\n%s", want, strings.Join(got, "\n"))
				}
			}
		})
	}
}

// Whatever was published replaces itself, but for the sentinels.
func isAcceptedOncePublished(t *testing.T, x *catalog.Snapshot) {
	t.Helper()
	c := config(t)
	c.Sentinels = nil
	if v := guard.Check(c, after(x), x, nil, today); !v.OK() {
		t.Errorf("once published, refused: %q", lines(v.Refusals))
	}
}
