package typescript

import "authcat/crawler/code/syntax"

// object reads an object's fields.
func (p *parser) object() *syntax.Expr {
	e := p.new(syntax.Object, p.line(), "")
	from := len(p.pending)
	p.within(func() {
		for p.pos < p.end {
			at := p.pos
			field := p.field()
			if p.pos > at {
				p.pending = append(p.pending, field)
			}
			if !p.take(',') && p.pos == at {
				p.skip()
			}
		}
	})
	e.Args = p.collect(from)
	return e
}

// field reads one: "a", "a: b", "a() {}", "get a() {}", "[a]: b", "...a".
func (p *parser) field() syntax.Arg {
	if p.take(opSpread) {
		return syntax.Arg{Value: p.assignment(), Spread: true}
	}
	line := p.line()
	accessor, shorthand := p.fieldWords(), p.op() == opName
	name, ok := p.key()
	if !ok {
		return syntax.Arg{Value: p.new(syntax.Other, line, "")}
	}
	switch p.op() {
	case ':':
		p.pos++
		value := p.initial(name)
		p.named(value, p.new(syntax.Name, line, name))
		return syntax.Arg{Name: name, Value: value}
	case '(', '<':
		f := p.begin(name, line)
		f.Receiver = "this"
		p.annotate(f, accessor)
		p.signature(f)
		p.body(f)
		value := p.new(syntax.Lambda, line, "")
		value.Func = f
		return syntax.Arg{Name: name, Value: value}
	}
	value := p.new(syntax.Other, line, "")
	if shorthand {
		value.Kind, value.Text = syntax.Name, name
	}
	if p.take('=') { // of what is taken apart
		p.assign(value, p.assignment(), "", line)
	}
	return syntax.Arg{Name: name, Value: value}
}

// fieldWords steps over the words before a method's name, and returns "get" or "set".
func (p *parser) fieldWords() string {
	accessor := ""
	for p.pos < p.end {
		switch word := p.word(); word {
		case "async", "get", "set", "static":
			if !p.keyAt(1) {
				return accessor
			}
			if word == "get" || word == "set" {
				accessor = word
			}
		default:
			if p.op() != '*' {
				return accessor
			}
		}
		p.pos++
	}
	return accessor
}

// keyAt reports whether the name of a field stands n tokens further on.
func (p *parser) keyAt(n int) bool {
	switch p.opAt(n) {
	case opName, opString, opNumber, '[', '*', '{':
		return true
	}
	return false
}

// key reads the name of a field or member, "" where it is computed, and reports whether there is one.
func (p *parser) key() (string, bool) {
	switch p.op() {
	case opName, opNumber:
		p.pos++
		return p.text(p.pos - 1), true
	case opString:
		p.pos++
		return p.quoted(p.pos - 1), true
	case '[':
		var e *syntax.Expr
		p.within(func() { e = p.expression() })
		if e.Kind == syntax.Text {
			return e.Text, true
		}
		p.condition(e)
		return "", true
	}
	return "", false
}

// annotate notes that a method is a getter or setter.
func (p *parser) annotate(f *syntax.Function, accessor string) {
	if accessor != "" {
		f.Annotations = append(f.Annotations, p.new(syntax.Name, f.Line, accessor))
	}
}
