package python

import (
	"strconv"

	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// simple reads an assignment or an expression.
func (p *parser) simple() {
	s := syntax.Statement{Kind: syntax.Assign, Line: p.tok.line}
	e := p.several()
	switch {
	case e == nil:
	case p.is(":"):
		p.declaration(s, e)
	case p.is("="):
		p.assignment(s, e)
	case p.augments():
		p.augmented(s, e)
	default:
		s.Kind, s.Value = syntax.Do, e
		p.first(s)
	}
}

func (p *parser) augments() bool {
	t := p.tok.text
	return p.tok.kind == operator && len(t) > 1 && t[len(t)-1] == '=' && p.binds() == none && t != ":="
}

func (p *parser) augmented(s syntax.Statement, target *syntax.Expr) {
	adds := p.is("+=")
	p.advance()
	s.Target, s.Value = target, p.several()
	if s.Value == nil {
		return
	}
	if s.Kind = syntax.Append; !adds || tree.IsArithmetic(s.Value) {
		value := p.Expr(syntax.Other, s.Line, "")
		value.Args = []syntax.Arg{{Value: target}, {Value: s.Value}}
		s.Kind, s.Value = syntax.Assign, value
	}
	p.assign(s)
}

// declaration reads on from "target:", a declaration with or without a value.
func (p *parser) declaration(s syntax.Statement, target *syntax.Expr) {
	if base := target.Of.Base(); base == "match" || base == "case" {
		p.pattern(values(target.Args)...)
		return
	}
	p.advance()
	if p.ended() {
		p.do(target)
		return
	}
	s.Target, s.Type = target, p.typeName(p.expression())
	if p.take("=") {
		s.Value = p.several()
	}
	p.assign(s)
}

func values(args []syntax.Arg) []*syntax.Expr {
	all := make([]*syntax.Expr, len(args))
	for i, arg := range args {
		all[i] = arg.Value
	}
	return all
}

// assignment reads on from "target =", or from several of them.
func (p *parser) assignment(s syntax.Statement, target *syntax.Expr) {
	targets := []*syntax.Expr{target}
	for p.take("=") {
		e := p.several()
		if e == nil {
			break
		}
		targets = append(targets, e)
	}
	last := len(targets) - 1
	if last == 0 {
		return
	}
	s.Value = targets[last]
	for i, target := range targets[:last] {
		s.Target = target
		p.assign(s)
		if target.Kind == syntax.Name { // the others have what this one has
			s.Value = p.known(target)
		} else if i == most {
			s.Value = p.Expr(syntax.Other, s.Line, "")
		}
	}
}

// most is how often an expression may stand in the statements of one.
const most = 8

// assign assigns, to each target of several what is its part of the value.
func (p *parser) assign(s syntax.Statement) {
	if s.Target != nil && s.Target.Kind == syntax.List {
		p.unpack(s, 0)
		return
	}
	if !tree.IsTarget(s.Target) {
		p.do(s.Target)
		p.do(s.Value)
		return
	}
	if scope := p.scope(); scope.class != "" && s.Target.Kind == syntax.Name {
		scope.attributes[s.Target.Text] = true
		s.Target = p.attribute(scope, s.Target)
	}
	if v := s.Value; v != nil && v.Kind == syntax.Lambda && v.Func.Name == "" {
		v.Func.Name = s.Target.Base()
	}
	p.first(s)
}

// known is a name as it is known now.
func (p *parser) known(name *syntax.Expr) *syntax.Expr {
	if s := p.scope(); s.attributes[name.Text] {
		return p.attribute(s, name)
	}
	return name
}

// unpack assigns to each of several targets, which stand in so many others.
func (p *parser) unpack(s syntax.Statement, within int) {
	targets, value := s.Target.Args, s.Value
	pairs := value != nil && value.Kind == syntax.List && len(value.Args) == len(targets)
	for i, target := range targets {
		s.Target = target.Value
		switch {
		case pairs:
			s.Value = value.Args[i].Value
		case i < most && within < 2 && value != nil:
			s.Value = p.Index(value, p.Expr(syntax.Other, s.Line, strconv.Itoa(i)))
		default:
			s.Value = p.Expr(syntax.Other, s.Line, "")
		}
		if s.Target.Kind == syntax.List {
			p.unpack(s, within+1)
		} else {
			p.assign(s)
		}
	}
}
