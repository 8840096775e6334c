package factfile

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"authcat/catalog"
	"authcat/catalog/sums"
)

func hostileFacts() catalog.Facts {
	use := func(scheme string, scopes ...string) catalog.SchemeUse {
		return catalog.SchemeUse{Scheme: scheme, Scopes: append([]string{}, scopes...), Scoped: true}
	}
	undeclared := use("UserContextAuth", "idn:role:update")
	undeclared.Undeclared = true
	basic := use("basicAuth")
	basic.Scoped = false
	everything := catalog.Prose{Levels: []string{"API"}, Scopes: []string{"a:b"}, Conditions: hostileConditions(),
		Needs: catalog.ClassUser, AllScopes: true, Broken: true}
	stated := func(alternatives ...catalog.Requirement) catalog.Security {
		return catalog.Security{Alternatives: alternatives, Basis: catalog.BasisOperation}
	}
	published := stated(catalog.Requirement{use("userAuth", "idn:page:read")}, catalog.Requirement{})
	pages := []catalog.Page{
		{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a b/{id}"}, URL: "https://h/d/op"},
		{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b"}, URL: "https://h/d/b", Read: time.Date(2026, 8, 19, 0, 0, 0, 0, time.UTC), SHA256: "01",
			Title: " t\n", Deprecated: true, Experimental: true, Prose: everything, Security: &published, Levels: []string{"Any"}},
	}
	return catalog.Facts{
		APIs: []catalog.API{
			{ID: "v1", Title: "Title", Product: catalog.ProductISC, SpecURL: "https://h/s", DocsURL: "https://h/d", Status: "current"},
			{ID: "v3", Title: "\"quoted\"", Product: catalog.ProductISC, BasePath: "/v3", Status: "legacy", EndOfLife: "2028/29"},
		},
		Documents: []catalog.Document{
			{Role: catalog.RoleSpec, API: "v1", URL: "https://h/s", SHA256: "ab", FetchedAt: time.Date(2026, 8, 22, 1, 2, 3, 0, time.UTC)},
			{Role: catalog.RoleSpec, API: "v3", URL: "https://h/t", SHA256: "cd", FetchedAt: time.Date(2026, 8, 21, 0, 0, 0, 0, time.UTC), Kept: true, Refused: "half\nof \"it\" is gone", RefusedOn: "2026-08-21"},
			{Role: catalog.RoleSitemap, URL: "https://h/sitemap.xml", SHA256: "ef", FetchedAt: time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC), Kept: true, Refused: "half\nof \"it\" is gone", RefusedOn: "2026-08-21"},
		},
		Pages:  pages,
		Levels: []catalog.UserLevel{{Name: "ORG_ADMIN", Title: "Admin"}, {Name: "ROLE_ADMIN", Title: "Role \"Admin\"", Excludes: []string{"A", "B C"}}, {Title: "End User"}},
		Observations: []catalog.Observation{
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a b/{id}"}, OperationID: "op", Title: " padded\n\"title\" \u202e", Tags: []string{"A & B", "C"},
				Deprecated: true, Experimental: "/paths/~1a b~1{id}/get/parameters/0", Security: stated(catalog.Requirement{use("applicationAuth", "a&b"), use("userAuth", "sp:x ", "y \"z\"")}, catalog.Requirement{})},
			{Key: catalog.Key{API: "v1", Method: "POST", Path: "/a b/{id}"}, Security: stated(),
				LevelsField: catalog.MisspeltLevelsField, Levels: []string{"Any", "ORG ADMIN", ""}, Prose: everything,
				Unauthorized: true, Rights: []string{"r:s t"}, Audience: []string{"external-public"}, Successor: "https://h/next", SecurityNote: everything},
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b"}, Security: stated(catalog.Requirement{undeclared}, catalog.Requirement{basic})},
			{Key: catalog.Key{API: "v3", Method: "GET", Path: "/b"}, Title: "id x", Security: catalog.Security{
				Alternatives: []catalog.Requirement{{use("userAuth", "sp:scopes:all")}}, Basis: catalog.BasisInherited}},
		},
		Problems: []catalog.Problem{
			{Key: catalog.Key{API: "v3", Method: "GET", Path: "/c"}, Code: catalog.CodeOperationUnread, Seen: "line\nbreak", Pointer: "/paths/~1c/get"},
		},
	}
}

// hostileConditions are one of which everything is set, and one that says the least.
func hostileConditions() []catalog.Condition {
	return []catalog.Condition{
		{
			Kind:    catalog.ByParameter,
			Applies: catalog.Subject{Type: catalog.OnLevel, Names: []string{"A", "B \"C\""}, Value: "v=w", Without: true},
			Asks: catalog.Ask{Scopes: []string{"a:b:c", "d"}, All: true, Levels: []string{"L"}, Person: catalog.PersonOwner, Object: "work-item",
				Licence: "A & B", Parameter: "owner-id", Value: "me", Token: catalog.ClassUser},
			Said: catalog.Place{Witness: catalog.WitnessParameter, Parameter: "owner id", Pointer: "/paths/~1a b/get"},
		},
		{Kind: catalog.OtherCondition, Applies: catalog.Subject{Type: catalog.OnAll}, Said: catalog.Place{Witness: catalog.WitnessSummary}},
	}
}

func encode(t *testing.T, facts catalog.Facts) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for name, body := range Encode(facts) {
		files[name] = &fstest.MapFile{Data: body}
	}
	return files
}

func TestRoundTrip(t *testing.T) {
	want := hostileFacts()
	files := encode(t, want)
	got, err := Decode(files, catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read back\n%#v\nwant\n%#v", got, want)
	}
	for name, body := range Encode(got) {
		if !bytes.Equal(body, files[name].Data) {
			t.Errorf("%s changed when written again", name)
		}
	}
}

func TestDecodeChooses(t *testing.T) {
	is := func(name string) func(string) bool { return func(text string) bool { return text == name } }
	for name, test := range map[string]struct {
		filter catalog.Filter
		want   int
	}{
		"an operationId":        {catalog.Choosing(nil, is("op")), 1},
		"a lineage":             {catalog.Choosing(is("GET /b"), nil), 2},
		"both":                  {catalog.Choosing(is("GET /b"), is("op")), 0},
		"no operation has that": {catalog.Choosing(nil, is("nothing")), 0},
	} {
		got, err := Decode(encode(t, hostileFacts()), test.filter)
		if err != nil || len(got.Observations) != test.want || len(got.APIs) != 2 {
			t.Errorf("%s: %d operations of %d APIs, %v", name, len(got.Observations), len(got.APIs), err)
		}
	}
}

func TestFilterTakesWholeLineages(t *testing.T) {
	got, err := Decode(encode(t, hostileFacts()), catalog.NewFilter("GET /b"))
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, o := range got.Observations {
		keys = append(keys, o.Key.String())
	}
	if want := "v1 GET /b, v3 GET /b"; strings.Join(keys, ", ") != want {
		t.Errorf("took %q, want %q", keys, want)
	}
}

func TestDecodeRefuses(t *testing.T) {
	head := "api v1\nproduct isc\n"
	tests := map[string]struct{ index, file, want string }{
		"another version":   {"authcat-facts 0\nv1\n", head, "version 2"},
		"no snapshot":       {"", head, "version 2"},
		"missing file":      {"authcat-facts 2\nv9\n", head, "v9.txt"},
		"unknown keyword":   {"authcat-facts 2\nv1\n", head + "\nGET /a\ncolour red\n", "GET /a: colour"},
		"unknown head":      {"authcat-facts 2\nv1\n", head + "colour red\n", "colour"},
		"unfinished string": {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity userAuth \"idn\n", "unfinished"},
		"another API's":     {"authcat-facts 2\nv1\n", "api v3\nproduct isc\n", "facts of another API, v3"},
		"twice":             {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity userAuth\n\nGET /a\nsecurity []\n", "GET /a: it stands twice"},
		"out of order":      {"authcat-facts 2\nv1\n", head + "\nGET /b\nsecurity userAuth\n\nGET /a\nsecurity []\n", "GET /a: it stands twice, or behind"},
		"no security":       {"authcat-facts 2\nv1\n", head + "\nGET /a\ntitle A\n", "no line about its security"},
		"two securities":    {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity userAuth\ninherited {}\n", "contradicts"},
		"all and nothing":   {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity userAuth\nsecurity []\n", "contradicts"},
		"nothing and all":   {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity []\nsecurity {}\n", "contradicts"},
		"no scheme":         {"authcat-facts 2\nv1\n", head + "\nGET /a\nsecurity userAuth & \n", "no scheme"},
		"bad date":          {"authcat-facts 2\nv1\n", head + "fetched yesterday\n", "fetched"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{IndexName: {Data: []byte(test.index)}, "v1.txt": {Data: []byte(test.file)}, SitesName: {}}
			if _, err := Decode(files, catalog.Filter{}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}

// A folder's files are those of its list, or nothing is read of them.
func TestChecked(t *testing.T) {
	folder := func() fstest.MapFS {
		files, list := encode(t, hostileFacts()), sums.List{}
		for name, file := range files {
			list[name] = sums.Of(file.Data)
		}
		files[sums.Name] = &fstest.MapFile{Data: list.Encode()}
		return files
	}
	for name, test := range map[string]struct {
		harm func(fstest.MapFS)
		want string
	}{
		"as it was":         {func(fstest.MapFS) {}, ""},
		"a bit flipped":     {func(f fstest.MapFS) { f["v1.txt"].Data = append([]byte("A"), f["v1.txt"].Data[1:]...) }, "v1.txt: its SHA-256"},
		"cut short":         {func(f fstest.MapFS) { f["v1.txt"].Data = f["v1.txt"].Data[:100] }, "v1.txt: its SHA-256"},
		"files exchanged":   {func(f fstest.MapFS) { f["v1.txt"], f["v3.txt"] = f["v3.txt"], f["v1.txt"] }, "its SHA-256"},
		"a file missing":    {func(f fstest.MapFS) { delete(f, SitesName) }, "sites.txt: it is missing"},
		"no list":           {func(f fstest.MapFS) { delete(f, sums.Name) }, "SHA256SUMS: it is missing"},
		"a list cut short":  {func(f fstest.MapFS) { f[sums.Name].Data = f[sums.Name].Data[:70] }, "not listed in SHA256SUMS"},
		"a list of no sums": {func(f fstest.MapFS) { f[sums.Name].Data = []byte("v1.txt") }, "SHA256SUMS"},
	} {
		files := folder()
		test.harm(files)
		checked, err := Checked(files)
		if err == nil {
			_, err = Decode(checked, catalog.Filter{})
		}
		var changed *ChangedError
		if (err == nil) != (test.want == "") || err != nil && (!errors.As(err, &changed) || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want one that says %q", name, err, test.want)
		}
	}
}
