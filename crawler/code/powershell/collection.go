package powershell

import "authcat/crawler/code/syntax"

// parens reads "( )".
func (p *parser) parens() *syntax.Expr {
	var e *syntax.Expr
	p.i++
	p.grouped(true, false, func() {
		p.spaces()
		e = p.value()
		p.spaces()
	})
	p.take(')')
	return e
}

// subexpression reads the parentheses of "$( )".
func (p *parser) subexpression() *syntax.Expr {
	line := p.lineHere()
	all, one := p.outputsInParens()
	if one || len(all) < 2 {
		return oneOf(all, line)
	}
	return &syntax.Expr{Kind: syntax.List, Args: all, Line: line}
}

// outputsInParens reads statements in parentheses and is all that they put out.
// one is set where a single statement does: then it is one of these.
func (p *parser) outputsInParens() (all []syntax.Arg, one bool) {
	if !p.enter() {
		return nil, false
	}
	p.i++
	mark, last := len(p.outputs), 0
	p.grouped(false, false, func() { last = p.list(')') })
	p.take(')')
	p.leave()
	return p.taken(mark), last == mark
}

// atSign reads an array, a hashtable, a here-string or a variable that is spread.
func (p *parser) atSign() *syntax.Expr {
	line := p.lineHere()
	switch next := p.peekAt(1); {
	case next == '(':
		p.i++
		all, one := p.outputsInParens()
		if len(all) == 1 && all[0].Value.Kind == syntax.List {
			return all[0].Value
		}
		if one && len(all) > 1 {
			all = []syntax.Arg{{Value: oneOf(all, line)}}
		}
		return &syntax.Expr{Kind: syntax.List, Args: all, Line: line}
	case next == '{':
		return p.hashtable()
	case next == '"' || next == '\'':
		if e, ok := p.hereString(); ok {
			return e
		}
	case is(next, letter):
		return p.dollar()
	}
	p.i++
	return &syntax.Expr{Line: line}
}

// hashtable reads "@{ }".
func (p *parser) hashtable() *syntax.Expr {
	e := p.node(syntax.Object, "")
	if !p.enter() {
		return e
	}
	p.i += 2
	p.braces++
	p.grouped(false, false, func() {
		for {
			for p.lines(); p.take(';') || p.take(','); p.lines() {
			}
			if p.end() || p.peek() == '}' {
				return
			}
			before := p.i
			if p.field(e); p.i == before {
				p.skip()
			}
		}
	})
	p.braces--
	p.leave()
	p.take('}')
	return e
}

// field reads "key = value".
func (p *parser) field(object *syntax.Expr) {
	key := p.key()
	if key == nil {
		return
	}
	if p.spaces(); !p.take('=') {
		object.Args = append(object.Args, syntax.Arg{Value: key})
		return
	}
	p.lines()
	value := p.value()
	if key.Kind == syntax.Text {
		object.Args = append(object.Args, syntax.Arg{Name: key.Text, Value: value})
		return
	}
	pair := &syntax.Expr{Args: []syntax.Arg{{Value: key}, {Value: value}}, Line: key.Line}
	object.Args = append(object.Args, syntax.Arg{Value: pair})
}

func (p *parser) key() *syntax.Expr {
	if !is(p.peek(), nameByte) || p.punctuation(p.i) {
		return p.unary()
	}
	e := p.node(syntax.Text, "")
	start := p.i
	for !p.end() && p.peek() != '=' && !is(p.peek(), bareEnd) {
		p.i++
	}
	e.Text = p.src[start:p.i]
	return e
}
