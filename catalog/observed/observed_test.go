package observed

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
)

const told = `link: https://developer.sailpoint.com/discuss/t/201964
day: 2025-12
credential: client-credentials
call: POST /accounts/{id}/enable
version: unknown
scopes: idn:accounts-state:manage
status: 500
concluded: open
agreed: still
note: with a PAT it works
`

// What is read is written as it was.
func TestRecordsAsText(t *testing.T) {
	traffic := strings.ReplaceAll(told, "link: https://developer.sailpoint.com/discuss/t/201964\n", "")
	traffic = strings.ReplaceAll(traffic, "concluded: open\n", "detail: 500.0 Request could not be completed\ntenant: 0123456789abcdef\ncalls: 12\n")
	traffic = strings.ReplaceAll(traffic, "agreed: still\nnote: with a PAT it works\n", "")
	traffic = strings.ReplaceAll(strings.ReplaceAll(traffic, "2025-12", "2025-12-03"), "unknown", "v2025")
	noCall := "link: https://a.example/1\nday: unknown\ncredential: unknown\ncall: unknown\nversion: unknown\nstatus: 401\n"
	for _, text := range []string{told, noCall, told + "\n" + told[:len(told)-1] + " too\n"} {
		records, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
		if got := string(Write(records)); got != text {
			t.Errorf("read and written:\n%s\nwant:\n%s", got, text)
		}
	}
	records, err := Read([]byte("# a ledger\r\n\r\n" + strings.ReplaceAll(traffic, "\n", "\r\n")))
	if err != nil || len(records) != 1 || records[0].Calls != 12 || records[0].Detail == "" || records[0].Link != "" {
		t.Errorf("%+v, %v", records, err)
	}
	if got := Write(append(records, records...)); len(records) > 0 && string(got) != records[0].text() {
		t.Errorf("the same record twice is\n%s", got)
	}
}

// A record that is not one is an error that names line and field, and repeats
// nothing of the text: a secret may be in it.
func TestRecordsThatAreNone(t *testing.T) {
	const secret = "S3cr3tS3cr3tS3cr3tS3cr3t"
	for _, test := range []struct{ from, to, want string }{
		{"day: 2025-12", "day: " + secret, "line 2: day: "},
		{"day: 2025-12", "day: 2025-13-01", "line 2: day: "},
		{"credential: client-credentials", "credential: " + secret, "line 3: credential: "},
		{"call: POST /accounts/{id}/enable", "call: POST /accounts?token=" + secret, "line 4: call: "},
		{"call: POST /accounts/{id}/enable", "call: post /accounts", "line 4: call: "},
		{"call: POST /accounts/{id}/enable", "call: POST /accounts/" + secret, "line 4: call: "},
		{"scopes: idn:accounts-state:manage", "scopes: " + secret, "line 6: scopes: "},
		{"status: 500", "status: 700", "line 7: status: "},
		{"status: 500\n", "", "line 10: the record above lacks its status"},
		{"concluded: open", "concluded: " + secret, "line 8: concluded: "},
		{"agreed: still", "agreed: yes", "line 9: agreed: "},
		{"note: with", "note: with\x1b", "line 10: note: "},
		{"version: unknown", secret + ": unknown", "line 5: it is no field"},
		{"version: unknown", "version: unknown\nversion: v1", "line 6: version stands twice"},
		{"link: https://developer.sailpoint.com/discuss/t/201964\n", "", "line 10: the record above lacks the link"},
		{"https://developer", "https://me:" + secret + "@developer", "line 11: the link of the record above is no address"},
		{"t/201964", "t/201964?api_key=" + secret, "line 11: the link of the record above is no address"},
		{"t/201964", "t/201964#" + secret, "line 11: the link of the record above is no address"},
		{"https://developer", "ftp://developer", "line 1: link: "},
	} {
		_, err := Read([]byte(strings.Replace(told, test.from, test.to, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: error %v, want %q", test.to, err, test.want)
		}
	}
	if _, err := Read(make([]byte, maxText+1)); err == nil {
		t.Error("a text without end is read")
	}
}

// What follows from a record of whose tokens are taken.
func TestCallers(t *testing.T) {
	client, pat := catalog.CredentialClient, catalog.CredentialPAT
	all, listed, other := []string{catalog.ScopeAll}, []string{"idn:a:read"}, []string{"idn:b:read"}
	for _, test := range []struct {
		name      string
		record    Record
		user, api catalog.Answer
	}{
		{"an API client gets in", Record{Credential: client, Status: "200"}, catalog.Unknown, catalog.Yes},
		{"a PAT gets in", Record{Credential: pat, Status: catalog.OutcomeWorks}, catalog.Yes, catalog.Unknown},
		{"somebody gets in", Record{Status: "200"}, catalog.Unknown, catalog.Unknown},
		{"a client with every scope is refused", Record{Credential: client, Status: "403", Scopes: all}, catalog.Unknown, catalog.No},
		{"a client with a listed scope is refused", Record{Credential: client, Status: "403", Scopes: listed}, catalog.Unknown, catalog.No},
		{"a client with another scope is refused", Record{Credential: client, Status: "403", Scopes: other}, catalog.Unknown, catalog.Unknown},
		{"a client of unknown scopes is refused", Record{Credential: client, Status: "403"}, catalog.Unknown, catalog.Unknown},
		{"a client is refused, and the thread says why", Record{Credential: client, Status: "403", Concluded: NeedsUser}, catalog.Unknown, catalog.No},
		{"a client lacked a scope", Record{Credential: client, Status: "403", Scopes: all, Concluded: MissingScope}, catalog.Unknown, catalog.Unknown},
		{"a client's tenant has a setting", Record{Credential: client, Status: "403", Scopes: all, Concluded: TenantSetting}, catalog.Unknown, catalog.Unknown},
		{"a client gets 500 in a thread", Record{Credential: client, Status: "500", Scopes: all, Link: "https://a.example"}, catalog.Unknown, catalog.No},
		{"a client gets 500 in one's own traffic", Record{Credential: client, Status: "500", Scopes: all}, catalog.Unknown, catalog.Unknown},
		{"a client's object is not there", Record{Credential: client, Status: "404", Scopes: all}, catalog.Unknown, catalog.Unknown},
		{"a user is refused", Record{Credential: pat, Status: "403", Scopes: all}, catalog.Unknown, catalog.Unknown},
		{"SailPoint says that a user is needed", Record{Status: catalog.OutcomeStated, Concluded: NeedsUser}, catalog.Unknown, catalog.No},
		{"SailPoint says that clients are taken", Record{Status: catalog.OutcomeStated, Concluded: TakesClient}, catalog.Unknown, catalog.Yes},
		{"SailPoint says which scope is needed", Record{Credential: client, Status: catalog.OutcomeStated, Concluded: MissingScope}, catalog.Unknown, catalog.Unknown},
	} {
		if got := test.record.Callers(listed); got.User != test.user || got.Client != test.api {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// A record is attached to the operations that it is about, in the version that
// was called where it says one, and to no other product's.
func TestAttach(t *testing.T) {
	facts := catalog.Facts{APIs: []catalog.API{
		{ID: "v1", Product: catalog.ProductISC}, {ID: "v3", BasePath: "/v3", Product: catalog.ProductISC}, {ID: "nerm", Product: catalog.ProductNERM},
	}}
	for _, key := range []catalog.Key{
		{API: "v1", Method: "GET", Path: "/roles/v1/{roleId}"}, {API: "v3", Method: "GET", Path: "/roles/{id}"}, {API: "nerm", Method: "GET", Path: "/roles/{id}"},
		{API: "v3", Method: "GET", Path: "/roles/search"}, {API: "v3", Method: "PATCH", Path: "/roles/{id}"},
	} {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: key})
	}
	record := Record{Link: "https://a.example", Method: "GET", Path: "/v3/roles/{id}", Status: "200", Credential: catalog.CredentialClient}
	for version, want := range map[string][]string{"": {"v1 GET /roles/v1/{roleId}", "v3 GET /roles/{id}"}, "v3": {"v3 GET /roles/{id}"}, "v2025": nil} {
		record.Version = version
		attached := Attach(facts, []Record{record, {Status: "401"}})
		var got []string
		for _, s := range attached.Statements {
			got = append(got, s.Key.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("version %q: %q, want %q", version, got, want)
		}
		if n := len(Without(attached).Statements); n != 0 {
			t.Errorf("without them %d are left", n)
		}
	}
	if len(facts.Statements) != 0 {
		t.Error("the facts that were given are changed")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(told))
	f.Fuzz(func(t *testing.T, text []byte) {
		records, err := Read(text)
		if err != nil {
			return
		}
		written := Write(records)
		again, err := Read(written)
		if err != nil || string(Write(again)) != string(written) {
			t.Errorf("%q is written as %q, and that read as %q, %v", text, written, Write(again), err)
		}
	})
}
