package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/printable"
)

func TestParseAddress(t *testing.T) {
	tests := []struct{ method, address, want, says string }{
		{"get", "/v2025/identities", "GET /v2025/identities", ""},
		{"", "/v2025/identities/?limit=1#top", "/v2025/identities", ""},
		{"GET", "https://acme.api.identitynow.com/v3//accounts/", "GET /v3/accounts", ""},
		{"GET", "http://acme.api.identitynow-demo.com:443/v3/accounts", "GET /v3/accounts", ""},
		{"GET", "acme.api.identitynow.com/v3/accounts", "GET /v3/accounts", ""},
		{"GET", "https://{{tenant}}.api.identitynow.com/v3/accounts/:id", "GET /v3/accounts/:id", ""},
		{"GET", "{{baseUrl}}/accounts", "GET /accounts", ""},
		{"GET", "https://acme.nonemployee.com/api/profiles", "GET /api/profiles", ""},
		{"GET", "https://iiq.example.com/identityiq/scim/v2/Users", "GET /identityiq/scim/v2/Users", ""},
		{"GET", "//acme.api.identitynow.com/v3/accounts", "GET /v3/accounts", ""},
		{"GET", "//v3/accounts", "GET /v3/accounts", ""},
		{"GET", "/v3;a=b/accounts;jsessionid=1", "GET /v3/accounts", ""},
		{"GET", "https://example.com/v3/accounts", "", "example.com is no host"},
		{"GET", "https://identitynow.com.evil.example/v3/accounts", "", "no host"},
		{"GET", "identities", "", "starts with"},
		{"GET", "", "", "starts with"},
		{"GET", "/", "", "no path"},
		{"G3T", "/a", "", "no HTTP method"},
		{"FETCH", "/a", "", "no HTTP method"},
		{"GET", "https://example.com", "", "example.com is no host"},
	}
	for _, test := range tests {
		got, err := ParseAddress(test.method, test.address)
		if test.says == "" && (err != nil || got.String() != test.want) {
			t.Errorf("%s %s: %q, %v; want %q", test.method, test.address, got, err, test.want)
		}
		if test.says != "" && (err == nil || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s %s: error %v, want one that says %q", test.method, test.address, err, test.says)
		}
	}
}

func TestMatch(t *testing.T) {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}, {ID: "iiq", Product: catalog.ProductIIQ, BasePath: "/identityiq/scim/v2"}}}
	for api, paths := range map[string][]string{
		"v1":    {"/accounts/v1", "/accounts/v1/{id}", "/accounts/v1/search-attribute-config", "/things/v1/{id}", "/things/v2/{id}"},
		"v2025": {"/accounts", "/accounts/{id}", "/accounts/{id}/entitlements", "/accounts/search-attribute-config", "/accounts/search-attribute-config/{name}"},
		"iiq":   {"/Users", "/Users/{id}"},
	} {
		for _, path := range paths {
			facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: path}})
		}
	}
	snapshot := catalog.Merge(facts)
	tests := []struct{ method, path, want string }{
		{"GET", "/v2025/accounts/2c91", "v2025 GET /accounts/{id}"},
		{"GET", "/v2025/accounts/search-attribute-config", "v2025 GET /accounts/search-attribute-config"},
		{"GET", "/v2025/accounts/search-attribute-config/x", "v2025 GET /accounts/search-attribute-config/{name}"},
		{"GET", "/v2025/accounts/2c91/entitlements", "v2025 GET /accounts/{id}/entitlements"},
		{"GET", "/v2025/accounts/a%2Fb", "v2025 GET /accounts/{id}"},
		{"GET", "/v2025/accounts/{accountId}", "v2025 GET /accounts/{id}"},
		{"GET", "/v2025/accounts/:id", "v2025 GET /accounts/{id}"},
		{"", "/v2025/accounts", "v2025 GET /accounts"},
		{"GET", "/accounts/v1", "v1 GET /accounts/v1"},
		{"GET", "/accounts", "v1 GET /accounts/v1, v2025 GET /accounts"},
		{"GET", "/accounts/2c91", "v1 GET /accounts/v1/{id}, v2025 GET /accounts/{id}"},
		{"GET", "/things/2c91", "v1 GET /things/v1/{id}, v1 GET /things/v2/{id}"},
		{"GET", "/identityiq/scim/v2/Users/7", "iiq GET /Users/{id}"},
		{"GET", "/Users/7", "iiq GET /Users/{id}"},
		{"GET", "/v3/accounts", ""},
		{"GET", "/accounts/v2", ""}, // the version is no id
		{"GET", "/v2025/accounts/v2", "v2025 GET /accounts/{id}"},
		{"POST", "/v2025/accounts", ""},
		{"GET", "/v2025/accounts/a/b/c", ""},
	}
	for _, test := range tests {
		address, err := ParseAddress(test.method, test.path)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, o := range Match(&snapshot, address) {
			found = append(found, o.Key.String())
			api, _ := snapshot.API(o.API)
			if !address.Filter().Takes(api, o.Method, o.Path) {
				t.Errorf("%s: its filter leaves %s out", address, o.Key)
			}
		}
		if got := strings.Join(found, ", "); got != test.want {
			t.Errorf("%s: found %q, want %q", address, got, test.want)
		}
	}
}

// What is chosen among the lineages of a data set is what a list of all that an
// address may belong to takes.
func TestChoosingIsListing(t *testing.T) {
	lineages := []string{
		"GET /a", "POST /a", "GET /a/{}", "GET /a/b", "GET /{}", "GET /{}/b", "GET /a/{}/c", "GET /", "DELETE /a/{}/{}",
		"nerm GET /a", "nerm GET /api/a", "nerm GET /api/a/{}", "nerm GET /api", "iiq GET /identityiq/scim/a/{}", "iiq GET /a/b", "iiq POST /identityiq/a", "iiq GET /api/a",
	}
	for _, method := range []string{"GET", "POST", ""} {
		for _, path := range []string{"/a", "/a/b", "/a/{id}", "/a/:x/c", "/v2025/a/b", "/a/v1", "/a/b/c", "/api/a", "/identityiq/scim/v2/a/7", "/api/a/{x}", "/A"} {
			address, err := ParseAddress(method, path)
			if err != nil {
				t.Fatal(err)
			}
			listed, anyOf := address.Filter(), []string{method}
			if method == "" {
				anyOf = methods
			}
			segments := slices.DeleteFunc(segmentsOf(address.path), catalog.VersionSegment)
			for _, lineage := range lineages {
				if got, want := mayBe(lineage, anyOf, segments), listed.Names(lineage); got != want {
					t.Errorf("%s %s: %s is chosen: %v, listed: %v", method, path, lineage, got, want)
				}
			}
		}
	}
	long, err := ParseAddress("GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m")
	if filter := long.Filter(); err != nil || !filter.Chooses() || !filter.Names("GET /a/{}/c/d/e/f/g/h/i/j/k/l/{}") || filter.Names("GET /a/{}/c/d/e/f/g/h/i/j/k/l") {
		t.Errorf("an address of 13 segments: %v", err)
	}
}

func sampleFacts() catalog.Facts {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}}}
	for _, key := range []catalog.Key{
		{API: "v1", Method: "GET", Path: "/b/v1"}, {API: "v1", Method: "DELETE", Path: "/b/v1"},
		{API: "v1", Method: "GET", Path: "/a/v1/{id}"}, {API: "v2025", Method: "GET", Path: "/a/{id}"},
	} {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: key, OperationID: "x", Title: "T"})
	}
	return facts
}

func TestByNameAndSearch(t *testing.T) {
	facts := sampleFacts()
	facts.Observations[0].OperationID, facts.Observations[0].Title = "listBeesV1", "List bees"
	facts.Observations[3].OperationID, facts.Observations[3].Title = "listBees", "List all bees"
	snapshot := catalog.Merge(facts)
	for name, want := range map[string]int{"listBees": 2, "list_bees_v1": 1, "BeesAPI.ListBees": 2, "List-Bees": 2, "listBee": 0, "-": 0} {
		if got := len(ByName(&snapshot, name)); got != want {
			t.Errorf("%s: %d operations, want %d", name, got, want)
		}
	}
	if found := Search(&snapshot, []string{"List", "Bees"}); len(found) != 2 || found[0].Title != "List bees" {
		t.Errorf("found %v, want the exact title first", found)
	}
	if found := Nearest(&snapshot, ReadAddress("GET", "/v2025/b", "/v2025/b"), 1); len(found) != 1 || found[0].Path != "/b/v1" {
		t.Errorf("nearest %v", found)
	}
}

func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"/v2025/identities", "https://a.api.identitynow.com/v3/x?y", "{{baseUrl}}/a/:id", "//", "%", "/a%zz/{"} {
		f.Add("GET", seed)
	}
	for _, seed := range secretAddresses {
		f.Add("GET", strings.ReplaceAll(seed, "SECRET", clientSecret))
	}
	snapshot := catalog.Merge(sampleFacts())
	f.Fuzz(func(t *testing.T, method, text string) {
		address, err := ParseAddress(method, text)
		said := fmt.Sprintf("%v %+v %s %v %s", address, struct{ A Address }{address}, address.URL(), err, printable.Name(text))
		if strings.Contains(strings.ToLower(said), clientSecret) {
			t.Errorf("%q: %q shows the secret", text, said)
		}
		if err != nil {
			return
		}
		if path := address.path; !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "?#") || len(path) < 2 {
			t.Errorf("%q became the path %q", text, path)
		}
		Match(&snapshot, address)
		if strings.Count(address.path, "/") < 8 { // its filter grows with the power of the segments
			address.Filter()
		}
	})
}
