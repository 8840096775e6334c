package catalog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const contributing = "../.github/CONTRIBUTING.md"

// What CONTRIBUTING names is there, and each package is in its table of rooms.
func TestContributingFitsTheTree(t *testing.T) {
	text, err := os.ReadFile(contributing)
	if err != nil {
		t.Fatal(err)
	}
	declared, missing := map[string]map[string]bool{}, map[string]bool{}
	for _, pkg := range packages(t) {
		missing[pkg] = true
		declared[path.Base(pkg)] = declaredIn(t, "../"+pkg)
	}
	name := regexp.MustCompile(`^([a-z]+)\.([A-Z]\w*)$`)
	inside := regexp.MustCompile(`^(cmd|crawler|catalog|export|data)(/[\w./-]+)?$`)
	for _, quoted := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(string(text), -1) {
		what := quoted[1]
		delete(missing, what)
		if found := name.FindStringSubmatch(what); found != nil && !declared[found[1]][found[2]] {
			t.Errorf("CONTRIBUTING.md is stale: %s is declared nowhere", what)
		} else if found == nil && inside.MatchString(what) {
			if _, err := os.Stat("../" + what); err != nil {
				t.Errorf("CONTRIBUTING.md is stale: there is no %s", what)
			}
		}
	}
	for pkg := range missing {
		t.Errorf("CONTRIBUTING.md is stale: package %s is in no room", pkg)
	}
}

// Its make targets are in the Makefile.
func TestContributingFitsTheMakefile(t *testing.T) {
	text, err := os.ReadFile(contributing)
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	targets := regexp.MustCompile("`make ([a-z-]+)").FindAllStringSubmatch(string(text), -1)
	if len(targets) == 0 {
		t.Error("no target is named")
	}
	for _, target := range targets {
		if !strings.Contains(string(makefile), "\n"+target[1]+":") {
			t.Errorf("CONTRIBUTING.md is stale: there is no 'make %s'", target[1])
		}
	}
}

// packages are the module's, as "catalog/diff".
func packages(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "authcat/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(out)) {
		names = append(names, strings.TrimPrefix(strings.TrimSpace(line), "authcat/"))
	}
	return names
}

// declaredIn are the names that the package in a folder declares.
func declaredIn(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				names[d.Name.Name] = names[d.Name.Name] || d.Recv == nil
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					for _, name := range declares(spec) {
						names[name.Name] = true
					}
				}
			}
		}
	}
	return names
}

func declares(spec ast.Spec) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return []*ast.Ident{s.Name}
	case *ast.ValueSpec:
		return s.Names
	default:
		return nil
	}
}
