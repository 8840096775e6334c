package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// postfix reads the members, indices and calls that stand right behind a value.
func (p *parser) postfix(e *syntax.Expr) *syntax.Expr {
	for chain := 1; e != nil; chain++ {
		next := p.peekAt(1)
		switch b := p.peek(); {
		case b == '.' && p.beginsMember(1):
			p.i++
			e = p.memberOf(e)
		case b == ':' && next == ':' && p.beginsMember(2):
			p.i += 2
			e = p.memberOf(e)
		case b == '?' && next == '.' && p.beginsMember(2):
			p.i += 2
			e = p.memberOf(e)
		case b == '[':
			e = p.index(e)
		case b == '?' && next == '[':
			p.i++
			e = p.index(e)
		case (b == '+' || b == '-') && next == b:
			e = &syntax.Expr{Text: p.src[p.i : p.i+2], Args: []syntax.Arg{{Value: e}}, Line: e.Line}
			p.i += 2
		default:
			return e
		}
		if chain%longestChain == 0 {
			e = &syntax.Expr{Line: e.Line}
		}
	}
	return e
}

// beginsMember reports whether the name of a member can begin n bytes further on.
func (p *parser) beginsMember(n int) bool {
	b := p.peekAt(n)
	return is(b, nameByte) && !p.punctuation(p.i+n) || b == '$' || b == '"' || b == '\'' || b == '('
}

// memberOf reads the name of a member and, if it is called, its arguments. One
// that is reckoned is an index.
func (p *parser) memberOf(of *syntax.Expr) *syntax.Expr {
	e := p.node(syntax.Member, "")
	e.Of = of
	if is(p.peek(), nameByte) {
		e.Text = p.word()
		p.i += len(e.Text)
	} else if name := p.primary(); name != nil && name.Kind == syntax.Text {
		e.Text = name.Text
	} else {
		e.Kind, e.Args = syntax.Index, []syntax.Arg{{Value: name}}
		if name == nil {
			e.Args[0].Value = &syntax.Expr{Line: e.Line}
		}
	}
	switch {
	case p.peek() == '(':
		return p.call(e)
	case p.peek() == '{' && (strings.EqualFold(e.Text, "foreach") || strings.EqualFold(e.Text, "where")):
		return &syntax.Expr{Kind: syntax.Call, Of: e, Args: []syntax.Arg{{Value: p.lambda()}}, Line: e.Line}
	}
	return e
}

// call reads the arguments of a method. "[Type]::new" is the type called.
func (p *parser) call(of *syntax.Expr) *syntax.Expr {
	e := &syntax.Expr{Kind: syntax.Call, Of: of, Line: of.Line}
	if of.Kind == syntax.Member && of.Of.Kind == syntax.Name && strings.EqualFold(of.Text, "new") {
		e.Of, e.Text = of.Of, "new"
	}
	e.Args = p.methodArgs()
	return e
}

// methodArgs reads arguments in parentheses. Named ones are an attribute's.
func (p *parser) methodArgs() []syntax.Arg {
	var all []syntax.Arg
	p.i++
	p.grouped(true, true, func() {
		for {
			for p.spaces(); p.take(','); p.spaces() {
			}
			before := p.i
			if p.end() || p.peek() == ')' {
				return
			}
			arg := p.methodArg()
			if p.i == before {
				return
			}
			all = append(all, arg)
		}
	})
	p.take(')')
	return all
}

// methodArg reads an argument: a value, or "Position = 0" of an attribute.
func (p *parser) methodArg() syntax.Arg {
	value := p.expression()
	if value.Kind != syntax.Other || len(value.Args) > 0 || value.Text == "" || !is(value.Text[0], letter) {
		return syntax.Arg{Value: value}
	}
	p.spaces()
	if p.peek() == '=' {
		p.i++
		p.spaces()
		return syntax.Arg{Name: value.Text, Value: p.expression()}
	}
	return syntax.Arg{Value: value}
}

// index reads "[ ]" behind a value.
func (p *parser) index(of *syntax.Expr) *syntax.Expr {
	e := &syntax.Expr{Kind: syntax.Index, Of: of, Line: of.Line}
	p.i++
	p.grouped(true, false, func() {
		p.spaces()
		e.Args = []syntax.Arg{{Value: p.expression()}}
		p.spaces()
	})
	p.take(']')
	return e
}
