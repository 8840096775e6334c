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
			of := e
			e = p.new(syntax.Call, of.Line, "")
			e.Of = of
			e.Args = p.list(p.template())
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
			of := e
			e = p.new(syntax.Other, of.Line, "")
			e.Args = p.list(of)
			return e
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

// primary reads an expression that stands for itself.
func (p *parser) primary() *syntax.Expr {
	line := p.line()
	switch p.op() {
	case opName:
		return p.name()
	case opString:
		p.pos++
		return p.new(syntax.Text, line, p.quoted(p.pos-1))
	case opTick:
		return p.template()
	case opNumber:
		p.pos++
		return p.new(syntax.Other, line, p.text(p.pos-1))
	case '(':
		return p.parenthesized()
	case '{':
		return p.object()
	case '[':
		e := p.new(syntax.List, line, "")
		e.Args = p.arguments()
		return e
	case opJSX:
		return p.element()
	case '@':
		p.annotations(true)
		if p.word() == "class" || p.word() == "abstract" {
			return p.name()
		}
	case opRegexp, opJSXName, opJSXText, opPiece:
		p.pos++
	}
	return p.new(syntax.Other, line, "")
}

// parenthesized reads "(a, b)": the value is the last.
func (p *parser) parenthesized() *syntax.Expr {
	e := p.new(syntax.Other, p.line(), "")
	p.within(func() {
		if p.pos < p.end {
			e = p.expression()
		}
	})
	return e
}

// name reads a word, and what it begins.
func (p *parser) name() *syntax.Expr {
	word, line := p.word(), p.line()
	switch word {
	case "function":
		return p.functionValue()
	case "async":
		if p.wordAt(1) == "function" && !p.freshAt(1) {
			return p.functionValue()
		}
	case "class":
		return p.class()
	case "abstract":
		if p.wordAt(1) == "class" {
			p.pos++
			return p.class()
		}
	case "true", "false", "null":
		p.pos++
		return p.new(syntax.Other, line, word)
	case "const", "var", "if", "for", "while", "return", "switch", "case", "throw", "try", "catch", "finally", "else", "break", "continue", "export":
		return p.new(syntax.Other, line, "") // the next statement
	}
	p.pos++
	return p.new(syntax.Name, line, word)
}

// quoted is the value of a string.
func (p *parser) quoted(at int) string {
	text := p.text(at)
	quote := text[0]
	text = text[1:]
	if n := len(text) - 1; n >= 0 && text[n] == quote {
		text = text[:n]
	}
	return unescaped(text)
}

// template reads one: a Join, or a Text where nothing is filled in.
func (p *parser) template() *syntax.Expr {
	e := p.new(syntax.Join, p.line(), "")
	from := len(p.pending)
	p.within(func() {
		for p.pos < p.end {
			line := p.line()
			var part *syntax.Expr
			if p.op() == opFill {
				p.within(func() { part = p.expression() })
			} else {
				part = p.new(syntax.Text, line, unescaped(p.text(p.pos)))
				p.pos++
			}
			p.pending = append(p.pending, syntax.Arg{Value: part})
		}
	})
	e.Args = p.collect(from)
	switch {
	case len(e.Args) == 0:
		e.Kind = syntax.Text
	case len(e.Args) == 1 && e.Args[0].Value.Kind == syntax.Text:
		e.Kind, e.Text, e.Args = syntax.Text, e.Args[0].Value.Text, nil
	}
	return e
}

// element reads a JSX element: what is filled in, and the texts of its
// attributes, are parts of an Other.
func (p *parser) element() *syntax.Expr {
	e := p.new(syntax.Other, p.line(), "")
	if p.depth >= maxDepth {
		p.skip()
		return e
	}
	p.depth++
	from := len(p.pending)
	p.within(func() {
		name := ""
		for p.pos < p.end {
			p.part(&name)
		}
	})
	e.Args = p.collect(from)
	p.depth--
	return e
}

// part reads the next part of an element. name is that of the attribute before.
func (p *parser) part(name *string) {
	switch p.op() {
	case opJSXName:
		*name = ""
		if p.opAt(1) == '=' {
			*name = p.text(p.pos)
			p.pos++
		}
		p.pos++
		return
	case opJSXText:
		text := p.text(p.pos)
		value := p.new(syntax.Text, p.line(), text[1:len(text)-1])
		p.pending = append(p.pending, syntax.Arg{Name: *name, Value: value})
		p.pos++
	case opJSX:
		p.pending = append(p.pending, syntax.Arg{Name: *name, Value: p.element()})
	case '{':
		p.within(func() {
			spread := p.take(opSpread)
			if p.pos < p.end {
				value := p.expression()
				p.pending = append(p.pending, syntax.Arg{Name: *name, Value: value, Spread: spread})
			}
		})
	default:
		p.pos++
	}
	*name = ""
}
