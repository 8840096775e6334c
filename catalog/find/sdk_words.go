package find

import (
	"strings"
	"unicode"
)

// camel joins the words of a name, each with a capital first: "listAccounts"
// is "ListAccounts", "Shared Signals Framework (SSF)" "SharedSignalsFrameworkSSF".
func camel(name string) string {
	var b strings.Builder
	first := true
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			first = true
		case first:
			b.WriteRune(unicode.ToUpper(r))
			first = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func lowerFirst(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// snake is a name in lower case, words joined by underscores:
// "getMFADuoConfig" is "get_mfa_duo_config".
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = '_'
		case i > 0 && unicode.IsUpper(r) && startsWord(runes, i):
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// startsWord reports whether a capital begins a word: behind a small letter or
// digit, or as the last of several that a small letter follows.
func startsWord(runes []rune, i int) bool {
	before := runes[i-1]
	return unicode.IsLower(before) || unicode.IsDigit(before) ||
		unicode.IsUpper(before) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}
