package main

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/data"
	"authcat/export"
	"authcat/export/documents"
)

// A witness that nothing here knows contradicts the levels of an operation: all
// that answers and publishes shows it, without a line of code about it.
func TestANewWitnessIsSeenEverywhere(t *testing.T) {
	key := catalog.Key{API: "v1", Method: "POST", Path: "/access-profiles/v1"}
	facts, err := data.Snapshot(catalog.NewFilter("POST /access-profiles"))
	if err != nil {
		t.Fatal(err)
	}
	facts.Statements = append(facts.Statements, catalog.OperationStatement{Key: key, Statement: catalog.Statement{
		Witness: "toy", Fact: catalog.FactLevels, Value: catalog.LevelNames{"TOY_LEVEL"}, URL: "https://toys.example/1", On: "2026-08-20",
	}})
	snapshot := catalog.Merge(facts)
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := sqlite.Save(t.Context(), path, &snapshot, export.Assumed); err != nil {
		t.Fatal(err)
	}

	shown := map[string]string{}
	for name, args := range map[string][]string{
		"lookup":   {"lookup", "POST", "/access-profiles/v1"},
		"evidence": {"lookup", "--evidence", "--format", "csv", "POST", "/access-profiles/v1"},
		"JSON":     {"lookup", "--evidence", "--format", "json", "POST", "/access-profiles/v1"},
	} {
		var out, errs bytes.Buffer
		if code := run(append(args, "--db", path), environment{stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, now: time.Now}); code != 0 {
			t.Fatalf("%v: exit code %d: %s", args, code, errs.String())
		}
		shown[name] = out.String()
	}
	shown["SQLite"] = selectText(t, path, `SELECT group_concat(witness || ' ' || value || ' ' || counts || ' ' || url || ' ' || said_on) FROM statement`)
	files, err := documentsOf(t.Context(), &documents.Catalog{Snapshot: &snapshot, Dataset: export.Dataset{AsOf: snapshot.AsOf()}}, "folder", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		switch file.Name {
		case "index.html":
			shown["page"] = string(file.Body)
		case "findings.md":
			shown["document"] = string(file.Body)
		}
	}
	for _, name := range []string{"lookup", "evidence", "JSON", "SQLite", "page", "document"} {
		if text := strings.ReplaceAll(shown[name], `\`, ""); !strings.Contains(text, "toy") || !strings.Contains(text, "TOY_LEVEL") {
			t.Errorf("%s does not show the witness and what it says:\n%s", name, text)
		}
	}
}

func selectText(t *testing.T, path, query string) (text string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}
