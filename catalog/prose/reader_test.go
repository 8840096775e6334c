package prose_test

import (
	"reflect"
	"sync"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// A Reader that knows a text says what one says that doesn't: of the place that
// it is asked about, and of the parameter that the text is of.
func TestReaderRemembers(t *testing.T) {
	const words = "If absent, a ROLE_SUBADMIN may only see their own. A token with ORG_ADMIN authority is required."
	texts := [][]prose.Text{
		{{Words: words, Place: catalog.Place{Witness: catalog.WitnessDescription, Pointer: "/a"}}},
		{{Words: words, Place: catalog.Place{Witness: catalog.WitnessParameter, Parameter: "owner-id", Pointer: "/b"}}},
		{{Words: words, Place: catalog.Place{Witness: catalog.WitnessParameter, Parameter: "filter", Pointer: "/c"}}},
		{{Words: words, Place: catalog.Place{Witness: catalog.WitnessNote, Pointer: "/d"}}, {Words: words, Place: catalog.Place{Witness: catalog.WitnessSummary, Pointer: "/e"}}},
	}
	var reader prose.Reader
	var asking sync.WaitGroup
	for range 3 {
		for _, text := range texts {
			asking.Go(func() {
				want, _ := prose.Read(text...)
				if got, err := reader.Read(text...); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%v: %+v (%v), want %+v", text[0].Place, got, err, want)
				}
				if len(want.Conditions) == 0 || want.Conditions[0].Said != text[0].Place {
					t.Errorf("%v: the conditions are %+v", text[0].Place, want.Conditions)
				}
			})
		}
	}
	asking.Wait()
}
