package typescript

import "authcat/crawler/code/syntax"

func (p *parser) emit(s syntax.Statement) { p.fn.Body = append(p.fn.Body, s) }

// do adds an expression that is evaluated for its effect.
func (p *parser) do(e *syntax.Expr) {
	switch {
	case e == nil || e == p.assigned || e.Kind == syntax.Text:
		return
	case e.Kind == syntax.Other && len(e.Args) == 0 || e.Kind == syntax.Choice && !matters(e):
		return
	}
	p.emit(syntax.Statement{Kind: syntax.Do, Line: e.Line, Value: e})
}

// condition adds an expression that only decides about others, where it means something.
func (p *parser) condition(e *syntax.Expr) {
	if matters(e) {
		p.do(e)
	}
}

// matters reports whether an expression has more than names and numbers.
func matters(e *syntax.Expr) bool {
	switch {
	case e == nil:
		return false
	case e.Kind == syntax.Name:
		return false
	case e.Kind == syntax.Member || e.Kind == syntax.Index:
		if matters(e.Of) {
			return true
		}
	case e.Kind == syntax.Choice || e.Kind == syntax.Other:
	default:
		return true
	}
	for _, a := range e.Args {
		if matters(a.Value) {
			return true
		}
	}
	return false
}

// statements reads them up to the end of the brackets.
func (p *parser) statements() {
	for p.pos < p.end {
		at := p.pos
		p.statement()
		if p.pos == at {
			p.pos++
		}
	}
}

// statement reads one.
func (p *parser) statement() {
	if p.depth >= maxDepth {
		p.skip()
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	for p.opAt(1) == ':' && p.op() == opName && p.word() != "case" && p.word() != "default" { // a label
		p.pos += 2
	}
	switch p.op() {
	case '{':
		p.block()
	case ';', ')', ']', '}', ',', ':':
		p.pos++
	case '@':
		p.annotations(true)
	case opName:
		word := p.word()
		if p.opAt(1) == '.' || p.opAt(1) == '=' && word != "export" || p.opAt(1) == opArrow || !p.control(word) && !p.declares(word) && !p.module(word) {
			p.evaluate()
		}
	default:
		p.evaluate()
	}
}

// evaluate reads an expression for its effect.
func (p *parser) evaluate() {
	p.do(p.expression())
	p.take(';')
}

// control reads a statement that begins with the word where it says what is done next, and reports whether it does.
func (p *parser) control(word string) bool {
	switch word {
	case "if":
		p.branches()
	case "for":
		p.loop()
	case "while", "with", "switch", "catch":
		p.pos++
		p.head(word)
		p.below()
	case "do", "else", "try", "finally":
		p.pos++
		p.below()
	case "return":
		p.returns()
	case "throw":
		p.pos++
		value := p.expression()
		p.emit(syntax.Statement{Kind: syntax.Do, Line: value.Line, Value: value})
		p.take(';')
	case "break", "continue":
		if p.pos++; !p.freshAt(0) && p.op() == opName {
			p.pos++
		}
		p.take(';')
	case "case":
		p.pos++
		p.label()
	case "default":
		p.pos++
		p.take(':')
	default:
		return false
	}
	return true
}

// below reads what a condition or loop has below it.
func (p *parser) below() {
	if p.op() == '{' {
		p.block()
	} else {
		p.statement()
	}
}

// head reads what stands in brackets behind the word.
func (p *parser) head(word string) {
	if p.op() != '(' {
		return
	}
	if word == "catch" {
		p.skip()
		return
	}
	p.within(func() { p.do(p.expression()) })
}

// branches reads if and all its else if.
func (p *parser) branches() {
	for {
		p.pos++
		p.head("if")
		p.below()
		if !p.takeWord("else") {
			return
		}
		if p.word() != "if" {
			p.below()
			return
		}
	}
}

func (p *parser) returns() {
	line := p.line()
	p.pos++
	if p.freshAt(0) || p.op() == ';' {
		p.take(';')
		p.emit(syntax.Statement{Kind: syntax.Return, Line: line})
		return
	}
	value := p.expression()
	p.emit(syntax.Statement{Kind: syntax.Return, Line: line, Value: value})
	p.take(';')
}

// label reads what stands behind "case".
func (p *parser) label() {
	e := p.expression()
	if e.Kind != syntax.Text {
		p.condition(e)
	}
	p.take(':')
}

// loop reads "for". What runs over a list is assigned an element of it.
func (p *parser) loop() {
	p.pos++
	p.takeWord("await")
	if p.op() == '(' {
		p.within(func() {
			at := p.pos
			if !p.over() {
				p.pos = at
				p.statements()
			}
		})
	}
	p.below()
}

// over reads "const a of list" or "a in object", and reports whether it is one.
func (p *parser) over() bool {
	switch p.word() {
	case "const", "let", "var", "using", "await":
		if p.wordAt(1) != "of" && p.wordAt(1) != "in" || p.wordAt(2) == "of" {
			p.pos++
		}
	}
	line, next := p.line(), p.pos+1
	switch p.op() {
	case '{', '[':
		next = p.match() + 1
	case opName:
		for next+1 < p.end && p.tokens[next].op == '.' {
			next += 2
		}
	default:
		return false
	}
	if next >= p.end || p.tokens[next].op != opName || p.text(next) != "of" && p.text(next) != "in" {
		return false
	}
	target := p.pattern()
	for p.op() == '.' && target != nil {
		target = p.member(target, p.wordAt(1), line)
		p.pos += 2
	}
	keys := p.word() == "in"
	p.pos++
	list := p.expression()
	e := p.new(syntax.Index, line, "")
	e.Of, e.Args = list, p.list(p.new(syntax.Other, line, ""))
	if keys {
		e.Kind, e.Of, e.Args = syntax.Other, nil, p.list(list)
	}
	p.assign(target, e, "", line)
	return true
}
