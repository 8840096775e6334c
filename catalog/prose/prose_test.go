package prose

import (
	"slices"
	"testing"

	"authcat/catalog"
)

// read reads one text of a description.
func read(words string) catalog.Prose {
	prose, err := Read(Text{words, catalog.Place{Witness: catalog.WitnessDescription}})
	if err != nil {
		panic(err)
	}
	return prose
}

// Every rule's example gives what the table says it gives.
func TestExamples(t *testing.T) {
	for _, table := range tables() {
		for _, r := range table {
			if got := describe(read(r.example)); !slices.Equal(got, r.want) {
				t.Errorf("%q\nreads %q\nwant  %q", r.example, got, r.want)
			}
		}
	}
}

// What the description of a parameter says is about calls with that parameter,
// and no more than conditions.
func TestParameterTexts(t *testing.T) {
	for _, test := range []struct {
		words string
		want  []string
	}{
		{"ORG_ADMIN users can call this with any identity ID value.", []string{"parameter level ORG_ADMIN: parameter owner-id any"}},
		{"ORG_ADMIN users can call this with any identity ID value and any `limit`.", []string{"parameter level ORG_ADMIN: parameter owner-id any"}},
		{"SOURCE_SUBADMIN users must pass their own id as `for-subadmin`.", []string{"parameter level SOURCE_SUBADMIN: parameter owner-id me"}},
		{"Must match the id of the caller unless they are an ORG_ADMIN.", []string{"parameter without level ORG_ADMIN: parameter owner-id me"}},
		{"If `me`, the caller should have the right 'idn:thing:read'.", []string{"parameter parameter owner-id me: scope idn:thing:read"}},
		{"If omitted, all tokens are returned. A token with ORG_ADMIN authority is required.", []string{"parameter parameter owner-id omitted: level ORG_ADMIN"}},
		{"If omitted, all tokens are returned. Tokens are sorted. A token with ORG_ADMIN authority is required.", []string{"parameter parameter owner-id: level ORG_ADMIN"}},
		{"A token with ORG_ADMIN authority is required.", []string{"parameter parameter owner-id: level ORG_ADMIN"}},
		{"A token with ORG_ADMIN authority or idn:thing:read is required.", []string{"widens level ORG_ADMIN: scope idn:thing:read", "widens scope idn:thing:read: level ORG_ADMIN"}},
		{"Only the request owner or ORG_ADMIN can do this.", []string{"widens level ORG_ADMIN: person owner request"}},
		{"Requires ORG_ADMIN to see other users.", []string{"ownership without level ORG_ADMIN: person self"}},
		{"Without `limit`, a token with ORG_ADMIN authority is required.", []string{"parameter parameter limit omitted: level ORG_ADMIN"}},
		{"Requires the Identity Risk license.", []string{"licence parameter owner-id: licence Identity Risk"}},
		{"Any user can use this API.", nil},
		{"Request requires a security scope of:", nil},
		{"To use this parameter, you need all the listed scopes.", nil},
		{"API client tokens are not accepted.", nil},
	} {
		got, err := Read(Text{test.words, catalog.Place{Witness: catalog.WitnessParameter, Parameter: "owner-id"}})
		if err != nil || !slices.Equal(describe(got), test.want) {
			t.Errorf("%s\nsays %q, %v, want %q", test.words, describe(got), err, test.want)
		}
	}
}
