package find_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	. "authcat/catalog/find"
)

func named() *catalog.Snapshot {
	snapshot := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}},
		Levels: []catalog.UserLevel{
			{Name: "ORG_ADMIN", Title: "Admin"}, {Name: "HELPDESK", Title: "Helpdesk Admin"},
			{Name: "ROLE_SUBADMIN", Title: "Role Sub-Admin"}, {Title: "End User"},
		},
		Observations: []catalog.Observation{{
			Key: catalog.Key{API: "v1", Method: "GET", Path: "/things/v1"}, Tags: []string{"Access Requests", "Identities "}, LevelsField: catalog.LevelsField, Levels: []string{"SOD_POLICY_ADMIN"},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"idn:thing:read"}, Scoped: true}}}},
		}},
	})
	return &snapshot
}

func TestNamesThatReadersUse(t *testing.T) {
	s := named()
	for _, test := range []struct{ kind, text, want string }{
		{"level", "ORG_ADMIN", "ORG_ADMIN"},
		{"level", "org_admin", "ORG_ADMIN"},
		{"level", "Admin", "ORG_ADMIN"},
		{"level", "Org Admin", "ORG_ADMIN"},
		{"level", "orgadmin", "ORG_ADMIN"},
		{"level", "Helpdesk Admin", "HELPDESK"},
		{"level", " helpdesk ", "HELPDESK"},
		{"level", "role subadmin", "ROLE_SUBADMIN"},
		{"level", "Role Sub-Admin", "ROLE_SUBADMIN"},
		{"level", "sod policy admin", "SOD_POLICY_ADMIN"}, // only an operation names it
		{"level", "End User", "USER"},
		{"level", "user", "USER"},
		{"level", "Any", "ANY"},
		{"api", "V2025", "v2025"},
		{"tag", "access requests", "Access Requests"},
		{"tag", "Identities", "Identities"},
		{"scope", " idn:thing:read", "idn:thing:read"},
		{"scope", "sp:scopes:all", "sp:scopes:all"},
		{"needs", "PAT", "pat"},
		{"needs", "pat_or_client", "pat-or-client"},
		{"confidence", "Stated", "stated"},
		{"credential", "Client-Credentials", "client_credentials"},
		{"credential", "authorization-code", "authorization_code"},
	} {
		if got, err := resolve(s, test.kind, test.text); got != test.want || err != nil {
			t.Errorf("%s %q is %q (%v), want %q", test.kind, test.text, got, err, test.want)
		}
	}
}

func TestNamesThatNobodyHas(t *testing.T) {
	s := named()
	for _, test := range []struct{ kind, text, nearest string }{
		{"level", "ORG_ADMN", "ORG_ADMIN"},
		{"level", "subadmin", "ROLE_SUBADMIN"},
		{"level", "", ""},
		{"level", "---", ""},
		{"api", "v9", "v1 v2025"},
		{"tag", "Identites", "Identities"},
		{"scope", "idn:thing:raed", "idn:thing:read"},
		{"scope", "IDN:thing:read", "idn:thing:read"}, // scopes differ by case
		{"needs", "token", "pat pat-or-client client none other"},
		{"confidence", "sure", "stated inherited prose conflict contested unstated"},
		{"credential", "password", "pat authorization_code client_credentials"},
	} {
		got, err := resolve(s, test.kind, test.text)
		var unknown *UnknownNameError
		if !errors.As(err, &unknown) || got != "" {
			t.Errorf("%s %q is %q (%v), want an error", test.kind, test.text, got, err)
			continue
		}
		if nearest := strings.Join(unknown.Nearest, " "); nearest != test.nearest {
			t.Errorf("%s %q: nearest %q, want %q", test.kind, test.text, nearest, test.nearest)
		}
	}
}

func resolve(s *catalog.Snapshot, kind, text string) (string, error) {
	switch kind {
	case "level":
		return LevelNamed(s, text)
	case "api":
		return APINamed(s, text)
	case "tag":
		return TagNamed(s, text)
	case "scope":
		return ScopeNamed(s, text)
	case "needs":
		needs, err := NeedsNamed(text)
		return string(needs), err
	case "confidence":
		confidence, err := ConfidenceNamed(text)
		return string(confidence), err
	default:
		credential, err := CredentialNamed(text)
		return string(credential), err
	}
}

// What a text may have meant is offered where that is likely, one name alone
// where it is clear.
func TestAlike(t *testing.T) {
	apis := []string{"v1", "v2025", "v2026", "v3", "beta"}
	for _, test := range []struct {
		text, meant string
		alike       []string
	}{
		{"v20255", "v2025", []string{"v2025", "v2026"}},
		{"v2027", "", []string{"v2025", "v2026"}},
		{"v8", "", []string{"v1", "v3"}},
		{"Bta", "beta", []string{"beta"}},
		{"x", "", nil},
		{"", "", nil},
		{"something else", "", nil},
	} {
		if alike := Alike(test.text, apis); !slices.Equal(alike, test.alike) {
			t.Errorf("%q is like %q, want %q", test.text, alike, test.alike)
		}
		if meant := Meant(test.text, apis); meant != test.meant {
			t.Errorf("%q means %q, want %q", test.text, meant, test.meant)
		}
	}
}
