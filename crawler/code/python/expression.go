package python

import "authcat/crawler/code/syntax"

// deepest is how deep expressions may stand in each other: what is deeper is not read.
const deepest = 200

// expression reads one expression: no tuple and no ":=". It is nil where there is none.
func (p *parser) expression() *syntax.Expr {
	if p.depth++; p.depth > deepest {
		p.depth--
		return p.skip()
	}
	e := p.operation(or)
	if e != nil && p.is("if") {
		e = p.conditional(e)
	}
	p.depth--
	return e
}

// conditional reads on from the first value of "a if b else c if d else e".
func (p *parser) conditional(first *syntax.Expr) *syntax.Expr {
	mark := p.Mark()
	p.Collect(first)
	kind := syntax.Choice
	for p.take("if") {
		calls := p.calls
		condition := p.operation(or)
		if !p.take("else") { // a guard
			kind = syntax.Other
			p.Collect(condition)
			break
		}
		if p.calls > calls {
			p.first(syntax.Statement{Kind: syntax.Do, Line: condition.Line, Value: condition})
		}
		p.Collect(p.operation(or))
	}
	e := p.Expr(kind, first.Line, "")
	e.Args = p.Args(mark)
	return e
}

// skip goes to the end of the brackets or line that it is in.
func (p *parser) skip() *syntax.Expr {
	e := p.Expr(syntax.Other, p.tok.line, "")
	for open := 0; !p.ended(); p.advance() {
		if p.tok.kind != operator {
			continue
		}
		switch p.tok.text {
		case "(", "[", "{":
			open++
		case ")", "]", "}":
			if open == 0 {
				return e
			}
			open--
		}
	}
	return e
}

// first puts a statement before the one that is being read.
func (p *parser) first(s syntax.Statement) { p.before = append(p.before, s) }

// named reads an expression, a starred one, or "name := expression".
func (p *parser) named() *syntax.Expr {
	for p.is("*") || p.is("**") {
		p.advance()
	}
	e := p.expression()
	if e == nil || !p.take(":=") {
		return e
	}
	if value := p.expression(); value != nil {
		p.assign(syntax.Statement{Kind: syntax.Assign, Line: e.Line, Target: e, Value: value})
	}
	return e
}

// several reads expressions with commas between, more than one as a List.
func (p *parser) several() *syntax.Expr {
	return p.list(p.named)
}

// list reads one, or several with commas between.
func (p *parser) list(one func() *syntax.Expr) *syntax.Expr {
	line := p.tok.line
	first := one()
	if first == nil || !p.is(",") {
		return first
	}
	mark := p.Mark()
	p.Collect(first)
	for p.take(",") {
		p.Collect(one())
	}
	e := p.Expr(syntax.List, line, "")
	e.Args = p.Args(mark)
	p.tuple = e
	return e
}

// comprehension reads on behind the elements, which are collected, and
// adds the conditions. What stands before the elements begins at before.
func (p *parser) comprehension(before int) {
	inner := append([]syntax.Statement(nil), p.before[before:]...)
	p.before = p.before[:before]
	for {
		switch {
		case p.take("async"):
		case p.take("for"):
			target := p.list(p.target)
			p.take("in")
			p.bind(target, p.operation(or))
		case p.take("if"):
			p.Collect(p.operation(or))
		default:
			p.before = append(p.before, inner...)
			return
		}
	}
}

func (p *parser) comprehends() bool { return p.is("for") || p.is("async") }

// target reads what is assigned to.
func (p *parser) target() *syntax.Expr {
	p.take("*")
	return p.postfix()
}
