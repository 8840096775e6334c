// Package mirrortest finds the mirror of SailPoint's sites that tests run on.
package mirrortest

import (
	"os"
	"path/filepath"
	"testing"
)

// SpecBase is the folder of the specifications in the world and, without
// "https://", in the mirror.
const SpecBase = "https://raw.githubusercontent.com/sailpoint-oss/api-specs/main/"

// Dir returns the mirror's folder: AUTHCAT_MIRROR, or shared/mirror beside the
// repository. It skips the test where there is none.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("AUTHCAT_MIRROR")
	if dir == "" {
		dir = filepath.Join(moduleRoot(t), "..", "shared", "mirror")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("needs the mirror of SailPoint's documents, and %s is not there (set AUTHCAT_MIRROR)", dir)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Spec returns the bytes of a specification, "dereferenced/deref-sailpoint-api.yaml".
func Spec(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(Dir(t), filepath.FromSlash(SpecBase[len("https://"):]), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func moduleRoot(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
