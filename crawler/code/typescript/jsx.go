package typescript

import "authcat/crawler/code/syntax"

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
