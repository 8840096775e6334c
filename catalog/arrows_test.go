package catalog_test

import (
	"os/exec"
	"strings"
	"testing"
)

// What each package may import of this module, and of the libraries that only
// one package may use. The architecture is this table.
var (
	mayImport = map[string]string{
		"authcat/catalog":            "",
		"authcat/catalog/factfile":   "authcat/catalog",
		"authcat/catalog/prose":      "authcat/catalog",
		"authcat/catalog/sqlite":     "authcat/catalog",
		"authcat/catalog/cover":      "",
		"authcat/catalog/plan":       "authcat/catalog authcat/catalog/cover",
		"authcat/catalog/token":      "",
		"authcat/crawler/calls":      "",
		"authcat/data":               "authcat/catalog authcat/catalog/factfile",
		"authcat/export":             "authcat/catalog authcat/catalog/plan",
		"authcat/crawler/fetch":      "",
		"authcat/crawler/archive":    "authcat/crawler/fetch",
		"authcat/crawler/openapi":    "authcat/catalog authcat/catalog/prose",
		"authcat/crawler/docs":       "authcat/catalog",
		"authcat/crawler":            "authcat/catalog authcat/catalog/prose authcat/crawler/archive authcat/crawler/docs authcat/crawler/fetch authcat/crawler/openapi",
		"authcat/crawler/mirrortest": "",
		"authcat/cmd/authcat":        "authcat/catalog authcat/catalog/factfile authcat/catalog/plan authcat/catalog/sqlite authcat/catalog/token authcat/crawler authcat/crawler/archive authcat/crawler/calls authcat/crawler/fetch authcat/data authcat/export",
	}
	onlyUser = map[string]string{
		"github.com/getkin/kin-openapi/openapi3": "authcat/crawler/openapi",
		"github.com/PuerkitoBio/goquery":         "authcat/crawler/docs",
		"github.com/mattn/go-sqlite3":            "authcat/catalog/sqlite",
		"database/sql":                           "authcat/catalog/sqlite",
		"github.com/olekukonko/tablewriter":      "authcat/export",
		"github.com/spf13/cobra":                 "authcat/cmd/authcat",
	}
)

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "authcat/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		imports := strings.Fields(line)
		pkg := imports[0]
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("package %s is not in the table of arrows", pkg)
		}
		for _, imported := range imports[1:] {
			if strings.HasPrefix(imported, "authcat/") && !strings.Contains(" "+allowed+" ", " "+imported+" ") {
				t.Errorf("%s may not import %s", pkg, imported)
			}
			if user, ok := onlyUser[imported]; ok && user != pkg {
				t.Errorf("only %s may import %s, not %s", user, imported, pkg)
			}
			if pkg == "authcat/catalog" && strings.Contains(imported, ".") {
				t.Errorf("the domain imports nothing but the standard library, not %s", imported)
			}
		}
	}
}
