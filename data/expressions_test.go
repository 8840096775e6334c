package data

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
)

// absences are the words of the cases for why nothing is published, with the
// reasons that they stand for.
var absences = map[string][]find.AbsenceKind{
	"private":     {find.AbsentPrivate},
	"retired-v2":  {find.AbsentRetired},
	"unpublished": {find.AbsentMethod, find.AbsentVersion, find.AbsentPath},
}

// Expressions that developers wrote reach exactly the operations that they
// mean, as written; where the case has no method, those of its path that are
// named are among them. The others say rightly why they reach none.
func TestExpressionsAsWritten(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "shared", "cases", "calls.tsv"))
	if err != nil {
		t.Skip("there are no cases here")
	}
	defer file.Close()
	snapshot := bundled(t)
	router := find.NewRouter(&snapshot)
	rows := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) < 6 || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		rows++
		method, text, want := strings.Trim(fields[2], "-"), fields[3], fields[5]
		address := find.ReadExpression(method, text)
		if err := address.Check(); err != nil {
			t.Errorf("%s %s: %v", method, text, err)
			continue
		}
		found := router.Match(address)
		if kinds := absences[want]; kinds != nil {
			if kind := router.Absent(address).Kind; len(found) > 0 || !slices.Contains(kinds, kind) {
				t.Errorf("%s %s reaches %v, %s; want %s", method, text, keys(found), kind, want)
			}
			continue
		}
		wanted := strings.Split(want, "|")
		if method != "" && len(found) != 1 || !onePath(found) {
			t.Errorf("%s %s reaches %v, want %s", method, text, keys(found), want)
		}
		for _, name := range wanted {
			if !slices.ContainsFunc(found, func(o *catalog.Operation) bool { return o.API+" "+o.Method+" "+o.Path == name }) {
				t.Errorf("%s %s reaches %v, want %s", method, text, keys(found), name)
			}
		}
	}
	if rows < 250 {
		t.Errorf("only %d cases were read", rows)
	}
}

// onePath reports whether operations are of one path in one API.
func onePath(operations []*catalog.Operation) bool {
	return !slices.ContainsFunc(operations, func(o *catalog.Operation) bool {
		return o.API != operations[0].API || o.Path != operations[0].Path
	})
}
