package typescript

import "authcat/crawler/code/syntax"

// expression reads one, of "a, b, c" the last: the others are done before it.
func (p *parser) expression() *syntax.Expr {
	e := p.assignment()
	for p.take(',') {
		p.do(e)
		e = p.assignment()
	}
	return e
}

// assignment reads an expression without commas.
func (p *parser) assignment() *syntax.Expr {
	if p.depth >= maxDepth {
		e := p.new(syntax.Other, p.line(), "")
		if !p.closes() {
			p.skip()
		}
		return e
	}
	p.depth++
	defer func() { p.depth-- }()
	if f := p.arrow(); f != nil {
		return f
	}
	e := p.conditional()
	target := e
	if e.Kind == syntax.Choice { // a ? b : c = d
		target = e.Args[len(e.Args)-1].Value
	}
	kind, value := syntax.Assign, (*syntax.Expr)(nil)
	switch p.op() {
	case '=', opAssignElse:
		p.pos++
		value = p.initial(target.Base())
	case opAppend:
		p.pos++
		kind, value = syntax.Append, p.assignment()
	case opAssignOther:
		p.pos++
		value = p.new(syntax.Other, p.line(), "")
		value.Args = p.list(p.assignment())
	default:
		return e
	}
	if kind == syntax.Append {
		p.emit(syntax.Statement{Kind: kind, Line: target.Line, Target: target, Value: value})
	} else {
		p.assign(target, value, "", target.Line)
	}
	p.assigned = target
	return e
}

// initial reads what is assigned to the name.
func (p *parser) initial(name string) *syntax.Expr {
	if p.word() == "class" || p.op() == '@' {
		p.className = name
	}
	return p.assignment()
}

// closes reports whether an expression ends here whatever it is.
func (p *parser) closes() bool {
	switch p.op() {
	case opEnd, ')', ']', '}', ',', ';', ':', opTickEnd, opJSXEnd:
		return true
	}
	return false
}

// conditional reads "a ? b : c" and what binds closer.
func (p *parser) conditional() *syntax.Expr {
	e := p.binary(1)
	if p.op() != '?' {
		return e
	}
	choice := p.new(syntax.Choice, e.Line, "")
	from := len(p.pending)
	for p.op() == '?' {
		p.condition(e)
		p.pos++
		p.ternaries++
		b := p.assignment()
		p.ternaries--
		p.pending = append(p.pending, syntax.Arg{Value: b})
		if !p.take(':') {
			e = nil
			break
		}
		if e = p.arrow(); e == nil {
			e = p.binary(1)
		}
	}
	if e != nil {
		p.pending = append(p.pending, syntax.Arg{Value: e})
	}
	choice.Args = p.collect(from)
	return choice
}
