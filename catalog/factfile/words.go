package factfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// A line is a keyword and words. A word that is empty, or has white space or
// quotes in it, is written as a Go string literal.

func quoteWord(word string) string {
	if word == "" || strings.ContainsFunc(word, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '&' || !unicode.IsPrint(r) }) {
		return strconv.Quote(word)
	}
	return word
}

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
	var words []string
	for text != "" {
		word, rest, err := cutWord(text)
		if err != nil {
			return nil, err
		}
		words = append(words, word)
		text = strings.TrimPrefix(rest, " ")
	}
	return words, nil
}

func cutWord(text string) (word, rest string, err error) {
	if text[0] != '"' {
		word, rest, _ = strings.Cut(text, " ")
		return word, rest, nil
	}
	literal, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", "", fmt.Errorf("unfinished literal %s", text)
	}
	word, err = strconv.Unquote(literal)
	return word, text[len(literal):], err
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
	return strconv.Unquote(text)
}
