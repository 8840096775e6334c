package java

import "authcat/crawler/code/syntax"

// choice reads a switch that has a value: one of those that it gives.
func (p *parser) choice() *syntax.Expr {
	e := p.Expr(syntax.Choice, p.tok.line, "")
	p.advance()
	p.do(p.condition())
	if !p.is("{") {
		return e
	}
	var values []*syntax.Expr
	p.apart(func() { p.block(scope{kind: block, fn: p.scope().fn, values: &values}) })
	mark := p.Mark()
	for _, value := range values {
		p.Collect(value)
	}
	e.Args = p.Args(mark)
	return e
}

// label reads "case A, B ->" or "case A:", and what is the value then where there is one.
func (p *parser) label() {
	e := p.Expr(syntax.Other, p.tok.line, "")
	p.advance()
	mark := p.Mark()
	for !p.ended() && !p.is("->") && !p.is(":") && !p.is("{") {
		switch p.tok.kind {
		case text:
			p.Collect(p.Expr(syntax.Text, p.tok.line, value(p.tok.text)))
		case word:
			p.Collect(p.Expr(syntax.Name, p.tok.line, p.tok.text))
		}
		p.advance()
	}
	if e.Args = p.Args(mark); e.Args != nil {
		p.do(e)
	}
	arrow := p.is("->")
	if p.is("->") || p.is(":") {
		p.advance()
	}
	if s := p.scope(); arrow && s.values != nil && !p.is("{") && !p.is("throw") {
		if value := p.expression(); value != nil {
			*s.values = append(*s.values, value)
		}
		p.take(";")
	}
}

// yield reads "yield value;", unless it is a name here.
func (p *parser) yield() bool {
	for i := len(p.scopes) - 1; i >= 0 && p.scopes[i].kind == block; i-- {
		if values := p.scopes[i].values; values != nil {
			p.advance()
			if value := p.expression(); value != nil {
				*values = append(*values, value)
			}
			p.take(";")
			return true
		}
	}
	return false
}
