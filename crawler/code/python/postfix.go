package python

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
		case ".":
			p.advance()
			member := p.Expr(syntax.Member, p.tok.line, "")
			if member.Of = e; p.tok.kind == word {
				member.Text = p.tok.text
				p.advance()
			}
			e = member
		case "(":
			e = p.call(e)
		case "[":
			index := p.Expr(syntax.Index, e.Line, "")
			index.Of, index.Args = e, []syntax.Arg{{Value: p.subscript()}}
			e = index
		default:
			return e
		}
	}
	return e
}

// call reads the arguments of a call of what is called.
func (p *parser) call(of *syntax.Expr) *syntax.Expr {
	e := p.Expr(syntax.Call, of.Line, "")
	e.Of = of
	p.advance()
	mark := p.Mark()
	p.arguments()
	e.Args = p.Args(mark)
	if of.Kind == syntax.Member && (of.Text == "format" || of.Text == "format_map") {
		e.Kind, e.Of, e.Line = syntax.Format, of.Of, of.Of.Line
		if of.Text == "format_map" && len(e.Args) == 1 {
			e.Args[0].Spread = true
		}
		return e
	}
	p.calls++
	return e
}

// arguments reads up to the closing bracket and past it.
func (p *parser) arguments() {
	for !p.ended() && !p.take(")") {
		start := p.tok.start
		if arg := p.argument(); arg.Value != nil {
			p.CollectArg(arg)
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
}

func (p *parser) argument() (arg syntax.Arg) {
	for p.is("*") || p.is("**") {
		arg.Spread = true
		p.advance()
	}
	if p.tok.kind == word && p.lex.assigns() {
		arg.Name = p.tok.text
		p.advance()
		p.advance()
	}
	arg.Value = p.element()
	return arg
}

// element reads an expression or a comprehension.
func (p *parser) element() *syntax.Expr {
	before := len(p.before)
	e := p.named()
	if e == nil || !p.comprehends() {
		return e
	}
	mark := p.Mark()
	p.Collect(e)
	p.comprehension(before)
	whole := p.Expr(syntax.Other, e.Line, "")
	whole.Args = p.Args(mark)
	return whole
}

// subscript reads what stands in the brackets of an index.
func (p *parser) subscript() *syntax.Expr {
	line := p.tok.line
	p.advance()
	mark, slice := p.Mark(), false
	for !p.ended() && !p.take("]") {
		start := p.tok.start
		p.Collect(p.element())
		for p.take(":") {
			slice = true
			p.Collect(p.element())
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	if !slice && p.Mark() == mark+1 {
		return p.Args(mark)[0].Value
	}
	e := p.Expr(syntax.Other, line, "")
	if !slice {
		e.Kind = syntax.List
	}
	e.Args = p.Args(mark)
	return e
}
