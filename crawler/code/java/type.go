package java

import "authcat/crawler/code/syntax"

// typeName reads a type, without generics and brackets; that of variable
// parameters begins with an asterisk. "var" is none.
func (p *parser) typeName() (name string, ok bool) {
	const longest = 200
	p.annotate()
	if !p.isName() {
		return "", false
	}
	name = p.tok.text
	p.advance()
	for {
		switch {
		case p.is("<"):
			if !p.skipGenerics() {
				return name, false
			}
		case p.is("."):
			p.advance()
			p.annotate()
			if !p.isName() {
				return name, false
			}
			if len(name) < longest {
				name += "." + p.tok.text
			}
			p.advance()
		case p.is("@"):
			p.annotate()
		case p.is("["):
			p.advance()
			if !p.take("]") {
				return name, false
			}
		case p.take("..."):
			return "*" + name, true
		default:
			if name == "var" {
				name = ""
			}
			return name, true
		}
	}
}

// skipGenerics goes past "<…>", and reports whether that is what there is. Where
// it was not, it isn't tried again on the way there.
func (p *parser) skipGenerics() bool {
	if p.tok.start < p.generic {
		return false
	}
	for open := 0; ; p.advance() {
		switch {
		case p.is("<"):
			open++
		case p.is(">"):
			if open--; open == 0 {
				p.advance()
				return true
			}
		case p.tok.kind == word:
		case p.is(".") || p.is(",") || p.is("?") || p.is("&") || p.is("[") || p.is("]") || p.is("@"):
		default:
			p.generic = p.tok.start
			return false
		}
	}
}

// declares goes past a type if a name follows, which it declares.
func (p *parser) declares() (typ string, ok bool) {
	for p.is("@") && !p.lex.follows("interface") || p.is("final") {
		p.annotate()
		p.take("final")
	}
	before := p.state()
	typ, ok = p.typeName()
	if ok = ok && p.isName(); !ok {
		p.back(before)
	}
	p.annotations = nil
	return typ, ok
}

// annotate reads annotations: those before it are of the same thing.
func (p *parser) annotate() {
	for p.is("@") && !p.lex.follows("interface") {
		p.advance()
		if !p.isName() {
			return
		}
		e := p.word(syntax.Name)
		for p.take(".") {
			if !p.isName() {
				return
			}
			e = p.word(syntax.Name)
		}
		if p.depth++; p.is("(") && p.depth <= deepest {
			e = p.call(e)
		} else if p.take("(") {
			p.skip()
			p.take(")")
		}
		p.depth--
		p.annotations = append(p.annotations, e)
	}
}

// annotated takes the annotations that were read.
func (p *parser) annotated() []*syntax.Expr {
	all := p.annotations
	p.annotations = nil
	return all
}

// word is the next token as an expression.
func (p *parser) word(kind syntax.Kind) *syntax.Expr {
	e := p.Expr(kind, p.tok.line, p.tok.text)
	p.advance()
	return e
}
