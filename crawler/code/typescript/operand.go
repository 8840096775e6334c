package typescript

import "authcat/crawler/code/syntax"

// operand reads what signs stand between, with the members, indices and calls behind it.
func (p *parser) operand() *syntax.Expr {
	if p.word() == "new" && p.opAt(1) != '.' {
		return p.chain(p.creation(), true)
	}
	return p.chain(p.primary(), true)
}

// creation reads "new A(x)".
func (p *parser) creation() *syntax.Expr {
	line := p.line()
	p.pos++
	p.depth++
	defer func() { p.depth-- }()
	e := p.new(syntax.Call, line, "new")
	switch {
	case p.word() == "new" && p.depth < maxDepth:
		e.Of = p.creation()
	case p.word() == "class":
		e.Of = p.primary()
	default:
		e.Of = p.chain(p.primary(), false)
		e.Line = e.Of.Line
	}
	if p.op() == '<' {
		p.skipTypes(strict)
	}
	if p.op() == '(' {
		e.Args = p.arguments()
	}
	return e
}

// chain reads the members and indices behind an expression, and the calls where they are its own.
func (p *parser) chain(e *syntax.Expr, calls bool) *syntax.Expr {
	depth := p.depth
	defer func() { p.depth = depth }()
	for ; ; p.depth++ {
		if p.depth >= maxDepth {
			p.do(e)
			e, p.depth = p.new(syntax.Other, p.line(), ""), depth
		}
		switch p.op() {
		case '.', opOptional:
			if !p.takeMember(&e, calls) {
				return e
			}
		case '(':
			if !calls {
				return e
			}
			e = p.call(e)
		case '[':
			e = p.index(e)
		case opTick:
			e = p.tagged(e)
		case '<', opShift:
			at := p.pos
			if !p.skipTypes(strict) || !p.typesEnd() {
				p.pos = at
				return e
			}
		case '!':
			if p.freshAt(0) {
				return e
			}
			p.pos++
		case opStep:
			if p.freshAt(0) {
				return e
			}
			p.pos++
			step := p.new(syntax.Other, e.Line, "")
			step.Args = p.list(e)
			return step
		default:
			return e
		}
	}
}

// takeMember reads ".name", "?.name", "?.(x)" or "?.[x]", and reports whether one of them is next.
func (p *parser) takeMember(e **syntax.Expr, calls bool) bool {
	switch p.opAt(1) {
	case opName:
		*e = p.member(*e, p.wordAt(1), int(p.tokens[p.pos+1].line))
		p.pos += 2
	case '(', '[', opTick, '<':
		if !calls {
			return false
		}
		p.pos++ // the loop reads on
	default:
		p.pos++ // "a." as it is while one types
	}
	return true
}

// typesEnd reports whether what was read in angle brackets are types and no comparisons, by what stands behind.
func (p *parser) typesEnd() bool {
	switch p.op() {
	case '(', opTick, ')', ']', '}', ',', ';', ':', opEnd, opOptional, '.', opEqual, opOr, opAnd:
		return true
	}
	return p.freshAt(0)
}

func (p *parser) call(of *syntax.Expr) *syntax.Expr {
	e := p.new(syntax.Call, of.Line, "")
	e.Of = of
	e.Args = p.arguments()
	return e
}

// tagged reads a template that is given to what stands before it.
func (p *parser) tagged(of *syntax.Expr) *syntax.Expr {
	e := p.new(syntax.Call, of.Line, "")
	e.Of = of
	e.Args = p.list(p.template())
	return e
}

func (p *parser) index(of *syntax.Expr) *syntax.Expr {
	e := p.new(syntax.Index, of.Line, "")
	e.Of = of
	p.within(func() { e.Args = p.list(p.expression()) })
	return e
}

// arguments reads what stands in brackets, separated by commas. What is left out in a list is nothing.
func (p *parser) arguments() []syntax.Arg {
	from := len(p.pending)
	p.within(func() {
		for p.pos < p.end {
			at := p.pos
			if p.op() == ',' {
				p.pending = append(p.pending, syntax.Arg{Value: p.new(syntax.Other, p.line(), "")})
				p.pos++
				continue
			}
			spread := p.take(opSpread)
			value := p.assignment()
			p.pending = append(p.pending, syntax.Arg{Value: value, Spread: spread})
			if !p.take(',') && p.pos == at {
				p.skip()
			}
		}
	})
	return p.collect(from)
}
