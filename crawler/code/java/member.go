package java

import "authcat/crawler/code/syntax"

// member reads a member of a class, or what stands at the top of a file.
func (p *parser) member() {
	if s := p.scope(); s.listed {
		s.listed = false
		p.constants()
		return
	}
	static := p.modifiers()
	switch {
	case p.take(";"):
		p.annotations = nil
	case p.take("{"):
		p.enter(scope{kind: block, fn: p.scope().fn})
	case p.is("import"):
		p.imports()
	case p.take("package"):
		for !p.ended() {
			p.advance()
		}
	case p.isClass():
		p.class()
	default:
		p.typed(static || p.scope().static)
	}
}

// modifiers goes past what stands before a member, and reports whether it is static.
func (p *parser) modifiers() (static bool) {
	for {
		switch {
		case p.is("@") && !p.lex.follows("interface"):
			p.annotate()
		case p.is("static"):
			static = true
			p.advance()
		case p.is("<"):
			if !p.skipGenerics() {
				return static
			}
		case p.isModifier():
			p.advance()
		default:
			return static
		}
	}
}

func (p *parser) isModifier() bool {
	if p.tok.kind != word {
		return p.is("-")
	}
	switch p.tok.text {
	case "public", "private", "protected", "final", "abstract", "synchronized", "native", "transient", "volatile", "strictfp", "default":
		return true
	case "sealed", "non":
		return !p.lex.follows("(") && !p.lex.follows("=") && !p.lex.follows(";")
	}
	return false
}

// typed reads a method, constructor or field from its type on.
func (p *parser) typed(static bool) {
	before := p.state()
	typ, ok := p.typeName()
	name, line := p.tok.text, p.tok.line
	switch {
	case ok && p.isName():
		p.advance()
		if p.is("(") {
			p.method(name, line, static)
			return
		}
		p.fields(typ, name, line, static)
	case ok && p.scope().class != "" && (p.is("(") || p.is("{")):
		p.method(typ, before.tok.line, static)
	default:
		p.back(before)
		p.annotations = nil
		p.statement()
	}
}

// method reads on from a method's name.
func (p *parser) method(name string, line int, static bool) {
	s := p.scope()
	fn := &syntax.Function{Name: name, Class: s.class, Outer: s.fn, Line: line, End: line, Annotations: p.annotated()}
	if s.class != "" && (!static || s.static) {
		fn.Receiver = "this"
	}
	p.unit.Functions = append(p.unit.Functions, fn)
	if p.take("(") {
		fn.Params = p.params()
	}
	for !p.ended() && !p.is("{") { // throws, or the value of an annotation
		p.advance()
	}
	fn.End = max(line, p.tok.line)
	if p.take("{") {
		p.enter(scope{kind: function, fn: fn})
		return
	}
	p.take(";")
}

// params reads parameters and goes past their bracket.
func (p *parser) params() []syntax.Param {
	var all []syntax.Param
	for !p.ended() && !p.take(")") {
		start := p.tok.start
		p.annotations = nil
		for p.annotate(); p.take("final"); {
			p.annotate()
		}
		typ, ok := p.typeName()
		if ok && p.isName() {
			all = append(all, syntax.Param{Name: p.tok.text, Type: typ, Annotations: p.annotated()})
			p.advance()
		}
		for p.is("[") || p.is("]") || p.is("this") {
			p.advance()
		}
		if !p.take(",") && p.tok.start == start {
			p.advance()
		}
	}
	p.annotations = nil
	return all
}
