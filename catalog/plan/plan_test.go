package plan_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	. "authcat/catalog/plan"
)

// operation states who may call: "GET /a pat idn:a:read idn:a:manage | ORG_ADMIN".
func operation(text string) catalog.Observation {
	text, levels, _ := strings.Cut(text, "|")
	fields := strings.Fields(text)
	o := catalog.Observation{
		Key:    catalog.Key{API: "v1", Method: fields[0], Path: fields[1]},
		Levels: strings.Fields(levels), LevelsField: catalog.LevelsField,
		Security: catalog.Security{Basis: catalog.BasisOperation},
	}
	schemes := map[string][]string{
		"pat": {"userAuth"}, "pat-or-client": {"userAuth", "applicationAuth"}, "client": {"applicationAuth"}, "other": {"basicAuth"},
		"all-of": {"userAuth"},
	}
	for _, scheme := range schemes[fields[2]] {
		use := catalog.SchemeUse{Scheme: scheme, Scopes: fields[3:], Scoped: true}
		o.Security.Alternatives = append(o.Security.Alternatives, catalog.Requirement{use})
	}
	o.Prose.AllScopes = fields[2] == "all-of"
	return o
}

func snapshotOf(operations ...string) *catalog.Snapshot {
	facts := catalog.Facts{
		APIs:      []catalog.API{{ID: "v1", Product: catalog.ProductISC}},
		Documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v1", FetchedAt: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)}},
		Levels: []catalog.UserLevel{
			{Name: "ORG_ADMIN"}, {Name: "HELPDESK"}, {Name: "CERT_ADMIN"},
			{Name: "ROLE_ADMIN", Excludes: []string{"SOURCE_SUBADMIN"}}, {Name: "SOURCE_SUBADMIN", Excludes: []string{"ROLE_ADMIN"}},
		},
	}
	for _, text := range operations {
		facts.Observations = append(facts.Observations, operation(text))
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

func callTo(method, url, where string) Call {
	return Call{Address: find.ReadAddress(method, url, url), Where: where}
}

// callsOf reads "GET /a; GET /b".
func callsOf(text string) []Call {
	var calls []Call
	for call := range strings.SplitSeq(text, ";") {
		if method, url, ok := strings.Cut(strings.TrimSpace(call), " "); ok {
			calls = append(calls, callTo(method, url, ""))
		}
	}
	return calls
}

func words(keys []catalog.Key) string {
	var all []string
	for _, key := range keys {
		all = append(all, key.Path)
	}
	return strings.Join(all, " ")
}

func TestMake(t *testing.T) {
	snapshot := snapshotOf(
		"GET /both pat-or-client idn:x:read idn:x:manage | API ORG_ADMIN",
		"GET /user pat idn:x:manage idn:x:read | ORG_ADMIN HELPDESK",
		"PUT /user pat idn:x:manage | ORG_ADMIN",
		"GET /client client idn:c:read",
		"GET /public none",
		"GET /iiq other",
		"GET /all pat sp:scopes:all | ANY",
		"GET /choice pat idn:n:read sp:scopes:all | USER",
		"POST /rule all-of idn:p:read idn:q:read | ORG_ADMIN",
		"GET /silent pat",
		"GET /roles pat idn:r:read | ROLE_ADMIN",
		"GET /roles2 pat idn:r:read | ROLE_ADMIN",
		"GET /sources pat idn:s:read | SOURCE_SUBADMIN",
		"GET /wide pat idn:wide:read idn:zz:read | ANY",
		"GET /wider pat idn:wide:read | ANY",
		"GET /certs pat idn:c:read | ORG_ADMIN CERT_ADMIN",
		"GET /sod pat idn:sod:read | ORG_ADMIN SOD_POLICY_ADMIN",
		"GET /owner pat idn:o:read | APPROVAL_OWNER",
	)
	for _, test := range []struct {
		calls, credential, scopes, levels, forced, unstated string
	}{
		{"GET /both; GET /public", "client_credentials", "idn:x:read", "", "", ""},
		{"GET /both; GET /user", "pat", "idn:x:read", "ORG_ADMIN", "/user", ""},
		{"GET /user", "pat", "idn:x:read", "HELPDESK", "/user", ""},
		// One scope that manages beats two of which one only reads.
		{"GET /user; PUT /user; GET /both", "pat", "idn:x:manage", "ORG_ADMIN", "/user /user", ""},
		{"GET /client; GET /both", "client_credentials", "idn:c:read idn:x:read", "", "", ""},
		{"GET /client; GET /user", "pat", "idn:x:read", "HELPDESK", "/user", ""},
		{"GET /public", "none", "", "", "", ""},
		{"GET /iiq", "unknown", "", "", "", "/iiq credential"},
		{"GET /public; GET /iiq", "none", "", "", "", "/iiq credential"},
		{"GET /all; GET /choice", "pat", "idn:n:read sp:scopes:all", "", "/all /choice", ""},
		{"POST /rule", "pat", "idn:p:read idn:q:read", "ORG_ADMIN", "/rule", ""},
		{"GET /silent", "pat", "", "", "/silent", "/silent scopes,levels"},
		{"GET /wide", "pat", "idn:zz:read", "", "/wide", ""},
		{"GET /roles; GET /roles2; GET /sources", "pat", "idn:r:read idn:s:read", "ROLE_ADMIN", "/roles /roles2 /sources", ""},
		// Two narrow levels open less than the administrator's.
		{"GET /user; GET /certs", "pat", "idn:c:read idn:x:read", "CERT_ADMIN HELPDESK", "/user /certs", ""},
		// Levels that nobody is given are never chosen.
		{"GET /sod", "pat", "idn:sod:read", "ORG_ADMIN", "/sod", ""},
		{"GET /owner", "pat", "idn:o:read", "", "/owner", ""},
		{"", "unknown", "", "", "", ""},
	} {
		p := Make(snapshot, callsOf(test.calls))
		var unstated []string
		for _, u := range p.Unstated {
			unstated = append(unstated, u.Path+" "+strings.Join(u.What, ","))
		}
		got := []string{string(p.Credential), strings.Join(p.Scopes, " "), strings.Join(p.Levels, " "), words(p.ForcedBy), strings.Join(unstated, " ")}
		want := []string{test.credential, test.scopes, test.levels, test.forced, test.unstated}
		if !reflect.DeepEqual(got, want) || !p.ScopesProven || !p.LevelsProven {
			t.Errorf("%s\n got %q\nwant %q", test.calls, got, want)
		}
	}
}

func TestMakeSaysWhatNoOneCanDo(t *testing.T) {
	snapshot := snapshotOf(
		"GET /roles pat idn:r:read | ROLE_ADMIN", "GET /roles2 pat idn:r:read | ROLE_ADMIN",
		"GET /sources pat idn:s:read | SOURCE_SUBADMIN",
		"GET /client client", "GET /all pat sp:scopes:all | ANY",
	)
	p := Make(snapshot, callsOf("GET /sources; GET /roles; GET /client; GET /roles2; GET /all"))
	if got := words(p.LevelsUnmet); got != "/sources" {
		t.Errorf("no user has the levels for %q", got)
	}
	if got := words(p.ClientOnly); got != "/client" {
		t.Errorf("only an API client calls %q", got)
	}
	if got := words(p.AllScopesBy); got != "/all" {
		t.Errorf("sp:scopes:all is because of %q", got)
	}
}

// Each scope and level names the calls that nothing else opens, and those that something else would open too.
func TestMakeSaysWhy(t *testing.T) {
	snapshot := snapshotOf(
		"GET /user pat idn:x:manage idn:x:read | ORG_ADMIN HELPDESK", "PUT /user pat idn:x:manage | ORG_ADMIN",
		"GET /owner pat idn:o:read | APPROVAL_OWNER",
	)
	p := Make(snapshot, callsOf("GET /user; PUT /user; GET /owner"))
	why := func(reasons []Reason) string {
		var all []string
		for _, r := range reasons {
			all = append(all, r.Name+" forced by "+words(r.ForcedBy)+", serves "+words(r.Serves))
		}
		return strings.Join(all, "; ")
	}
	if got, want := why(p.ScopeReasons), "idn:o:read forced by /owner, serves ; idn:x:manage forced by /user, serves /user"; got != want {
		t.Errorf("scopes: %s\nwant %s", got, want)
	}
	if got, want := why(p.LevelReasons), "ORG_ADMIN forced by /user, serves /user"; got != want {
		t.Errorf("levels: %s\nwant %s", got, want)
	}
	if got := words(p.LevelsUnassignable); got != "/owner" {
		t.Errorf("nobody is given the level of %q", got)
	}
}

func TestMakeGroupsAndExplains(t *testing.T) {
	snapshot := snapshotOf("GET /things/v1/{id} pat idn:x:read", "GET /things/v1/search pat idn:x:read")
	p := Make(snapshot, []Call{
		callTo("GET", "/things/v1/1", "line 1"),
		callTo("get", "https://acme.api.identitynow.com/things/v1/2?limit=1", "line 2"),
		callTo("GET", "/things/v1/search", "line 3"),
		callTo("DELETE", "/things/v1/1", "line 4"),
		callTo("GET", "/nothing", "line 5"),
		callTo("GET", "https://acme.api.identitynow.com/nothing?x=1", "line 6"),
		callTo("GET", "https://example.com/things/v1/1", "line 7"),
		callTo("GET", "https://example.org/things/v1/1", "line 8"),
	})
	var calls, unmatched []string
	for _, call := range p.Calls {
		calls = append(calls, call.Where+" "+call.Operation.Path+strings.Repeat("+", call.Count))
	}
	for _, call := range p.Unmatched {
		unmatched = append(unmatched, call.Where+strings.Repeat("+", call.Count)+" "+string(call.Absence.Kind)+call.Reason)
	}
	if want := []string{"line 1 /things/v1/{id}++", "line 3 /things/v1/search+"}; !slices.Equal(calls, want) {
		t.Errorf("calls %q, want %q", calls, want)
	}
	want := []string{
		"line 4+ other-method",
		"line 5++ no-such-path",
		"line 7+ example.com is no host of a SailPoint API (TENANT.api.identitynow.com)",
		"line 8+ example.org is no host of a SailPoint API (TENANT.api.identitynow.com)",
	}
	if !slices.Equal(unmatched, want) {
		t.Errorf("unmatched %q, want %q", unmatched, want)
	}
}

// However many addresses there are, so many are listed and all calls counted.
func TestMakeListsSoManyUnmatched(t *testing.T) {
	snapshot := snapshotOf("GET /things/v1/{id} pat idn:x:read")
	m := NewMaker(snapshot)
	add := func(format string, n int) {
		url := fmt.Sprintf(format, n)
		m.Add(find.NewRequest([]byte("GET"), []byte(url)), func() string { return fmt.Sprint("call ", n) })
	}
	for range 2 {
		for n := range MostUnmatched + 5 {
			add("/nothing/%d?x", n)
			add("/things/v1/%d?x", n)
			add("https://example.com/%d", n%3)
		}
	}
	p := m.Plan()
	if len(p.Calls) != 1 || p.Calls[0].Count != 2*(MostUnmatched+5) || p.Calls[0].Where != "call 0" {
		t.Errorf("calls %+v", p.Calls)
	}
	listed := 0
	for _, call := range p.Unmatched {
		listed += call.Count
	}
	if len(p.Unmatched) != MostUnmatched || listed != 2*(MostUnmatched-3)+2*(MostUnmatched+5) || p.Unlisted != 2*8 {
		t.Errorf("%d addresses with %d calls and %d calls more", len(p.Unmatched), listed, p.Unlisted)
	}

	m = NewMaker(snapshot)
	for n := range 1000 {
		add("/"+strings.Repeat("long/", 3000)+"%d", n)
	}
	if p := m.Plan(); len(p.Unmatched) < 200 || len(p.Unmatched) > 400 || len(p.Unmatched)+p.Unlisted != 1000 {
		t.Errorf("of a thousand long addresses %d are listed, %d more counted", len(p.Unmatched), p.Unlisted)
	}
}

// A path without a version is the newest API's.
func TestMakeTakesTheNewest(t *testing.T) {
	facts := catalog.Facts{
		APIs: []catalog.API{{ID: "v2026", Product: catalog.ProductISC, BasePath: "/v2026"}, {ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"}},
	}
	for _, api := range []string{"v3", "v2026"} {
		o := operation("GET /things pat idn:x:read")
		o.API = api
		facts.Observations = append(facts.Observations, o)
	}
	snapshot := catalog.Merge(facts)
	p := Make(&snapshot, callsOf("GET /things; GET /v3/things"))
	if len(p.Calls) != 2 || p.Calls[0].Operation.API != "v2026" || p.Calls[1].Operation.API != "v3" {
		t.Errorf("calls %+v", p.Calls)
	}
}
