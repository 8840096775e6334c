package gitlog

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// files are the regular files of a tree with their contents.
func files(t *testing.T, tree fs.FS) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			var body []byte
			body, err = fs.ReadFile(tree, name)
			all[name] = string(body)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (c clone) tree(r *Repository, revision, below string) *Tree {
	c.t.Helper()
	commit, err := r.Fork(c.t.Context(), revision)
	if err != nil {
		c.t.Fatal(err)
	}
	tree, err := r.Tree(c.t.Context(), commit, below)
	if err != nil {
		c.t.Fatal(err)
	}
	return tree
}

func TestTree(t *testing.T) {
	c := newClone(t)
	c.write("a.go", "one")
	c.write("a/b/c.go", "deep")
	c.write("a-b/ä b.go", "")
	if err := os.Symlink("/etc/passwd", filepath.Join(c.dir, "link.go")); err != nil {
		t.Fatal(err)
	}
	c.commit("2024-03-01")
	c.write("a.go", "two")
	c.write("a/new.go", "new")
	r := c.open()
	tree := c.tree(r, "main", ".")
	if got, want := files(t, tree), map[string]string{"a.go": "one", "a/b/c.go": "deep", "a-b/ä b.go": ""}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := fstest.TestFS(c.tree(r, "main", "a"), "b/c.go"); err != nil {
		t.Error(err)
	}
	if got := files(t, c.tree(r, "HEAD", "a/b")); !maps.Equal(got, map[string]string{"c.go": "deep"}) {
		t.Errorf("below a/b are %q", got)
	}
	if got := files(t, c.tree(r, "HEAD", "later")); len(got) > 0 {
		t.Errorf("a folder that is not there has %q", got)
	}
	for _, name := range []string{"nothing", "a.go/x", "a/nothing/x", "link.go/x"} {
		if _, err := tree.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if tree.Err() != nil {
		t.Error(tree.Err())
	}
	status := c.status()
	if status != " M a.go\n?? a/new.go\n" {
		t.Errorf("reading changed the clone: %q", status)
	}
}

func (c clone) status() string {
	c.t.Helper()
	r, err := Open(c.t.Context(), c.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	out, err := r.run(c.t.Context(), "status", "--porcelain", "-uall")
	if err != nil {
		c.t.Fatal(err)
	}
	return string(out)
}

// What a branch did after the work left it is no part of the work.
func TestFork(t *testing.T) {
	c := newClone(t)
	c.write("a.go", "one")
	c.commit("2024-03-01")
	c.git("", "checkout", "-q", "-b", "work")
	c.write("b.go", "work")
	c.commit("2024-03-02")
	c.git("", "checkout", "-q", "main")
	c.write("a.go", "two")
	c.commit("2024-03-03")
	c.git("", "tag", "-a", "-m", "v1", "v1")
	c.git("", "checkout", "-q", "work")
	r := c.open()
	for _, revision := range []string{"main", "v1", "refs/heads/main"} {
		if got := files(t, c.tree(r, revision, ".")); !maps.Equal(got, map[string]string{"a.go": "one"}) {
			t.Errorf("%s is %q", revision, got)
		}
	}
	c.git("", "checkout", "-q", "--orphan", "other")
	c.commit("2024-03-04")
	if got := files(t, c.tree(r, "main", ".")); got["a.go"] != "two" {
		t.Errorf("without a common commit main is %q", got)
	}
	for _, revision := range []string{"nothing", "", "-h", "--all", "main:a.go", strings.Repeat("a", 40)} {
		if _, err := r.Fork(t.Context(), revision); KindOf(err) != NoRevision {
			t.Errorf("%q: %v", revision, err)
		}
	}
}

func TestRoot(t *testing.T) {
	c := newClone(t)
	c.write("a/b/c.go", "")
	real, err := filepath.EvalSymlinks(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]string{".": ".", "a/b": "a/b"} {
		root, below, err := Root(filepath.Join(c.dir, folder))
		if err != nil || root != real || below != want {
			t.Errorf("%s: %s, %s, %v", folder, root, below, err)
		}
	}
	if _, _, err := Root(t.TempDir()); KindOf(err) != NotRepository {
		t.Errorf("a folder in no clone: %v", err)
	}
}

// A blob that a partial clone lacks is an error of the tree: without it, calls would seem new.
func TestTreeLacks(t *testing.T) {
	c := newClone(t)
	c.write("a.go", "one")
	c.commit("2024-03-01")
	r := c.open()
	tree := c.tree(r, "main", ".")
	entries, err := tree.entries(".")
	if err != nil {
		t.Fatal(err)
	}
	object := entries[0].object
	if err := os.Remove(filepath.Join(c.dir, ".git", "objects", object[:2], object[2:])); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(tree, "a.go"); KindOf(err) != Missing || KindOf(tree.Err()) != Missing {
		t.Errorf("%v, %v", err, tree.Err())
	}
}

// FuzzParseTree checks that any bytes are entries with names that lead nowhere else, or an error.
func FuzzParseTree(f *testing.F) {
	object := strings.Repeat("\x01", 20)
	for _, seed := range []string{"", "100644 a\x00" + object, "40000 a\x00" + object + "120000 b\x00" + object, "100644 ../a\x00" + object, "100644 a\x00short", "100644\x00" + object, "160000 sub\x00" + object} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		entries, err := parseTree(body, 20)
		if err != nil && entries != nil {
			t.Error("an error with entries")
		}
		for _, e := range entries {
			if !fs.ValidPath(e.name) || strings.Contains(e.name, "/") || e.name == "." || len(e.object) != 40 && e.mode != submoduleMode {
				t.Errorf("entry %+v", e)
			}
		}
		if !slices.IsSortedFunc(entries, func(a, b treeEntry) int { return strings.Compare(a.name, b.name) }) {
			t.Error("the entries are not in order")
		}
	})
}

func TestWorkTree(t *testing.T) {
	c := newClone(t)
	c.write("a.go", "one")
	c.write("sub/.git", "gitdir: ../.git/modules/sub")
	c.write("sub/theirs.go", "")
	c.write("folder/b.go", "two")
	got := files(t, WorkTree(c.dir))
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, ".git/") })
	if want := map[string]string{"a.go": "one", "folder/b.go": "two"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
