package factfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// A line is a keyword and words. A word that is empty, has white space or
// quotes in it, or could be taken for a sign of the format, is written as a Go
// string literal.

func quoteWord(word string) string {
	if word == "" || word == noAlternative || word == noScheme ||
		strings.ContainsFunc(word, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '&' || !unicode.IsPrint(r) }) {
		return strconv.Quote(word)
	}
	return word
}

// The signs of a security: a list without alternatives, an alternative without
// a scheme, and what stands between schemes that are needed together.
const (
	noAlternative = "[]"
	noScheme      = "{}"
	together      = "&"
)

func joinWords(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quoteWord(word)
	}
	return strings.Join(quoted, " ")
}

func splitWords(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	if !strings.Contains(text, `"`) {
		return strings.Split(text, " "), nil
	}
	tokens, err := splitTokens(text)
	if err != nil {
		return nil, err
	}
	return unquoteWords(tokens)
}

func unquoteWords(tokens []string) (words []string, err error) {
	words = make([]string, len(tokens))
	for i, token := range tokens {
		if words[i], err = unquoteText(token); err != nil {
			return nil, err
		}
	}
	return words, nil
}

// splitTokens splits words and leaves their quotes on.
func splitTokens(text string) ([]string, error) {
	var tokens []string
	for {
		token, rest, more := strings.Cut(text, " ")
		if strings.HasPrefix(text, `"`) {
			var err error
			if token, err = strconv.QuotedPrefix(text); err != nil {
				return nil, fmt.Errorf("unfinished literal %s", text)
			}
			if rest, more = strings.CutPrefix(text[len(token):], " "); !more && rest != "" {
				return nil, fmt.Errorf("no space behind the literal %s", token)
			}
		}
		tokens = append(tokens, token)
		if !more {
			return tokens, nil
		}
		text = rest
	}
}

// quoteText writes a line's only value: as it is where that can be read back.
func quoteText(text string) string {
	if text == "" || text[0] == '"' || text != strings.TrimSpace(text) || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

func unquoteText(text string) (string, error) {
	if text == "" || text[0] != '"' {
		return text, nil
	}
	word, err := strconv.Unquote(text)
	if err != nil {
		return "", fmt.Errorf("%s is no literal", text)
	}
	return word, nil
}
