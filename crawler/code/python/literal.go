package python

import (
	"strings"
	"unicode/utf8"

	"authcat/crawler/code/tree"
)

// literal is a text in the source, taken apart.
type literal struct {
	body          string
	raw, template bool
	// start of the body in the literal.
	start int
}

// cut takes a literal apart. Quotes that were never closed end with it.
func cut(text string) literal {
	n := strings.IndexAny(text, `"'`)
	quote, lit := quotes(text[n:]), literal{start: n}
	lit.start += len(quote)
	lit.body = strings.TrimSuffix(text[lit.start:], quote)
	prefix := text[:n]
	lit.raw = strings.ContainsAny(prefix, "rR")
	lit.template = strings.ContainsAny(prefix, "fFtT")
	return lit
}

// quotes are the quotes, three or one, that a text begins with.
func quotes(text string) string {
	if len(text) > 2 && text[1] == text[0] && text[2] == text[0] {
		return text[:3]
	}
	return text[:1]
}

// text goes past a literal that begins at pos with its quotes.
func (l *lexer) text(prefix string) {
	start := l.pos
	quote := quotes(l.src[start:])
	body := start + len(quote)
	if l.pos = -1; start >= l.plain && strings.ContainsAny(prefix, "fFtT") {
		end, ok := templateEnd(l.src, body, quote, 0)
		if ok {
			l.pos = end
		} else {
			l.plain = end
		}
	}
	if l.pos < 0 {
		l.pos = plainEnd(l.src, body, quote)
	}
	l.line += strings.Count(l.src[start:l.pos], "\n")
}

// plainEnd is where a literal ends that has nothing to fill in.
func plainEnd(src string, i int, quote string) int {
	for i < len(src) {
		switch c := src[i]; {
		case c == '\\':
			i += 2
		case c == '\n' && len(quote) == 1:
			return i
		case c == quote[0] && strings.HasPrefix(src[i:], quote):
			return i + len(quote)
		default:
			i++
		}
	}
	return len(src)
}

// mostFields is how deep f-strings may stand in each other.
const mostFields = 5

// templateEnd is where an f-string ends, whose fields may have its own quotes
// in them; or how far it was read where it is none.
func templateEnd(src string, i int, quote string, depth int) (end int, ok bool) {
	for i < len(src) {
		switch c := src[i]; {
		case c == '\\':
			i += escape(src[i:])
		case c == '{' && strings.HasPrefix(src[i:], "{{"):
			i += 2
		case c == '{':
			if i, ok = fieldEnd(src, i+1, quote, depth); !ok {
				return i, false
			}
		case c == '\n' && len(quote) == 1:
			return i, false
		case c == quote[0] && strings.HasPrefix(src[i:], quote):
			return i + len(quote), true
		default:
			i++
		}
	}
	return len(src), false
}

// escape is how long a backslash and what it belongs to are: a brace doesn't.
func escape(text string) int {
	if strings.HasPrefix(text, `\N{`) {
		const longest = 100
		if n := strings.IndexByte(text[:min(len(text), longest)], '}'); n > 0 {
			return n + 1
		}
	}
	if len(text) > 1 && text[1] == '{' {
		return 1
	}
	return 2
}

// fieldEnd is where the field of an f-string ends, behind its brace.
func fieldEnd(src string, i int, quote string, depth int) (end int, ok bool) {
	const mostLines = 16
	open, lines := 0, 0
	for i < len(src) {
		switch c := src[i]; c {
		case '(', '[', '{':
			open++
		case ')', ']':
			open--
		case '}':
			if open <= 0 {
				return i + 1, true
			}
			open--
		case ':':
			if open <= 0 {
				return formEnd(src, i+1, quote, depth)
			}
		case '\n':
			if lines++; len(quote) == 1 && lines > mostLines {
				return i, false
			}
		case '"', '\'':
			if i, ok = innerEnd(src, i, depth); !ok {
				return i, false
			}
			continue
		}
		i++
	}
	return len(src), false
}

// innerEnd is where a literal in a field ends.
func innerEnd(src string, i, depth int) (end int, ok bool) {
	quote := quotes(src[i:])
	prefix := src[max(i-2, 0):i]
	if strings.HasSuffix(strings.TrimRight(prefix, "rR"), "f") || strings.HasSuffix(strings.TrimRight(prefix, "rR"), "F") {
		if depth+1 >= mostFields {
			return i, false
		}
		return templateEnd(src, i+len(quote), quote, depth+1)
	}
	return plainEnd(src, i+len(quote), quote), true
}

// formEnd is where a field ends of which the colon was read.
func formEnd(src string, i int, quote string, depth int) (end int, ok bool) {
	for i < len(src) {
		switch c := src[i]; {
		case c == '{':
			if depth+1 >= mostFields {
				return i, false
			}
			if i, ok = fieldEnd(src, i+1, quote, depth+1); !ok {
				return i, false
			}
			continue
		case c == '}':
			return i + 1, true
		case c == '\n' && len(quote) == 1, c == quote[0] && strings.HasPrefix(src[i:], quote):
			return i, false
		}
		i++
	}
	return len(src), false
}

// unescape is the value of a literal's body.
func unescape(body string, raw bool) string {
	if strings.IndexByte(body, '\r') >= 0 {
		body = strings.ReplaceAll(body, "\r\n", "\n")
	}
	if raw {
		return body
	}
	return tree.Unescaped(body, unescapeOne)
}

// unescapeOne appends what an escape stands for; size is how long it is.
func unescapeOne(out []byte, text string) (value []byte, size int) {
	const letters, meant = "abfnrtv", "\a\b\f\n\r\t\v"
	c := text[1]
	switch n := strings.IndexByte(letters, c); {
	case n >= 0:
		return append(out, meant[n]), 2
	case c == '\n':
		return out, 2
	case c == '\\' || c == '\'' || c == '"':
		return append(out, c), 2
	case c >= '0' && c <= '7':
		r, size := digits(text[1:], 8, 3)
		return utf8.AppendRune(out, r), size + 1
	case c == 'x' || c == 'u' || c == 'U':
		most := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
		if r, size := digits(text[2:], 16, most); size == most {
			return utf8.AppendRune(out, r), size + 2
		}
	}
	return append(out, '\\', c), 2
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
