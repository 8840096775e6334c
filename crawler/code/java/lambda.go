package java

import "authcat/crawler/code/syntax"

// isLambda reports whether the brackets that begin here have parameters in them.
func (p *parser) isLambda() bool {
	before := p.state()
	defer p.back(before)
	for p.advance(); ; p.advance() {
		switch {
		case p.is(")"):
			return p.lex.follows("->")
		case p.tok.kind == word:
		case p.is(",") || p.is(".") || p.is("<") || p.is(">") || p.is("[") || p.is("]") || p.is("?") || p.is("@") || p.is("..."):
		default:
			return false
		}
	}
}

// lambda reads a function without a name.
func (p *parser) lambda() *syntax.Expr {
	e := p.Expr(syntax.Lambda, p.tok.line, "")
	fn := &syntax.Function{Outer: p.scope().fn, Line: p.tok.line, End: p.tok.line}
	e.Func = fn
	p.unit.Functions = append(p.unit.Functions, fn)
	if p.take("(") {
		fn.Params = p.lambdaParams()
	} else {
		fn.Params = []syntax.Param{{Name: p.tok.text}}
		p.advance()
	}
	p.take("->")
	base := len(p.scopes)
	p.apart(func() {
		if p.is("{") {
			p.block(scope{kind: function, fn: fn})
			return
		}
		p.scopes = append(p.scopes, scope{kind: function, fn: fn})
		value := p.expression()
		p.first(syntax.Statement{Kind: syntax.Return, Line: fn.Line, Value: value})
		p.flush()
		fn.End = max(fn.Line, p.line)
		p.scopes = p.scopes[:base]
	})
	return e
}

// lambdaParams reads parameters with or without types.
func (p *parser) lambdaParams() []syntax.Param {
	var all []syntax.Param
	for p.isName() && (p.lex.follows(",") || p.lex.follows(")")) {
		all = append(all, syntax.Param{Name: p.tok.text})
		p.advance()
		p.take(",")
	}
	return append(all, p.params()...)
}

// block reads a body in braces that stands in an expression.
func (p *parser) block(s scope) {
	if p.depth++; p.depth > deepest {
		p.advance()
		p.skip()
		p.take("}")
	} else {
		p.advance()
		base := len(p.scopes)
		p.enter(s)
		p.body(base)
	}
	p.depth--
}
