package folder

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"authcat/catalog/sums"
	"authcat/export/manifest"
)

// listed reads the list of checksums, and fails unless it holds.
func listed(t *testing.T, dir string) []string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, sums.Name))
	if err != nil {
		t.Fatal(err)
	}
	list, err := sums.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	for name, sum := range list {
		if body, err := os.ReadFile(filepath.Join(dir, name)); err != nil || sums.Of(body) != sum {
			t.Errorf("%s is not as listed, %v", name, err)
		}
	}
	if program, err := exec.LookPath("sha256sum"); err == nil {
		check := exec.Command(program, "--check", "--strict", "--quiet", sums.Name)
		check.Dir = dir
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("sha256sum -c: %v\n%s", err, out)
		}
	}
	return slices.Sorted(maps.Keys(list))
}

// A folder has a list of what authcat has in it, which holds after every
// change, whichever way the folder was written.
func TestChecksums(t *testing.T) {
	for name, foreign := range map[string]string{"folders exchanged": "", "file by file": "notes.txt"} {
		dir := filepath.Join(t.TempDir(), "out")
		if foreign != "" {
			put(t, filepath.Join(dir, foreign), "mine")
		}
		want := func(when string, names ...string) {
			t.Helper()
			if got := listed(t, dir); !slices.Equal(got, names) {
				t.Errorf("%s, %s: it lists %q, want %q", name, when, got, names)
			}
		}
		mustWrite(t, dir, files("a", "1", "b", "2"))
		want("first", "a", "b")
		mustWrite(t, dir, files("c", "3"))
		want("other files", "a", "b", "c")
		mustWrite(t, dir, files("a", "other", "c", "3"), "b")
		want("one removed", "a", "c")
		before, err := os.Stat(filepath.Join(dir, sums.Name))
		if err != nil {
			t.Fatal(err)
		}
		mustWrite(t, dir, files("a", "other", "c", "3"))
		after, err := os.Stat(filepath.Join(dir, sums.Name))
		if err != nil || !same(before, after) {
			t.Errorf("%s: the list was written anew, %v", name, err)
		}
		for _, harm := range []string{"?", ""} {
			put(t, filepath.Join(dir, sums.Name), harm)
			mustWrite(t, dir, files("a", "other", "c", "3"))
			want("damaged", "a", "c")
		}
		if err := os.Remove(filepath.Join(dir, sums.Name)); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, dir, files("a", "other", "c", "3"))
		want("lost", "a", "c")
	}
}

// What somebody lists there of their own files stays listed; what is no list is theirs.
func TestChecksumsOfOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	put(t, filepath.Join(dir, "photo.jpg"), "x")
	theirs := sums.List{"photo.jpg": sums.Of([]byte("x")), "gone.jpg": sums.Of(nil), "../x": sums.Of(nil)}
	put(t, filepath.Join(dir, sums.Name), string(theirs.Encode()))
	mustWrite(t, dir, files("a", "1"))
	if got, want := listed(t, dir), []string{"a", "photo.jpg"}; !slices.Equal(got, want) {
		t.Errorf("it lists %q, want %q", got, want)
	}
	put(t, filepath.Join(dir, manifest.Name), "")
	put(t, filepath.Join(dir, sums.Name), "my sums")
	if _, err := Write(dir, Set{Files: files("a", "1")}); !slices.Equal(foreignNames(err), []string{sums.Name}) {
		t.Errorf("error %v", err)
	}
}

// The list is the last file that is replaced: one that breaks off leaves the old list.
func TestChecksumsAreLast(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	put(t, filepath.Join(dir, "notes.txt"), "mine")
	mustWrite(t, dir, files("a", "1", "b", "2"))
	e, err := compare(dir, Set{Files: files("a", "3", "b", "4")})
	if err != nil {
		t.Fatal(err)
	}
	if last := e.writes[len(e.writes)-1].Name; last != sums.Name {
		t.Errorf("the last is %s", last)
	}
}
