package java

import (
	"strings"
	"unicode/utf8"

	"authcat/crawler/code/tree"
)

// value is that of a text or character in quotes, which may lack those at its end.
func value(literal string) string {
	if body, ok := strings.CutPrefix(literal, `"""`); ok {
		return tree.Unescaped(unindent(strings.TrimSuffix(body, `"""`)), unescapeOne)
	}
	return tree.Unescaped(strings.TrimSuffix(literal[1:], literal[:1]), unescapeOne)
}

// unindent takes off a text block what its lines have in common before them, and the spaces behind them.
func unindent(body string) string {
	lines := strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n")
	if len(lines) == 1 {
		return body
	}
	lines = lines[1:]
	common := len(body)
	for i, line := range lines {
		if indent := len(line) - len(strings.TrimLeft(line, " \t")); indent < len(line) || i == len(lines)-1 {
			common = min(common, indent)
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line[min(common, len(line)):], " \t")
	}
	return strings.Join(lines, "\n")
}

// unescapeOne appends what an escape stands for; size is how long it is.
func unescapeOne(out []byte, text string) (value []byte, size int) {
	const letters, meant = "bfnrts", "\b\f\n\r\t "
	c := text[1]
	switch n := strings.IndexByte(letters, c); {
	case n >= 0:
		return append(out, meant[n]), 2
	case c == '\n':
		return out, 2
	case c == 'u':
		rest := strings.TrimLeft(text[1:], "u")
		skipped := len(text) - len(rest)
		if r, size := digits(rest, 16, 4); size == 4 {
			return utf8.AppendRune(out, r), skipped + size
		}
	case c >= '0' && c <= '7':
		r, size := digits(text[1:], 8, 3)
		return utf8.AppendRune(out, r), size + 1
	}
	return append(out, c), 2
}

// digits reads at most so many digits of a base.
func digits(text string, base rune, most int) (value rune, size int) {
	for size < min(most, len(text)) {
		n := rune(strings.IndexByte("0123456789abcdef", text[size]|0x20))
		if isDigit(text[size]) {
			n = rune(text[size] - '0')
		}
		if n < 0 || n >= base {
			break
		}
		value = value*base + n
		size++
	}
	return value, size
}
