package java

import (
	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// deepest is how deep expressions may stand in each other: what is deeper is not read.
const deepest = 200

// expression reads an expression; nil where there is none. What it assigns
// stands before, and is the value of its target.
func (p *parser) expression() *syntax.Expr {
	if p.depth++; p.depth > deepest {
		p.depth--
		return p.skip()
	}
	e := p.conditional()
	if e != nil && p.assigns() {
		p.assignment(e, "")
	}
	p.depth--
	return e
}

// conditional reads a value, or "a ? b : c ? d : e".
func (p *parser) conditional() *syntax.Expr {
	calls := p.calls
	e := p.operation(or)
	if e == nil || !p.is("?") {
		return e
	}
	line, mark := e.Line, p.Mark()
	for p.take("?") {
		if p.calls > calls {
			p.do(e)
		}
		p.Collect(p.expression())
		p.take(":")
		calls = p.calls
		if e = p.operation(or); e == nil {
			break
		}
	}
	p.Collect(e)
	choice := p.Expr(syntax.Choice, line, "")
	choice.Args = p.Args(mark)
	return choice
}

// skip goes to the end of the brackets or statement that it is in.
func (p *parser) skip() *syntax.Expr {
	e := p.Expr(syntax.Other, p.tok.line, "")
	for open := 0; p.tok.kind != eof; p.advance() {
		if p.tok.kind != operator {
			continue
		}
		switch p.tok.text {
		case "(", "[", "{":
			open++
		case ")", "]", "}":
			if open--; open < 0 {
				return e
			}
		case ";":
			if open == 0 {
				return e
			}
		}
	}
	return e
}

func (p *parser) assigns() bool {
	t := p.tok.text
	return p.tok.kind == operator && t[len(t)-1] == '=' && (len(t) == 1 || p.binds() == none)
}

// assignment reads on from a target, of a type where it is declared.
func (p *parser) assignment(target *syntax.Expr, typ string) {
	s := syntax.Statement{Kind: syntax.Assign, Line: target.Line, Target: target, Type: typ}
	sign := p.tok.text
	p.advance()
	if s.Value = p.initial(); s.Value == nil {
		return
	}
	switch {
	case sign == "=":
	case sign == "+=" && !isNumber(s.Value):
		s.Kind = syntax.Append
	default:
		value := p.Expr(syntax.Other, s.Line, "")
		value.Args = []syntax.Arg{{Value: target}, {Value: s.Value}}
		s.Value = value
	}
	p.assign(s)
}

func isNumber(e *syntax.Expr) bool { return e.Kind == syntax.Other }

func (p *parser) assign(s syntax.Statement) {
	if !tree.IsTarget(s.Target) {
		p.do(s.Value)
		return
	}
	if v := s.Value; v != nil && v.Kind == syntax.Lambda && v.Func.Name == "" {
		v.Func.Name = s.Target.Base()
	}
	p.first(s)
}
