package openapi

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
)

var specs = []string{
	"dereferenced/deref-sailpoint-api.yaml", "dereferenced/deref-sailpoint-api.v2026.yaml", "dereferenced/deref-sailpoint-api.v2025.yaml",
	"dereferenced/deref-sailpoint-api.v2024.yaml", "dereferenced/deref-sailpoint-api.v3.yaml", "dereferenced/deref-sailpoint-api.beta.yaml",
	"dereferenced/deref-sailpoint-api.nerm.yaml", "dereferenced/deref-sailpoint-api.nerm.v2025.yaml",
	"iiq/sailpoint-api.iiq.yaml", "iiq/sailpoint-api.iiq-9.0.yaml",
}

// BenchmarkParse reads the ten specifications; compare with BenchmarkFullLoad.
func BenchmarkParse(b *testing.B) {
	bodies := load(b)
	for b.Loop() {
		var words prose.Reader // as in a crawl
		for _, body := range bodies {
			if _, _, err := Parse(b.Context(), "x", body, &words); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkFullLoad is what kin-openapi takes for the same files as a whole.
// It rejects the NERM specification, after having read it.
func BenchmarkFullLoad(b *testing.B) {
	bodies := load(b)
	for b.Loop() {
		for i, body := range bodies {
			if _, err := openapi3.NewLoader().LoadFromData(body); err != nil && specs[i] != "dereferenced/deref-sailpoint-api.nerm.yaml" {
				b.Fatal(err)
			}
		}
	}
}

func load(b *testing.B) [][]byte {
	bodies := make([][]byte, len(specs))
	for i, name := range specs {
		bodies[i] = mirrortest.Spec(b, name)
	}
	return bodies
}
