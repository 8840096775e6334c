package prose

import (
	"reflect"
	"testing"

	"authcat/catalog"
)

func equal(a, b catalog.Prose) bool {
	for _, p := range []*catalog.Prose{&a, &b} {
		p.Levels, p.Scopes = catalog.Normalize(p.Levels), catalog.Normalize(p.Scopes)
		p.Conditions = append([]string{}, p.Conditions...)
	}
	return reflect.DeepEqual(a, b)
}

// Every rule's example gives what the table says it gives.
func TestExamples(t *testing.T) {
	for _, r := range rules {
		if got := Read(r.example); !equal(got, r.want) {
			t.Errorf("%q\nreads %+v\nwant  %+v", r.example, got, r.want)
		}
	}
}
