package calls

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/data"
)

func TestTerraform(t *testing.T) {
	const blocks = `
resource "identitynow_transform" "upper" {
  name = "x"
}
# resource "identitynow_role" "comment" {}
/* resource "identitynow_role" "comment" {
*/
locals {
  text = <<-EOT
    resource "identitynow_role" "text" {}
  EOT
}
data "identitynow_role" "admins" { id = 1 }
resource "identitynow_spaceship" "x" {}
resource "aws_s3_bucket" "x" {}
`
	readsFrom(t, Input{Name: "main.tf"}, blocks, formatTerraform, `
line 2: POST /v3/transforms
line 2: GET /v3/transforms/{id}
line 2: PUT /v3/transforms/{id}
line 2: DELETE /v3/transforms/{id}
- line 13: several providers have this type, and no required_providers says which is meant
- line 14: no provider that authcat knows has this type
`)
	const versions = `terraform {
  required_providers {
    identitynow = { source = "plsph/identitynow", version = "~> 1" }
  }
}
`
	readsFrom(t, Input{Name: "x"}, versions+`data "identitynow_role" "admins" {}`, formatTerraform, "line 6: GET /v2025/roles/{x}\n")
	readsFrom(t, Input{Name: "main.tf", Providers: TerraformProviders([]byte(versions))}, `data "identitynow_role" "admins" {}`, formatTerraform, "line 1: GET /v2025/roles/{x}\n")
	if got := TerraformProviders([]byte("provider \"registry.terraform.io/hashicorp/aws\" {\n}\n" + versions)); !slices.Equal(got, []string{"hashicorp/aws", "plsph/identitynow"}) {
		t.Errorf("required are %q", got)
	}
}

// What providers call is published, but for a few addresses of which it is known why not.
func TestTerraformFacts(t *testing.T) {
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	router := find.NewRouter(&snapshot)
	calls, absent := 0, 0
	for _, provider := range terraformProviders() {
		if len(provider.sources) == 0 || len(provider.calls) < 10 {
			t.Errorf("provider %q has %d types", provider.sources, len(provider.calls))
		}
		for of, requests := range provider.calls {
			for _, r := range requests {
				calls++
				address := find.ReadExpression(r.method, r.url)
				if address.Method() != r.method || address.Check() != nil {
					t.Errorf("%s %s: %s %s is no call", of.kind, of.name, r.method, r.url)
				}
				if len(router.Match(address)) != 1 {
					absent++
					if kind := router.Absent(address).Kind; kind == find.AbsentPath && !strings.Contains(r.url, "/v3/role/") {
						t.Errorf("%s %s: %s reaches nothing", of.kind, of.name, address)
					}
				}
			}
		}
	}
	if calls < 300 || absent > calls/20 {
		t.Errorf("of %d calls %d reach no operation", calls, absent)
	}
}
