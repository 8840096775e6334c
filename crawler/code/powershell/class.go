package powershell

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// class reads one: a function for each method, and one of its name for its properties.
func (p *parser) class() bool {
	before, line := p.i, p.lineHere()
	p.i += len("class")
	p.spaces()
	name := p.word()
	p.i += len(name)
	if next := p.ahead(0); name == "" || next != '{' && next != ':' || !p.enter() {
		p.i = before
		return false
	}
	defer p.leave()
	for p.lines(); is(p.peek(), nameByte|baseByte); p.lines() { // its bases
		p.i++
	}
	if !p.take('{') {
		p.i = before
		return false
	}
	at := len(p.unit.Functions)
	properties := &syntax.Function{Name: name, Class: name, Receiver: "this", Line: line}
	o := p.open(properties)
	p.braces++
	for p.lines(); !p.end() && p.peek() != '}'; p.lines() {
		before := p.i
		if p.member(properties); p.i == before {
			p.skip()
		}
	}
	p.braces--
	p.take('}')
	p.close(o)
	inside := func(f *syntax.Function) bool { return f.Outer == properties }
	if len(properties.Body) == 0 && !slices.ContainsFunc(p.unit.Functions[at:], inside) {
		p.unit.Functions = slices.Delete(p.unit.Functions, at, at+1)
	}
	return true
}

// member reads a property or method of a class.
func (p *parser) member(properties *syntax.Function) {
	typed := ""
	for {
		p.lines()
		if p.peek() == '[' {
			if name, attribute := p.bracket(); attribute == nil {
				typed = shortType(name)
			}
		} else if !p.keyword("hidden") && !p.keyword("static") {
			break
		}
	}
	line := p.lineHere()
	if p.peek() == '$' {
		p.property(p.dollar(), typed)
		return
	}
	name := p.word()
	if p.i += len(name); name == "" || p.ahead(0) != '(' {
		return
	}
	o := p.open(&syntax.Function{Name: name, Class: properties.Class, Receiver: "this", Outer: properties.Outer, Line: line})
	p.fn.Params = p.params()
	if p.lines(); p.take(':') { // the base's constructor
		p.lines()
		e := p.node(syntax.Name, p.word())
		if p.i += len(e.Text); p.peek() == '(' {
			p.do(p.call(e))
		}
	}
	p.body()
	p.close(o)
}

func (p *parser) property(variable *syntax.Expr, typed string) {
	this := &syntax.Expr{Kind: syntax.Name, Text: "this", Line: variable.Line}
	target := &syntax.Expr{Kind: syntax.Member, Of: this, Text: variable.Base(), Line: variable.Line}
	s := syntax.Statement{Kind: syntax.Assign, Target: target, Type: typed, Line: variable.Line}
	if p.spaces(); p.take('=') {
		p.lines()
		s.Value = p.value()
	}
	p.fn.Body = append(p.fn.Body, s)
}

// enum steps over one.
func (p *parser) enum() bool {
	before := p.i
	p.i += len("enum")
	p.spaces()
	name := p.word()
	p.i += len(name)
	if name == "" || p.ahead(0) != '{' {
		p.i = before
		return false
	}
	if end := strings.IndexByte(p.src[p.i:], '}'); end >= 0 {
		p.i += end + 1
	} else {
		p.i = len(p.src)
	}
	return true
}
