package traffic

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/observed"
	"authcat/catalog/token"
)

// snapshot has an endpoint in two versions, one with a level and scopes, and one of another product.
func snapshot() *catalog.Snapshot {
	security := catalog.Security{Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"idn:account:read"}}}}}
	op := func(api, path string, levels ...string) catalog.Observation {
		return catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: path}, Security: security, LevelsField: catalog.LevelsField, Levels: levels}
	}
	s := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{
			{ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}, {ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"}, {ID: "iiq", Product: catalog.ProductIIQ, BasePath: "/scim"},
		},
		Observations: []catalog.Observation{op("v2025", "/accounts/{id}", "ORG_ADMIN", "HELPDESK", "SOURCE_ADMIN"), op("v3", "/accounts/{id}"), op("iiq", "/users")},
	})
	return &s
}

func call(url string, status int) Call {
	return Call{Request: find.NewRequest([]byte("GET"), []byte(url)), Status: status, Day: "2026-08-22"}
}

// lines are records in a line each, without what is the same in all of a test.
func lines(records []observed.Record) string {
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintln(&b, strings.Join(strings.Fields(fmt.Sprint(r.Method, " ", r.Path, " ", r.Version, " ", r.Credential, " ", strings.Join(r.Scopes, ","), " ", r.Level, " ", r.Status, " ", r.Detail, " ", r.Day, " ", r.Calls)), " "))
	}
	return b.String()
}

// Of calls their operation, who called and how it was answered is kept, and how often.
func TestTally(t *testing.T) {
	admin := &token.Token{User: true, Org: "acme", Authorities: []string{"ORG_ADMIN", "acme-level"}, Scopes: []string{"acme:own:scope", "idn:account:read", "sp:scopes:all"}, ScopesReadable: true}
	for _, test := range []struct {
		name  string
		said  Said
		calls []Call
		want  string
		left  string
	}{
		{"what was said", Said{Credential: catalog.CredentialClient}, []Call{call("/v3/accounts/1", 200), call("/v3/accounts/2?x=y", 200), call("https://acme.api.identitynow.com/v3/accounts/3", 200), call("/v3/accounts/1", 403)},
			"GET /v3/accounts/{id} v3 client_credentials 200 2026-08-22 1\nGET /v3/accounts/{id} v3 client_credentials 200 2026-08-22 2\nGET /v3/accounts/{id} v3 client_credentials 403 2026-08-22 1\n", ""},
		{"what the token says", Said{Credential: catalog.CredentialClient}, []Call{{Request: call("/v2025/accounts/1", 0).Request, Status: 200, Token: admin}, {Request: call("/v2025/accounts/1", 0).Request, Status: 403, Detail: "403 Forbidden", Token: &token.Token{Scopes: []string{"x"}}}},
			"GET /v2025/accounts/{id} v2025 client_credentials 403 403 Forbidden 1\nGET /v2025/accounts/{id} v2025 pat idn:account:read,sp:scopes:all ORG_ADMIN 200 1\n", ""},
		{"a day that was said, and the newest", Said{Credential: catalog.CredentialPAT, Day: "2026-01-02"}, []Call{{Request: call("/v3/accounts/1", 0).Request, Status: 200}, {Request: call("/v3/accounts/1", 0).Request, Status: 500, Day: "2026-03-04"}, {Request: call("/v3/accounts/1", 0).Request, Status: 500}},
			"GET /v3/accounts/{id} v3 pat 200 2026-01-02 1\nGET /v3/accounts/{id} v3 pat 500 2026-03-04 2\n", ""},
		{"nobody says who", Said{MayBeUnknown: true}, []Call{call("/v3/accounts/1", 200)}, "GET /v3/accounts/{id} v3 200 2026-08-22 1\n", ""},
		{"what is left out", Said{Credential: catalog.CredentialPAT}, []Call{
			call("/v3/nothing", 200), call("https://evil.example/v3/accounts/1", 200), call("/accounts/1", 200), call("/scim/users", 200), call("/v3/accounts/1", 0), call("/v3/accounts/1", 499), call("/v3/accounts/1", 600),
			call("/v3/accounts/1", 101), call("/v3/accounts/1", 302), call("/v3/accounts/1", 401), call("/v3/accounts/1", 404), call("/v3/accounts/1", 404), call("/v3/accounts/1", 429),
		}, "", "no-operation 2, several-operations 1, other-product 1, no-answer 3, not-final 2, token 1, object 2, too-many-requests 1"},
	} {
		tally := NewTally(snapshot(), test.said, []byte("salt"))
		for _, c := range test.calls {
			if err := tally.Add(c); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
		}
		got := strings.Split(lines(tally.Take()), "\n")
		slices.Sort(got)
		want := strings.Split(test.want, "\n")
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: kept\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		var left []string
		seen := tally.Seen()
		sum := seen.Kept
		for _, l := range seen.Left {
			sum += l.Calls
			left = append(left, fmt.Sprint(l.Reason, " ", l.Calls))
		}
		if strings.Join(left, ", ") != test.left || seen.Calls != len(test.calls) || sum != seen.Calls {
			t.Errorf("%s: %+v, want left out %s", test.name, seen, test.left)
		}
		if again := tally.Take(); len(again) > 0 {
			t.Errorf("%s: taken again: %v", test.name, again)
		}
	}
}

func TestNoCredential(t *testing.T) {
	tally := NewTally(snapshot(), Said{}, nil)
	if err := tally.Add(call("/v3/nothing", 200)); err != nil {
		t.Error("of a call that is left out anyway:", err)
	}
	if err := tally.Add(call("/v3/accounts/1", 200)); !errors.Is(err, ErrNoCredential) {
		t.Error(err)
	}
}

// A tenant has one hash, however it is named, another with another salt, and is in no record.
func TestTenantsAreHashed(t *testing.T) {
	hashes := func(salt string, said Said, calls ...Call) []string {
		said.Credential = catalog.CredentialPAT
		var all []string
		for _, c := range calls {
			tally := NewTally(snapshot(), said, []byte(salt))
			if err := tally.Add(c); err != nil {
				t.Fatal(err)
			}
			r := tally.Take()[0]
			if strings.Contains(strings.ToLower(fmt.Sprint(r)), "acme") {
				t.Errorf("the tenant is in %v", r)
			}
			all = append(all, r.Tenant)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	withToken := call("/v3/accounts/1", 200)
	withToken.Token = &token.Token{User: true, Org: "Acme"}
	withToken.Detail = "403 Forbidden"
	byHost := call("https://ACME.api.identitynow.com:443/v3/accounts/1", 403)
	byHost.Detail = "403 acme"
	one := hashes("a", Said{Tenant: "ACME"}, call("/v3/accounts/1", 200), withToken, call("https://acme.api.identitynow.com/v3/accounts/1", 200), byHost)
	if len(one) != 1 || len(one[0]) != 16 {
		t.Errorf("acme has the hashes %v", one)
	}
	for _, other := range [][]string{hashes("b", Said{Tenant: "acme"}, call("/v3/accounts/1", 200)), hashes("a", Said{}, call("/v3/accounts/1", 200)), hashes("a", Said{Tenant: "acme"}, call("https://globex.api.identitynow.com/v3/accounts/1", 200))} {
		if slices.Equal(one, other) {
			t.Errorf("the hash %v is another's too", one)
		}
	}
}

func TestHolder(t *testing.T) {
	p := publishedIn(snapshot())
	user := func(grant string, authorities ...string) *token.Token {
		return &token.Token{User: true, GrantType: grant, Authorities: authorities, ScopesReadable: true}
	}
	for _, test := range []struct {
		token *token.Token
		said  catalog.Credential
		want  holder
	}{
		{nil, "", holder{}},
		{nil, catalog.CredentialPAT, holder{credential: catalog.CredentialPAT}},
		{user("", "HELPDESK", "own"), catalog.CredentialClient, holder{credential: catalog.CredentialPAT, level: "HELPDESK"}},
		{user("", "HELPDESK", "SOURCE_ADMIN"), "", holder{credential: catalog.CredentialPAT}},
		{user("", "HELPDESK", "ORG_ADMIN"), "", holder{credential: catalog.CredentialPAT, level: "ORG_ADMIN"}},
		{user(""), catalog.CredentialAuthorizationCode, holder{credential: catalog.CredentialAuthorizationCode}},
		{user("client_credentials"), catalog.CredentialAuthorizationCode, holder{credential: catalog.CredentialPAT}},
		{user("authorization_code"), catalog.CredentialPAT, holder{credential: catalog.CredentialAuthorizationCode}},
		{&token.Token{Authorities: []string{"API"}, Org: "ACME", Scopes: []string{"sp:scopes:all"}}, catalog.CredentialPAT, holder{credential: catalog.CredentialClient, tenant: "acme"}},
	} {
		if got := p.holder(test.token, test.said); got != test.want {
			t.Errorf("%+v, said %q: %+v, want %+v", test.token, test.said, got, test.want)
		}
	}
}

// Only published words come out of what stands in the place of a code.
func TestDetailCode(t *testing.T) {
	for body, want := range map[string]string{
		`{"detailCode":"403 Forbidden","trackingId":"x"}`: "403 Forbidden", `{"trackingId":{"a":[1]},"detailCode":"400.1.3 Illegal value"}`: "400.1.3 Illegal value",
		`{"detailCode":"400.1.404 Referenced Object Not Found"`: "400.1.404 Referenced Object Not Found", `{"detailCode":"INVALID_REQUEST"}`: "INVALID_REQUEST", `{"detailCode":"Bad Request"}`: "Bad Request",
		`{"detailCode":"IDC_IDENTITY_NOT_FOUND"}`: "IDC_IDENTITY_NOT_FOUND", `{"detailCode":" 403 "}`: "403",
		`{"detailCode":"403 Forbidden for acme"}`: "403", `{"detailCode":"400.1 2c9180867624cbd7017642d8c8c81f67"}`: "400.1", `{"detailCode":"403 hunter2"}`: "403", `{"detailCode":"403\nForbidden"}`: "",
		`{"detailCode":"2c9180867624cbd7017642d8c8c81f67"}`: "", `{"detailCode":"acme"}`: "", `{"detailCode":"403hunter2"}`: "", `{"detailCode":"4031234"}`: "", `{"detailCode":""}`: "", `{"detailCode":7}`: "",
		`{"detailCode":null}`: "", `{"messages":[{"detailCode":"403 Forbidden"}]}`: "", `[{"detailCode":"403 Forbidden"}]`: "", `{"a":1,"detailCode":"403 Forb`: "", `{"detailCode`: "", "": "", "<html>": "",
		`{"detailCode":"403 ` + strings.Repeat("Forbidden ", 9) + `"}`: "403", `{"a":"` + strings.Repeat("x", DetailBytes) + `","detailCode":"403"}`: "",
	} {
		if got := DetailCode([]byte(body)); got != want {
			t.Errorf("of %.80s the code is %q, want %q", body, got, want)
		}
	}
}

// What DetailCode says, a record may have.
func FuzzDetailCode(f *testing.F) {
	for _, seed := range []string{`{"detailCode":"403 Forbidden"}`, `{"a":{},"detailCode":"400.1.3 Illegal value"}`, `{"detailCode":"INVALID_REQUEST"}`, `{"detailCode":"Not  found "}`, `{"detailCode":"403 "}`, `{"detailCode":"_a"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		code := DetailCode(body)
		r := observed.Record{Method: "GET", Path: "/v3/a", Status: "403", Tenant: "0123456789abcdef", Detail: code}
		read, err := observed.Read(observed.Write([]observed.Record{r}))
		if err != nil || len(read) != 1 || read[0].Detail != code {
			t.Errorf("%q becomes %v, %v", code, read, err)
		}
		for _, word := range wordsOf(strings.TrimLeft(code, "0123456789.")) {
			if !forms().words[word] {
				t.Errorf("%q has the word %q", code, word)
			}
		}
	})
}

// Calls add up where all else is the same; what was told in public stays as it is.
func TestMerge(t *testing.T) {
	r := func(day string, calls int, change func(*observed.Record)) observed.Record {
		r := observed.Record{Day: day, Method: "GET", Path: "/v3/a", Version: "v3", Credential: catalog.CredentialPAT, Scopes: []string{"a:b"}, Status: "200", Tenant: "0", Calls: calls}
		if change != nil {
			change(&r)
		}
		return r
	}
	report := r("2025-12", 0, func(r *observed.Record) { r.Link = "https://x/1" })
	other := r("2026-01-01", 1, func(r *observed.Record) { r.Scopes = []string{"a:c"} })
	got := Merge(
		[]observed.Record{r("2026-02-01", 2, nil), report, r("", 0, nil), report},
		[]observed.Record{r("2026-01-01", 3, nil), other, r("2026-01-03", 1, func(r *observed.Record) { r.Status = "403" }), report},
	)
	want := []observed.Record{r("2026-02-01", 6, nil), report, report, other, r("2026-01-03", 1, func(r *observed.Record) { r.Status = "403" }), report}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("merged:\n%v\nwant\n%v", got, want)
	}
}

// Of a log that names any number of tenants no more is kept than has room.
func TestTallyIsBounded(t *testing.T) {
	tally := NewTally(snapshot(), Said{Credential: catalog.CredentialPAT}, nil)
	for n := range mostRecords + 10 {
		if err := tally.Add(call(fmt.Sprintf("https://t%d.api.identitynow.com/v3/accounts/1", n), 200)); err != nil {
			t.Fatal(err)
		}
	}
	seen := tally.Seen()
	if records := tally.Take(); len(records) != mostRecords || seen.Kept != mostRecords || len(seen.Left) != 1 || seen.Left[0] != (Left{NoRoom, 10}) {
		t.Errorf("%d records, %+v", len(records), seen)
	}
}
