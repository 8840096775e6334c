package docs

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"authcat/crawler/mirrortest"
)

const pages = "https://developer.sailpoint.com/docs/api/"

func TestSlug(t *testing.T) {
	tests := []struct{ name, want string }{
		{"listAccountsV1", "list-accounts-v-1"},
		{"getFileFromS3V1", "get-file-from-s-3-v-1"},
		{"setMFAKBAConfigV1", "set-mfakba-config-v-1"},
		{"searchFormElementDataByElementIDV1", "search-form-element-data-by-element-idv-1"},
		{"OAuth Clients", "o-auth-clients"},
		{"List owners for resource.", "list-owners-for-resource"},
		{"Classify source's all accounts", "classify-sources-all-accounts"},
		{"Source’s accounts", "sources-accounts"},
		{"  a_b//c  ", "a-b-c"},
		{"X", "x"},
		{"V2Beta", "v-2-beta"},
		{"12ab34", "12-ab-34"},
		{"ABC", "abc"},
		{"", ""},
		{"…", ""},
	}
	for _, test := range tests {
		if got := Slug(test.name); got != test.want {
			t.Errorf("Slug(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// Every operation's page is in the sitemap under its slug.
func TestSlugOfEveryOperation(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(mirrortest.Dir(t), "developer.sailpoint.com", "sitemap.xml"))
	if err != nil {
		t.Fatal(err)
	}
	sitemap, err := ParseSitemap(t.Context(), body)
	if err != nil {
		t.Fatal(err)
	}
	operations := specOperations(t)
	if len(operations) != 917 {
		t.Errorf("the specification has %d operations, want 917", len(operations))
	}
	for _, o := range operations {
		if url := pages + o.slug(); !slices.Contains(sitemap.Pages, url) {
			t.Errorf("%s %s: the sitemap has no %s", o.Method, o.Path, url)
		}
	}
}

// specOperation is an operation as the specification of API v1 has it.
type specOperation struct {
	Method, Path string
	OperationID  string `yaml:"operationId"`
	Summary      string
	Deprecated   bool
	Tags         []string
	Parameters   []specParameter
}

type specParameter struct {
	Ref  string `yaml:"$ref"`
	Name string
	In   string
}

func (o specOperation) slug() string {
	if o.OperationID != "" {
		return Slug(o.OperationID)
	}
	return Slug(o.Summary)
}

func specOperations(t *testing.T) []specOperation {
	t.Helper()
	var spec struct {
		Paths      map[string]map[string]yaml.Node
		Components struct{ Parameters map[string]specParameter }
	}
	if err := yaml.Unmarshal(mirrortest.Spec(t, "dereferenced/deref-sailpoint-api.yaml"), &spec); err != nil {
		t.Fatal(err)
	}
	var operations []specOperation
	for path, item := range spec.Paths {
		var common []specParameter
		if node, ok := item["parameters"]; ok {
			if err := node.Decode(&common); err != nil {
				t.Fatal(err)
			}
		}
		for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"} {
			node, ok := item[method]
			if !ok {
				continue
			}
			o := specOperation{}
			if err := node.Decode(&o); err != nil {
				t.Fatal(err)
			}
			o.Method, o.Path = method, path
			o.Parameters = append(o.Parameters, common...)
			for i, p := range o.Parameters {
				if p.Ref != "" {
					o.Parameters[i] = spec.Components.Parameters[filepath.Base(p.Ref)]
				}
			}
			operations = append(operations, o)
		}
	}
	return operations
}
