package folder

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog/sums"
	"authcat/export"
	"authcat/export/manifest"
)

func files(pairs ...string) []export.File {
	var all []export.File
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, export.File{Name: pairs[i], Body: []byte(pairs[i+1])})
	}
	return all
}

// content reads a folder: names with what is in them, without the manifest.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == manifest.Name || entry.Name() == sums.Name {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func mustWrite(t *testing.T, dir string, all []export.File, stale ...string) Change {
	t.Helper()
	earlier := map[string]string{}
	for _, name := range stale {
		if body, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			earlier[name] = manifest.Hash(body)
		}
	}
	change, err := Write(dir, Set{Files: all, Earlier: earlier})
	if err != nil {
		t.Fatal(err)
	}
	return change
}

// Alone in its folder the set is exchanged in one step, beside a file of
// somebody else's it is replaced file by file; both keep the same promises.
func TestWrite(t *testing.T) {
	for _, foreign := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "deep", "out")
		mustWrite(t, dir, files("a", "1", "b", "2", "old", "3"))
		want := map[string]string{"a": "1", "b": "other", "c": "new"}
		if foreign {
			want["foreign"] = "mine"
			if err := os.WriteFile(filepath.Join(dir, "foreign"), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		long, was := time.Now().Add(-time.Hour).Truncate(time.Second), inode(t, dir)
		if err := os.Chtimes(filepath.Join(dir, "a"), long, long); err != nil {
			t.Fatal(err)
		}
		change := mustWrite(t, dir, files("a", "1", "b", "other", "c", "new"), "old", "a", "never")
		if want := (Change{Written: []string{"b", "c"}, Removed: []string{"old"}}); !reflect.DeepEqual(change, want) {
			t.Errorf("foreign %v: change %+v, want %+v", foreign, change, want)
		}
		if got := content(t, dir); !reflect.DeepEqual(got, want) {
			t.Errorf("foreign %v: %v, want %v", foreign, got, want)
		}
		if exchanged := inode(t, dir) != was; runtime.GOOS == "linux" && exchanged == foreign {
			t.Errorf("foreign %v: the folder was exchanged: %v", foreign, exchanged)
		}
		info, err := os.Stat(filepath.Join(dir, "a"))
		if err != nil || !info.ModTime().Equal(long) {
			t.Errorf("foreign %v: the unchanged file's time moved to %v, %v", foreign, info.ModTime(), err)
		}
		if change := mustWrite(t, dir, files("a", "1", "b", "other", "c", "new")); !change.Empty() {
			t.Errorf("foreign %v: writing the same again changed %+v", foreign, change)
		}
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
			t.Errorf("foreign %v: left behind %v", foreign, left)
		}
	}
}

func inode(t *testing.T, path string) uint64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return reflect.ValueOf(info.Sys()).Elem().FieldByName("Ino").Uint()
}

// The folder in which a shell stands stays the same folder.
func TestTheWorkingDirectoryStays(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	was := inode(t, ".")
	mustWrite(t, ".", files("a", "1"))
	mustWrite(t, ".", files("a", "2"))
	if inode(t, dir) != was || content(t, dir)["a"] != "2" {
		t.Error("the working directory was exchanged")
	}
}

func TestFilesInFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustWrite(t, dir, files(".attachments/x.svg", "1", "page.md", "2"))
	mustWrite(t, dir, files(".attachments/x.svg", "3", "page.md", "2"))
	if got, want := content(t, dir), map[string]string{".attachments/x.svg": "3", "page.md": "2"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, name := range []string{"../x", "/etc/x", ""} {
		if _, err := Write(dir, Set{Files: files(name, "1")}); err == nil {
			t.Errorf("%q was written", name)
		}
	}
}

// What can't be written whole changes nothing.
func TestNothingIsHalfWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustWrite(t, dir, files("a", "1", "b", "2"))
	before := content(t, dir)
	tooLong := strings.Repeat("x", 300)
	if _, err := Write(dir, Set{Files: files("a", "other", tooLong, "3")}); err == nil {
		t.Fatal("a name of 300 characters was written")
	}
	if got := content(t, dir); !reflect.DeepEqual(got, before) {
		t.Errorf("%v, want %v", got, before)
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(filepath.Join(blocked, "out"), Set{Files: files("a", "1")}); err == nil || !strings.Contains(err.Error(), "out") {
		t.Errorf("a folder in a file: %v", err)
	}
}

// What a killed run left goes with the next one, even where that changes nothing.
func TestLeftoversAreSwept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "o[u]t")
	write := func() Change { return mustWrite(t, dir, files("a", "1", "b.md", "2")) }
	write()
	beside := filepath.Join(filepath.Dir(dir), ".o[u]t.new")
	if err := os.MkdirAll(beside, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(beside, "a"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".b.md123456789", ".b.md12", ".c.md123456789"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if change := write(); !change.Empty() {
		t.Errorf("change %+v", change)
	}
	want := map[string]string{"a": "1", "b.md": "2", ".b.md12": "", ".c.md123456789": ""}
	if got := content(t, dir); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("left behind %v", left)
	}
}

func TestALinkStaysALink(t *testing.T) {
	real, link := filepath.Join(t.TempDir(), "real"), filepath.Join(t.TempDir(), "link")
	if err := os.Mkdir(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, link, files("a", "1"))
	if target, err := os.Readlink(link); err != nil || target != real || content(t, real)["a"] != "1" {
		t.Errorf("the link leads to %q, %v; its folder has %v", target, err, content(t, real))
	}
}

// Readers in a loop see the whole old set or the whole new one: they read one
// generation's number from two files of one open folder.
func TestReadersSeeOneSet(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	dir := filepath.Join(t.TempDir(), "out")
	mustWrite(t, dir, files("first", "0", "last", "0"))
	done := make(chan struct{})
	var readers sync.WaitGroup
	mixtures, reads := 0, 0
	readers.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Errorf("the folder was missing: %v", err)
				return
			}
			first, err1 := root.ReadFile("first")
			last, err2 := root.ReadFile("last")
			_ = root.Close()
			reads++
			if err1 != nil || err2 != nil {
				continue // the old folder is being removed under an open handle
			}
			if string(first) != string(last) {
				mixtures++
			}
		}
	})
	for i := range 200 {
		body := strings.Repeat("x", i+1)
		mustWrite(t, dir, files("first", body, "last", body))
	}
	close(done)
	readers.Wait()
	if mixtures > 0 || reads < 20 {
		t.Errorf("%d of %d reads were of two sets", mixtures, reads)
	}
}

func TestTwoWritersAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	var writers sync.WaitGroup
	for _, body := range []string{"one", "two", "three"} {
		writers.Go(func() {
			for range 20 {
				if _, err := Write(dir, Set{Files: files("a", body, "b", body)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	got := content(t, dir)
	if got["a"] == "" || !slices.Contains([]string{"one", "two", "three"}, got["b"]) || len(got) != 2 {
		t.Errorf("%v", got)
	}
}
