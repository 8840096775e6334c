package typescript

import "strings"

// element reports whether "<" at the position, where an operand is expected,
// begins a JSX element and not a type: "<div>text</div>" and not "<T>(x: T) => x".
func (l *lexer) element() bool {
	rest := l.src[l.pos+1 : l.limit]
	name := elementName(rest)
	rest = rest[len(name):]
	if strings.HasPrefix(rest, "<") { // <List<Item> …
		rest = afterTypes(rest)
	}
	next := strings.TrimLeft(rest, " \t\r\n")
	spaced := len(next) < len(rest)
	switch {
	case next == "":
		return false
	case next[0] == '>':
		return l.closedLater(name)
	case name == "":
		return false
	case next[0] == '/':
		return len(next) > 1 && (next[1] == '>' || next[1] == '/' || next[1] == '*')
	case next[0] == '{':
		return strings.HasPrefix(strings.TrimLeft(next[1:], " \t\r\n"), "...")
	case !spaced || classes[next[0]] != className:
		return false
	}
	switch name {
	case "keyof", "readonly", "typeof", "unique", "const", "infer":
		return false
	}
	word := elementName(next)
	after := strings.TrimLeft(next[len(word):], " \t\r\n")
	return word != "extends" || strings.HasPrefix(after, "=") || strings.HasPrefix(after, "/")
}

// elementName is the name that text begins with: "Menu.Item", "svg:path", "my-element".
func elementName(text string) string {
	end := 0
	for end < len(text) && (classes[text[end]] == className || end > 0 && (classes[text[end]] == classDigit || strings.IndexByte(".:-", text[end]) >= 0)) {
		end++
	}
	return text[:end]
}

// afterTypes is what stands behind the list of types that text begins with; all of it where the list is long or none.
func afterTypes(text string) string {
	depth := 0
	for i := 0; i < min(len(text), 200); i++ {
		switch text[i] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				return text[i+1:]
			}
		case ';', '(', ')':
			return text
		}
	}
	return text
}

// closedLater reports whether a closing tag of the name follows.
func (l *lexer) closedLater(name string) bool {
	if l.closings == nil {
		l.closings = map[string]int{}
		for at := 0; ; {
			next := strings.Index(l.src[at:], "</")
			if next < 0 {
				break
			}
			at += next + 2
			l.closings[elementName(strings.TrimLeft(l.src[at:min(len(l.src), at+200)], " \t\r\n"))] = at
		}
	}
	return l.closings[name] > l.pos
}

// beginElement reads "<" and the element's name.
func (l *lexer) beginElement() {
	l.push(opJSX, l.pos+1, opJSX, true)
	l.pos += len(elementName(l.src[l.pos:l.limit]))
	if l.pos < l.limit && l.src[l.pos] == '<' {
		behind := l.limit - len(afterTypes(l.src[l.pos:l.limit]))
		l.line += int32(strings.Count(l.src[l.pos:behind], "\n"))
		l.pos = behind
	}
}

// tag reads on in an element's first tag.
func (l *lexer) tag() {
	c := l.src[l.pos]
	switch {
	case classes[c] == className:
		l.emit(opJSXName, l.pos+len(elementName(l.src[l.pos:l.limit])))
	case c == '\n':
		l.pos++
		l.line++
	case c == '>':
		l.pos++
		l.open[len(l.open)-1].kind = opJSXEnd
	case c == '/' && strings.HasPrefix(l.src[l.pos:l.limit], "/>"):
		l.emit(opJSXEnd, l.pos+2)
		l.pop()
	case c == '/' && l.comment():
	case c == '{':
		l.filled()
	case c == '<':
		l.beginElement()
	case c == '=':
		l.emit('=', l.pos+1)
	case c == '"' || c == '\'':
		end := strings.IndexByte(l.src[l.pos+1:l.limit], c)
		if end < 0 {
			l.pos++
			return
		}
		text := l.src[l.pos : l.pos+end+2]
		l.emit(opJSXText, l.pos+len(text))
		l.line += int32(strings.Count(text, "\n"))
	default:
		l.pos++
	}
}

// children reads on between an element's tags.
func (l *lexer) children() {
	rest := l.src[l.pos:l.limit]
	text := strings.IndexAny(rest, "<{")
	if text < 0 {
		text = len(rest)
	}
	l.line += int32(strings.Count(rest[:text], "\n"))
	l.pos += text
	rest = rest[text:]
	switch {
	case rest == "":
	case rest[0] == '{':
		l.filled()
	case strings.HasPrefix(rest, "</"):
		end := strings.IndexByte(rest, '>') + 1
		if end == 0 {
			end = len(rest)
		}
		l.line += int32(strings.Count(rest[:end], "\n"))
		l.emit(opJSXEnd, l.pos+end)
		l.pop()
	case len(rest) > 1 && (rest[1] == '>' || classes[rest[1]] == className):
		l.beginElement()
	default:
		l.pos++
	}
}

// filled reads "{" in an element.
func (l *lexer) filled() {
	l.push('{', l.pos+1, '{', true)
	l.braces++
	l.operand = false
}
