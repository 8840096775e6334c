package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// quote is the kind of the quotation mark that comes next, double or single, and
// its length, 0 where none does. PowerShell takes typographic ones too.
func (p *parser) quote() (kind byte, width int) {
	switch b := p.peek(); b {
	case '"', '\'':
		return b, 1
	case 0xe2:
		if p.peekAt(1) != 0x80 {
			return 0, 0
		}
		switch b := p.peekAt(2); {
		case b >= 0x9c && b <= 0x9e:
			return '"', 3
		case b >= 0x98 && b <= 0x9b:
			return '\'', 3
		}
	}
	return 0, 0
}

// quoted reads a string.
func (p *parser) quoted() *syntax.Expr {
	kind, width := p.quote()
	if kind == '\'' {
		return p.singleQuoted(width)
	}
	return p.doubleQuoted(width)
}

// closes is the length of the quotation mark that ends a string whose first one
// was that long: a typographic one ends only what one began.
func (p *parser) closes(kind byte, opening int) int {
	if found, width := p.quote(); found == kind && width <= opening {
		return width
	}
	return 0
}

func (p *parser) singleQuoted(opening int) *syntax.Expr {
	j := p.join(opening)
	for p.toQuote(opening); !p.end(); p.toQuote(opening) {
		width := p.closes('\'', opening)
		if width == 0 {
			p.i++
			continue
		}
		if j.close('\'', opening, width) {
			return j.closed(width)
		}
	}
	p.i = j.from
	return &syntax.Expr{Kind: syntax.Text, Text: p.restOfLine(), Line: j.line}
}

// toQuote steps to what may end a string in single quotes.
func (p *parser) toQuote(opening int) {
	if opening > 1 {
		for !p.end() && p.peek() != '\'' && p.peek() != 0xe2 {
			p.i++
		}
		return
	}
	if n := strings.IndexByte(p.src[p.i:], '\''); n >= 0 {
		p.i += n
		return
	}
	p.i = len(p.src)
}

// restOfLine steps over the rest of the line: a string that has no end has it there.
func (p *parser) restOfLine() string {
	rest := p.src[p.i:]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	p.i += len(rest)
	return strings.TrimSuffix(rest, "\r")
}

func (p *parser) doubleQuoted(opening int) *syntax.Expr {
	start := p.place()
	j := p.join(opening)
	for p.i < len(p.src) {
		b := p.src[p.i]
		switch {
		case !is(b, quoteSpecial):
			p.i++
		case b == '`':
			j.escape()
		case b == '$':
			j.expand()
		default:
			if width := p.closes('"', opening); width == 0 {
				p.i++
			} else if j.close('"', opening, width) {
				return j.closed(width)
			}
		}
	}
	if p.rewinds < mostRewinds {
		p.rewinds++
		p.back(start)
		e := p.node(syntax.Text, "")
		p.i += opening
		e.Text = p.restOfLine()
		return e
	}
	return j.expr()
}

// hereString reads @" ... "@ or @' ... '@, whose first line comes next; ok is
// false where there is none.
func (p *parser) hereString() (e *syntax.Expr, ok bool) {
	mark := p.peekAt(1)
	n := 2
	for p.peekAt(n) == ' ' || p.peekAt(n) == '\t' || p.peekAt(n) == '\r' {
		n++
	}
	closing := "\n" + string(mark) + "@"
	if p.peekAt(n) != '\n' || p.unclosed[closing] {
		return nil, false
	}
	end := strings.Index(p.src[p.i+n:], closing)
	if end < 0 {
		if p.unclosed == nil {
			p.unclosed = map[string]bool{}
		}
		p.unclosed[closing] = true
		return nil, false
	}
	end += p.i + n
	j := p.join(n + 1)
	for j.from = min(j.from, end); mark == '"' && p.i < end; {
		switch p.src[p.i] {
		case '`':
			j.escape()
		case '$':
			j.expand()
		default:
			p.i++
		}
	}
	if p.i > end && j.from > end { // a subexpression without an end
		return j.expr(), true
	}
	p.i = end
	if p.src[end-1] == '\r' && j.from < end {
		p.i--
	}
	e = j.expr()
	p.i = end + len(closing)
	return e, true
}
