package report

import (
	"strings"
	"unicode"
)

// Heading is a heading whose anchor is the same wherever Markdown is rendered
// and every night: it follows from the heading's own text alone, and the text
// has only letters, digits, single spaces and hyphens. GitHub, GitLab and Azure
// DevOps agree on the anchor of such a text; they don't on that of any other.
type Heading struct {
	// Text is the heading in plain words, without markup.
	Text string
	// Anchor is the fragment that names it, without "#".
	Anchor string
}

// NewHeading makes a heading of any text.
func NewHeading(text string) Heading {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '\'' || r == '’':
			// "profile's" is one word
		case r == '-' && b.Len() > 0 && !strings.HasSuffix(b.String(), " ") && !strings.HasSuffix(b.String(), "-"):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for i := range words {
		words[i] = strings.TrimSuffix(words[i], "-")
	}
	if len(words) == 0 {
		words = []string{"Without", "a", "name"}
	}
	plain := strings.Join(words, " ")
	return Heading{Text: plain, Anchor: strings.ToLower(strings.ReplaceAll(plain, " ", "-"))}
}
