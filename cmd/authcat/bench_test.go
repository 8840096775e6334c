package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/crawler/mirrortest"
	"authcat/data"
	"authcat/export"
	"authcat/export/documents"
)

func bundledSnapshot(b testing.TB) catalog.Snapshot {
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

// BenchmarkCommands times whole processes in turns: sqlite3 answering from a
// catalog file, and commands of authcat from the same file and from the bundled
// snapshot. It reports the median of each in milliseconds.
func BenchmarkCommands(b *testing.B) {
	dir := b.TempDir()
	authcat, db, calls := filepath.Join(dir, "authcat"), filepath.Join(dir, "catalog.db"), filepath.Join(dir, "calls.txt")
	if out, err := exec.Command("go", "build", "-o", authcat, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	snapshot := bundledSnapshot(b)
	if err := sqlite.Save(b.Context(), db, &snapshot, export.Assumed); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(calls, []byte("GET /v2025/identities\nPOST /v3/access-profiles\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	commands := []struct {
		label   string
		command []string
	}{
		{"sqlite3", []string{"sqlite3", db, "SELECT * FROM endpoints WHERE api = 'v2025' AND path = '/identities'"}},
		{"help", []string{authcat, "--help"}},
		{"lookup", []string{authcat, "lookup", "--db", db, "GET", "/v2025/identities"}},
		{"lookup-bundled", []string{authcat, "lookup", "GET", "/v2025/identities"}},
		{"explain", []string{authcat, "explain", "--db", db, "GET", "/v2025/identities", "--as", "client-credentials"}},
		{"name", []string{authcat, "lookup", "--db", db, "listIdentities"}},
		{"name-bundled", []string{authcat, "lookup", "listIdentities"}},
		{"unknown", []string{authcat, "lookup", "--db", db, "GET", "/a/b/c/d/e/f/g/h/i/j/k/l"}},
		{"plan", []string{authcat, "plan", "--db", db, calls}},
		{"list", []string{authcat, "list", "--db", db, "--api", "v3"}},
		{"scopes", []string{authcat, "scopes", "--db", db}},
		{"status", []string{authcat, "status", "--db", db}},
		{"status-bundled", []string{authcat, "status"}},
		{"tab", []string{authcat, "__complete", "lookup", "/v2025/id"}},
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for range 5 { // a process is too short to time alone
			for _, c := range commands {
				if _, err := exec.LookPath(c.command[0]); err != nil {
					continue
				}
				start := time.Now()
				out, err := exec.Command(c.command[0], c.command[1:]...).Output()
				took[c.label] = append(took[c.label], time.Since(start))
				if len(out) == 0 && err != nil && c.label != "unknown" {
					b.Fatalf("%s: %v", c.label, err)
				}
			}
		}
	}
	for label, times := range took {
		slices.Sort(times)
		b.ReportMetric(times[len(times)/2].Seconds()*1000, label+"-ms")
	}
}

// loadScript is what people write to get at the specifications' securities.
const loadScript = `import sys, yaml
for name in sys.argv[1:]:
    with open(name, "rb") as spec:
        doc = yaml.load(spec, Loader=yaml.CSafeLoader)
    for path, item in doc["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                print(method.upper(), path, operation.get("security", doc.get("security")), operation.get("x-sailpoint-userLevels"))
`

// BenchmarkCrawl times whole processes in turns: the ten specifications into a
// catalog, and a script with libyaml that only prints their securities.
func BenchmarkCrawl(b *testing.B) {
	mirror := mirrortest.Dir(b)
	dir := b.TempDir()
	authcat, script := filepath.Join(dir, "authcat"), filepath.Join(dir, "load.py")
	if out, err := exec.Command("go", "build", "-o", authcat, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(script, []byte(loadScript), 0o644); err != nil {
		b.Fatal(err)
	}
	list, err := data.Sources()
	if err != nil {
		b.Fatal(err)
	}
	python := []string{"python3", script}
	for _, api := range list.APIs {
		python = append(python, filepath.Join(mirror, strings.TrimPrefix(api.SpecURL, "https://")))
	}
	commands := map[string][]string{
		"crawl":  {authcat, "crawl", "--db", filepath.Join(dir, "catalog.db"), "--mirror", mirror},
		"python": python,
	}
	cpu, wall := map[string]time.Duration{}, map[string]time.Duration{}
	for b.Loop() {
		for label, args := range commands {
			command, start := exec.Command(args[0], args[1:]...), time.Now()
			if out, err := command.CombinedOutput(); err != nil {
				b.Logf("%s: %v\n%.200s", label, err, out)
				continue
			}
			wall[label] += time.Since(start)
			cpu[label] += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		}
	}
	for label := range cpu {
		b.ReportMetric(wall[label].Seconds()/float64(b.N), label+"-s")
		b.ReportMetric(cpu[label].Seconds()/float64(b.N), label+"-cpu-s")
	}
}
