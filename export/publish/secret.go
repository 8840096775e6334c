package publish

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"authcat/catalog/printable"
)

// Secret is a text that no message shows.
type Secret string

func (Secret) String() string   { return printable.Redacted }
func (Secret) GoString() string { return printable.Redacted }

var (
	userInfo      = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)[^/\s@]*@`)
	authorization = regexp.MustCompile(`(?i)(authorization: *[a-z]+ +)\S+`)
)

// redactor takes secrets out of what git says.
type redactor struct{ secrets *strings.Replacer }

func newRedactor(username string, token Secret) redactor {
	if token == "" {
		return redactor{strings.NewReplacer()}
	}
	t := string(token)
	var pairs []string
	for _, form := range []string{base64.StdEncoding.EncodeToString([]byte(username + ":" + t)), url.QueryEscape(t), url.PathEscape(t), t} {
		pairs = append(pairs, form, printable.Redacted)
	}
	return redactor{strings.NewReplacer(pairs...)}
}

// Limits of what an error repeats: a hook may print without end.
const (
	maxWordLines = 20
	maxWordRunes = 300
)

// words are the last lines of what git said, without secrets, git's hints and
// control characters.
func (r redactor) words(output string) string {
	output = r.secrets.Replace(output)
	output = userInfo.ReplaceAllString(output, "$1")
	output = authorization.ReplaceAllString(output, "${1}"+printable.Redacted)
	output = printable.Message(output)
	var lines []string
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(strings.Map(visible, line))
		if line == "" || line == "remote:" || strings.HasPrefix(line, "hint:") {
			continue
		}
		if utf8.RuneCountInString(line) > maxWordRunes {
			line = string([]rune(line)[:maxWordRunes]) + "…"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines[max(0, len(lines)-maxWordLines):], "\n")
}

// visible drops what could drive a terminal or turn its text around.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return -1
	default:
		return r
	}
}
