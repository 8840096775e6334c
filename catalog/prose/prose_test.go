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
		if got, err := Read(r.example); err != nil || !equal(got, r.want) {
			t.Errorf("%q\nreads %+v, %v\nwant  %+v", r.example, got, err, r.want)
		}
	}
}

func TestNeedle(t *testing.T) {
	tests := map[string]string{
		`(?i)requires the (\w+) right`:  "requires the ",
		`(?i)(?:a|b) must have a Token`: " must have a token",
		`(?i)one|two`:                   "",
		`(?i)reviewers? for`:            "reviewer",
		`(?i)any (?:x )?user here`:      "user here",
	}
	for pattern, want := range tests {
		if got := needle(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
	for _, m := range compiled() {
		if m.needle == "" {
			t.Errorf("every text pays for %s", m.Regexp)
		}
	}
}
