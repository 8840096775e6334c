package python

import "authcat/crawler/code/syntax"

// parentheses reads "(a)" as a, "(a, b)" as a List, and "(a as b)" as b after assigning it.
func (p *parser) parentheses() *syntax.Expr {
	e := p.Expr(syntax.List, p.tok.line, "")
	p.advance()
	mark := p.Mark()
	if commas := p.elements(e, ")"); !commas && e.Kind == syntax.List && p.Mark() == mark+1 {
		return p.Args(mark)[0].Value
	}
	e.Args = p.Args(mark)
	p.tuple = e
	return e
}

// brackets reads a list.
func (p *parser) brackets() *syntax.Expr {
	e := p.Expr(syntax.List, p.tok.line, "")
	p.advance()
	mark := p.Mark()
	p.elements(e, "]")
	e.Args = p.Args(mark)
	return e
}

// elements collects the elements of a list or the one of a comprehension, which
// is an Other, and goes past what closes it. It tells whether there were commas.
func (p *parser) elements(e *syntax.Expr, end string) (commas bool) {
	before := len(p.before)
	for !p.ended() && !p.take(end) {
		start, spread := p.tok.start, p.is("*")
		if value := p.named(); value != nil {
			if p.take("as") {
				value = p.as(value)
			}
			p.CollectArg(syntax.Arg{Value: value, Spread: spread})
		}
		if p.comprehends() {
			p.comprehension(before)
			e.Kind = syntax.Other
		}
		if p.take(",") {
			commas = true
		} else if p.tok.start == start {
			p.advance()
		}
	}
	return commas
}

// as assigns the value of "value as target" and gives the target back.
func (p *parser) as(value *syntax.Expr) *syntax.Expr {
	target := p.target()
	if target == nil {
		return value
	}
	p.assign(syntax.Statement{Kind: syntax.Assign, Line: value.Line, Target: target, Value: value})
	return target
}

// braces reads a dict, or a set as a List.
func (p *parser) braces() *syntax.Expr {
	e := p.Expr(syntax.Object, p.tok.line, "")
	p.advance()
	mark, before := p.Mark(), len(p.before)
	for !p.ended() && !p.take("}") {
		start := p.tok.start
		p.entry(e)
		if p.comprehends() {
			p.comprehension(before)
			e.Kind = syntax.Other
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	e.Args = p.Args(mark)
	return e
}

// entry collects what a dict has for a key, or an element of a set.
func (p *parser) entry(of *syntax.Expr) {
	if p.take("**") {
		if value := p.expression(); value != nil {
			p.CollectArg(syntax.Arg{Value: value, Spread: true})
		}
		return
	}
	key := p.named()
	if key == nil {
		return
	}
	if !p.take(":") {
		of.Kind = syntax.List
		p.Collect(key)
		return
	}
	value := p.expression()
	if value == nil {
		value = p.Expr(syntax.Other, key.Line, "")
	}
	if (key.Kind == syntax.Text || key.Kind == syntax.Other) && key.Text != "" {
		p.CollectArg(syntax.Arg{Name: key.Text, Value: value})
		return
	}
	both := p.Expr(syntax.Other, key.Line, "")
	both.Args = []syntax.Arg{{Value: key}, {Value: value}}
	p.Collect(both)
}
