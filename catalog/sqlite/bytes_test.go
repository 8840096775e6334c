package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"authcat/catalog"
	"authcat/data"
)

// The same snapshot is the same file, byte for byte: at another path, over
// itself, and over a catalog that was larger.
func TestTheBundledSnapshotIsOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	whole := catalog.Merge(facts)
	facts.Observations = facts.Observations[:1000]
	facts.Pages = nil
	part := catalog.Merge(facts)
	write := func(path string, snapshot *catalog.Snapshot) []byte {
		if err := Save(t.Context(), path, snapshot, assumed); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	first := filepath.Join(t.TempDir(), "catalog.db")
	second := filepath.Join(t.TempDir(), "a name with spaces? #2.sqlite")
	want := write(first, &whole)
	if !bytes.Equal(write(second, &whole), want) {
		t.Error("the file depends on its path")
	}
	if !bytes.Equal(write(first, &whole), want) {
		t.Error("the file depends on the one that it replaces")
	}
	small := write(second, &part)
	if bytes.Equal(small, want) {
		t.Error("a part of the snapshot is the same file")
	}
	if !bytes.Equal(write(first, &part), small) {
		t.Error("a file that replaces a larger one differs")
	}
}
