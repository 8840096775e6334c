package catalog

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What is SailPoint's own name for something stands in sailpoint.go, and
// everything else takes it from there.
func TestSailPointsNamesStandInOnePlace(t *testing.T) {
	own := map[string]bool{}
	for _, name := range literals(t, "sailpoint.go") {
		own[name] = len(name) > 4 && strings.ContainsAny(name, ".:/-_ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	}
	if !own["applicationAuth"] || !own[".api.identitynow.com"] {
		t.Fatalf("no names: %v", own)
	}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		inTests := strings.HasSuffix(path, "_test.go") || strings.HasSuffix(filepath.Dir(path), "test")
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || inTests || filepath.Base(path) == "sailpoint.go" {
			return err
		}
		for _, name := range literals(t, path) {
			if own[name] {
				t.Errorf("%s has %q: take it from package catalog", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// literals are the string literals of a Go file.
func literals(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	var s scanner.Scanner
	s.Init(files.AddFile(path, -1, len(text)), text, nil, 0)
	var all []string
	for {
		switch _, tok, literal := s.Scan(); tok {
		case token.EOF:
			return all
		case token.STRING:
			if value, err := strconv.Unquote(literal); err == nil {
				all = append(all, value)
			}
		}
	}
}
