package records

import (
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/data"
	"authcat/export"
)

// bundled is the snapshot of the facts bundled in the program.
var bundled = sync.OnceValues(func() (*catalog.Snapshot, error) {
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		return nil, err
	}
	snapshot := catalog.Merge(facts)
	return &snapshot, nil
})

// datasetOf a snapshot, with a name that must not be published.
func datasetOf(snapshot *catalog.Snapshot) export.Dataset {
	return export.Dataset{Name: "/private/folder/catalog.db", AsOf: snapshot.AsOf()}
}

// snapshots are what every file must hold for: the bundled data and hostile data.
func snapshots(t *testing.T) map[string]*catalog.Snapshot {
	t.Helper()
	real, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	if len(real.Operations) < 5000 {
		t.Fatalf("the bundled data has %d operations", len(real.Operations))
	}
	hostile := catalog.Merge(hostileFacts())
	empty := catalog.Merge(catalog.Facts{})
	return map[string]*catalog.Snapshot{"bundled": real, "hostile": &hostile, "empty": &empty}
}

const hostileTitle = "=cmd|' /C calc'!A0 <script>alert(1)</script> & \u202egpj.exe \u2028 \"quoted\", \\back"

// hostileFacts has every kind of security, names that try to break out of their
// place, and versions that disagree.
func hostileFacts() catalog.Facts {
	day := time.Date(2026, 8, 22, 1, 2, 3, 0, time.UTC)
	user := func(scopes ...string) catalog.SchemeUse {
		return catalog.SchemeUse{Scheme: "userAuth", Scopes: scopes, Scoped: true}
	}
	client := func(scopes ...string) catalog.SchemeUse {
		return catalog.SchemeUse{Scheme: "applicationAuth", Scopes: scopes, Scoped: true}
	}
	operation := func(api, path string, alternatives ...catalog.Requirement) catalog.Observation {
		return catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: path}, Title: hostileTitle, Tags: []string{"@SUM(A1)"},
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: alternatives}}
	}
	long := strings.Repeat("idn:scope:", 1000)
	both := operation("v1", "/a/v1", catalog.Requirement{user("z ", "a", "a|b", "=1")}, catalog.Requirement{client("a", long)})
	both.Tags = []string{" Z ", "\tA|B\n", "Z", ""}
	both.LevelsField, both.Levels = catalog.LevelsField, []string{"ORG_ADMIN", "any", "NEW LEVEL", "idn:x:y"}
	said := catalog.Place{Witness: catalog.WitnessParameter, Parameter: "p", Pointer: "/paths/~1a~1v1/get/parameters/0/description"}
	conditions := []catalog.Condition{
		{Kind: catalog.NeedsLicence, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Licence: "z: last first"}, Said: said},
		{Kind: catalog.ByParameter, Applies: catalog.Subject{Type: catalog.OnLevel, Names: []string{"A", "B"}, Value: "v", Without: true},
			Asks: catalog.Ask{Scopes: []string{"a:b:c", "d:e:f"}, All: true, Levels: []string{"L", "M"}, Person: catalog.PersonOwner, Object: "role",
				Licence: "l", Parameter: "p", Value: "me", Token: catalog.ClassUser}, Said: said},
		{Kind: catalog.OtherCondition, Applies: catalog.Subject{Type: catalog.OnScope, Names: []string{"a"}}, Asks: catalog.Ask{Scopes: []string{"b"}, Object: "role"}, Said: said},
	}
	both.Prose = catalog.Prose{Levels: []string{"API"}, Scopes: []string{"b:c:d"}, Conditions: conditions, AllScopes: true}
	both.SecurityNote = catalog.Prose{Conditions: []catalog.Condition{conditions[0], {Kind: catalog.Widens, Applies: catalog.Subject{Type: catalog.OnAll},
		Asks: catalog.Ask{Person: catalog.PersonManager}, Said: catalog.Place{Witness: catalog.WitnessNote, Pointer: "/n"}}}}
	variant := operation("v1", "/a/v2", catalog.Requirement{client()})
	public := operation("v1", "/b/v1", catalog.Requirement{user("public:but:scoped")}, catalog.Requirement{})
	together := operation("v3", "/c", catalog.Requirement{user("u:u:u"), client("c:c:c")})
	silent := operation("v3", "/d")
	silent.Security.Basis, silent.Title, silent.Tags = catalog.BasisInherited, "", nil
	return catalog.Facts{
		APIs: []catalog.API{
			{ID: "v1", Title: hostileTitle, Product: catalog.ProductISC, Status: "current"},
			{ID: "v3", Title: "V3", Product: catalog.ProductISC, BasePath: "/v3", Status: "legacy", EndOfLife: "2028/29"},
			{ID: "iiq", Title: "IdentityIQ", Product: catalog.ProductIIQ, Status: "current"},
			{ID: "own", Title: "Of one's own list", Product: "=own", Status: "as you like"},
		},
		Documents: []catalog.Document{
			{Role: catalog.RoleSpec, API: "v1", URL: "https://h/v1?a=b&c=<d>", SHA256: strings.Repeat("ab", 32), FetchedAt: day},
			{Role: catalog.RoleSpec, API: "v3", URL: "https://h/v3", FetchedAt: day.AddDate(0, 0, -9), Kept: true},
			{Role: catalog.RoleLevels, URL: "https://h/levels", FetchedAt: day, Kept: true},
		},
		Levels: []catalog.UserLevel{
			{Name: "SOURCE_ADMIN", Title: "Source", Excludes: []string{"ORG_ADMIN", "X"}},
			{Name: "ORG_ADMIN", Title: "=Admin", Opens: []string{"Page"}, Notes: []string{"<b>note</b>"}},
			{Title: "End User"},
		},
		Observations: []catalog.Observation{both, variant, public, together, silent,
			operation("v3", "/a", catalog.Requirement{user("a")}), operation("v3", "/b", catalog.Requirement{{Scheme: "basicAuth"}}),
			operation("iiq", "/a", catalog.Requirement{{Scheme: "basicAuth"}})},
		Problems: []catalog.Problem{{Key: catalog.Key{API: "v1", Method: "PUT", Path: "/un|readable"}, Code: catalog.CodeOperationUnread,
			Seen: "-1\nline", Pointer: "/paths/~1un|readable/put"}},
	}
}
