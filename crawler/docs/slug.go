// Package docs reads SailPoint's documentation sites: bytes in, values out.
//
// The developer site is built by Docusaurus with docusaurus-openapi-docs, the
// product documentation by MkDocs. Selectors are the classes and ids that the
// generators promise to their themes; hashed classes ("admonitionIcon_Rf37")
// change with every build and are never used.
package docs

import (
	"strings"
	"unicode"
)

// Slug returns the last segment of an operation's page on the developer site,
// https://developer.sailpoint.com/docs/api/<slug>. The name is the
// operationId; for an operation without one, its summary.
//
// It does what lodash's kebabCase does, which the site's generator uses:
// "getFileFromS3V1" gives "get-file-from-s-3-v-1". Not done: lodash's folding
// of accents and its ordinals ("1st"), which no name has.
func Slug(name string) string {
	runes := []rune(apostrophes.Replace(name))
	var slug strings.Builder
	for i, r := range runes {
		if !isWord(r) {
			continue
		}
		if slug.Len() > 0 && startsWord(runes, i) {
			slug.WriteByte('-')
		}
		slug.WriteRune(unicode.ToLower(r))
	}
	return slug.String()
}

// apostrophes are dropped before splitting: "user's" is one word.
var apostrophes = strings.NewReplacer("'", "", "’", "")

func isWord(r rune) bool { return isLower(r) || isUpper(r) || isDigit(r) }

func isLower(r rune) bool { return 'a' <= r && r <= 'z' }

func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// startsWord reports whether a word starts at the letter or digit runes[i], i > 0.
func startsWord(runes []rune, i int) bool {
	before, r := runes[i-1], runes[i]
	switch {
	case !isWord(before), isDigit(before) != isDigit(r):
		return true
	case isLower(before):
		return isUpper(r)
	case isUpper(r): // the last capital of a run belongs to the word after it: MFAKBAConfig, MFAKBA Config
		return isUpper(before) && i+1 < len(runes) && isLower(runes[i+1])
	default:
		return false
	}
}
