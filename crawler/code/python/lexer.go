package python

import "strings"

// kind of a token.
type kind uint8

const (
	eof kind = iota
	newline
	word
	number
	text
	operator
)

// token is a piece of source; of a text it is the literal with prefix and quotes.
type token struct {
	kind  kind
	text  string
	line  int
	start int
}

// lexer cuts a source into tokens. Within brackets lines have no end.
type lexer struct {
	src string
	pos int
	// line is the line of pos in src, lines what each is called, from 1.
	line  int
	lines []int
	// open brackets.
	open int
	// fresh is set before the first token of a logical line, first before that
	// of a physical one. lineStart is where that begins, indent the logical one's.
	fresh, first bool
	lineStart    int
	indent       int
	// plain is the offset before which f-strings end at the first quote of theirs.
	plain int
}

func newLexer(src string, lines []int) lexer {
	l := lexer{src: src, line: 1, lines: lines, fresh: true}
	if strings.HasPrefix(src, "\ufeff") {
		l.pos, l.lineStart = len("\ufeff"), len("\ufeff")
	}
	return l
}

func (l *lexer) lineNumber() int { return l.number(l.line) }

// number is what the line is called that is so many lines down in src.
func (l *lexer) number(line int) int {
	if len(l.lines) == 0 {
		return line
	}
	return l.lines[min(line, len(l.lines))-1]
}

// next is the next token: newline at the end of a logical line that is not empty.
func (l *lexer) next() token {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == ' ' || c == '\t' || c == '\f' || c == '\r':
			l.pos++
		case c == '#' || l.fresh && (c == '%' || c == '!'): // a comment, or a command in a notebook
			l.pos = l.lineEnd()
		case c == '\\' && l.continued():
		case c == '\n':
			l.pos++
			l.newLine()
			if l.open == 0 && !l.fresh {
				l.fresh = true
				return token{kind: newline, line: l.lineNumber(), start: l.pos - 1}
			}
		default:
			return l.token(c)
		}
	}
	return token{kind: eof, line: l.lineNumber(), start: l.pos}
}

func (l *lexer) lineEnd() int {
	if n := strings.IndexByte(l.src[l.pos:], '\n'); n >= 0 {
		return l.pos + n
	}
	return len(l.src)
}

func (l *lexer) newLine() {
	l.line++
	l.lineStart, l.first = l.pos, true
}

// continued goes past a backslash that continues a line.
func (l *lexer) continued() bool {
	rest := l.src[l.pos+1:]
	for skip, end := range []string{"\n", "\r\n"} {
		if strings.HasPrefix(rest, end) {
			l.pos += skip + 2
			l.newLine()
			l.first = false
			return true
		}
	}
	return false
}

// token is the token that begins with c.
func (l *lexer) token(c byte) token {
	if l.fresh {
		l.fresh, l.indent = false, width(l.src[l.lineStart:l.pos])
	}
	first := l.first
	l.first = false
	t := token{kind: operator, line: l.lineNumber(), start: l.pos}
	switch {
	case isWord(c) && !isDigit(c):
		l.word(&t)
		if first && l.open > 0 && t.kind == word && onlyBegins(t.text) {
			return l.unclosed(t)
		}
	case isDigit(c) || c == '.' && l.pos+1 < len(l.src) && isDigit(l.src[l.pos+1]):
		t.kind = number
		l.pos = numberEnd(l.src, l.pos)
	case c == '"' || c == '\'':
		t.kind = text
		l.text("")
	default:
		l.operator(c)
	}
	t.text = l.src[t.start:l.pos]
	return t
}

// unclosed gives up on brackets that someone forgot to close before this word.
func (l *lexer) unclosed(t token) token {
	l.pos, l.open, l.fresh = t.start, 0, true
	return token{kind: newline, line: t.line, start: t.start}
}

// onlyBegins reports whether a word can only begin a statement.
func onlyBegins(text string) bool {
	switch text {
	case "def", "class", "import", "return", "while", "with", "try", "except", "raise", "pass", "assert", "del", "global", "elif", "finally", "break", "continue":
		return true
	}
	return false
}

// word reads a word, or a text with a prefix.
func (l *lexer) word(t *token) {
	t.kind = word
	end := l.pos
	for end < len(l.src) && isWord(l.src[end]) {
		end++
	}
	const longest = 2
	prefix := l.src[l.pos:end]
	l.pos = end
	if end < len(l.src) && (l.src[end] == '"' || l.src[end] == '\'') && len(prefix) <= longest && strings.Trim(prefix, "rRbBuUfFtT") == "" {
		t.kind = text
		l.text(prefix)
	}
	t.text = l.src[t.start:l.pos]
}

func (l *lexer) operator(c byte) {
	switch c {
	case '(', '[', '{':
		l.open++
	case ')', ']', '}':
		l.open = max(l.open-1, 0)
	}
	rest := l.src[l.pos:]
	switch {
	case strings.HasPrefix(rest, "..."):
		l.pos += 3
	case len(rest) > 2 && rest[0] == rest[1] && rest[2] == '=' && strings.IndexByte("*/<>", c) >= 0:
		l.pos += 3
	case len(rest) > 1 && isPair(c, rest[1]):
		l.pos += 2
	default:
		l.pos++
	}
}

// peek is the character that the next token begins with, 0 for none on this line.
func (l *lexer) peek() byte {
	rest := strings.TrimLeft(l.src[l.pos:min(len(l.src), l.pos+32)], " \t")
	if rest == "" {
		return 0
	}
	return rest[0]
}

// assigns reports whether "=" follows, and not "==".
func (l *lexer) assigns() bool {
	if l.peek() != '=' {
		return false
	}
	after := l.pos + strings.IndexByte(l.src[l.pos:], '=') + 1
	return after == len(l.src) || l.src[after] != '='
}

// operates reports whether a word follows that is an operator.
func (l *lexer) operates() bool {
	rest := strings.TrimLeft(l.src[l.pos:min(len(l.src), l.pos+32)], " \t")
	for _, operator := range []string{"in", "is", "and", "or", "if", "not", "for"} {
		if after, ok := strings.CutPrefix(rest, operator); ok && (after == "" || !isWord(after[0])) {
			return true
		}
	}
	return false
}

// isPair reports whether two characters are one operator.
func isPair(a, b byte) bool {
	switch b {
	case '=':
		return strings.IndexByte("=!<>+-*/%&|^@:", a) >= 0
	case '>':
		return a == '-' || a == '<' || a == '>'
	default:
		return a == b && (a == '*' || a == '/' || a == '<')
	}
}

// width of what a line begins with; a tab goes to the next multiple of 8.
func width(indent string) int {
	n := 0
	for i := range len(indent) {
		switch indent[i] {
		case '\t':
			n = n/8*8 + 8
		case '\f':
			n = 0
		default:
			n++
		}
	}
	return n
}

func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 || isDigit(c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numberEnd is where the number at start ends.
func numberEnd(src string, start int) int {
	i := start
	for i < len(src) && (isWord(src[i]) || src[i] == '.' || sign(src, start, i)) {
		i++
	}
	return i
}

// sign reports whether there is the sign of an exponent.
func sign(src string, start, i int) bool {
	return (src[i] == '+' || src[i] == '-') && src[i-1]|0x20 == 'e' && !strings.HasPrefix(src[start:], "0x") && i+1 < len(src) && isDigit(src[i+1])
}
