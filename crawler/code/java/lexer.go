package java

import "strings"

// kind of a token.
type kind uint8

const (
	eof kind = iota
	word
	number
	text
	operator
)

// token is a piece of source; of a text it is the literal with its quotes.
type token struct {
	kind  kind
	text  string
	line  int
	start int
}

// lexer cuts a source into tokens. ">" is always alone: it may close "<".
type lexer struct {
	src  string
	pos  int
	line int
}

func newLexer(src string) lexer {
	return lexer{src: src, pos: len(src) - len(strings.TrimPrefix(src, "\ufeff")), line: 1}
}

func (l *lexer) next() token {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '\n':
			l.line++
			l.pos++
		case c <= ' ':
			l.pos++
		case c == '/' && strings.HasPrefix(l.src[l.pos:], "//"):
			l.pos = l.find("\n", l.pos)
		case c == '/' && strings.HasPrefix(l.src[l.pos:], "/*"):
			l.skip(l.find("*/", l.pos+len("/*")) + len("*/"))
		default:
			return l.token(c)
		}
	}
	return token{line: l.line, start: l.pos}
}

// find is where a text is, or the end.
func (l *lexer) find(text string, from int) int {
	if from > len(l.src) {
		return len(l.src)
	}
	if n := strings.Index(l.src[from:], text); n >= 0 {
		return from + n
	}
	return len(l.src)
}

// skip goes on to end and counts the lines.
func (l *lexer) skip(end int) {
	end = min(end, len(l.src))
	l.line += strings.Count(l.src[l.pos:end], "\n")
	l.pos = end
}

func (l *lexer) token(c byte) token {
	t := token{kind: operator, line: l.line, start: l.pos}
	switch {
	case isDigit(c) || c == '.' && l.pos+1 < len(l.src) && isDigit(l.src[l.pos+1]):
		t.kind = number
		l.number()
	case isWord(c):
		t.kind = word
		for l.pos < len(l.src) && isWord(l.src[l.pos]) {
			l.pos++
		}
	case c == '"' || c == '\'':
		t.kind = text
		l.skip(textEnd(l.src, l.pos))
	default:
		l.operator(c)
	}
	t.text = l.src[t.start:l.pos]
	return t
}

func (l *lexer) number() {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		exponent := (c == '+' || c == '-') && l.src[l.pos-1]|0x20 == 'e' && l.src[min(start+1, l.pos)]|0x20 != 'x'
		if !isWord(c) && c != '.' && !exponent {
			return
		}
		l.pos++
	}
}

func (l *lexer) operator(c byte) {
	rest := l.src[l.pos:]
	switch {
	case strings.HasPrefix(rest, "..."):
		l.pos += 3
	case len(rest) > 1 && isPair(c, rest[1]):
		l.pos += 2
	default:
		l.pos++
	}
}

// isPair reports whether two characters are one operator.
func isPair(a, b byte) bool {
	switch {
	case b == '=':
		return strings.IndexByte("=!<>+-*/%&|^", a) >= 0
	case b == '>':
		return a == '-'
	default:
		return a == b && strings.IndexByte("+-&|<:", a) >= 0
	}
}

// follows reports whether an operator comes next.
func (l *lexer) follows(operator string) bool {
	const near = 80
	return strings.HasPrefix(strings.TrimLeft(l.src[l.pos:min(len(l.src), l.pos+near)], " \t\r\n"), operator)
}

// textEnd is where the literal that begins at start ends.
func textEnd(src string, start int) int {
	quote := src[start : start+1]
	if strings.HasPrefix(src[start:], `"""`) {
		quote = `"""`
	}
	for i := start + len(quote); i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case c == '\n' && len(quote) == 1:
			return i
		case c == quote[0] && strings.HasPrefix(src[i:], quote):
			return i + len(quote)
		}
	}
	return len(src)
}

func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c >= 0x80 || isDigit(c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// names reports whether "=" follows, and not "==".
func (l *lexer) names() bool { return l.follows("=") && !l.follows("==") }
