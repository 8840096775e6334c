package java

import "authcat/crawler/code/syntax"

// creation reads "new A<…>(…) {…}" or "new A[] {…}".
func (p *parser) creation() *syntax.Expr {
	p.advance()
	return p.created()
}

// created reads on behind "new".
func (p *parser) created() *syntax.Expr {
	p.annotate()
	e := p.Expr(syntax.Call, p.tok.line, "new")
	p.calls++
	for e.Of == nil || p.take(".") {
		if !p.isName() {
			break
		}
		name := p.word(syntax.Name)
		if e.Of != nil {
			name.Kind, name.Of = syntax.Member, e.Of
		}
		if e.Of = name; p.is("<") {
			p.skipGenerics()
		}
	}
	if e.Of == nil {
		e.Of = p.Expr(syntax.Other, e.Line, "")
	}
	e.Line = e.Of.Line
	if p.annotate(); p.is("[") {
		return p.array()
	}
	if p.take("(") {
		e.Args = p.arguments(")")
	}
	if p.is("{") {
		p.anonymous(e.Of.Base())
	}
	return e
}

// array reads on from the type of a new one.
func (p *parser) array() *syntax.Expr {
	e := p.Expr(syntax.Other, p.tok.line, "")
	mark := p.Mark()
	for p.take("[") {
		p.Collect(p.expression())
		p.take("]")
	}
	if e.Args = p.Args(mark); p.is("{") {
		return p.elements()
	}
	return e
}
