package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// primary reads a value without what follows it; it is nil where none comes.
func (p *parser) primary() *syntax.Expr {
	if kind, _ := p.quote(); kind != 0 {
		return p.quoted()
	}
	switch b := p.peek(); {
	case b == '$':
		return p.dollar()
	case b == '(':
		return p.parens()
	case b == '@':
		return p.atSign()
	case b == '{':
		return p.lambda()
	case p.number(p.i) > 0:
		n := p.number(p.i)
		e := p.node(syntax.Other, p.src[p.i:n])
		p.i = n
		return e
	case is(b, nameByte) && !p.punctuation(p.i):
		e := p.node(syntax.Other, p.word())
		p.i += len(e.Text)
		return e
	}
	return nil
}

// number is where a number ends that begins there, 0 where none does: 10, 1.5,
// 0x1f, 1e5, 10MB, and not 2c91808a.
func (p *parser) number(at int) int {
	n := p.digits(at)
	if n+1 < len(p.src) && p.src[n] == '.' && is(p.src[n+1], digit) {
		n = p.digits(n + 1)
	}
	if n == at {
		return 0
	}
	start := n
	for n < len(p.src) && is(p.src[n], nameByte) && n-start < 20 {
		n++
	}
	if isSuffix(strings.ToLower(p.src[start:n])) || p.src[at:start] == "0" && isHex(p.src[start:n]) {
		return n
	}
	return 0
}

func (p *parser) digits(n int) int {
	for n < len(p.src) && is(p.src[n], digit) {
		n++
	}
	return n
}

// isSuffix reports whether letters can end a number: its type, its size, or an exponent.
func isSuffix(text string) bool {
	switch text {
	case "", "d", "l", "u", "ul", "n", "kb", "mb", "gb", "tb", "pb":
		return true
	}
	exponent, found := strings.CutPrefix(text, "e")
	return found && len(exponent) < 4 && strings.Trim(exponent, "0123456789") == ""
}

func isHex(text string) bool {
	return len(text) > 1 && text[0]|0x20 == 'x' && strings.Trim(text[1:], "0123456789abcdefABCDEF") == ""
}
