package records

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"authcat/catalog"
)

// constants returns the string constants of package catalog by the name of their type.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("../../catalog/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources of package catalog", err)
	}
	values := map[string][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			typ, named := spec.Type.(*ast.Ident)
			literal, isLiteral := spec.Values[0].(*ast.BasicLit)
			if named && isLiteral && literal.Kind == token.STRING {
				value, _ := strconv.Unquote(literal.Value)
				values[typ.Name] = append(values[typ.Name], value)
			}
			return true
		})
	}
	return values
}

func schemaObject(t *testing.T) map[string]any {
	t.Helper()
	return parse(t, Schema()).(map[string]any)
}

// A constant that joins the domain must join the schema.
func TestEnumsAreTheConstants(t *testing.T) {
	known := constants(t)
	defs := schemaObject(t)["$defs"].(map[string]any)
	for def, typ := range map[string]string{
		"needs": "Needs", "accepted": "Answer", "basis": "Basis", "scope_rule": "ScopeRule", "confidence": "Confidence",
		"role": "Role", "severity": "Severity", "finding_class": "Code",
	} {
		var enum []string
		for _, value := range defs[def].(map[string]any)["enum"].([]any) {
			enum = append(enum, value.(string))
		}
		want := slices.Clone(known[typ])
		slices.Sort(enum)
		slices.Sort(want)
		if len(want) == 0 || !slices.Equal(enum, want) {
			t.Errorf("%s allows %q, the constants of catalog.%s are %q", def, enum, typ, want)
		}
	}
	for _, witness := range append(catalog.BelievedOf(catalog.FactLevels), "") {
		if enum := defs["user_levels_source"].(map[string]any)["enum"].([]any); !slices.Contains(enum, any(witness.Column())) {
			t.Errorf("user_levels_source does not allow %q", witness.Column())
		}
	}
}

// Every object of the schema is closed, requires all its properties and describes them.
func TestSchemaDescribesEveryProperty(t *testing.T) {
	root := schemaObject(t)
	objects := map[string]any{"document": root}
	maps.Copy(objects, root["$defs"].(map[string]any))
	for name, value := range objects {
		object := value.(map[string]any)
		properties, ok := object["properties"].(map[string]any)
		if !ok {
			continue
		}
		var required []string
		for _, key := range object["required"].([]any) {
			required = append(required, key.(string))
		}
		slices.Sort(required)
		if keys := slices.Sorted(maps.Keys(properties)); object["additionalProperties"] != false || !slices.Equal(required, keys) {
			t.Errorf("%s is open, or does not require all of %q", name, keys)
		}
		for key, property := range properties {
			p := property.(map[string]any)
			title, _ := p["title"].(string)
			description, _ := p["description"].(string)
			if title == "" || !strings.HasSuffix(description, ".") {
				t.Errorf("%s.%s has the title %q and the description %q", name, key, title, description)
			}
		}
	}
}

// Whatever is taken away from an entry, added to it or put in a wrong form
// makes the document invalid.
func TestSchemaRejectsBrokenDocuments(t *testing.T) {
	compiled := compiledSchema(t)
	whole := parse(t, document(t, snapshots(t)["hostile"])).(map[string]any)
	reject := func(where string, object map[string]any, change func()) {
		before := maps.Clone(object)
		change()
		if compiled.Validate(whole) == nil {
			t.Errorf("valid in spite of %s", where)
		}
		clear(object)
		maps.Copy(object, before)
	}
	objects := map[string]map[string]any{"document": whole}
	for name, value := range whole {
		if list, ok := value.([]any); ok {
			objects[name] = list[len(list)-1].(map[string]any)
		}
	}
	for name, object := range objects {
		reject("an unknown key in "+name, object, func() { object["extra"] = "" })
		for key := range maps.Clone(object) {
			reject(name+" without "+key, object, func() { delete(object, key) })
			reject(name+" with null for "+key, object, func() { object[key] = nil })
			reject(name+" with a number for "+key, object, func() { object[key] = -1.5 })
		}
	}
	enums := map[string][]string{
		"sources": {"role", "fetched", "sha256"}, "features": {"api_client"}, "findings": {"class", "severity"},
		"operations": {"needs", "basis", "pat", "authorization_code", "client_credentials", "scope_rule", "user_levels_source", "confidence"},
		"document":   {"as_of"},
	}
	for name, keys := range enums {
		for _, key := range keys {
			reject(name+" with another word for "+key, objects[name], func() { objects[name][key] = "Perhaps" })
		}
	}
	for _, key := range []string{"tags", "user_scopes", "findings", "user_levels", "differs_in"} {
		reject("joined "+key, objects["operations"], func() { objects["operations"][key] = "a|b" })
	}
	reject("an unknown finding of an operation", objects["operations"], func() { objects["operations"]["findings"] = []any{"odd"} })
	reject("a later schema", whole, func() { whole["schema"] = 2 })
	if err := compiled.Validate(whole); err != nil {
		t.Fatalf("the document was not put back: %v", err)
	}
	if !reflect.DeepEqual(whole, parse(t, document(t, snapshots(t)["hostile"]))) {
		t.Error("the document was not put back")
	}
}
