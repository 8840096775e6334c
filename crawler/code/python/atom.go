package python

import "authcat/crawler/code/syntax"

// atom reads a word, number, text, or something in brackets; nil where there is none.
func (p *parser) atom() *syntax.Expr {
	switch p.tok.kind {
	case text:
		return p.texts()
	case number:
		return p.word(syntax.Other)
	case word:
		return p.name()
	case operator:
		switch p.tok.text {
		case "(":
			return p.parentheses()
		case "[":
			return p.brackets()
		case "{":
			return p.braces()
		case "...":
			return p.word(syntax.Other)
		}
	}
	return nil
}

// word is the next token as an expression.
func (p *parser) word(kind syntax.Kind) *syntax.Expr {
	e := p.Expr(kind, p.tok.line, p.tok.text)
	p.advance()
	return e
}

func (p *parser) name() *syntax.Expr {
	switch p.tok.text {
	case "None", "True", "False":
		return p.word(syntax.Other)
	case "lambda":
		return p.lambda()
	case "yield":
		return p.yield()
	case "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
		"if", "import", "in", "is", "nonlocal", "or", "pass", "raise", "return", "try", "while", "with":
		return nil
	}
	e := p.word(syntax.Name)
	if s := p.scope(); s.attributes[e.Text] {
		return p.attribute(s, e)
	}
	return e
}

// attribute is a class' own name for one of its attributes as others know it.
func (p *parser) attribute(s *scope, name *syntax.Expr) *syntax.Expr {
	e := p.Expr(syntax.Member, name.Line, name.Text)
	e.Of = p.Expr(syntax.Name, name.Line, s.class)
	return e
}

func (p *parser) yield() *syntax.Expr {
	e := p.Expr(syntax.Other, p.tok.line, "")
	p.advance()
	p.take("from")
	if value := p.several(); value != nil {
		e.Args = []syntax.Arg{{Value: value}}
	}
	return e
}
