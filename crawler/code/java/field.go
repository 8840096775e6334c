package java

import "authcat/crawler/code/syntax"

// fields reads on from a field's name.
func (p *parser) fields(typ, name string, line int, static bool) {
	annotations := p.annotated()
	for {
		target := p.Expr(syntax.Name, line, name)
		if !static && p.scope().class != "" {
			target = p.field(target)
		}
		s := syntax.Statement{Kind: syntax.Assign, Line: line, Target: target, Type: typ}
		p.dimensions()
		if p.take("=") {
			s.Value = p.initial()
		}
		for _, a := range annotations {
			if s.Value == nil && a.Kind == syntax.Call && a.Of.Base() == "Value" {
				s.Value = a
			} else if a.Kind == syntax.Call {
				p.do(a)
			}
		}
		p.assign(s)
		if annotations = nil; !p.take(",") || !p.isName() {
			break
		}
		name, line = p.tok.text, p.tok.line
		p.advance()
	}
	p.take(";")
}

// field is a name as a member of its object.
func (p *parser) field(name *syntax.Expr) *syntax.Expr {
	e := p.Expr(syntax.Member, name.Line, name.Text)
	e.Of = p.Expr(syntax.Name, name.Line, "this")
	return e
}

func (p *parser) dimensions() {
	for p.is("[") || p.is("]") {
		p.advance()
	}
}

// initial reads what something is declared with: an expression, or elements in braces.
func (p *parser) initial() *syntax.Expr {
	if p.is("{") {
		return p.elements()
	}
	return p.expression()
}
