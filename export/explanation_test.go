package export

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
	"authcat/catalog/token"
)

// twoVersions is an endpoint of two versions that takes only users with a level,
// explained for a credential.
func twoVersions(held explain.Held, status int) *answer.Explained {
	operation := func(api string) catalog.Observation {
		return catalog.Observation{
			Key: catalog.Key{API: api, Method: "GET", Path: "/things"}, Title: "List \u202ethings", LevelsField: catalog.LevelsField, Levels: []string{"ORG_ADMIN"},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{
				{{Scheme: "userAuth", Scopes: []string{"idn:thing:manage", "idn:thing:read"}, Scoped: true}},
			}},
		}
	}
	snapshot := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{{ID: "v2026", Product: catalog.ProductISC, BasePath: "/v2026"}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}},
		Documents: []catalog.Document{
			{Role: catalog.RoleSpec, API: "v2026", URL: "https://example.com/v2026.yaml"},
			{Role: catalog.RoleSpec, API: "v2025", URL: "https://example.com/v2025.yaml"},
		},
		Observations: []catalog.Observation{operation("v2026"), operation("v2025")},
	})
	verdict := explain.Call(&snapshot.Operations[0], held, status)
	return &answer.Explained{Catalog: &answer.Catalog{Snapshot: &snapshot, Dataset: dataset}, Explanations: []answer.Explanation{{Verdict: verdict, Also: []*catalog.Operation{&snapshot.Operations[1]}}}}
}

var (
	clientHeld = explain.Held{Credential: catalog.CredentialClient, Scopes: []string{catalog.ScopeAll}, ScopesKnown: true}
	adminHeld  = explain.Held{Credential: catalog.CredentialPAT, Scopes: []string{"idn:thing:read"}, ScopesKnown: true, Levels: []string{"ORG_ADMIN"}, LevelsKnown: true}
)

func TestExplanationsInATerminal(t *testing.T) {
	tests := []struct {
		name   string
		held   explain.Held
		status int
		want   []string
	}{
		{"a refusal", clientHeld, 403, []string{
			"GET /v2026/things: List \\u202ethings\n\nNo: as published, this endpoint takes only a user's token", "sp:scopes:all doesn't either",
			"Do this: create a PAT for a user", "of the scopes idn:thing:read, idn:thing:manage, for a user with the level ORG_ADMIN",
			"same for GET /v2025/things", "https://example.com/v2026.yaml#/paths/~1things/get", "confidence stated", "From the test of 2026-08-22."}},
		{"a 401", clientHeld, 401, []string{"The 401 is about the token:", "it is No all the same, as published", "would be refused with 403 all the same"}},
		{"a call that passes", adminHeld, 0, []string{"\n\nYes, as far as published.\n\nheld"}},
		{"an unexplained 403", adminHeld, 403, []string{"By what is published the call passes, yet it got 403. Most likely:", "Nothing published explains the 403."}},
		{"nothing known", explain.Held{Credential: catalog.CredentialPAT}, 0, []string{"Unknown: as published, the token needs one of the scopes"}},
		{"nothing known, 403", explain.Held{Credential: catalog.CredentialPAT}, 403, []string{"Unknown whether the call should pass; it got 403."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := render(t, Terminal{Width: 60}, Explain(twoVersions(test.held, test.status)))
			flat := strings.Join(strings.Fields(text), " ")
			for _, want := range test.want {
				if !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
			for line := range strings.Lines(text) {
				if !strings.HasPrefix(line, "https://") && runewidth.StringWidth(strings.TrimRight(line, "\n")) > 60 {
					t.Errorf("wider than 60 columns: %s", line)
				}
			}
		})
	}
}

func TestCauses(t *testing.T) {
	listing := Explain(twoVersions(clientHeld, 403)).Table()
	if want := []string{"rank", "code", "certain", "cause", "remedy"}; !slices.Equal(listing.Columns[:5], want) {
		t.Errorf("columns %q", listing.Columns)
	}
	var got struct{ Causes []map[string]any }
	if err := json.Unmarshal([]byte(render(t, JSON{}, listing)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Causes) != 2 || got.Causes[0]["code"] != "user-missing" || got.Causes[0]["certain"] != false || got.Causes[0]["certainty"] != "published" || got.Causes[0]["rank"] != 1.0 ||
		got.Causes[0]["passes"] != "no" || got.Causes[1]["path"] != "/v2025/things" {
		t.Errorf("causes %v", got.Causes)
	}
	listing = Explain(twoVersions(adminHeld, 0)).Table()
	if row := listing.Rows[0]; row[0] != 0 || row[1] != "none" || row[6] != "yes" {
		t.Errorf("a call that passes has the row %v", row)
	}
}

func TestToken(t *testing.T) {
	things := twoVersions(adminHeld, 0).Catalog
	now := time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		token token.Token
		want  []string
	}{
		{"a user's", token.Token{User: true, Scopes: []string{"idn:thing:read"}, ScopesReadable: true, Authorities: []string{"ORG_ADMIN"}, UserName: "anna", Expires: now.Add(time.Hour)},
			[]string{"token,user,true", "token,user name,anna", "token,levels,ORG_ADMIN", "token,expires,\"2026-08-22T13:00:00Z, in 60 minutes\"", "v2025,can call,1"}},
		{"a client's", token.Token{Scopes: []string{catalog.ScopeAll}, ScopesReadable: true, Expires: now},
			[]string{"token,user,false", "no user stands behind it", "expired: every call gets 401", "v2025,can't call,1"}},
		{"an opaque one", token.Token{User: true},
			[]string{"token,levels,not in the token", "can't be read", "token,expires,not in the token", "v2026,unknown,1"}},
	}
	for _, test := range tests {
		text := render(t, CSV{}, Token(things.Token(test.token, now)))
		for _, want := range test.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", test.name, want, text)
			}
		}
	}
}

func TestRoughly(t *testing.T) {
	for d, want := range map[time.Duration]string{
		29011*time.Hour + 45*time.Minute + 10*time.Second: "3 years",
		400 * 24 * time.Hour:                              "13 months",
		59 * 24 * time.Hour:                               "59 days",
		36 * time.Hour:                                    "36 hours",
		119 * time.Minute:                                 "119 minutes",
		90 * time.Second:                                  "90 seconds",
		0:                                                 "0 seconds",
	} {
		if got := roughly(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
