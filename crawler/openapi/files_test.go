package openapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
)

const fileRoot = "openapi: 3.0.1\nsecurity: [{userAuth: []}]\ncomponents: {securitySchemes: {userAuth: {type: oauth2}}}\n"

// parseFiles reads a document of files by name, of which "root" is the root.
func parseFiles(t *testing.T, files map[string]string) (string, error) {
	t.Helper()
	body, err := Join(t.Context(), "root", func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return Slim(t.Context(), []byte(text))
		}
		return nil, errors.New("there is none")
	})
	if err != nil {
		return "", err
	}
	observations, problems, err := Parse(t.Context(), "v3", body, new(prose.Reader))
	var said []string
	for _, o := range observations {
		said = append(said, fmt.Sprint(o.Method, " ", o.Path, " ", o.Security.Basis, " ", o.Experimental != ""))
	}
	for _, p := range problems {
		said = append(said, string(p.Code)+" "+p.Path)
	}
	slices.Sort(said)
	return strings.Join(said, "; "), err
}

func TestFiles(t *testing.T) {
	const stated = "get: {security: [{userAuth: [a:b]}], parameters: [{$ref: ../p/h.yaml}]}"
	header := map[string]string{"p/h.yaml": "name: X-SailPoint-Experimental\nin: header\nschema: {type: string}"}
	for name, test := range map[string]struct {
		paths string
		files map[string]string
		want  string
	}{
		"a path in a file":         {"/a: {$ref: a/a.yaml}", map[string]string{"a/a.yaml": stated}, "GET /a operation true"},
		"from another folder":      {"/a: {$ref: ./a/../a/a.yaml}", map[string]string{"a/a.yaml": stated}, "GET /a operation true"},
		"an operation in a file":   {"/a: {$ref: a/a.yaml}", map[string]string{"a/a.yaml": "get: {$ref: get.yaml}", "a/get.yaml": "{}"}, "GET /a inherited false"},
		"a text like a method":     {"/a: {summary: get, get: {$ref: a/get.yaml}}", map[string]string{"a/get.yaml": "security: [{userAuth: [a:b]}]"}, "GET /a operation false"},
		"no file":                  {"/a: {get: {}, put: {}}", nil, "GET /a inherited false; PUT /a inherited false"},
		"a file that is missing":   {"/a: {$ref: a.yaml}\n  /b: {get: {}}", nil, "GET /b inherited false; operation-unreadable /a"},
		"a file that is no YAML":   {"/a: {$ref: a.yaml}\n  /b: {get: {}}", map[string]string{"a.yaml": "{["}, "GET /b inherited false; operation-unreadable /a"},
		"a header that is missing": {"/a: {get: {parameters: [{$ref: h.yaml}]}}", nil, "GET /a inherited false; reference-unresolved /a"},
		"within itself":            {"/a: {$ref: a.yaml}\n  /b: {get: {}}", map[string]string{"a.yaml": "$ref: a.yaml"}, "GET /b inherited false; operation-unreadable /a"},
		"an operation in its path": {"/a: {$ref: a.yaml}\n  /b: {get: {}}", map[string]string{"a.yaml": "get: {$ref: a.yaml}"}, "GET /a inherited false; GET /b inherited false; field-odd /a"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"root": fileRoot + "paths:\n  " + test.paths, "p/h.yaml": header["p/h.yaml"]}
			for name, text := range test.files {
				files[name] = text
			}
			if got, err := parseFiles(t, files); got != test.want {
				t.Errorf("%q, %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestFilesThatAreNoDocument(t *testing.T) {
	for _, root := range []string{"", "{}", "paths: []", fileRoot, fileRoot + "paths: {}", fileRoot + "paths: {/a: {$ref: a.yaml}}", "paths: {/a: {get: {}}}"} {
		if got, err := parseFiles(t, map[string]string{"root": root}); err == nil {
			t.Errorf("%q is a document: %s", root, got)
		}
	}
}

// Any files end in operations or an error, soon.
func FuzzFiles(f *testing.F) {
	f.Add("/a: {$ref: a.yaml}", "get: {$ref: b.yaml}", "parameters: [{$ref: a.yaml}]")
	f.Add("/a: &a {$ref: a.yaml, get: *a}", "&b {get: *b}", "$ref: a.yaml")
	f.Fuzz(func(t *testing.T, paths, a, b string) {
		if len(paths)+len(a)+len(b) > 1<<12 {
			t.Skip("longer than anything that is new")
		}
		body, err := Join(t.Context(), "root", func(name string) ([]byte, error) {
			return map[string][]byte{"root": []byte(fileRoot + "paths:\n  " + paths), "a.yaml": []byte(a), "b.yaml": []byte(b)}[name], nil
		})
		if err != nil {
			return
		}
		observations, problems, err := Parse(t.Context(), "v3", body, new(prose.Reader))
		if err == nil && len(observations) == 0 {
			t.Errorf("neither an operation nor an error, but %d problems", len(problems))
		}
		for _, o := range observations {
			if o.API != "v3" || o.Security.Basis == catalog.Basis("") && len(o.Security.Alternatives) > 0 {
				t.Errorf("%+v", o)
			}
		}
	})
}
