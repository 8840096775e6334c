package typescript

import "authcat/crawler/code/syntax"

// begin adds a function to the unit.
func (p *parser) begin(name string, line int) *syntax.Function {
	f := &syntax.Function{Name: name, Outer: p.fn, Line: line, End: line}
	p.unit.Functions = append(p.unit.Functions, f)
	return f
}

// signature reads types, parameters and the type of the result.
func (p *parser) signature(f *syntax.Function) {
	if p.op() == '<' || p.op() == opShift {
		p.skipTypes(generous)
	}
	outer := p.fn
	p.fn = f
	if p.op() == '(' {
		p.within(func() { p.params(f) })
	}
	if p.take(':') {
		p.skipType()
	}
	p.fn = outer
}

// params reads parameters.
func (p *parser) params(f *syntax.Function) {
	for p.pos < p.end {
		at := p.pos
		if param, ok := p.param(); ok {
			f.Params = append(f.Params, param)
		}
		if !p.take(',') && p.pos == at {
			p.skip()
		}
	}
}

// param reads one. One that is taken apart has a name of its own, and one of a
// constructor that is a field too is assigned to it. "this" is none.
func (p *parser) param() (syntax.Param, bool) {
	param := syntax.Param{Annotations: p.annotations(false)}
	field := false
	for p.modifier() && (p.opAt(1) == opName || p.opAt(1) == '{' || p.opAt(1) == '[') {
		field = true
		p.pos++
	}
	p.take(opSpread)
	line := p.line()
	pattern := p.pattern()
	if pattern == nil {
		return param, false
	}
	param.Name = pattern.Text
	if pattern.Kind != syntax.Name {
		param.Name = p.ownName()
	}
	p.take('?')
	if p.take(':') {
		param.Type = p.skipType()
	}
	if p.take('=') {
		param.Default = p.initial(param.Name)
		p.named(param.Default, p.new(syntax.Name, line, param.Name))
	}
	value := p.new(syntax.Name, line, param.Name)
	switch {
	case pattern.Kind != syntax.Name:
		p.assign(pattern, value, "", line)
	case field:
		this := p.member(p.new(syntax.Name, line, "this"), param.Name, line)
		p.assign(this, value, param.Type, line)
	}
	return param, param.Name != "this"
}

// modifier reports whether a word that makes a field of a parameter is next.
func (p *parser) modifier() bool {
	switch p.word() {
	case "public", "private", "protected", "readonly", "override":
		return true
	}
	return false
}

// body reads a function's body where it has one, and reports whether it does.
func (p *parser) body(f *syntax.Function) bool {
	if p.op() != '{' {
		return false
	}
	f.End = int(p.tokens[p.match()].line)
	outer := p.fn
	p.fn = f
	p.block()
	p.fn = outer
	return true
}

// block reads the statements in braces.
func (p *parser) block() { p.within(p.statements) }

// functionHead steps over "async function *" and returns the name.
func (p *parser) functionHead() string {
	p.takeWord("async")
	p.pos++
	p.take('*')
	name := p.word()
	if name != "" {
		p.pos++
	}
	return name
}

// functionValue reads a function as a value.
func (p *parser) functionValue() *syntax.Expr {
	line := p.line()
	f := p.begin(p.functionHead(), line)
	p.signature(f)
	p.body(f)
	e := p.new(syntax.Lambda, line, "")
	e.Func = f
	return e
}

// declaration reads a function that stands as a statement, and returns its
// name. One without a body is a signature alone, and none.
func (p *parser) declaration() string {
	line, count, made := p.line(), len(p.unit.Functions), p.made
	f := p.begin(p.functionHead(), line)
	p.signature(f)
	if !p.body(f) {
		p.unit.Functions, p.made = p.unit.Functions[:count], made
	}
	return f.Name
}

// functionNext reports whether a function is next.
func (p *parser) functionNext() bool {
	return p.word() == "function" || p.word() == "async" && p.wordAt(1) == "function" && !p.freshAt(1) || p.arrowNext()
}

// arrowNext reports whether an arrow function is next.
func (p *parser) arrowNext() bool {
	switch p.op() {
	case opName:
		return p.opAt(1) == opArrow || p.word() == "async" && !p.freshAt(1) && p.asyncArrow()
	case '(':
		return p.arrowAt(p.pos)
	}
	return false
}

// arrow reads an arrow function where one is next; otherwise nothing, and returns nil.
func (p *parser) arrow() *syntax.Expr {
	if !p.arrowNext() {
		return nil
	}
	line := p.line()
	if p.op() == opName && p.opAt(1) != opArrow {
		p.pos++
	}
	f := p.begin("", line)
	if p.op() == opName {
		f.Params = []syntax.Param{{Name: p.word()}}
		p.pos++
	} else {
		p.signature(f)
	}
	p.take(opArrow)
	if !p.body(f) {
		p.result(f)
	}
	e := p.new(syntax.Lambda, line, "")
	e.Func = f
	return e
}

// result reads the expression that an arrow function returns.
func (p *parser) result(f *syntax.Function) {
	outer := p.fn
	p.fn = f
	line := p.line()
	value := p.assignment()
	p.emit(syntax.Statement{Kind: syntax.Return, Line: line, Value: value})
	f.End = int(p.tokens[p.pos-1].line)
	p.fn = outer
}

// asyncArrow reports whether "async" is the beginning of an arrow function.
func (p *parser) asyncArrow() bool {
	switch p.opAt(1) {
	case opName:
		return p.opAt(2) == opArrow
	case '(':
		return p.arrowAt(p.pos + 1)
	case '<':
		at := p.pos
		p.pos++
		found := p.skipTypes(strict) && p.op() == '(' && p.arrowAt(p.pos)
		p.pos = at
		return found
	}
	return false
}

// arrowAt reports whether the brackets at the token are an arrow function's
// parameters. "a ? (b) : c => d" is not taken for one.
func (p *parser) arrowAt(at int) bool {
	behind := int(p.tokens[at].match) + 1
	if behind >= p.end {
		return false
	}
	switch p.tokens[behind].op {
	case opArrow:
		return true
	case ':':
		if p.ternaries > 0 {
			return false
		}
		pos := p.pos
		p.pos = behind + 1
		p.skipTypeWithin(strict)
		found := p.op() == opArrow
		p.pos = pos
		return found
	}
	return false
}
