package export

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the schemas anew")

// A schema that readers have is kept: what breaks one raises SchemaVersion, and
// then '-update' writes them all anew. A member that is added only needs '-update'.
func TestSchemasAreKept(t *testing.T) {
	dir := filepath.Join("testdata", "schema")
	var names []string
	for _, form := range Forms() {
		names = append(names, form.Name+".json")
		name, now := filepath.Join(dir, form.Name+".json"), form.Schema()
		kept, err := os.ReadFile(name)
		if err != nil && !(*update && errors.Is(err, fs.ErrNotExist)) {
			t.Error(err)
			continue
		}
		if kept != nil && versionOf(parsed(t, kept)) == SchemaVersion {
			for _, broken := range breaking("", parsed(t, kept), parsed(t, now)) {
				t.Errorf("%s: %s: it breaks readers; raise SchemaVersion", form.Name, broken)
			}
		}
		if t.Failed() || string(kept) == string(now) {
			continue
		}
		if !*update {
			t.Errorf("%s: the schema changed: run with -update, and read the difference", form.Name)
			continue
		}
		if err := os.WriteFile(name, now, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !slices.Contains(names, file.Name()) {
			t.Errorf("%s: there is no such answer any more", file.Name())
		}
	}
}

func parsed(t *testing.T, schema []byte) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal(schema, &object); err != nil {
		t.Fatal(err)
	}
	return object
}

func versionOf(schema map[string]any) int {
	properties, _ := schema["properties"].(map[string]any)
	version, _ := properties["schema"].(map[string]any)
	if version == nil { // a body has none of its own
		return SchemaVersion
	}
	return int(version["const"].(float64))
}

// breaks says what a reader of the old schema can't read by the new one.
func breaking(at string, before, after map[string]any) []string {
	var all []string
	for _, key := range []string{"type", "const"} {
		if !reflect.DeepEqual(before[key], after[key]) {
			all = append(all, fmt.Sprintf("%s: the %s was %v and is %v", at, key, before[key], after[key]))
		}
	}
	if words, closed := before["enum"].([]any); closed {
		now, _ := after["enum"].([]any)
		if now == nil || slices.ContainsFunc(now, func(word any) bool { return !slices.Contains(words, word) }) {
			all = append(all, at+": it has words that it had not")
		}
	}
	properties, _ := before["properties"].(map[string]any)
	now, _ := after["properties"].(map[string]any)
	for name, property := range properties {
		if now[name] == nil {
			all = append(all, at+"."+name+": it is gone")
			continue
		}
		all = append(all, breaking(at+"."+name, property.(map[string]any), now[name].(map[string]any))...)
	}
	required, _ := after["required"].([]any)
	promised, _ := before["required"].([]any)
	for _, name := range promised {
		if !slices.Contains(required, name) {
			all = append(all, fmt.Sprintf("%s.%s: it may be missing", at, name))
		}
	}
	if items, ok := before["items"].(map[string]any); ok {
		of, _ := after["items"].(map[string]any)
		all = append(all, breaking(at+"[]", items, of)...)
	}
	return all
}

// The test of the schemas sees what breaks a reader, and nothing else.
func TestBreaks(t *testing.T) {
	form := func(members ...Member) map[string]any {
		return parsed(t, Form{Name: "f", Rows: "rows", Members: members}.Schema())
	}
	before := form(Member{Name: "a"}, Member{Name: "b", Words: []string{"x", "y"}}, Member{Name: "c", Type: List, Of: []Member{{Name: "d", Type: Count}}})
	a, b, c := Member{Name: "a"}, Member{Name: "b", Words: []string{"x", "y"}}, Member{Name: "c", Type: List, Of: []Member{{Name: "d", Type: Count}}}
	for name, test := range map[string]struct {
		after map[string]any
		want  int
	}{
		"the same":            {form(a, b, c), 0},
		"another order":       {form(c, b, a), 0},
		"one more":            {form(a, b, c, Member{Name: "e"}), 0},
		"a word less":         {form(a, Member{Name: "b", Words: []string{"x"}}, c), 0},
		"one gone":            {form(b, c), 2},
		"renamed":             {form(Member{Name: "A"}, b, c), 2},
		"another type":        {form(Member{Name: "a", Type: Flag}, b, c), 1},
		"not always there":    {form(Member{Name: "a", Optional: true}, b, c), 1},
		"a new word":          {form(a, Member{Name: "b", Words: []string{"x", "z"}}, c), 1},
		"any word":            {form(a, Member{Name: "b"}, c), 2},
		"another type within": {form(a, b, Member{Name: "c", Type: List, Of: []Member{{Name: "d"}}}), 1},
	} {
		if got := breaking("", before, test.after); len(got) != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Every member is described, once in its object.
func TestFormsAreDescribed(t *testing.T) {
	names := map[string]bool{}
	for _, form := range Forms() {
		if names[form.Name] || form.About == "" {
			t.Errorf("the form %s is there twice, or not described", form.Name)
		}
		names[form.Name] = true
		described(t, form.Name, append(form.choices(), form.Beside...))
	}
}

func described(t *testing.T, at string, members []Member) {
	t.Helper()
	names := map[string]bool{}
	for _, m := range members {
		if names[m.Name] || m.About == "" || m.About[len(m.About)-1] != '.' {
			t.Errorf("%s.%s is there twice, or described as %q", at, m.Name, m.About)
		}
		names[m.Name] = true
		if (m.Type == List || m.Type == Object) != (m.Of != nil) {
			t.Errorf("%s.%s has members, or has none, against its type", at, m.Name)
		}
		described(t, at+"."+m.Name, m.Of)
	}
}
