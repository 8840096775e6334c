package guard_test

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// dated is versions with another document of v2, and another title in it.
func dated(hash, title string) *catalog.Snapshot {
	f := versions("v1", "v2")
	f.Documents[1].SHA256 = hash
	of(&f, "v2", func(i int, o *catalog.Observation) {
		if i == 0 {
			o.Title = title
		}
	})
	return merged(f)
}

// A document that comes back from the past is refused, unless it says what is out.
func TestOlderDocument(t *testing.T) {
	seen := []guard.Dated{
		{Day: "2026-05-20", API: "v2", SHA256: "aa"}, {Day: "2026-05-20", API: "v1", SHA256: "cc"},
		{Day: "2026-06-01", API: "v2", SHA256: "aa"}, {Day: "2026-06-02", API: "v2", SHA256: "bb"},
	}
	again := []guard.Dated{{Day: "2026-06-03", API: "v2", SHA256: "aa"}}
	refused := func(was, is string) []string {
		return []string{"v2: the document is the one of " + was + " again, and a later one was published on " + is}
	}
	for name, test := range map[string]struct {
		documents       []guard.Dated
		out, now, title string
		want, warnings  []string
	}{
		"the same":              {seen, "bb", "bb", "other", nil, nil},
		"a new one":             {seen, "bb", "dd", "other", nil, nil},
		"an old one":            {seen, "bb", "aa", "other", refused("2026-06-01", "2026-06-02"), nil},
		"another API's":         {seen, "bb", "cc", "other", nil, nil},
		"old, and says nothing": {seen, "bb", "aa", "title", nil, []string{"v2: the document is the one of 2026-06-01 again, which says the same as that of 2026-06-02"}},
		"a night that was killed before it published": {seen, "aa", "bb", "other", nil, nil},
		"back and forth":         {slices.Concat(seen, again), "aa", "bb", "other", refused("2026-06-02", "2026-06-03"), nil},
		"nothing known of today": {seen, "ee", "aa", "other", nil, nil},
		"nothing known at all":   {nil, "bb", "aa", "other", nil, nil},
	} {
		past := guard.Past{Published: dated(test.out, "title"), Documents: test.documents}
		v := guard.Check(strict(t), past, dated(test.now, test.title), nil, today)
		if !slices.Equal(lines(v.Refusals), test.want) || !slices.Equal(v.Warnings, test.warnings) {
			t.Errorf("%s: refusals %q, warnings %q, want %q and %q", name, lines(v.Refusals), v.Warnings, test.want, test.warnings)
		}
	}
}

// The default security of a document is what many operations need: it does not
// change, but from what was never understood.
func TestDefaultSecurity(t *testing.T) {
	with := func(s catalog.Security) *catalog.Snapshot {
		f := versions("v1", "v2")
		s.Basis = catalog.BasisInherited
		of(&f, "v2", func(i int, o *catalog.Observation) {
			if i < 7 {
				o.Security = s
			}
		})
		return merged(f)
	}
	all := needing("userAuth", "sp:scopes:all")
	says := func(now string) string {
		return "v2: the document's default security is " + now + ", before: [userAuth (sp:scopes:all)]; 7 operations inherit it, the first GET /things/00; compared with the document of 2026-08-23"
	}
	for name, test := range map[string]struct {
		was, is  catalog.Security
		want     string
		warnings []string
	}{
		"the same":               {all, all, "", nil},
		"a program's":            {all, needing("applicationAuth"), says("[applicationAuth ()]"), nil},
		"no token":               {all, catalog.Security{Alternatives: []catalog.Requirement{{}}}, says("[{}]"), nil},
		"nothing":                {all, catalog.Security{}, says("[]"), nil},
		"where nothing was":      {catalog.Security{}, all, "", []string{"v2: 7 operations of whose token nothing was known need a PAT now"}},
		"where another kind was": {needing("bearerAuth"), all, "", []string{"v2: 7 operations of whose token nothing was known need a PAT now"}},
	} {
		v := guard.Check(strict(t), after(with(test.was)), with(test.is), nil, today)
		got := ""
		for _, r := range v.Refusals {
			if r.Fact == guard.DefaultSecurity {
				got = r.String()
			}
		}
		if got != test.want || !slices.Equal(v.Warnings, test.warnings) {
			t.Errorf("%s: %q, warnings %q, want %q and %q", name, got, v.Warnings, test.want, test.warnings)
		}
	}
}

// Links lead where they led before, and to the hosts that are allowed.
func TestLinks(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*catalog.Facts)
		want   string
	}{
		"as before":          {func(*catalog.Facts) {}, ""},
		"below a host":       {func(f *catalog.Facts) { f.APIs[1].DocsURL = "https://docs.sailpoint.com/x.html" }, ""},
		"a new API":          {func(f *catalog.Facts) { *f = withDocs(*f, "https://docs.acme.example/x.html") }, ""},
		"another API's host": {func(f *catalog.Facts) { f.APIs[1].DocsURL = "https://docs.v1.example/x.html" }, "docs.v1.example"},
		"a new API's successor": {func(f *catalog.Facts) {
			*f = withDocs(*f, "https://docs.acme.example/x.html")
			f.Observations[len(f.Observations)-1].Successor = "https://example.net/new"
		}, "example.net"},
		"within the site": {func(f *catalog.Facts) { f.Observations[50].Successor = "/docs/api/x" }, ""},
		"another host":    {func(f *catalog.Facts) { f.APIs[1].DocsURL = "https://sailpoint.com.example.net/x.html" }, "sailpoint.com.example.net"},
		"as if below":     {func(f *catalog.Facts) { f.APIs[1].DocsURL = "https://notsailpoint.com/x.html" }, "notsailpoint.com"},
		"not https":       {func(f *catalog.Facts) { f.APIs[1].DocsURL = "http://developer.sailpoint.com/x.html" }, "http://developer.sailpoint.com"},
		"its document":    {func(f *catalog.Facts) { f.APIs[1].SpecURL = "https://example.net/v2.yaml" }, "example.net"},
		"a successor":     {func(f *catalog.Facts) { f.Observations[50].Successor = "https://example.net/new" }, "example.net"},
		"a page": {func(f *catalog.Facts) {
			f.Pages = []catalog.Page{{Key: f.Observations[50].Key, URL: "https://example.net/page"}}
		}, "example.net"},
		"a script":        {func(f *catalog.Facts) { f.Observations[50].Successor = "javascript:alert(1)" }, "javascript:"},
		"what is no link": {func(f *catalog.Facts) { f.Observations[50].Successor = "https://[" }, "an address that can't be read"},
		"two at once, once": {func(f *catalog.Facts) {
			f.APIs[1].SpecURL, f.APIs[1].DocsURL = "https://b.example/1", "https://a.example/2.html"
		}, "a.example, b.example"},
	} {
		out, f := versions("v1", "v2"), versions("v1", "v2")
		out.APIs[0].DocsURL, f.APIs[0].DocsURL = "https://docs.v1.example/x.html", "https://docs.v1.example/x.html"
		test.change(&f)
		var got []string
		for _, r := range guard.Check(strict(t), after(merged(out)), merged(f), nil, today).Refusals {
			if r.Fact == guard.LinkHost && r.API != "v1" && strings.Contains(r.Why, "links lead to "+r.Seen+", where none led before: ") {
				got = append(got, r.Seen)
			} else {
				t.Errorf("%s: refused %q", name, r)
			}
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// withDocs adds an API with its documentation elsewhere: whoever adds a source chooses it.
func withDocs(f catalog.Facts, docs string) catalog.Facts {
	added := versions("v9")
	added.APIs[0].DocsURL = docs
	f.APIs = append(f.APIs, added.APIs...)
	f.Documents = append(f.Documents, added.Documents...)
	f.Observations = append(f.Observations, added.Observations...)
	return f
}

// SailPoint published IdentityIQ's SCIM API in the place of its REST API for six
// days. What mends the copy loses nothing; where the original is gone too, all is lost.
func TestMendedCopy(t *testing.T) {
	api := func(f *catalog.Facts, id, path string) {
		f.APIs = append(f.APIs, catalog.API{ID: id})
		f.Documents = append(f.Documents, catalog.Document{Role: catalog.RoleSpec, API: id, SHA256: id + path})
		for i := range 20 {
			f.Observations = append(f.Observations, catalog.Observation{Key: catalog.Key{API: id, Method: "GET", Path: path + string(rune('a'+i))}, Security: needing("basicAuth")})
		}
	}
	two := func(first, second string) *catalog.Snapshot {
		var f catalog.Facts
		api(&f, "scim", first)
		api(&f, "rest", second)
		return merged(f)
	}
	copies := two("/Users/", "/Users/")
	if got, want := lines(guard.Check(strict(t), after(two("/Users/", "/rest/")), copies, nil, today).Refusals),
		"rest: the operations are exactly those that were published as scim's"; !slices.Contains(got, want) {
		t.Errorf("refusals %q, want %q", got, want)
	}
	if v := guard.Check(strict(t), after(copies), two("/Users/", "/rest/"), nil, today); !v.OK() {
		t.Errorf("mended, yet %q", lines(v.Refusals))
	}
	if v := guard.Check(strict(t), after(copies), two("/other/", "/rest/"), nil, today); len(v.Refusals) != 2 {
		t.Errorf("both are gone: %q", lines(v.Refusals))
	}
}
