package data

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"testing"
)

// The compressed history that is embedded is the one that is read in git.
func TestHistoryIsThatOfTheTexts(t *testing.T) {
	packed, err := History()
	if err != nil {
		t.Fatal(err)
	}
	folder := os.DirFS("history")
	embedded, err := fs.Glob(packed, "*")
	if err != nil {
		t.Fatal(err)
	}
	there, err := fs.Glob(folder, "*")
	if err != nil || !slices.Equal(embedded, there) || len(there) < 100 {
		t.Fatalf("embedded %q, and the folder has %q, %v: run 'make history'", embedded, there, err)
	}
	for _, name := range there {
		one, err := fs.ReadFile(packed, name)
		if err != nil {
			t.Fatal(err)
		}
		other, err := fs.ReadFile(folder, name)
		if err != nil || !bytes.Equal(one, other) {
			t.Errorf("%s is another text in the program, %v: run 'make history'", name, err)
		}
	}
	if n := len(past); n > 400_000 {
		t.Errorf("the history takes %d bytes of the program", n)
	}
}
