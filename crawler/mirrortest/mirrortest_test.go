package mirrortest_test

import (
	"os"
	"path/filepath"
	"testing"

	"authcat/crawler/mirrortest"
)

// A mirror of specifications alone does for tests that read one of them, and the
// tests that need more are skipped, not failed.
func TestPartOfAMirror(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("AUTHCAT_MIRROR", dir)
	spec := filepath.Join(dir, "raw.githubusercontent.com/sailpoint-oss/api-specs/main/iiq/a.yaml")
	for _, test := range []struct {
		name            string
		make            string
		hasSpec, hasDir bool
	}{
		{"none", "", false, false},
		{"a specification", spec, true, false},
		{"pages too", filepath.Join(dir, "developer.sailpoint.com/sitemap.xml"), true, true},
	} {
		if test.make != "" {
			put(t, test.make)
		}
		if runs(t, test.name, func(t *testing.T) { mirrortest.Spec(t, "iiq/a.yaml") }) != test.hasSpec {
			t.Errorf("%s: a test of a specification runs: %v", test.name, !test.hasSpec)
		}
		if runs(t, test.name, func(t *testing.T) { mirrortest.Dir(t) }) != test.hasDir {
			t.Errorf("%s: a test of the whole mirror runs: %v", test.name, !test.hasDir)
		}
	}
}

// runs reports whether a test is not skipped.
func runs(t *testing.T, name string, test func(*testing.T)) (runs bool) {
	t.Run(name, func(t *testing.T) {
		defer func() { runs = !t.Skipped() }()
		test(t)
	})
	return runs
}

func put(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
}
