package guard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// versions is the same 40 endpoints in several APIs: each needs a PAT, the odd
// ones to write, with a scope and a level. What is an API's own comes after them.
func versions(apis ...string) catalog.Facts {
	var f catalog.Facts
	for _, api := range apis {
		f.APIs = append(f.APIs, catalog.API{ID: api, Product: catalog.ProductISC, BasePath: "/" + api,
			SpecURL: "https://raw.githubusercontent.com/" + api + ".yaml", DocsURL: "https://developer.sailpoint.com/" + api + ".html"})
		f.Documents = append(f.Documents, catalog.Document{Role: catalog.RoleSpec, API: api, SHA256: api, FetchedAt: today})
		for i := range 41 {
			method, right, path := "GET", "read", fmt.Sprintf("/things/%02d", i)
			if i%2 == 1 {
				method, right = "POST", "manage"
			}
			if i == 40 {
				path = "/things/of-" + api
			}
			f.Observations = append(f.Observations, catalog.Observation{
				Key: catalog.Key{API: api, Method: method, Path: path}, OperationID: fmt.Sprintf("thing%02d", i), Title: fmt.Sprintf("Thing %d", i), Tags: []string{"Things"},
				Security: needing("userAuth", "idn:thing:"+right), Levels: []string{"ORG_ADMIN"}, LevelsField: catalog.LevelsField,
			})
		}
	}
	return f
}

// needing is a security of some schemes, the scopes after each.
func needing(scheme string, scopes ...string) catalog.Security {
	return catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: scheme, Scopes: scopes, Scoped: true}}}}
}

// changed is what versions makes, with n operations of some APIs changed.
func changed(n int, change func(*catalog.Observation), apis ...string) *catalog.Snapshot {
	f := versions("v1", "v2", "v3", "v4")
	for _, api := range apis {
		of(&f, api, func(i int, o *catalog.Observation) {
			if i < n {
				change(o)
			}
		})
	}
	return merged(f)
}

func strict(t *testing.T) guard.Config {
	c := config(t)
	c.Sentinels = nil
	return c
}

// A change in one version alone weighs more than one that versions make in step.
func TestWitnesses(t *testing.T) {
	client := func(o *catalog.Observation) {
		o.Security.Alternatives = append(needing("applicationAuth", "idn:thing:read").Alternatives, o.Security.Alternatives...)
	}
	out := changed(0, nil)
	for name, test := range map[string]struct {
		now  *catalog.Snapshot
		want []string
	}{
		"as many as may in one":       {changed(9, client, "v2"), nil},
		"more in one":                 {changed(10, client, "v2"), []string{"v2 alone"}},
		"all four in step":            {changed(16, client, "v1", "v2", "v3", "v4"), nil},
		"all four in step, too many":  {changed(17, client, "v1", "v2", "v3", "v4"), []string{"v1 together", "v2 together", "v3 together", "v4 together"}},
		"two of four, in step enough": {changed(10, client, "v1", "v2"), []string{"v1 alone", "v2 alone"}},
		"three of four":               {changed(12, client, "v1", "v2", "v4"), nil},
		"a few in each of two":        {changed(6, client, "v1", "v3"), []string{"v1 everywhere", "v3 everywhere"}},
		"public, in step":             {changed(1, public, "v1", "v2", "v3", "v4"), []string{"v1 GET", "v2 GET", "v3 GET", "v4 GET"}},
	} {
		v := guard.Check(strict(t), after(out), test.now, nil, today)
		var got []string
		for _, r := range v.Refusals {
			first, _, _ := strings.Cut(r.Seen, " ")
			got = append(got, r.API+" "+first)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q\n%s", name, got, test.want, strings.Join(lines(v.Refusals), "\n"))
		}
	}
	v := guard.Check(strict(t), after(out), changed(10, client, "v2"), nil, today)
	want := []string{"v2: 10 of 41 operations accept a kind of token that they refused, in this version alone, the first GET /things/00" +
		" (pat-or-client, before: pat; v1, v3, v4: pat); allowed: 9; compared with the document of 2026-08-23"}
	if !slices.Equal(lines(v.Refusals), want) {
		t.Errorf("refusals %q, want %q", lines(v.Refusals), want)
	}
}

func public(o *catalog.Observation) {
	o.Security = catalog.Security{Basis: catalog.BasisOperation}
}

// Each way in which an operation may differ is told from the others: facts of
// one operation, the first, that writes or reads, in all versions.
func TestKinds(t *testing.T) {
	user, none := func(scopes ...string) catalog.Security { return needing("userAuth", scopes...) }, []guard.Fact(nil)
	both := user("idn:thing:manage")
	both.Alternatives = append(both.Alternatives, needing("applicationAuth", "idn:thing:manage").Alternatives...)
	base := catalog.Observation{Title: "T", OperationID: "t", Tags: []string{"T"}, Security: user("idn:thing:manage"), Levels: []string{"ORG_ADMIN"}}
	with := func(change func(*catalog.Observation)) catalog.Observation { o := base; change(&o); return o }
	secured := func(s catalog.Security) catalog.Observation {
		return with(func(o *catalog.Observation) { o.Security = s })
	}
	levels := func(names ...string) catalog.Observation {
		return with(func(o *catalog.Observation) { o.Levels = names })
	}
	inherited := func(s catalog.Security) catalog.Security { s.Basis = catalog.BasisInherited; return s }
	for name, test := range map[string]struct {
		was, is catalog.Observation
		want    []guard.Fact
	}{
		"nothing":                     {base, base, none},
		"public":                      {base, secured(catalog.Security{Basis: catalog.BasisOperation}), []guard.Fact{guard.Public}},
		"public from nothing known":   {secured(user()), secured(catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{}}}), []guard.Fact{guard.Public}},
		"opened":                      {base, secured(both), []guard.Fact{guard.Opened}},
		"opened to users":             {secured(needing("applicationAuth")), secured(both), []guard.Fact{guard.Opened}},
		"closed":                      {secured(both), base, []guard.Fact{guard.Closed}},
		"no longer public":            {secured(catalog.Security{Basis: catalog.BasisOperation}), base, []guard.Fact{guard.Closed}},
		"a program's only":            {secured(both), secured(needing("applicationAuth", "idn:thing:manage")), []guard.Fact{guard.ClientOnly}},
		"known at last":               {secured(needing("bearerAuth")), base, none},
		"known, and open to programs": {secured(needing("bearerAuth")), secured(both), []guard.Fact{guard.Opened}},
		"unknown":                     {base, secured(needing("bearerAuth")), []guard.Fact{guard.Unstated}},
		"inherited":                   {base, secured(inherited(user("idn:thing:manage"))), []guard.Fact{guard.Unstated}},
		"inherited before":            {secured(inherited(user("sp:scopes:all"))), secured(user("idn:thing:manage")), []guard.Fact{guard.ScopesChanged}},
		"scopes dropped":              {base, secured(user()), []guard.Fact{guard.ScopesDropped}},
		"scopes that are news":        {secured(user()), base, none},
		"more scopes":                 {base, secured(user("idn:thing:manage", "idn:other:manage")), []guard.Fact{guard.ScopesWidened}},
		"another scope":               {base, secured(user("idn:other:manage")), []guard.Fact{guard.ScopesChanged}},
		"to read":                     {base, secured(user("idn:thing:read")), []guard.Fact{guard.ScopesReversed, guard.WriteByRead, guard.ScopesChanged}},
		"to read too":                 {base, secured(user("idn:thing:read", "idn:thing:manage")), []guard.Fact{guard.WriteByRead, guard.ScopesWidened}},
		"all of them": {secured(user("a:b:c", "d:e:f")), with(func(o *catalog.Observation) { o.Security, o.Prose.AllScopes = user("a:b:c", "d:e:f"), true }),
			[]guard.Fact{guard.ScopesChanged}},
		"levels dropped":        {base, levels(), []guard.Fact{guard.LevelsDropped}},
		"an API client's level": {base, levels("ORG_ADMIN", "API"), none},
		"only that":             {base, levels("API"), []guard.Fact{guard.LevelsDropped}},
		"levels that are news":  {levels(), base, none},
		"every user":            {base, levels("USER"), []guard.Fact{guard.LevelsOpened}},
		"every user too":        {base, levels("ORG_ADMIN", "ANY"), []guard.Fact{guard.LevelsOpened}},
		"more levels":           {base, levels("ORG_ADMIN", "HELPDESK"), []guard.Fact{guard.LevelsWidened}},
		"other levels":          {base, levels("HELPDESK"), []guard.Fact{guard.LevelsChanged}},
		"fewer users":           {levels("USER"), base, []guard.Fact{guard.LevelsChanged}},
		"another title":         {base, with(func(o *catalog.Observation) { o.Title = "U" }), []guard.Fact{guard.TitlesChanged}},
		"spaces in the title":   {base, with(func(o *catalog.Observation) { o.Title = " T\n" }), none},
		"deprecated":            {base, with(func(o *catalog.Observation) { o.Deprecated = true }), []guard.Fact{guard.DeprecationChanged}},
		"experimental":          {base, with(func(o *catalog.Observation) { o.Experimental = "/p" }), []guard.Fact{guard.ExperimentalChanged}},
		"other tags":            {base, with(func(o *catalog.Observation) { o.Tags = nil }), []guard.Fact{guard.TagsChanged}},
		"another operationId":   {base, with(func(o *catalog.Observation) { o.OperationID = "" }), []guard.Fact{guard.OperationIDsChanged}},
	} {
		none := guard.Rule{}
		c := strict(t)
		for fact := range c.Changes {
			c.Changes[fact] = none
		}
		v := guard.Check(c, after(one(test.was)), one(test.is), nil, today)
		if got := facts(slices.DeleteFunc(v.Refusals, func(r guard.Refusal) bool { return r.Fact == guard.LevelsExtension })); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// one is a catalog with one operation, that writes.
func one(o catalog.Observation) *catalog.Snapshot {
	o.Key = catalog.Key{API: "a", Method: "POST", Path: "/a"}
	return merged(catalog.Facts{APIs: []catalog.API{{ID: "a"}}, Observations: []catalog.Observation{o}})
}

// What is new may need no token where it reads, and no other version asks for one.
func TestNewAndPublic(t *testing.T) {
	added := func(method, path string, apis ...string) *catalog.Snapshot {
		f := versions("v1", "v2", "v3", "v4")
		for _, api := range apis {
			f.Observations = append(f.Observations, catalog.Observation{Key: catalog.Key{API: api, Method: method, Path: path}, Security: catalog.Security{Basis: catalog.BasisOperation}})
		}
		return merged(f)
	}
	out := versions("v1", "v2", "v3", "v4")
	drop(&out, "v1", func(i int) bool { return i == 0 })
	known := versions("v1", "v2", "v3", "v4")
	of(&known, "v1", func(i int, o *catalog.Observation) {
		if i == 0 {
			public(o)
		}
	})
	for name, test := range map[string]struct {
		published, now *catalog.Snapshot
		want           []string
	}{
		"reads":  {changed(0, nil), added("GET", "/jwks", "v1"), nil},
		"writes": {changed(0, nil), added("POST", "/oauth/token", "v1"), []string{"v1: 1 of 41 operations need no token now, in this version alone: POST /oauth/token (none, before: not there; it has no other version); allowed: none; compared with the document of 2026-08-23"}},
		"another version asks": {merged(out), merged(known), []string{
			"v1: 1 of 40 operations need no token now, in this version alone: GET /things/00 (none, before: not there; v2, v3, v4: pat); allowed: none; compared with the document of 2026-08-23"}},
	} {
		if got := lines(guard.Check(strict(t), after(test.published), test.now, nil, today).Refusals); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// A parameter's new name, and what is gone in all versions, is no loss of one.
func TestLost(t *testing.T) {
	out := versions("v1", "v2", "v3")
	gone := func(n int, apis ...string) catalog.Facts {
		f := versions("v1", "v2", "v3")
		for _, api := range apis {
			drop(&f, api, func(i int) bool { return i < n })
		}
		return f
	}
	renamed := versions("v1", "v2", "v3")
	parameters := func(f *catalog.Facts, name string) *catalog.Snapshot {
		of(f, "v2", func(_ int, o *catalog.Observation) { o.Path += "/{" + name + "}" })
		return merged(*f)
	}
	for name, test := range map[string]struct {
		was, is *catalog.Snapshot
		want    []string
	}{
		"in one":     {merged(out), merged(gone(11, "v2")), []string{"alone"}},
		"in all":     {merged(out), merged(gone(11, "v1", "v2", "v3")), nil},
		"too many":   {merged(out), merged(gone(13, "v1", "v2", "v3")), []string{"together", "together", "together"}},
		"parameters": {parameters(&out, "id"), parameters(&renamed, "ID"), nil},
	} {
		var got []string
		for _, r := range guard.Check(strict(t), after(test.was), test.is, nil, today).Refusals {
			if r.Fact == guard.Lost {
				got = append(got, r.Seen)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
