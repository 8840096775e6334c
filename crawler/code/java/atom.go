package java

import "authcat/crawler/code/syntax"

// atom reads a name, literal, lambda, creation, switch or something in brackets; nil where there is none.
func (p *parser) atom() *syntax.Expr {
	switch p.tok.kind {
	case text:
		e := p.Expr(syntax.Text, p.tok.line, value(p.tok.text))
		p.advance()
		return e
	case number:
		return p.word(syntax.Other)
	case word:
		return p.name()
	case operator:
		if !p.is("(") {
			return nil
		}
		if p.isLambda() {
			return p.lambda()
		}
		p.advance()
		e := p.expression()
		for !p.ended() && !p.take(")") {
			p.advance()
		}
		if e == nil {
			e = p.Expr(syntax.Other, p.line, "")
		}
		return e
	}
	return nil
}

func (p *parser) name() *syntax.Expr {
	switch p.tok.text {
	case "null", "true", "false":
		return p.word(syntax.Other)
	case "this", "super":
		return p.word(syntax.Name)
	case "new":
		return p.creation()
	case "switch":
		return p.choice()
	}
	if isReserved(p.tok.text) {
		return nil
	}
	if p.lex.follows("->") {
		return p.lambda()
	}
	if p.lex.follows("<") {
		if e := p.referred(); e != nil {
			return e
		}
	}
	return p.word(syntax.Name)
}

// referred reads the type of "List<String>::new", or nothing.
func (p *parser) referred() *syntax.Expr {
	before := p.state()
	name, ok := p.typeName()
	if ok && p.is("::") {
		return p.Expr(syntax.Name, before.tok.line, name)
	}
	p.back(before)
	return nil
}
