package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/data"
	"authcat/export"
	"authcat/export/documents"
)

func bundledSnapshot(b *testing.B) catalog.Snapshot {
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	return catalog.Merge(facts)
}

func BenchmarkCatalogWrite(b *testing.B) {
	snapshot := bundledSnapshot(b)
	path := filepath.Join(b.TempDir(), "catalog.db")
	for b.Loop() {
		if err := sqlite.Save(b.Context(), path, &snapshot, export.Assumed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	snapshot := bundledSnapshot(b)
	for b.Loop() {
		if _, err := documentsOf(b.Context(), &documents.Catalog{Snapshot: &snapshot, Dataset: export.Dataset{AsOf: snapshot.AsOf()}}, "folder", nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLookup times whole processes: a lookup from a catalog file, from the
// bundled snapshot, and sqlite3 answering the same from the same file.
func BenchmarkLookup(b *testing.B) {
	dir := b.TempDir()
	authcat, db := filepath.Join(dir, "authcat"), filepath.Join(dir, "catalog.db")
	if out, err := exec.Command("go", "build", "-o", authcat, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	snapshot := bundledSnapshot(b)
	if err := sqlite.Save(b.Context(), db, &snapshot, export.Assumed); err != nil {
		b.Fatal(err)
	}
	process := func(label, name string, args ...string) {
		b.Run(label, func(b *testing.B) {
			if _, err := exec.LookPath(name); err != nil {
				b.Skipf("there is no %s here", name)
			}
			for range 20 * b.N { // a process is too short to time alone
				out, err := exec.Command(name, args...).Output()
				if err != nil || !bytes.Contains(out, []byte("idn:identity:read")) {
					b.Fatalf("%v\n%s", err, out)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(20*b.N), "ms/process")
		})
	}
	process("catalog", authcat, "lookup", "--db", db, "GET", "/v2025/identities")
	process("bundled", authcat, "lookup", "GET", "/v2025/identities")
	process("sqlite3", "sqlite3", db, "SELECT * FROM endpoints WHERE api = 'v2025' AND path = '/identities'")
}
