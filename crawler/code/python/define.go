package python

import "authcat/crawler/code/syntax"

// define reads the head of a function, whose body follows.
func (p *parser) define() {
	fn := p.function()
	p.advance()
	if p.tok.kind == word {
		fn.Name = p.tok.text
		p.advance()
	}
	if p.is("[") {
		p.subscript()
	}
	if p.take("(") {
		fn.Params = p.params(")", true)
	}
	if p.take("->") {
		p.expression()
	}
	fn.Annotations, p.decorators = p.decorators, nil
	if fn.Class = p.scope().class; fn.Class != "" && len(fn.Params) > 0 && !isStatic(fn) {
		fn.Receiver, fn.Params = fn.Params[0].Name, fn.Params[1:]
	}
	p.flush()
	p.scopes = append(p.scopes, scope{indent: p.lex.indent, fn: fn})
}

// function is a function that begins here.
func (p *parser) function() *syntax.Function {
	fn := &syntax.Function{Outer: p.scope().fn, Line: p.tok.line, End: p.tok.line}
	p.unit.Functions = append(p.unit.Functions, fn)
	return fn
}

// isStatic reports whether a method has no receiver.
func isStatic(fn *syntax.Function) bool {
	for _, a := range fn.Annotations {
		if a.Kind == syntax.Name && a.Text == "staticmethod" {
			return true
		}
	}
	return fn.Params[0].Type != "" && fn.Params[0].Type[0] == '*'
}

// params reads parameters and goes past what closes them.
func (p *parser) params(end string, typed bool) []syntax.Param {
	var all []syntax.Param
	for !p.ended() && !p.take(end) {
		start, stars := p.tok.start, ""
		for p.is("*") || p.is("**") {
			stars = p.tok.text
			p.advance()
		}
		if p.tok.kind == word {
			all = append(all, p.param(stars, typed))
		} else {
			p.atom() // a tuple of Python 2
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	return all
}

func (p *parser) param(stars string, typed bool) syntax.Param {
	param := syntax.Param{Name: p.tok.text, Type: stars}
	p.advance()
	if typed && p.take(":") {
		param.Type += p.typeName(p.expression())
	}
	if p.take("=") {
		param.Default = p.expression()
	}
	return param
}

// lambda reads a function without a name.
func (p *parser) lambda() *syntax.Expr {
	e := p.Expr(syntax.Lambda, p.tok.line, "")
	fn := p.function()
	e.Func = fn
	p.advance()
	fn.Params = p.params(":", false)
	p.scopes = append(p.scopes, scope{fn: fn})
	before := p.before
	p.before = nil
	value := p.expression()
	p.first(syntax.Statement{Kind: syntax.Return, Line: fn.Line, Value: value})
	fn.Body, p.before = p.before, before
	fn.End = max(fn.Line, p.line)
	p.scopes = p.scopes[:len(p.scopes)-1]
	return e
}

// class reads the head of a class, whose body follows. Of what it is made, and
// what is made of it, is an Other that begins with its name.
func (p *parser) class() {
	p.advance()
	s := scope{indent: p.lex.indent, fn: p.scope().fn, class: "_", attributes: map[string]bool{}}
	head := p.Expr(syntax.Other, p.tok.line, "")
	if p.tok.kind == word {
		s.class = p.tok.text
		head.Text = "class " + s.class
		p.advance()
	}
	if p.is("[") {
		p.subscript()
	}
	mark := p.Mark()
	if p.take("(") {
		p.arguments()
	}
	for _, e := range p.decorators {
		p.Collect(e)
	}
	p.decorators = nil
	if head.Args = p.Args(mark); head.Args != nil {
		p.do(head)
	}
	p.flush()
	p.scopes = append(p.scopes, s)
}
