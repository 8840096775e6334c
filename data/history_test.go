package data

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"authcat/catalog/find"
	"authcat/catalog/history"
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

// The history of an operation is found by its address, however long that is.
func TestHistoryByAddress(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	files, err := History()
	if err != nil {
		t.Fatal(err)
	}
	log, err := history.ReadLog(files)
	if err != nil {
		t.Fatal(err)
	}
	snapshot := bundled(t)
	long := 0
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		isLong := strings.Count(o.Lineage, "/") > 6
		if i%200 > 0 && (!isLong || i%5 > 0) { // all would take minutes
			continue
		}
		if isLong {
			long++
		}
		address, err := find.ParseAddress(o.Method, filled(o.Address))
		if err != nil {
			t.Fatal(err)
		}
		past, err := log.Past(address.Filter())
		if err != nil {
			t.Fatal(err)
		}
		if past.Of(o.Key) == nil {
			t.Errorf("%s: its filter leaves %s out", address, o.Key)
		}
	}
	if long == 0 {
		t.Error("no address is long")
	}
}
