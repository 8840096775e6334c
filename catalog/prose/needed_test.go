package prose

import (
	"slices"
	"testing"

	"authcat/catalog"
)

// without are sentences that one rule keeps from being read wrong, or that only
// it reads; what it is for shows better in them than in its example.
var without = []struct {
	words string
	want  []string
}{
	{"ORG_ADMIN is not required when the caller is the owner.", nil},
	{"ORG_ADMIN does not suffice and the caller must own the object.", nil},
	{"When `owner-id` is another user, the caller must have ORG_ADMIN.", []string{"parameter parameter owner-id other: level ORG_ADMIN"}},
	{"A user with ORG_ADMIN is needed when the request is made for someone else.", []string{"ownership without level ORG_ADMIN: person self"}},
	{"Any user is allowed to list, but only ORG_ADMIN can change it.", []string{"levels ANY"}},
	{"In addition to users with ORG_ADMIN, a user with CERT_ADMIN may call this.", []string{"levels CERT_ADMIN ORG_ADMIN"}},
	{"Callers have to be ORG_ADMIN or SOURCE_ADMIN.", []string{"levels ORG_ADMIN SOURCE_ADMIN"}},
	{"Only tokens with ORG_ADMIN or API authority are accepted.", []string{"levels API ORG_ADMIN"}},
	{"The following rights are required to access this endpoint and all that is below it: idn:a:read, idn:b:read", []string{"scopes idn:a:read idn:b:read"}},
	{"Help desk admins and org admins may call this API.", []string{"levels HELPDESK ORG_ADMIN"}},
}

func TestWithout(t *testing.T) {
	for _, test := range without {
		if got := describe(read(test.words)); !slices.Equal(got, test.want) {
			t.Errorf("%q\nreads %q\nwant  %q", test.words, got, test.want)
		}
	}
}

// Without a rule its example reads otherwise, or another sentence does: no rule
// is there for nothing, nor one that takes what is no statement.
func TestEveryRuleIsNeeded(t *testing.T) {
	at := 0
	for _, table := range tables() {
		for _, r := range table {
			others := slices.Delete(slices.Clone(compiled()), at, at+1)
			needed := !slices.Equal(describe(readBy(others, r.example)), r.want)
			for _, test := range without {
				needed = needed || !slices.Equal(describe(readBy(others, test.words)), test.want)
			}
			if !needed {
				t.Errorf("all is read without it too: %s", r.form)
			}
			at++
		}
	}
}

// readBy reads a text of a description by some of the rules.
func readBy(rules []matcher, words string) catalog.Prose {
	var r reading
	for _, words := range sentences(words) {
		r.sentence(words, rules)
	}
	r.prose.Levels, r.prose.Scopes = catalog.Normalize(r.prose.Levels), catalog.Normalize(r.prose.Scopes)
	return r.prose
}
