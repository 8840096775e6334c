package folder

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authcat/catalog/sums"
	"authcat/export/manifest"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// foreignNames are the names that a refusal gives, nil for any other error.
func foreignNames(err error) []string {
	var foreign *ForeignError
	if !errors.As(err, &foreign) {
		return nil
	}
	return foreign.Names
}

// Whatever is in the way, a refusal changes nothing, names it all and says what
// to do; --overwrite replaces it; afterwards it is authcat's.
func TestStrangersFiles(t *testing.T) {
	theirs, elsewhere := "their work of years", filepath.Join(t.TempDir(), "theirs")
	put(t, elsewhere, theirs)
	tests := []struct {
		name    string
		there   func(t *testing.T, dir string)
		foreign []string
	}{
		{"nothing", func(*testing.T, string) {}, nil},
		{"other files", func(t *testing.T, dir string) { put(t, dir+"/catalog.db", theirs); put(t, dir+"/src/main.c", theirs) }, nil},
		{"a file of the name", func(t *testing.T, dir string) { put(t, dir+"/index.html", theirs) }, []string{"index.html"}},
		{"a file of the name and the size", func(t *testing.T, dir string) { put(t, dir+"/index.html", "theirs") }, []string{"index.html"}},
		{"two files", func(t *testing.T, dir string) { put(t, dir+"/findings.csv", theirs); put(t, dir+"/index.html", theirs) }, []string{"findings.csv", "index.html"}},
		{"the very bytes", func(t *testing.T, dir string) { put(t, dir+"/index.html", "page 1") }, nil},
		{"an empty file", func(t *testing.T, dir string) { put(t, dir+"/index.html", "") }, nil},
		{"a link", func(t *testing.T, dir string) {
			put(t, dir+"/x", theirs)
			if err := os.Symlink(elsewhere, dir+"/index.html"); err != nil {
				t.Fatal(err)
			}
		}, []string{"index.html"}},
		{"a link to nowhere", func(t *testing.T, dir string) {
			put(t, dir+"/x", theirs)
			if err := os.Symlink("nowhere", dir+"/index.html"); err != nil {
				t.Fatal(err)
			}
		}, []string{"index.html"}},
		{"a pipe", func(t *testing.T, dir string) {
			put(t, dir+"/x", theirs)
			if err := pipe(dir + "/index.html"); err != nil {
				t.Fatal(err)
			}
		}, []string{"index.html"}},
		{"a pipe in place of each list", func(t *testing.T, dir string) {
			put(t, dir+"/x", theirs)
			if err := errors.Join(pipe(dir+"/"+manifest.Name), pipe(dir+"/"+sums.Name)); err != nil {
				t.Fatal(err)
			}
		}, []string{sums.Name}},
		{"somebody else's manifest", func(t *testing.T, dir string) {
			put(t, dir+"/index.html", theirs)
			put(t, dir+"/"+manifest.Name, "this is no list\n")
		}, []string{"index.html"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			test.there(t, dir)
			before := names(t, dir)
			set := Set{Files: files("findings.csv", "table", "index.html", "page 1")}
			_, err := Write(dir, set)
			if !slices.Equal(foreignNames(err), test.foreign) || (err != nil) != (test.foreign != nil) {
				t.Fatalf("error %v, want %q", err, test.foreign)
			}
			if test.foreign != nil {
				if !strings.Contains(err.Error(), strings.Join(test.foreign, ", ")) || !strings.Contains(err.Error(), "--overwrite") || !strings.Contains(err.Error(), dir) {
					t.Errorf("error %v", err)
				}
				if now := names(t, dir); !reflect.DeepEqual(now, before) {
					t.Errorf("a refusal left %v, there was %v", now, before)
				}
				set.Overwrite = true
				if _, err := Write(dir, set); err != nil {
					t.Fatalf("with Overwrite: %v", err)
				}
				set.Overwrite = false
			}
			set.Files[1].Body = []byte("page 2")
			if _, err := Write(dir, set); err != nil {
				t.Errorf("the next time: %v", err)
			}
			if body, err := os.ReadFile(filepath.Join(dir, "index.html")); err != nil || string(body) != "page 2" {
				t.Errorf("index.html is %q, %v", body, err)
			}
			if body, err := os.ReadFile(elsewhere); err != nil || string(body) != theirs {
				t.Errorf("what a link leads to is %q, %v", body, err)
			}
		})
	}
}

// names lists what is in a folder, with its kind.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	_ = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil {
			all = append(all, entry.Type().String()+" "+path)
		}
		return nil
	})
	return all
}

// A folder where a file goes, and a link where a folder goes, are in the way
// with --overwrite too.
func TestWhatNoOverwritingMends(t *testing.T) {
	elsewhere := t.TempDir()
	for name, there := range map[string]func(dir string) error{
		"a folder": func(dir string) error { return os.MkdirAll(dir+"/.attachments/x.csv", 0o755) },
		"a link": func(dir string) error {
			return errors.Join(os.MkdirAll(dir, 0o755), os.Symlink(elsewhere, dir+"/.attachments"))
		},
		"a file": func(dir string) error {
			return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(dir+"/.attachments", nil, 0o644))
		},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := there(dir); err != nil {
			t.Fatal(err)
		}
		_, err := Write(dir, Set{Files: files(".attachments/x.csv", "1"), Overwrite: true})
		if err == nil || !strings.Contains(err.Error(), "rename or remove it") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(elsewhere); len(left) > 0 {
		t.Errorf("written where a link leads: %v", left)
	}
}

// The root and the home folder are nobody's place for documents.
func TestPlaces(t *testing.T) {
	home, link, file := t.TempDir(), filepath.Join(t.TempDir(), "link"), filepath.Join(t.TempDir(), "file")
	t.Setenv("HOME", home)
	put(t, file, "x")
	for to, name := range map[string]string{"/": link + "-root", home: link + "-home", home + "/docs": link + "-docs"} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(home+"/docs", 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(home)
	for place, want := range map[string]string{
		"/": "root", "//": "root", "/..": "root", "/tmp/..": "root", link + "-root": "root",
		home: "home", home + "/": "home", home + "/docs/..": "home", ".": "home", "": "home", link + "-home": "home",
		home + "/docs": "", "docs": "", "new/docs": "", link + "-docs": "", file: "",
	} {
		err := CheckPlace(place)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", place, err, want)
		}
		if want == "" {
			continue
		}
		if _, err := Write(place, Set{Files: files("a", "1"), Overwrite: true}); err == nil {
			t.Errorf("%q was written to", place)
		}
	}
}

func TestAFileIsNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "x")
	for place, says := range map[string]string{file: "it is no folder", file + "/x": "not a directory"} {
		if _, err := Write(place, Set{Files: files("a", "1"), Overwrite: true}); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), place) {
			t.Errorf("%s: %v", place, err)
		}
	}
}

// A document that became a link or a pipe is a document again.
func TestLinksInPlaceOfDocuments(t *testing.T) {
	dir, elsewhere := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "theirs")
	put(t, elsewhere, "theirs")
	for _, spoil := range []func(path string) error{
		func(path string) error { return os.Symlink(elsewhere, path) },
		pipe,
	} {
		mustWrite(t, dir, files("a", "1", "b", "2"))
		if err := errors.Join(os.Remove(dir+"/a"), spoil(dir+"/a")); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, dir, files("a", "1", "b", "2"))
		if info, err := os.Lstat(dir + "/a"); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%v, %v", info, err)
		}
		if body, err := os.ReadFile(elsewhere); err != nil || string(body) != "theirs" {
			t.Errorf("what the link led to is %q, %v", body, err)
		}
	}
}

// What somebody puts there after it was looked at is not replaced either,
// whichever way the folder is written.
func TestStrangersFilesAtTheLastMoment(t *testing.T) {
	ways := map[string]func(*edit) error{"exchanged": (*edit).exchange, "replaced": (*edit).replace}
	for way, do := range ways {
		for _, name := range []string{"a", "new", "stays", "stale", "unknown"} {
			dir := filepath.Join(t.TempDir(), "out")
			mustWrite(t, dir, files("a", "1", "stays", "2", "stale", "3"))
			set := Set{Files: files("a", "other", "new", "4", "stays", "2"), Earlier: map[string]string{"stale": manifest.Hash([]byte("3"))}}
			e, err := compare(dir, set)
			if err != nil {
				t.Fatal(err)
			}
			put(t, dir+"/theirs", "theirs")
			if err := os.Rename(dir+"/theirs", dir+"/"+name); err != nil {
				t.Fatal(err)
			}
			err = do(e)
			if errors.Is(err, errors.ErrUnsupported) { // another system, or a file that nobody knows
				err = e.replace()
			}
			if body, readErr := os.ReadFile(dir + "/" + name); readErr != nil || string(body) != "theirs" {
				t.Errorf("%s, %s: it is now %q, %v", way, name, body, readErr)
			}
			if replaced := name == "a" || name == "new"; replaced && !slices.Equal(foreignNames(err), []string{name}) {
				t.Errorf("%s, %s: error %v", way, name, err)
			}
		}
	}
}

// A set that was half written is finished by the next run, which takes none of
// its files for somebody else's.
func TestHalfWrittenIsOurs(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/theirs", "theirs") // so that file after file is replaced
	set := Set{Files: files("a", "1", "b", "2")}
	e, err := compare(dir, set)
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir+"/b", "in the way")
	if err := e.replace(); !slices.Equal(foreignNames(err), []string{"b"}) {
		t.Fatalf("error %v", err)
	}
	if err := os.Remove(dir + "/b"); err != nil {
		t.Fatal(err)
	}
	set.Files[0].Body = []byte("other")
	if _, err := Write(dir, set); err != nil {
		t.Error(err)
	}
}

// Other documents of the same folder stay authcat's, and edited ones stay.
func TestManifestGrows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustWrite(t, dir, files("a.csv", "1"))
	mustWrite(t, dir, files("b.xlsx", "2"))
	mustWrite(t, dir, files("a.csv", "other"))
	hash := func(text string) string { return manifest.Hash([]byte(text)) }
	body, err := os.ReadFile(filepath.Join(dir, manifest.Name))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, sums.Name))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.csv": hash("other"), "b.xlsx": hash("2"), sums.Name: hash(string(list))}
	if got, err := manifest.Parse(body); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	put(t, dir+"/b.xlsx", "edited")
	change, err := Write(dir, Set{Files: files("a.csv", "other"), Earlier: map[string]string{"b.xlsx": hash("2"), "a.csv": "x", "gone": "x"}})
	if err != nil || !change.Empty() || !slices.Equal(change.Kept, []string{"b.xlsx"}) || content(t, dir)["b.xlsx"] != "edited" {
		t.Errorf("%+v, %v, %v", change, err, content(t, dir))
	}
	// A lost manifest is written anew where every file is as it would be written.
	if err := os.Remove(filepath.Join(dir, manifest.Name)); err != nil {
		t.Fatal(err)
	}
	if change := mustWrite(t, dir, files("a.csv", "other")); !change.Empty() {
		t.Errorf("%+v", change)
	}
	mustWrite(t, dir, files("a.csv", "again"))
}

// A list of its own stands in for the manifest.
func TestListed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	listed := func(read func(string) ([]byte, error)) []string {
		body, _ := read("index.txt")
		return strings.Fields(string(body))
	}
	put(t, dir+"/index.txt", "index.txt a")
	put(t, dir+"/a", "1")
	put(t, dir+"/b", "theirs")
	_, err := Write(dir, Set{Files: files("a", "2", "b", "3", "index.txt", "index.txt a b"), Listed: listed})
	if !slices.Equal(foreignNames(err), []string{"b"}) {
		t.Errorf("error %v", err)
	}
	if _, err := Write(dir, Set{Files: files("a", "2", "index.txt", "index.txt a"), Listed: listed}); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, manifest.Name)); err == nil {
		t.Error("it has a manifest too")
	}
}

// What is beside a folder and isn't authcat's is not swept.
func TestStrangersFolderBeside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	theirs := filepath.Join(filepath.Dir(dir), ".out.new", "theirs")
	put(t, theirs, "theirs")
	if _, err := Write(dir, Set{Files: files("a", "1")}); err == nil || !strings.Contains(err.Error(), "move it elsewhere") {
		t.Errorf("error %v", err)
	}
	if body, err := os.ReadFile(theirs); err != nil || string(body) != "theirs" {
		t.Errorf("%q, %v", body, err)
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	ours := func(old []byte) bool { return strings.HasPrefix(string(old), "ours") }
	put(t, dir+"/old", "ours 1")
	put(t, dir+"/empty", "")
	put(t, dir+"/theirs", "theirs")
	put(t, dir+"/real", "ours 1")
	if err := errors.Join(os.Mkdir(dir+"/folder", 0o755), os.Symlink("real", dir+"/link"), os.Symlink("theirs", dir+"/bad"), pipe(dir+"/pipe")); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{
		"new": "", "deep/new": "", "old": "", "empty": "", "link": "",
		"theirs": "authcat did not write", "bad": "authcat did not write", "folder": "is a folder", "pipe": "no regular file",
	} {
		err := WriteFile(dir+"/"+name, []byte("ours 2"), ours)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", name, err, says)
		}
		if body, _ := os.ReadFile(dir + "/" + strings.Replace(name, "pipe", "new", 1)); says == "" && string(body) != "ours 2" {
			t.Errorf("%s: %q", name, body)
		}
	}
	if body, _ := os.ReadFile(dir + "/theirs"); string(body) != "theirs" {
		t.Errorf("theirs is now %q", body)
	}
	if to, err := os.Readlink(dir + "/link"); err != nil || to != "real" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}
