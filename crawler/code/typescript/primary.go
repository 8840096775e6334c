package typescript

import "authcat/crawler/code/syntax"

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
