package typescript

import (
	"slices"
	"strings"
)

// lexer splits a source into tokens in one pass. What "/" and "<" mean depends
// on what stands before them; operand remembers that.
type lexer struct {
	src    string
	pos    int
	limit  int // where the part that is read ends
	line   int32
	tokens []token
	open   []opened
	braces int // of open
	// operand is set after a token that ends an operand, fresh after a line's break.
	operand, fresh bool
	// broken is where a line ends in which a regular expression doesn't.
	broken int
	// closings has for each name of an element where its last closing tag stands; nil before it is asked for.
	closings map[string]int
}

// opened is what is not closed yet.
type opened struct {
	at   int32 // its token
	kind op    // '(', '[', '{', opFill, opTick, opJSX (within the tag) or opJSXEnd (between the tags)
	// after is what operand is once it is closed.
	after bool
}

// read reads the part of the source up to limit.
func (l *lexer) read(limit int) {
	l.limit = limit
	for l.pos < l.limit {
		kind := op('{')
		if n := len(l.open); n > 0 {
			kind = l.open[n-1].kind
		}
		switch kind {
		case opTick:
			l.template()
		case opJSX:
			l.tag()
		case opJSXEnd:
			l.children()
		default:
			l.code()
		}
	}
	for _, o := range l.open {
		l.tokens[o.at].match = int32(len(l.tokens))
	}
	l.open, l.braces, l.operand = l.open[:0], 0, false
}

// emit adds a token that ends at end.
func (l *lexer) emit(o op, end int) {
	if len(l.tokens) == cap(l.tokens) {
		l.grow()
	}
	l.tokens = append(l.tokens, token{start: int32(l.pos), end: int32(end), line: l.line, op: o, fresh: l.fresh})
	l.pos, l.fresh = end, false
}

// grow makes room for as many more tokens as the rest of the source may have.
func (l *lexer) grow() {
	n := len(l.tokens)
	l.tokens = slices.Grow(l.tokens, n/8+64+n*(len(l.src)-l.pos)/max(l.pos, 1))
}

func (l *lexer) push(o op, end int, kind op, after bool) {
	l.open = append(l.open, opened{int32(len(l.tokens)), kind, after})
	l.emit(o, end)
}

// pop closes what was opened last, with the token that was emitted last.
func (l *lexer) pop() {
	last := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	end := int32(len(l.tokens) - 1)
	l.tokens[last.at].match = end
	l.tokens[end].match = last.at
	l.operand = last.after
}

// code reads tokens until one of them opens or closes something.
func (l *lexer) code() {
	for l.pos < l.limit {
		c := l.src[l.pos]
		switch classes[c] {
		case classBlank:
			l.pos++
			continue
		case classBreak:
			l.pos++
			l.line++
			l.fresh = true
			continue
		case className:
			l.word()
			continue
		case classDigit:
			l.number()
			continue
		}
		switch c {
		case '"', '\'':
			l.quoted(c)
		case '`':
			l.push(opTick, l.pos+1, opTick, true)
			return
		case '(', '[', '{', ')', ']', '}':
			l.bracket(c)
			return
		case '<':
			if !l.operand && l.element() {
				l.beginElement()
				return
			}
			l.sign(c)
		case '/':
			if !l.comment() && (l.operand || !l.regexp()) {
				l.sign(c)
			}
		case '.':
			if l.pos+1 < l.limit && classes[l.src[l.pos+1]] == classDigit {
				l.number()
				continue
			}
			l.sign(c)
		default:
			l.sign(c)
		}
	}
}

func (l *lexer) word() {
	end := l.pos
	for ; end < l.limit; end++ {
		c := l.src[end]
		switch {
		case c == '\\' && strings.HasPrefix(l.src[end:l.limit], `\u{`):
			end += 2
			continue
		case c >= 0x80:
			if blank := blankRune(l.src[end:l.limit]); blank > 0 && end == l.pos {
				l.pos += blank
				return
			} else if blank == 0 {
				continue
			}
		case classes[c] == className || classes[c] == classDigit:
			continue
		}
		break
	}
	end = min(end, l.limit)
	l.operand = l.afterDot() || !beforeOperand(l.src[l.pos:end])
	l.emit(opName, end)
}

// afterDot reports whether the token before is the dot of a member.
func (l *lexer) afterDot() bool {
	if len(l.tokens) == 0 {
		return false
	}
	before := l.tokens[len(l.tokens)-1].op
	return before == '.' || before == opOptional
}

// blankRune is the length of the space beyond ASCII that text begins with: a
// no-break space, a byte order mark, a line or paragraph separator.
func blankRune(text string) int {
	for _, blank := range [...]string{"\u00a0", "\ufeff", "\u2028", "\u2029", "\u3000"} {
		if strings.HasPrefix(text, blank) {
			return len(blank)
		}
	}
	return 0
}

func (l *lexer) number() {
	end, point := l.pos+1, l.src[l.pos] == '.'
	for ; end < l.limit; end++ {
		c := l.src[end]
		if c == '.' && !point {
			point = true
			continue
		}
		exponent := (c == '+' || c == '-') && l.src[end-1]|0x20 == 'e' && l.src[l.pos] != '0'
		if !exponent && classes[c] != classDigit && (classes[c] != className || c >= 0x80) {
			break
		}
	}
	l.operand = true
	l.emit(opNumber, end)
}

// sign reads a sign of one character or more.
func (l *lexer) sign(c byte) {
	o, n := op(c), 1
	if c < ' ' {
		o = '#' // no sign has it, and what is less stands for others
	}
	for _, s := range signs[c&127] {
		if strings.HasPrefix(l.src[l.pos:l.limit], s.text) {
			o, n = s.op, len(s.text)
			break
		}
	}
	if o == opOptional && l.pos+2 < l.limit && classes[l.src[l.pos+2]] == classDigit {
		o, n = '?', 1 // a?.5:b
	}
	switch {
	case o == opStep:
		l.operand = true
	case o != '!':
		l.operand = false
	case l.fresh:
		l.operand = false
	}
	l.emit(o, l.pos+n)
}
