package prose

import (
	"slices"
	"strings"
	"testing"
)

// An item of a list that only names something belongs to the sentence that
// leads to it; any other is a sentence of its own.
func TestItemsOfLists(t *testing.T) {
	for text, want := range map[string][]string{
		"One of these scopes:\n- idn:a:read\n- idn:b:read or idn:c:read": {"One of these scopes: idn:a:read idn:b:read or idn:c:read"},
		"One of these levels:\n\n* ORG_ADMIN and CERT_ADMIN":             {"One of these levels: ORG_ADMIN and CERT_ADMIN"},
		"One of these scopes: - idn:a:read - idn:b:read":                 {"One of these scopes:, idn:a:read, idn:b:read"},
		"What it does:\n- reads an identity\n- ORG_ADMIN":                {"What it does:", "reads an identity", "ORG_ADMIN"},
		"It needs a scope.\n- idn:a:read":                                {"It needs a scope.", "idn:a:read"},
	} {
		if got := sentences(text); !slices.Equal(got, want) {
			t.Errorf("%q\nis split into %q\nwant          %q", text, got, want)
		}
	}
	for words, want := range map[string]bool{
		"idn:a:read": true, "- idn:a:read": true, "ORG_ADMIN or CERT_ADMIN": true, "idn:a:read and `idn:b:read`,": true,
		"the": false, "idn:a:read to call": false, "or and -": true, "call ORG_ADMIN": false,
	} {
		if isName(words) != want {
			t.Errorf("%q is only names: %v", words, !want)
		}
	}
}

// What is too long for a sentence is a table, and not read.
func TestLongSentencesAreNotRead(t *testing.T) {
	const words = "Requires a token with ORG_ADMIN authority"
	for filler, want := range map[int][]string{0: {"levels ORG_ADMIN"}, longest: nil} {
		if got := describe(read(words + strings.Repeat(" x", filler/2))); !slices.Equal(got, want) {
			t.Errorf("with %d bytes more: %q, want %q", filler, got, want)
		}
	}
}
