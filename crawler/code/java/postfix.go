package java

import "authcat/crawler/code/syntax"

// longest is how many members, calls and indices may follow each other.
const longest = 500

// postfix reads an atom with its members, calls and indices.
func (p *parser) postfix() *syntax.Expr {
	e := p.atom()
	if e == nil {
		return nil
	}
	for n := 1; p.tok.kind == operator; n++ {
		if n%longest == 0 {
			e = p.Expr(syntax.Other, e.Line, "")
		}
		switch p.tok.text {
		case ".", "::":
			e = p.chosen(e)
		case "(":
			e = p.call(e)
		case "[":
			p.advance()
			at := p.expression()
			p.take("]")
			if at == nil { // the type of an array
				at = p.Expr(syntax.Other, e.Line, "")
			}
			e = p.Index(e, at)
		case "++", "--":
			p.advance()
		default:
			return e
		}
	}
	return e
}

// chosen reads a member of an expression: "a.b", "a::b", "a.<T>b", "a.new B()".
func (p *parser) chosen(of *syntax.Expr) *syntax.Expr {
	p.advance()
	if p.is("<") {
		p.skipGenerics()
	}
	e := p.Expr(syntax.Member, p.tok.line, "")
	e.Of = of
	if p.take("new") {
		if p.isName() {
			return p.created()
		}
		e.Text = "new"
	} else if p.tok.kind == word {
		e.Text = p.tok.text
		p.advance()
	}
	return e
}

// call reads the arguments of a call of what is called.
func (p *parser) call(of *syntax.Expr) *syntax.Expr {
	e := p.Expr(syntax.Call, of.Line, "")
	e.Of = of
	p.advance()
	e.Args = p.arguments(")")
	if of.Kind == syntax.Member && of.Text == "formatted" {
		e.Kind, e.Of, e.Line = syntax.Format, of.Of, of.Of.Line
		return e
	}
	p.calls++
	return e
}

// arguments reads up to what closes them and past it.
func (p *parser) arguments(end string) []syntax.Arg {
	mark := p.Mark()
	for !p.ended() && !p.take(end) {
		start := p.tok.start
		name := ""
		if p.isName() && p.lex.names() {
			name = p.tok.text
			p.advance()
			p.advance()
		}
		if value := p.argument(); value != nil {
			p.CollectArg(syntax.Arg{Name: name, Value: value})
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	return p.Args(mark)
}

// argument reads an expression, or an annotation's elements or annotation.
func (p *parser) argument() *syntax.Expr {
	if !p.is("@") {
		return p.initial()
	}
	outer := p.annotations
	p.annotations = nil
	p.annotate()
	mark := p.Mark()
	for _, a := range p.annotations {
		p.Collect(a)
	}
	p.annotations = outer
	e := p.Expr(syntax.Other, p.line, "")
	if e.Args = p.Args(mark); len(e.Args) == 1 {
		return e.Args[0].Value
	}
	return e
}

// elements reads those of an array, or of an annotation, in braces.
func (p *parser) elements() *syntax.Expr {
	e := p.Expr(syntax.List, p.tok.line, "")
	if p.depth++; p.depth > deepest {
		p.skip()
	} else {
		p.advance()
		mark := p.Mark()
		for p.tok.kind != eof && !p.is(";") && !p.take("}") {
			start := p.tok.start
			p.Collect(p.argument())
			if !p.take(",") && p.tok.start == start {
				p.advance()
			}
		}
		e.Args = p.Args(mark)
	}
	p.depth--
	return e
}
