package python

import "authcat/crawler/code/syntax"

// statements reads a logical line. What can't be read is left out, a token at a time.
func (p *parser) statements() {
	for !p.ended() {
		start := p.tok.start
		p.statement()
		p.flush()
		if !p.take(";") && !p.take(":") && p.tok.start == start {
			p.advance()
		}
	}
}

// flush ends a statement: those that were made of it belong to the function.
func (p *parser) flush() {
	fn := p.scope().fn
	fn.Body = append(fn.Body, p.before...)
	clear(p.before)
	p.before = p.before[:0]
}

func (p *parser) do(e *syntax.Expr) {
	if e != nil {
		p.first(syntax.Statement{Kind: syntax.Do, Line: e.Line, Value: e})
	}
}

func (p *parser) statement() {
	if p.tok.kind == operator && p.take("@") {
		if e := p.named(); e != nil {
			p.decorators = append(p.decorators, e)
		}
		return
	}
	if p.tok.kind != word || !p.keyword(p.tok.line) {
		p.simple()
	}
}

// keyword reads a statement that begins with a keyword, and reports whether there is one.
func (p *parser) keyword(line int) bool {
	switch p.tok.text {
	case "def":
		p.define()
	case "class":
		p.class()
	case "async", "else", "try", "finally", "pass", "break", "continue":
		p.advance()
	case "if", "elif", "while":
		p.advance()
		p.do(p.named())
	case "for":
		p.advance()
		target := p.list(p.target)
		p.take("in")
		p.bind(target, p.several())
	case "with":
		p.with()
	case "except":
		p.except()
	case "return":
		p.advance()
		value := p.several()
		p.first(syntax.Statement{Kind: syntax.Return, Line: line, Value: value})
	case "import":
		p.imports()
	case "from":
		p.importsFrom()
	case "global", "nonlocal":
		p.global()
	case "raise", "assert", "del":
		p.advance()
		p.do(p.several())
		if p.take("from") {
			p.do(p.expression())
		}
	case "match", "case":
		return p.match()
	default:
		return false
	}
	return true
}

// match reads "match x" and "case x", unless these words are names here.
func (p *parser) match() bool {
	c := p.lex.peek()
	if !isWord(c) && c != '"' && c != '\'' && c != '{' || p.lex.operates() {
		return false
	}
	p.advance()
	p.pattern(p.several())
	return true
}

// pattern is what is matched or matched with: a call in it calls nothing.
func (p *parser) pattern(parts ...*syntax.Expr) {
	e := p.Expr(syntax.Other, p.tok.line, "")
	for _, part := range parts {
		if part != nil {
			e.Line = part.Line
			e.Args = append(e.Args, syntax.Arg{Value: part})
		}
	}
	p.do(e)
	if p.take("as") {
		p.target()
	}
	if p.take("if") {
		p.do(p.named())
	}
}

func (p *parser) with() {
	p.advance()
	for {
		e := p.expression()
		if e == nil {
			return
		}
		if p.take("as") {
			p.as(e)
		} else {
			p.do(e)
		}
		if !p.take(",") {
			return
		}
	}
}

func (p *parser) except() {
	p.advance()
	p.take("*")
	e := p.expression()
	if e == nil {
		return
	}
	if !p.take("as") && !p.take(",") {
		p.do(e)
		return
	}
	value := p.Expr(syntax.Other, e.Line, "")
	value.Args = []syntax.Arg{{Value: e}}
	p.as(value)
}

// global says which names a function has in common with what it stands in.
func (p *parser) global() {
	e := p.word(syntax.Other)
	for p.tok.kind == word {
		e.Args = append(e.Args, syntax.Arg{Value: p.word(syntax.Name)})
		if !p.take(",") {
			break
		}
	}
	p.do(e)
}
