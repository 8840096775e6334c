package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// assignedByCall makes assignments of statements that are calls: "$table.Add('key',
// value)" and "Set-Variable name value". It reports whether it did.
func (p *parser) assignedByCall(e *syntax.Expr) bool {
	if e.Kind != syntax.Call {
		return false
	}
	if e.Of.Kind == syntax.Member && len(e.Args) == 2 && strings.EqualFold(e.Of.Text, "Add") && e.Args[0].Value.Kind == syntax.Text {
		target := &syntax.Expr{Kind: syntax.Index, Of: e.Of.Of, Args: e.Args[:1:1], Line: e.Line}
		p.assign(syntax.Assign, target, e.Args[1].Value)
		return true
	}
	if !strings.EqualFold(e.Of.Base(), "Set-Variable") && !strings.EqualFold(e.Of.Base(), "New-Variable") {
		return false
	}
	var places []*syntax.Expr
	for _, arg := range e.Args {
		if arg.Name == "" && !arg.Spread {
			places = append(places, arg.Value)
		}
	}
	name, value := named(e, "name"), named(e, "value")
	if name == nil && len(places) > 0 {
		name, places = places[0], places[1:]
	}
	if value == nil && len(places) > 0 {
		value = places[0]
	}
	if name == nil || name.Kind != syntax.Text || value == nil {
		return false
	}
	p.assign(syntax.Assign, &syntax.Expr{Kind: syntax.Name, Text: name.Text, Line: name.Line}, value)
	return true
}

// assign adds an assignment.
func (p *parser) assign(kind syntax.StatementKind, target, value *syntax.Expr) {
	s := syntax.Statement{Kind: kind, Line: target.Line, Target: target, Value: value}
	if p.cast.of == target {
		s.Type = p.cast.name
	}
	if value != nil && value.Kind == syntax.Lambda && target.Kind == syntax.Name {
		value.Func.Name = target.Text
	}
	p.fn.Body = append(p.fn.Body, s)
}

// assignment reads what is assigned to a target, where that comes next.
func (p *parser) assignment(target *syntax.Expr) bool {
	p.spaces()
	sign := p.assignmentSign()
	if sign == "" {
		return false
	}
	switch target.Kind {
	case syntax.Name, syntax.Member, syntax.Index, syntax.List:
	case syntax.Other: // $null
	default:
		return false
	}
	typed := p.cast
	p.i += len(sign)
	p.lines()
	value := p.value()
	p.cast = typed
	p.assigned(target, sign, value)
	return true
}

func (p *parser) assignmentSign() string {
	next := p.peekAt(1)
	switch b := p.peek(); {
	case b == '=':
		return "="
	case next == '=' && (b == '+' || b == '-' || b == '*' || b == '/' || b == '%'):
		return p.src[p.i : p.i+2]
	case p.follows("??="):
		return "??="
	}
	return ""
}

// assigned adds the statements of an assignment.
func (p *parser) assigned(target *syntax.Expr, sign string, value *syntax.Expr) {
	switch {
	case target.Kind == syntax.Other:
		p.do(value)
	case target.Kind == syntax.List:
		p.assignEach(target, value)
	case sign == "=":
		p.assign(syntax.Assign, target, value)
	case sign == "+=":
		p.assign(syntax.Append, target, value)
	case sign == "??=":
		p.assign(syntax.Assign, target, oneOf([]syntax.Arg{{Value: target}, {Value: value}}, target.Line))
	default:
		p.assign(syntax.Assign, target, &syntax.Expr{Text: sign, Args: []syntax.Arg{{Value: target}, {Value: value}}, Line: target.Line})
	}
}

// assignEach assigns to several targets.
func (p *parser) assignEach(targets, value *syntax.Expr) {
	if len(targets.Args) == 0 {
		p.do(value)
		return
	}
	if value.Kind != syntax.List || len(value.Args) != len(targets.Args) {
		p.assign(syntax.Assign, targets.Args[0].Value, value)
		return
	}
	for i, target := range targets.Args {
		p.assign(syntax.Assign, target.Value, value.Args[i].Value)
	}
}
