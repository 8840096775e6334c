package catalog_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// What each package may import of this module, and of the libraries that only
// one package may use. The architecture is this table.
var (
	mayImport = map[string]string{
		"authcat/catalog":                 "authcat/catalog/printable",
		"authcat/catalog/answer":          "authcat/catalog authcat/catalog/diff authcat/catalog/explain authcat/catalog/find authcat/catalog/plan authcat/catalog/printable authcat/catalog/token authcat/catalog/track",
		"authcat/catalog/track":           "authcat/catalog authcat/catalog/diff authcat/catalog/find authcat/catalog/observed",
		"authcat/catalog/cover":           "",
		"authcat/catalog/defect":          "",
		"authcat/catalog/diff":            "authcat/catalog",
		"authcat/catalog/explain":         "authcat/catalog",
		"authcat/catalog/factfile":        "authcat/catalog authcat/catalog/defect authcat/catalog/sums",
		"authcat/catalog/factstest":       "authcat/catalog",
		"authcat/catalog/find":            "authcat/catalog authcat/catalog/printable",
		"authcat/catalog/guard":           "authcat/catalog",
		"authcat/catalog/history":         "authcat/catalog authcat/catalog/factfile authcat/catalog/replace authcat/catalog/sums authcat/catalog/track",
		"authcat/catalog/lookout":         "authcat/catalog",
		"authcat/catalog/observed":        "authcat/catalog authcat/catalog/find authcat/catalog/printable",
		"authcat/catalog/plan":            "authcat/catalog authcat/catalog/cover authcat/catalog/find authcat/catalog/printable",
		"authcat/catalog/printable":       "",
		"authcat/catalog/prose":           "authcat/catalog",
		"authcat/catalog/replace":         "",
		"authcat/catalog/sqlite":          "authcat/catalog authcat/catalog/factfile authcat/catalog/sums",
		"authcat/catalog/sums":            "",
		"authcat/catalog/token":           "authcat/catalog",
		"authcat/catalog/traffic":         "authcat/catalog authcat/catalog/find authcat/catalog/observed authcat/catalog/printable authcat/catalog/token",
		"authcat/crawler":                 "authcat/catalog authcat/catalog/defect authcat/catalog/lookout authcat/catalog/prose authcat/crawler/docs authcat/crawler/fetch authcat/crawler/gitlog authcat/crawler/openapi",
		"authcat/crawler/archive":         "authcat/catalog/replace authcat/crawler/fetch",
		"authcat/crawler/calls":           "authcat/catalog authcat/catalog/find authcat/catalog/printable authcat/catalog/token authcat/catalog/traffic authcat/crawler/calls/shell",
		"authcat/crawler/code":            "authcat/catalog authcat/catalog/defect authcat/catalog/find authcat/crawler/calls authcat/crawler/code/golang authcat/crawler/code/java authcat/crawler/code/powershell authcat/crawler/code/python authcat/crawler/code/syntax authcat/crawler/code/trace authcat/crawler/code/typescript",
		"authcat/crawler/code/golang":     "authcat/crawler/code/syntax",
		"authcat/crawler/code/powershell": "authcat/crawler/code/syntax",
		"authcat/crawler/code/java":       "authcat/crawler/code/syntax authcat/crawler/code/tree",
		"authcat/crawler/code/python":     "authcat/crawler/code/syntax authcat/crawler/code/tree",
		"authcat/crawler/code/syntax":     "",
		"authcat/crawler/code/tree":       "authcat/crawler/code/syntax",
		"authcat/crawler/code/trace":      "authcat/catalog authcat/catalog/find authcat/crawler/code/syntax",
		"authcat/crawler/code/typescript": "authcat/crawler/code/syntax",
		"authcat/crawler/docs":            "authcat/catalog",
		"authcat/crawler/fetch":           "authcat/catalog/printable",
		"authcat/crawler/gitlog":          "",
		"authcat/crawler/mirrortest":      "",
		"authcat/crawler/openapi":         "authcat/catalog authcat/catalog/prose",
		"authcat/crawler/relay":           "",
		"authcat/data":                    "authcat/catalog authcat/catalog/factfile authcat/catalog/guard authcat/catalog/lookout authcat/catalog/observed authcat/catalog/printable",
		"authcat/export":                  "authcat/catalog authcat/catalog/answer authcat/catalog/defect authcat/catalog/explain authcat/catalog/find authcat/catalog/observed authcat/catalog/plan authcat/catalog/token authcat/catalog/traffic authcat/export/sarif",
		"authcat/export/changelog":        "authcat/catalog authcat/catalog/answer authcat/catalog/diff authcat/catalog/track authcat/export",
		"authcat/export/chart":            "",
		"authcat/export/documents":        "authcat/catalog authcat/catalog/answer authcat/catalog/printable authcat/export authcat/export/changelog authcat/export/chart authcat/export/explorer authcat/export/records authcat/export/report authcat/export/routes authcat/export/wiki authcat/export/workbook",
		"authcat/export/explorer":         "authcat/catalog authcat/catalog/answer authcat/export authcat/export/guide",
		"authcat/export/folder":           "authcat/catalog/replace authcat/catalog/sums authcat/export authcat/export/manifest",
		"authcat/export/guide":            "authcat/export",
		"authcat/export/manifest":         "",
		"authcat/export/publish":          "authcat/catalog/printable authcat/export authcat/export/manifest authcat/export/scratch",
		"authcat/export/records":          "authcat/catalog authcat/export",
		"authcat/export/report":           "authcat/catalog",
		"authcat/export/routes":           "authcat/catalog authcat/catalog/find authcat/export",
		"authcat/export/sarif":            "",
		"authcat/export/scratch":          "",
		"authcat/export/wiki":             "authcat/catalog authcat/catalog/answer authcat/export authcat/export/guide authcat/export/report",
		"authcat/export/workbook":         "authcat/export",
		// The commands put the rest together.
		"authcat/cmd/authcat":         anything,
		"authcat/cmd/authcat/nightly": anything,

		"authcat/catalog/guard/guardtest": "authcat/catalog",
		"authcat/crawler/calls/shell":     "",
	}
	onlyUser = map[string]string{
		"github.com/getkin/kin-openapi/openapi3": "authcat/crawler/openapi",
		"github.com/PuerkitoBio/goquery":         "authcat/crawler/docs",
		"github.com/mattn/go-sqlite3":            "authcat/catalog/sqlite",
		"github.com/ncruces/go-sqlite3":          "authcat/catalog/sqlite",
		"github.com/ncruces/go-sqlite3/driver":   "authcat/catalog/sqlite",
		"database/sql":                           "authcat/catalog/sqlite",
		"github.com/olekukonko/tablewriter":      "authcat/export",
		"github.com/spf13/cobra":                 "authcat/cmd/authcat",
		"github.com/itchyny/gojq":                "authcat/export",
		"github.com/klauspost/compress/gzip":     "authcat/crawler/calls",
		"github.com/klauspost/compress/zstd":     "authcat/crawler/calls",
		// It only reads what was written: linked, it would cost every command 2.6 ms at its start.
		"github.com/xuri/excelize/v2": "a test",
	}
)

// domain are the packages that import nothing but the standard library and each other.
var domain = []string{"authcat/catalog", "authcat/catalog/explain", "authcat/catalog/find", "authcat/catalog/printable"}

// anything stands for every package of the module.
const anything = "*"

func TestArrows(t *testing.T) {
	var out []byte
	for _, cgo := range []string{"1", "0"} { // another SQLite without it
		list := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "authcat/...")
		list.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
		listed, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, listed...)
	}
	// Each of these is there to be used, by the program itself.
	unused := map[string]bool{}
	for imported, user := range onlyUser {
		unused[imported] = user != "a test"
	}
	for line := range strings.Lines(string(out)) {
		imports := strings.Fields(line)
		pkg := imports[0]
		for _, imported := range imports[1:] {
			delete(unused, imported)
		}
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("package %s is not in the table of arrows", pkg)
		}
		for _, imported := range imports[1:] {
			if strings.HasPrefix(imported, "authcat/cmd/") && pkg != "authcat/cmd/authcat" {
				t.Errorf("%s may not import a command, %s", pkg, imported)
			}
			if strings.HasPrefix(imported, "authcat/") && allowed != anything && !strings.Contains(" "+allowed+" ", " "+imported+" ") {
				t.Errorf("%s may not import %s", pkg, imported)
			}
			if user, ok := onlyUser[imported]; ok && user != pkg {
				t.Errorf("only %s may import %s, not %s", user, imported, pkg)
			}
			if slices.Contains(domain, pkg) && strings.Contains(imported, ".") {
				t.Errorf("the domain imports nothing but the standard library, not %s", imported)
			}
		}
	}
	for imported, meant := range unused {
		if meant {
			t.Errorf("nothing imports %s", imported)
		}
	}
}
