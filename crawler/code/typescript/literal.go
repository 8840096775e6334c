package typescript

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads a string. One that is not closed ends with its line.
func (l *lexer) quoted(quote byte) {
	breaks := int32(0)
	end := l.pos + 1
	for end < l.limit && l.src[end] != quote && l.src[end] != '\n' {
		if l.src[end] == '\\' && end+1 < l.limit {
			end++
			if l.src[end] == '\r' && end+1 < l.limit && l.src[end+1] == '\n' {
				end++
			}
			if l.src[end] == '\n' {
				breaks++
			}
		}
		end++
	}
	if end < l.limit && l.src[end] == quote {
		end++
	}
	l.operand = true
	l.emit(opString, min(end, l.limit))
	l.line += breaks
}

// template reads a template's text up to what is filled in or the end.
func (l *lexer) template() {
	end, breaks := l.pos, int32(0)
	for ; end < l.limit && l.src[end] != '`'; end++ {
		c := l.src[end]
		if c == '$' && end+1 < l.limit && l.src[end+1] == '{' {
			break
		}
		if c == '\\' && end+1 < l.limit {
			end++
			c = l.src[end]
		}
		if c == '\n' {
			breaks++
		}
	}
	if end > l.pos {
		l.emit(opPiece, end)
		l.line += breaks
	}
	switch {
	case end >= l.limit:
	case l.src[end] == '`':
		l.emit(opTickEnd, end+1)
		l.pop()
	default:
		l.push(opFill, end+2, opFill, true)
		l.braces++
		l.operand = false
	}
}

// comment reads one, and reports whether there is one.
func (l *lexer) comment() bool {
	rest := l.src[l.pos:l.limit]
	switch {
	case strings.HasPrefix(rest, "//"):
		end := strings.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest)
		}
		l.pos += end
	case strings.HasPrefix(rest, "/*"):
		end := strings.Index(rest[2:], "*/")
		if end < 0 {
			end = len(rest) - 4
		}
		text := rest[:end+4]
		if breaks := strings.Count(text, "\n"); breaks > 0 {
			l.line += int32(breaks)
			l.fresh = true
		}
		l.pos += len(text)
	default:
		return false
	}
	return true
}

// regexp reads a regular expression, and reports whether there is one: it ends
// on its line, and soon where the line has one that doesn't.
func (l *lexer) regexp() bool {
	limit := l.limit
	if l.pos < l.broken {
		limit = min(limit, l.pos+200)
	}
	class, end := false, l.pos+1
	for ; end < limit && l.src[end] != '\n'; end++ {
		switch l.src[end] {
		case '\\':
			end++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if class {
				continue
			}
			for end++; end < l.limit && l.src[end]|0x20 >= 'a' && l.src[end]|0x20 <= 'z'; end++ {
			}
			l.operand = true
			l.emit(opRegexp, end)
			return true
		}
	}
	l.broken = max(l.broken, end)
	return false
}

// unescaped is the text with its escapes resolved.
func unescaped(text string) string {
	at := strings.IndexByte(text, '\\')
	if at < 0 {
		return text
	}
	b := make([]byte, 0, len(text))
	for at >= 0 && at+1 < len(text) {
		b = append(b, text[:at]...)
		r, n := escape(text[at:])
		if r >= 0 {
			b = utf8.AppendRune(b, r)
		}
		text = text[at+n:]
		at = strings.IndexByte(text, '\\')
	}
	return string(append(b, text...))
}

// escape is what the escape that text begins with stands for, -1 for nothing, and its length.
func escape(text string) (rune, int) {
	switch c := text[1]; c {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'v':
		return '\v', 2
	case '0':
		return 0, 2
	case '\n':
		return -1, 2
	case '\r':
		if len(text) > 2 && text[2] == '\n' {
			return -1, 3
		}
		return -1, 2
	case 'x', 'u':
		if r, n := code(text); n > 0 {
			return r, n
		}
		return rune(c), 2
	}
	r, n := utf8.DecodeRuneInString(text[1:])
	return r, n + 1
}

// code is the character of \x2f, \u002f, \u{2f} or a pair of \u, and its length: 0 where it is none.
func code(text string) (rune, int) {
	if strings.HasPrefix(text, `\u{`) {
		end := strings.IndexByte(text[:min(len(text), 12)], '}')
		if end < 0 {
			return 0, 0
		}
		n, err := strconv.ParseUint(text[3:end], 16, 21)
		if err != nil {
			return 0, 0
		}
		return rune(n), end + 1
	}
	length := 6
	if text[1] == 'x' {
		length = 4
	}
	if len(text) < length {
		return 0, 0
	}
	n, err := strconv.ParseUint(text[2:length], 16, 16)
	if err != nil {
		return 0, 0
	}
	r := rune(n)
	if utf16.IsSurrogate(r) && strings.HasPrefix(text[length:], `\u`) {
		if low, more := code(text[length : length+min(len(text)-length, 6)]); more == 6 {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, length + more
			}
		}
	}
	return r, length
}
