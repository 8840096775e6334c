package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
)

func sampleFacts() catalog.Facts {
	requirement := func(scheme string, scopes ...string) catalog.Requirement {
		return catalog.Requirement{{Scheme: scheme, Scopes: append([]string{}, scopes...), Scoped: true}}
	}
	everything := catalog.Prose{Levels: []string{"API"}, Scopes: []string{"a:b"}, Conditions: hostileConditions(),
		Needs: catalog.ClassUser, AllScopes: true, Broken: true}
	return catalog.Facts{
		APIs: []catalog.API{
			{ID: "v1", Title: "T", Product: catalog.ProductISC, SpecURL: "s", DocsURL: "d", Status: "current"},
			{ID: "v3", Title: "T3", Product: catalog.ProductISC, BasePath: "/v3", Status: "legacy", EndOfLife: "2028/29"},
		},
		Documents: []catalog.Document{
			{Role: catalog.RoleSpec, API: "v1", URL: "https://h/v1", SHA256: "ab", FetchedAt: time.Date(2026, 8, 22, 1, 2, 3, 0, time.UTC)},
			{Role: catalog.RoleSpec, API: "v3", URL: "https://h/v3", SHA256: "cd", FetchedAt: time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC), Kept: true, Refused: "half\nof \"it\" is gone", RefusedOn: "2026-08-21"},
			{Role: catalog.RoleSitemap, URL: "https://h/sitemap.xml", SHA256: "ef", FetchedAt: time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC), Kept: true, Refused: "half\nof \"it\" is gone", RefusedOn: "2026-08-21"},
		},
		Pages: []catalog.Page{
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a/v1"}, URL: "https://h/d/a", Read: time.Date(2026, 8, 19, 0, 0, 0, 0, time.UTC), SHA256: "01",
				Title: "t", Deprecated: true, Experimental: true, Prose: everything, Levels: []string{"Any"},
				Security: &catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{requirement("userAuth", "p"), {}}}},
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b/v1"}, URL: "https://h/d/b"},
		},
		Levels: []catalog.UserLevel{
			{Name: "ORG_ADMIN", Title: "Admin", Excludes: []string{"A", "B"}, Opens: []string{"Page", "Other"}, Notes: []string{"n"}},
			{Title: "End User"},
		},
		Overrides: []catalog.Override{{Key: catalog.Key{API: "v3", Method: "GET", Path: "/a"}, Fact: catalog.FactLevels,
			Values: []string{"A", "B"}, Reason: "r", Evidence: "https://h/e", Date: "2026-08-22"}},
		Observations: []catalog.Observation{
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a/v1"}, OperationID: "a", Title: "T\n", Tags: []string{"Z", "A|B"}, Deprecated: true,
				Experimental: "/p/0", LevelsField: catalog.LevelsField, Levels: []string{"ORG_ADMIN", "Any"},
				Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{
					requirement("userAuth", "z ", "a"), requirement("applicationAuth"), {}}}},
			{Key: catalog.Key{API: "v1", Method: "GET", Path: "/b/v1"}, Security: catalog.Security{Basis: catalog.BasisOperation}, Prose: everything,
				Unauthorized: true, Rights: []string{"r:s t"}, Audience: []string{"external-public"}, Successor: "https://h/next", SecurityNote: everything},
			{Key: catalog.Key{API: "v3", Method: "GET", Path: "/a"}, Security: catalog.Security{Basis: catalog.BasisInherited, Alternatives: []catalog.Requirement{
				{{Scheme: "other", Scopes: []string{}, Undeclared: true}, {Scheme: "userAuth", Scopes: []string{"x"}, Scoped: true}}}}},
		},
		Problems: []catalog.Problem{{Key: catalog.Key{API: "v1", Method: "PUT", Path: "/c"}, Code: catalog.CodeOperationUnread, Seen: "s", Pointer: "/p"}},
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

// assumed stands for the words that callers bring.
func assumed(code catalog.Code) string { return "what follows from " + string(code) }

func save(t *testing.T, facts catalog.Facts) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalog.db")
	snapshot := catalog.Merge(facts)
	if err := Save(t.Context(), path, &snapshot, assumed); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, path string, filter catalog.Filter) catalog.Facts {
	t.Helper()
	store, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	facts, err := store.Load(t.Context(), filter)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func TestRoundTrip(t *testing.T) {
	want := sampleFacts()
	if got := load(t, save(t, want), catalog.Filter{}); !reflect.DeepEqual(got, want) {
		t.Errorf("read back\n%#v\nwant\n%#v", got, want)
	}
}

func TestLoadFilters(t *testing.T) {
	facts := load(t, save(t, sampleFacts()), catalog.NewFilter("GET /a", "GET /nothing"))
	if len(facts.Observations) != 2 || facts.Observations[0].Path != "/a/v1" || facts.Observations[1].Path != "/a" {
		t.Errorf("took %+v, want the two versions of /a", facts.Observations)
	}
	if len(facts.APIs) != 2 || len(facts.Documents) != 3 {
		t.Error("a filter must not drop APIs or documents")
	}
}

// A filter that chooses takes whole lineages, by the names that were written.
func TestLoadChooses(t *testing.T) {
	path := save(t, sampleFacts())
	called := func(name string) func(string) bool { return func(id string) bool { return id == name } }
	facts := load(t, path, catalog.Choosing(nil, called("a")))
	if len(facts.Observations) != 2 || facts.Observations[0].Path != "/a/v1" || facts.Observations[1].Path != "/a" || len(facts.Overrides) != 1 {
		t.Errorf("took %+v, want the two versions of /a", facts.Observations)
	}
	if facts := load(t, path, catalog.Choosing(called("GET /b"), nil)); len(facts.Observations) != 1 || len(facts.Overrides) != 0 || len(facts.Documents) != 3 {
		t.Errorf("took %+v, want /b", facts.Observations)
	}
	if facts := load(t, path, catalog.Choosing(nil, called("nothing"))); len(facts.Observations) != 0 || len(facts.APIs) != 2 {
		t.Errorf("took %+v, want nothing", facts.Observations)
	}
	change(t, path, `UPDATE fact_text SET facts = replace(facts, ' a ', ' c ') WHERE name = 'names'`)
	if _, err := read(t.Context(), path, catalog.Choosing(nil, called("a"))); !refused(err, path) {
		t.Errorf("changed names: %v", err)
	}
}

func TestSameFactsSameBytes(t *testing.T) {
	first, err := os.ReadFile(save(t, sampleFacts()))
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(save(t, sampleFacts()))
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Error("two catalogs of the same facts differ")
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	good := save(t, sampleFacts())
	bytes, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	database := func(name, statements string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open(driverName, path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(statements); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct{ path, want string }{
		{file("page.db", []byte("<!doctype html><title>404</title>"+strings.Repeat(" ", 1000))), "not an SQLite file"},
		{file("empty.db", nil), "not a catalog"},
		{file("cut.db", bytes[:50]), "not an SQLite file"},
		{database("foreign.db", "CREATE TABLE t (x)"), "not a catalog"},
		{database("older.db", "PRAGMA application_id = 0x61636174; PRAGMA user_version = 999; CREATE TABLE t (x)"), "schema 999"},
		{dir, "not a file"},
	}
	for _, test := range tests {
		_, err := Open(t.Context(), test.path)
		var refused *NotCatalogError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.path) {
			t.Errorf("%s: error %v, want a NotCatalogError that names the file and says %q", filepath.Base(test.path), err, test.want)
		}
	}
	// What is no catalog is not overwritten; a catalog of another schema, or a damaged one, is.
	snapshot := catalog.Merge(sampleFacts())
	for _, test := range tests {
		replaced := strings.HasSuffix(test.path, "older.db") || strings.HasSuffix(test.path, "empty.db")
		if err := Save(t.Context(), test.path, &snapshot, assumed); (err == nil) != replaced {
			t.Errorf("%s: saving over it: %v", filepath.Base(test.path), err)
		}
	}
	damaged := file("damaged.db", append(bytes[:4096:4096], make([]byte, 4096)...))
	if err := Save(t.Context(), damaged, &snapshot, assumed); err != nil {
		t.Errorf("a damaged catalog can't be replaced: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "nothing.db")); !IsMissing(err) {
		t.Errorf("a missing file: error %v", err)
	}
}

func TestAFailedSaveLeavesTheOldCatalog(t *testing.T) {
	path := save(t, sampleFacts())
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := catalog.Merge(sampleFacts())
	broken.Operations = append(broken.Operations, broken.Operations[0]) // the same key twice
	if err := Save(t.Context(), path, &broken, assumed); err == nil {
		t.Fatal("a catalog with the same operation twice was written")
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	whole := catalog.Merge(sampleFacts())
	if err := Save(canceled, path, &whole, assumed); err == nil {
		t.Fatal("a canceled save succeeded")
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(after) != string(before) {
		t.Error("the old catalog changed")
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left behind %v", entries)
	}
}

func TestReadersKeepTheirCatalogDuringASwap(t *testing.T) {
	path := save(t, sampleFacts())
	store, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	smaller := sampleFacts()
	smaller.Observations = smaller.Observations[:1]
	snapshot := catalog.Merge(smaller)
	if err := Save(t.Context(), path, &snapshot, assumed); err != nil {
		t.Fatal(err)
	}
	facts, err := store.Load(t.Context(), catalog.Filter{})
	if err != nil || len(facts.Observations) != 3 {
		t.Errorf("the open reader got %d operations, %v; want the 3 it opened", len(facts.Observations), err)
	}
	if got := load(t, path, catalog.Filter{}); len(got.Observations) != 1 {
		t.Errorf("a new reader got %d operations, want the new 1", len(got.Observations))
	}
}

func TestForeignKeysHold(t *testing.T) {
	snapshot := catalog.Merge(sampleFacts())
	snapshot.APIs, snapshot.Documents, snapshot.Overrides = snapshot.APIs[:1], nil, nil // operations of v3 now refer to no API
	if err := Save(t.Context(), filepath.Join(t.TempDir(), "c.db"), &snapshot, assumed); err == nil {
		t.Error("an operation of an undeclared API was written")
	}
}
