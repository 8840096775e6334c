package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"authcat/export"
)

// What is answered in JSON is as its schema says, and has no member of which that says nothing.
func TestAnswersFollowTheirSchemas(t *testing.T) {
	each(t, func(t *testing.T, form export.Form, line string) {
		stdout, _ := asked(t, line, "--format", "json")
		if err := valid(form.Schema(), stdout); err != nil {
			t.Errorf("%v in\n%.2000s", err, stdout)
		}
		if again, _ := asked(t, line, "--jq", "."); strings.Count(again, "\n") != 1 || valid(form.Schema(), again) != nil {
			t.Errorf("--jq . gives another answer:\n%.2000s", again)
		}
	})
}

// valid validates an answer by a schema of which the objects are closed.
func valid(schema []byte, answer string) error {
	open, err := jsonschema.UnmarshalJSON(strings.NewReader(string(schema)))
	if err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", closed(open)); err != nil {
		return err
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(answer))
	if err != nil {
		return err
	}
	return compiled.Validate(value)
}

// closed is a schema of which objects have the members that it names, and no more.
func closed(value any) any {
	switch value := value.(type) {
	case map[string]any:
		all := make(map[string]any, len(value)+1)
		for name, member := range value {
			all[name] = closed(member)
		}
		if _, object := value["properties"].(map[string]any); object && value["type"] == "object" {
			all["additionalProperties"] = false
		}
		return all
	case []any:
		all := make([]any, len(value))
		for i := range value {
			all[i] = closed(value[i])
		}
		return all
	default:
		return value
	}
}

// All fields can be chosen, and a jq expression and a template get the same.
func TestFieldsOfAnswers(t *testing.T) {
	each(t, func(t *testing.T, form export.Form, line string) {
		fields := form.Fields()
		all := strings.Join(fields, ",")
		count := `if type == "array" then .[0] // error("no row") else . end | keys | length`
		if stdout, _ := asked(t, line, "--json", all, "--jq", count); stdout != strconv.Itoa(len(fields))+"\n" {
			t.Errorf("of %d fields there are %s", len(fields), stdout)
		}
		queried, _ := asked(t, line, "--json", all, "--jq", "length")
		if templated, _ := asked(t, line, "--json", all, "--template", "{{len .}}\n"); templated != queried {
			t.Errorf("the template has %s, the expression %s", templated, queried)
		}
		whole, _ := asked(t, line, "--format", "json")
		if one, _ := asked(t, line, "--json", fields[0]); len(one) >= len(whole) || !strings.Contains(one, strconv.Quote(fields[0])) {
			t.Errorf("one field is\n%.500s", one)
		}
	})
}

// formNamed is the form that a command line's answer has.
func formNamed(t *testing.T, name string) export.Form {
	t.Helper()
	forms := export.Forms()
	at := slices.IndexFunc(forms, func(form export.Form) bool { return form.Name == name })
	if at < 0 {
		t.Fatalf("there is no form %s", name)
	}
	return forms[at]
}
