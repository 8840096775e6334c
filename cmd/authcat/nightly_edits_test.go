package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Edits of OpenAPI documents: each takes one and returns another.

// firstPaths keeps the first so many paths, and of the components what
// authorization rests on.
func firstPaths(n int) func([]byte) []byte {
	return func(body []byte) []byte {
		var kept []byte
		section, seen, wanted := "", 0, true
		for line := range bytes.Lines(body) {
			switch {
			case line[0] != ' ' && line[0] != '\n':
				section, wanted = string(line), true
			case len(line) < 4 || string(line[:2]) != "  " || line[2] == ' ':
			case section == "paths:\n":
				seen++
				wanted = seen <= n
			case section == "components:\n":
				wanted = string(line) == "  securitySchemes:\n" || string(line) == "  parameters:\n"
			}
			if wanted {
				kept = append(kept, line...)
			}
		}
		return kept
	}
}

// retitle gives the first operation another title.
func retitle(title string) func([]byte) []byte {
	return func(body []byte) []byte {
		const field = "\n      summary: "
		at := bytes.Index(body, []byte("\npaths:"))
		start := at + bytes.Index(body[at:], []byte(field)) + len(field)
		end := start + bytes.IndexByte(body[start:], '\n')
		return slices.Concat(body[:start], []byte(title), body[end:])
	}
}

// replaced replaces text wherever it stands.
func replaced(old, by string) func([]byte) []byte {
	return func(body []byte) []byte { return bytes.ReplaceAll(body, []byte(old), []byte(by)) }
}

// saying returns another document altogether.
func saying(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }

// eachOperation changes the operations, and writes the document as JSON, which is YAML too.
func eachOperation(t *testing.T, change func(operation map[string]any)) func([]byte) []byte {
	return func(body []byte) []byte {
		var document map[string]any
		if err := yaml.Unmarshal(body, &document); err != nil {
			t.Fatal(err)
		}
		for _, item := range document["paths"].(map[string]any) {
			for _, operation := range item.(map[string]any) {
				if operation, ok := operation.(map[string]any); ok && operation["responses"] != nil {
					change(operation)
				}
			}
		}
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

// eachRequirement changes what an operation's security asks for; a requirement
// that loses all its schemes is gone.
func eachRequirement(change func(requirement map[string]any)) func(map[string]any) {
	return func(operation map[string]any) {
		alternatives, _ := operation["security"].([]any)
		if len(alternatives) == 0 {
			return
		}
		kept := slices.DeleteFunc(slices.Clone(alternatives), func(a any) bool {
			change(a.(map[string]any))
			return len(a.(map[string]any)) == 0
		})
		if len(kept) > 0 {
			operation["security"] = kept
		}
	}
}

func withoutScopes(requirement map[string]any) {
	for scheme := range requirement {
		requirement[scheme] = []any{}
	}
}

func withoutApplicationAuth(requirement map[string]any) { delete(requirement, "applicationAuth") }

// bomb is YAML whose aliases would unfold to more than any memory holds.
func bomb() string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.1\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n")
	for i := '1'; i <= '9'; i++ {
		b.WriteString("a" + string(i) + ": &a" + string(i) + " [" + strings.Repeat("*a"+string(i-1)+", ", 9) + "*a" + string(i-1) + "]\n")
	}
	b.WriteString("components: {securitySchemes: {userAuth: {type: oauth2, x-bomb: *a9}}}\npaths: *a9\n")
	return b.String()
}
