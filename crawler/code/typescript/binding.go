package typescript

import (
	"strconv"

	"authcat/crawler/code/syntax"
)

// pattern reads the name that is declared, or what a value is taken apart into:
// an Object or List of patterns. A Choice has a pattern and the value it has
// where there is none. It is nil where nothing is declared.
func (p *parser) pattern() *syntax.Expr {
	line := p.line()
	switch p.op() {
	case opName:
		p.pos++
		return p.new(syntax.Name, line, p.text(p.pos-1))
	case '{', '[':
		if p.depth >= maxDepth {
			p.skip()
			return nil
		}
		p.depth++
		e := p.new(syntax.Object, line, "")
		if p.op() == '[' {
			e.Kind = syntax.List
		}
		from := len(p.pending)
		p.within(func() { p.patterns(e.Kind) })
		e.Args = p.collect(from)
		p.depth--
		return e
	}
	return nil
}

// patterns reads those in brackets.
func (p *parser) patterns(kind syntax.Kind) {
	for p.pos < p.end {
		at := p.pos
		part := syntax.Arg{Spread: p.take(opSpread)}
		if kind == syntax.Object && !part.Spread {
			part = p.fieldPattern()
		} else {
			part.Value = p.pattern()
		}
		if p.take('=') {
			part.Value = p.otherwise(part.Value)
		}
		if part.Value != nil || kind == syntax.List && p.op() == ',' {
			p.pending = append(p.pending, part)
		}
		if !p.take(',') && p.pos == at {
			p.skip()
		}
	}
}

// fieldPattern reads "a", "a: b" or "[a]: b".
func (p *parser) fieldPattern() syntax.Arg {
	line, plain := p.line(), p.op() == opName
	name, _ := p.key()
	if p.take(':') {
		return syntax.Arg{Name: name, Value: p.pattern()}
	}
	if !plain {
		return syntax.Arg{}
	}
	return syntax.Arg{Name: name, Value: p.new(syntax.Name, line, name)}
}

// otherwise reads the value that a pattern has where there is none.
func (p *parser) otherwise(pattern *syntax.Expr) *syntax.Expr {
	e := p.new(syntax.Choice, p.line(), "")
	value := p.assignment()
	if pattern == nil {
		return nil
	}
	p.named(value, pattern)
	e.Args = p.list(pattern, value)
	return e
}

// assign assigns a value to a target, or its parts to those of a pattern.
func (p *parser) assign(target, value *syntax.Expr, kind string, line int) {
	switch {
	case target == nil:
		p.do(value)
	case target.Kind == syntax.Object && value != nil:
		value = p.shared(target, value, kind, line)
		for _, field := range target.Args {
			of := value
			if !field.Spread {
				of = p.fieldOf(value, field)
			}
			p.assign(field.Value, of, "", field.Value.Line)
		}
	case target.Kind == syntax.List && value != nil:
		value = p.shared(target, value, kind, line)
		for i, element := range target.Args {
			of := value
			if !element.Spread {
				of = p.elementOf(value, i)
			}
			if element.Value != nil && (element.Value.Kind != syntax.Other || len(element.Value.Args) > 0) {
				p.assign(element.Value, of, "", element.Value.Line)
			}
		}
	case target.Kind == syntax.Choice && value != nil && len(target.Args) == 2:
		e := p.new(syntax.Choice, value.Line, "")
		e.Args = p.list(value, target.Args[1].Value)
		p.assign(target.Args[0].Value, e, "", line)
	default:
		p.named(value, target)
		p.emit(syntax.Statement{Kind: syntax.Assign, Line: line, Target: target, Type: kind, Value: value})
	}
}

// fieldOf is the field of a value that a pattern's field takes.
func (p *parser) fieldOf(value *syntax.Expr, field syntax.Arg) *syntax.Expr {
	if field.Name != "" {
		return p.member(value, field.Name, field.Value.Line)
	}
	e := p.new(syntax.Index, field.Value.Line, "")
	e.Of = value
	e.Args = p.list(p.new(syntax.Other, field.Value.Line, ""))
	return e
}

// elementOf is the element of a value with an index.
func (p *parser) elementOf(value *syntax.Expr, i int) *syntax.Expr {
	e := p.new(syntax.Index, value.Line, "")
	e.Of = value
	e.Args = p.list(p.new(syntax.Other, value.Line, strconv.Itoa(i)))
	return e
}

// shared is a value that a pattern's parts may all refer to: itself where it is
// a name or has one part, otherwise a name that it is assigned to.
func (p *parser) shared(pattern, value *syntax.Expr, kind string, line int) *syntax.Expr {
	plain := value
	for plain.Kind == syntax.Member {
		plain = plain.Of
	}
	if plain.Kind == syntax.Name || len(pattern.Args) == 1 {
		return value
	}
	name := p.new(syntax.Name, line, p.ownName())
	p.emit(syntax.Statement{Kind: syntax.Assign, Line: line, Target: name, Type: kind, Value: value})
	return name
}

// ownName is a name that no source has.
func (p *parser) ownName() string {
	p.made++
	return "{" + strconv.Itoa(p.made) + "}"
}

// named gives a function the name of what it is assigned to, by which it is called.
func (p *parser) named(value, target *syntax.Expr) {
	switch {
	case value == nil:
	case value.Kind == syntax.Object && target.Kind == syntax.Member && target.Text == "prototype": // A.prototype = {f() {}}
		for _, field := range value.Args {
			p.named(field.Value, p.member(target, field.Name, field.Value.Line))
		}
	case value.Kind == syntax.Lambda:
		f := value.Func
		if name := target.Base(); name != "" {
			f.Name = name
		}
		if target.Kind != syntax.Member {
			return
		}
		switch of := target.Of; {
		case of.Kind == syntax.Member && of.Text == "prototype": // A.prototype.f = function …
			f.Class, f.Receiver = of.Of.Base(), "this"
			p.prototypes[f.Class] = true
		case of.Kind == syntax.Name && of.Text == "this" && p.fn.Class != "":
			f.Class, f.Receiver = p.fn.Class, "this"
		}
	}
}

// constructors makes those functions constructors whose prototypes have methods.
func (p *parser) constructors() {
	for _, f := range p.unit.Functions {
		if f.Class == "" && f.Receiver == "" && p.prototypes[f.Name] {
			f.Name, f.Class, f.Receiver = "constructor", f.Name, "this"
		}
	}
}
