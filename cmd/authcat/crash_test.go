package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog/sqlite"
	"authcat/crawler/mirrortest"
)

// program returns a path under which the test binary runs as authcat.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "authcat")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustRun(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("authcat %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// A crawl that is killed at any moment leaves the old catalog or the new one,
// never anything else, and the next crawl succeeds.
func TestKilledCrawl(t *testing.T) {
	slow(t)
	mirror := mirrortest.Dir(t)
	kills := 8
	if os.Getenv("AUTHCAT_SOAK") != "" {
		kills = 200
	}
	authcat, db := program(t), filepath.Join(t.TempDir(), "catalog.db")
	crawl := []string{"crawl", "--db", db, "--mirror", mirror, "--mirror-date", "2026-08-22"}
	start := time.Now()
	mustRun(t, authcat, crawl...)
	whole := time.Since(start)
	good, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	killed := 0
	for range kills {
		command := exec.Command(authcat, crawl...)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		// Most kills hit the second half, where the catalog is written.
		time.Sleep(time.Duration((0.3 + 0.8*rand.Float64()) * float64(whole)))
		_ = command.Process.Kill() // fails when the crawl ended already
		if command.Wait() != nil {
			killed++
		}
		if _, err := sqlite.CheckSums(db); err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if now, err := os.ReadFile(db); err != nil || string(now) != string(good) {
			t.Fatalf("after a kill the catalog has %d bytes instead of %d, %v", len(now), len(good), err)
		}
	}
	if killed == 0 {
		t.Error("no crawl was killed: the test tested nothing")
	}
	mustRun(t, authcat, crawl...)
	entries, err := os.ReadDir(filepath.Dir(db))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); !slices.Contains([]string{"catalog.db", "catalog.db.lock", "catalog.db.sha256"}, name) {
			t.Errorf("left behind %s", name)
		}
	}
}

// Of two crawls of one catalog, the second says that the first is at it.
func TestTwoCrawlsAtOnce(t *testing.T) {
	slow(t)
	mirror := mirrortest.Dir(t)
	authcat, db := program(t), filepath.Join(t.TempDir(), "catalog.db")
	first := exec.Command(authcat, "crawl", "--db", db, "--mirror", mirror)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for { // wait until the first has its lock
		if _, err := os.Stat(db + ".lock"); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	out, err := exec.Command(authcat, "crawl", "--db", db, "--offline").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "is being written by another crawl") {
		t.Errorf("the second crawl: %v\n%s", err, out)
	}
	if err := first.Wait(); err != nil {
		t.Errorf("the first crawl: %v", err)
	}
	if out := mustRun(t, authcat, "list", "--db", db, "--format", "csv"); !strings.Contains(out, "5755 operations") {
		t.Error("the catalog is not whole")
	}
}
