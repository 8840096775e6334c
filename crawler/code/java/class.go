package java

import "authcat/crawler/code/syntax"

// isClass reports whether a class, interface, enum or record begins here.
func (p *parser) isClass() bool {
	switch {
	case p.is("class") || p.is("interface") || p.is("enum"):
		return true
	case p.is("@"):
		return p.lex.follows("interface")
	case p.is("record"):
		return !p.lex.follows("(") && !p.lex.follows("=") && !p.lex.follows(".") && !p.lex.follows(";")
	}
	return false
}

// class reads the head of a class, whose body follows.
func (p *parser) class() {
	s := scope{kind: class, fn: p.scope().fn}
	p.take("@")
	s.static = p.is("interface")
	s.listed = p.is("enum")
	p.advance()
	head := p.Expr(syntax.Other, p.tok.line, "")
	if p.isName() {
		s.class = p.tok.text
		p.advance()
	}
	head.Text = "class " + s.class
	annotations, mark := p.annotated(), p.Mark()
	if p.is("<") {
		p.skipGenerics()
	}
	if p.take("(") {
		for _, param := range p.params() {
			name := p.Expr(syntax.Name, head.Line, param.Name)
			p.first(syntax.Statement{Kind: syntax.Assign, Line: head.Line, Target: p.field(name), Type: param.Type})
		}
	}
	for !p.ended() && !p.is("{") {
		start := p.tok.start
		if name, ok := p.typeName(); ok {
			p.Collect(p.Expr(syntax.Name, p.line, name))
		}
		if p.tok.start == start { // extends, implements, permits
			p.advance()
		}
	}
	for _, a := range annotations {
		p.Collect(a)
	}
	if head.Args = p.Args(mark); head.Args != nil {
		p.do(head)
	}
	if p.take("{") {
		p.enter(s)
	}
}

// constants reads those of an enum.
func (p *parser) constants() {
	for !p.ended() {
		start := p.tok.start
		p.annotate()
		p.annotations = nil
		if p.isName() {
			name := p.word(syntax.Name)
			value := p.Expr(syntax.Call, name.Line, "new")
			value.Of = p.Expr(syntax.Name, name.Line, p.scope().class)
			if p.take("(") {
				value.Args = p.arguments(")")
			}
			p.first(syntax.Statement{Kind: syntax.Assign, Line: name.Line, Target: name, Type: p.scope().class, Value: value})
			if p.is("{") {
				p.anonymous(p.scope().class)
			}
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	p.take(";")
}

// anonymous reads the body of a class without a name.
func (p *parser) anonymous(extends string) {
	p.apart(func() { p.block(scope{kind: class, fn: p.scope().fn, class: extends}) })
}
