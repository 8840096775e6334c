package typescript

import "authcat/crawler/code/syntax"

// class reads one, and returns its name.
func (p *parser) class() *syntax.Expr {
	e := p.new(syntax.Name, p.line(), "")
	if e.Text = p.classHead(); e.Text == "" {
		e.Kind = syntax.Other
	}
	if p.op() == '{' && p.depth < maxDepth {
		p.depth++
		p.members(e.Text)
		p.depth--
	} else {
		p.skip()
	}
	return e
}

// classHead steps to a class' braces, and returns its name: that of what it is assigned to where it has none.
func (p *parser) classHead() string {
	name := p.className
	p.className = ""
	p.pos++
	if word := p.word(); word != "" && word != "extends" && word != "implements" {
		name = word
		p.pos++
	}
	if p.op() == '<' {
		p.skipTypes(generous)
	}
	if p.takeWord("extends") {
		p.condition(p.chain(p.primary(), true))
	}
	for p.pos < p.end && p.op() != '{' {
		if p.freshAt(0) && p.op() != opName && p.op() != ',' {
			return name
		}
		if p.op() == '<' {
			p.skipTypes(generous)
		} else {
			p.skip()
		}
	}
	return name
}

// members reads what a class has in braces.
func (p *parser) members(class string) {
	own := &syntax.Function{Name: "constructor", Class: class, Receiver: "this", Outer: p.fn}
	c := &classReader{parser: p, name: class, constructor: own, explicit: p.hasConstructor()}
	p.within(func() {
		for p.pos < p.end {
			at := p.pos
			c.next()
			if p.pos == at {
				p.skip()
			}
		}
	})
}

// hasConstructor reports whether the class whose braces are next has a constructor with a body.
func (p *parser) hasConstructor() bool {
	at := p.pos
	defer func() { p.pos = at }()
	found := false
	p.within(func() {
		for p.pos < p.end && !found {
			if p.word() == "constructor" && p.opAt(1) == '(' {
				p.pos++
				p.skip()
				found = p.op() == '{'
				continue
			}
			p.skip()
		}
	})
	return found
}

// classReader reads the members of a class.
type classReader struct {
	*parser
	name string
	// constructor is what fields are assigned in; explicit is set where the source has it.
	constructor *syntax.Function
	explicit    bool
}

// next reads a member.
func (c *classReader) next() {
	annotations := c.annotations(false)
	line := c.line()
	static := c.words()
	if static && c.op() == '{' {
		c.block()
		return
	}
	accessor := c.fieldWords()
	if c.op() == '[' && c.opAt(1) == opName && c.opAt(2) == ':' { // [key: string]: T
		c.skip()
		c.typeOf()
		return
	}
	name, ok := c.key()
	if !ok {
		return
	}
	if !c.take('?') {
		c.take('!')
	}
	if c.op() == '(' || c.op() == '<' {
		c.method(name, accessor, annotations, line)
		return
	}
	for _, a := range annotations {
		c.condition(a)
	}
	c.field(name, line, static)
}

// words steps over the words before a member, and reports whether it is static.
func (c *classReader) words() (static bool) {
	for c.keyAt(1) {
		switch c.word() {
		case "static":
			static = true
		case "public", "private", "protected", "readonly", "override", "accessor", "declare", "abstract":
		default:
			return static
		}
		c.pos++
	}
	return static
}

// method reads a method from its parameters on. One without a body is none.
func (c *classReader) method(name, accessor string, annotations []*syntax.Expr, line int) {
	if name == "constructor" && c.explicit {
		c.explicitConstructor(annotations, line)
		return
	}
	count, made := len(c.unit.Functions), c.made
	f := c.begin(name, line)
	f.Class, f.Receiver, f.Annotations = c.name, "this", annotations
	c.annotate(f, accessor)
	c.signature(f)
	if !c.body(f) {
		c.unit.Functions, c.made = c.unit.Functions[:count], made
	}
}

// explicitConstructor reads the constructor, or one of its signatures.
func (c *classReader) explicitConstructor(annotations []*syntax.Expr, line int) {
	signature := syntax.Function{Name: "constructor", Class: c.name, Outer: c.fn}
	f := c.constructor
	at, count, made := c.pos, len(c.unit.Functions), c.made
	c.skip()
	if c.op() != '{' {
		c.pos = at
		c.signature(&signature)
		c.unit.Functions, c.made = c.unit.Functions[:count], made
		return
	}
	c.pos = at
	f.Line, f.Annotations = line, annotations
	c.unit.Functions = append(c.unit.Functions, f)
	c.signature(f)
	c.body(f)
}

// typeOf reads a type behind a colon where one is next.
func (c *classReader) typeOf() string {
	if c.take(':') {
		return c.skipType()
	}
	return ""
}

// field reads a field from its type on: a function is a method, anything else
// is assigned in the constructor.
func (c *classReader) field(name string, line int, static bool) {
	kind := c.typeOf()
	outer := c.fn
	of := c.new(syntax.Name, line, "this")
	if static {
		of.Text = c.name
	} else {
		c.fn = c.constructor
	}
	target := c.member(of, name, line)
	initial := c.take('=')
	switch {
	case initial && c.functionNext():
		c.fn = outer
		f := c.assignment().Func
		f.Name, f.Class, f.Receiver = name, c.name, "this"
	case initial:
		c.place(line)
		c.assign(target, c.initial(name), kind, line)
		c.place(line)
	case kind != "":
		c.place(line)
		c.emit(syntax.Statement{Kind: syntax.Assign, Line: line, Target: target, Type: kind})
	}
	c.fn = outer
	c.take(';')
	c.take(',')
}

// place adds a constructor that the source doesn't have before its first field,
// and lengthens it behind each.
func (c *classReader) place(line int) {
	if c.fn != c.constructor || c.explicit {
		return
	}
	if c.fn.Line == 0 {
		c.fn.Line = line
		c.unit.Functions = append(c.unit.Functions, c.fn)
	}
	c.fn.End = max(c.fn.Line, int(c.tokens[c.pos-1].line))
}

// annotations reads decorators. Those that stand before a class are done.
func (p *parser) annotations(do bool) []*syntax.Expr {
	var all []*syntax.Expr
	for p.take('@') {
		e := p.chain(p.primary(), true)
		if do {
			p.do(e)
			continue
		}
		all = append(all, e)
	}
	return all
}
