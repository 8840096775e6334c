package prose

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
)

// FuzzRead checks that any text says no more than stands in it: each scope and
// each technical level is a word of the text, lists are sorted and short. A text
// that is too long is an error, and says nothing.
func FuzzRead(f *testing.F) {
	for _, table := range tables() {
		for _, r := range table {
			f.Add(r.example)
		}
	}
	for _, seed := range []string{"", "](", "A token with ", "\xff\u2028", "requires idn:a:b, idn:c:d and idn:e:f", "<A0> is required", "`<S1>`", strings.Repeat("user with ", 40)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := Read(Text{Words: text}, Text{Words: text, Place: catalog.Place{Witness: catalog.WitnessParameter, Parameter: "owner-id"}})
		if err != nil {
			if len(text) <= MaxText || !read.Empty() {
				t.Errorf("%d bytes: %v, %+v", len(text), err, read)
			}
			return
		}
		plain := strings.ReplaceAll(strings.Join(sentences(text), "\n"), "`", "")
		for _, scope := range read.Scopes {
			if !strings.Contains(plain, scope) {
				t.Errorf("scope %q is none of the text's", scope)
			}
		}
		for _, names := range [][]string{read.Levels, read.Scopes} {
			if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) || len(names) > len(text)+10 {
				t.Errorf("names %q", names)
			}
		}
		for _, level := range read.Levels {
			if strings.ToUpper(level) != level || level == "" {
				t.Errorf("level %q", level)
			}
		}
		for _, c := range read.Conditions {
			if !slices.Contains(catalog.ConditionKinds, c.Kind) || c.Applies.Type == "" || strings.ContainsAny(c.String(), "<>") {
				t.Errorf("condition %q", c)
			}
		}
		if read.Needs != "" && read.Needs != catalog.ClassUser && read.Needs != catalog.ClassClient {
			t.Errorf("needs %q", read.Needs)
		}
	})
}

// A text at the bound is read, one beyond it is not.
func TestMaxText(t *testing.T) {
	const statement = "Requires role of ORG_ADMIN. "
	text := statement + strings.Repeat("x", MaxText-len(statement))
	if read, err := Read(Text{Words: text}); err != nil || !slices.Equal(read.Levels, []string{"ORG_ADMIN"}) {
		t.Errorf("at the bound: %+v, %v", read, err)
	}
	if read, err := Read(Text{Words: statement}, Text{Words: text + "x"}); err == nil || !read.Empty() {
		t.Errorf("beyond it: %+v, %v", read, err)
	}
}
