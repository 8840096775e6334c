package java

import "authcat/crawler/code/syntax"

func (p *parser) statement() {
	if p.tok.kind == operator {
		switch p.tok.text {
		case "{":
			p.advance()
			p.enter(scope{kind: block, fn: p.scope().fn})
			return
		case ";":
			p.advance()
			return
		}
	}
	if p.tok.kind == word && p.keyword() {
		return
	}
	p.simple()
	p.take(";")
}

// keyword reads a statement that begins with a keyword, and reports whether there is one.
func (p *parser) keyword() bool {
	line := p.tok.line
	switch p.tok.text {
	case "if", "while", "synchronized":
		p.advance()
		p.do(p.condition())
	case "switch":
		p.advance()
		p.do(p.condition())
		if p.take("{") {
			p.enter(scope{kind: block, fn: p.scope().fn})
		}
	case "else", "do", "finally", "break", "continue":
		p.advance()
	case "for", "try":
		p.advance()
		if p.take("(") {
			p.head()
		}
	case "catch":
		p.advance()
		p.catch()
	case "return":
		p.advance()
		value := p.expression()
		p.first(syntax.Statement{Kind: syntax.Return, Line: line, Value: value})
		p.take(";")
	case "throw", "assert":
		p.advance()
		p.do(p.expression())
		if p.take(":") {
			p.do(p.expression())
		}
		p.take(";")
	case "case", "default":
		p.label()
	case "yield":
		return p.yield()
	default:
		return p.local()
	}
	return true
}

// local reads the head of a class in a function.
func (p *parser) local() bool {
	if p.is("static") || p.is("abstract") || p.is("final") && (p.lex.follows("class") || p.lex.follows("record")) {
		p.modifiers()
	}
	if !p.isClass() {
		return false
	}
	p.class()
	return true
}

// condition reads an expression in brackets.
func (p *parser) condition() *syntax.Expr {
	if !p.take("(") {
		return nil
	}
	e := p.expression()
	for !p.ended() && !p.is("{") && !p.take(")") {
		p.advance()
	}
	return e
}

// head reads what stands in the brackets of a for or try.
func (p *parser) head() {
	for p.tok.kind != eof && !p.is("{") && !p.is("}") && !p.take(")") {
		start := p.tok.start
		p.simple()
		if !p.take(";") && !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
}

// simple reads a declaration or an expression.
func (p *parser) simple() {
	typ, ok := p.declares()
	if !ok {
		before, line := len(p.before), p.tok.line
		if e := p.expression(); e != nil && (len(p.before) == before || e != p.before[len(p.before)-1].Target) {
			p.first(syntax.Statement{Kind: syntax.Do, Line: line, Value: e})
		}
		return
	}
	for p.isName() {
		target := p.word(syntax.Name)
		p.dimensions()
		switch {
		case p.is("="):
			p.assignment(target, typ)
		case p.take(":"):
			p.over(target, typ)
		default:
			p.first(syntax.Statement{Kind: syntax.Assign, Line: target.Line, Target: target, Type: typ})
		}
		if !p.take(",") {
			return
		}
	}
}

// over reads what a loop goes over.
func (p *parser) over(target *syntax.Expr, typ string) {
	s := syntax.Statement{Kind: syntax.Assign, Line: target.Line, Target: target, Type: typ}
	if e := p.expression(); e != nil {
		s.Value = p.Index(e, p.Expr(syntax.Other, e.Line, ""))
	}
	p.first(s)
}

// catch reads what is caught.
func (p *parser) catch() {
	if !p.take("(") {
		return
	}
	typ, ok := p.declares()
	for !ok {
		if _, ok = p.typeName(); !ok || !p.take("|") {
			break
		}
		typ, ok = p.declares()
	}
	if p.isName() {
		target := p.word(syntax.Name)
		p.first(syntax.Statement{Kind: syntax.Assign, Line: target.Line, Target: target, Type: typ})
	}
	p.take(")")
}
