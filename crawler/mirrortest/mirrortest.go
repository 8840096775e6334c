// Package mirrortest finds the mirror of SailPoint's sites that tests run on, and
// skips the tests that need more of it than there is.
//
// 'make mirror' makes one: a copy of another, or the specifications alone,
// fetched as they were on the mirror's day. The pages of that day can't be had
// any more.
package mirrortest

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the folder of a whole mirror, with specifications and pages. It
// skips the test where there is none.
func Dir(t testing.TB) string {
	t.Helper()
	dir := find(t)
	needs(t, filepath.Join(dir, filepath.FromSlash(specs)))
	needs(t, filepath.Join(dir, "developer.sailpoint.com", "sitemap.xml"))
	return dir
}

// Spec returns the bytes of a specification, "dereferenced/deref-sailpoint-api.yaml".
// It skips the test where the mirror does not have it.
func Spec(t testing.TB, name string) []byte {
	t.Helper()
	path := filepath.Join(find(t), filepath.FromSlash(specs), filepath.FromSlash(name))
	needs(t, path)
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// specs is the folder of the specifications in the mirror.
const specs = "raw.githubusercontent.com/sailpoint-oss/api-specs/main"

// find returns where the mirror is, or would be: AUTHCAT_MIRROR, what 'make
// mirror' made, or shared/mirror beside the repository.
func find(t testing.TB) string {
	t.Helper()
	dir, root := os.Getenv("AUTHCAT_MIRROR"), moduleRoot(t)
	if dir == "" {
		dir = filepath.Join(root, "build", "mirror")
		if beside := filepath.Join(root, "..", "shared", "mirror"); missing(dir) && !missing(beside) {
			dir = beside
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// needs skips a test that needs what is not there.
func needs(t testing.TB, path string) {
	t.Helper()
	if missing(path) {
		t.Skipf("needs %s, of a mirror of SailPoint's sites: 'make mirror' makes one, AUTHCAT_MIRROR names another", path)
	}
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return err != nil
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
