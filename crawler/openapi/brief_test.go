package openapi

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What is quoted of a document is valid text and short, whatever it is.
func TestBrief(t *testing.T) {
	for text, want := range map[string]string{
		"short":                       `"short"`,
		strings.Repeat("a", 80):       `"` + strings.Repeat("a", 80) + `"`,
		strings.Repeat("a", 81):       `"` + strings.Repeat("a", 80) + `"…`,
		strings.Repeat("a", 79) + "é": `"` + strings.Repeat("a", 79) + `"…`,
		strings.Repeat("\x80", 200):   `""…`,
	} {
		if got := brief(text); got != want || !utf8.ValidString(got) {
			t.Errorf("%q is quoted as %s, want %s", text, got, want)
		}
	}
}
