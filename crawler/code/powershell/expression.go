package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// expression reads one; where none comes it is an empty Other.
func (p *parser) expression() *syntax.Expr {
	line := p.lineHere()
	if e := p.binary(ternary); e != nil {
		return e
	}
	return &syntax.Expr{Line: line}
}

// binary reads operands with operators of at least a level between them; it is
// nil where no expression comes.
func (p *parser) binary(least int) *syntax.Expr {
	left := p.unary()
	last := ""
	for chain := 0; left != nil; chain++ {
		text, level := p.nextOperator()
		if level < least || text == "" {
			return left
		}
		p.i += len(text)
		p.lines()
		if level == ternary {
			left = p.choice(left)
			continue
		}
		line := p.lineHere()
		right := p.binary(level + 1)
		if right == nil {
			right = &syntax.Expr{Line: line}
		}
		if chain > longestChain {
			left.Args = append(left.Args, syntax.Arg{Value: right})
			continue
		}
		left = combine(left, text, right, strings.EqualFold(text, last))
		last = text
	}
	return left
}

// choice reads the values of "condition ? value : value".
func (p *parser) choice(condition *syntax.Expr) *syntax.Expr {
	p.do(condition)
	if !p.enter() {
		return condition
	}
	defer p.leave()
	e := &syntax.Expr{Kind: syntax.Choice, Line: condition.Line, Args: []syntax.Arg{{Value: p.expression()}}}
	p.spaces()
	if p.take(':') {
		p.lines()
		e.Args = append(e.Args, syntax.Arg{Value: p.expression()})
	}
	return e
}

// combine is an operation. longer is set where left is one of the same operator
// that it can be part of.
func combine(left *syntax.Expr, text string, right *syntax.Expr, longer bool) *syntax.Expr {
	kind := syntax.Other
	switch strings.ToLower(text) {
	case ",":
		kind = syntax.List
	case "??":
		kind = syntax.Choice
	case "-f":
		return &syntax.Expr{Kind: syntax.Format, Of: left, Args: elements(right), Line: left.Line}
	case "-join":
		if left.Kind == syntax.List && right.Kind == syntax.Text {
			return joinedList(left, right)
		}
	case "+":
		if kind = sum(left, right); kind != syntax.Other {
			args := append(parts(left, kind), parts(right, kind)...)
			return &syntax.Expr{Kind: kind, Line: left.Line, Args: args}
		}
	}
	if longer && left.Kind == kind {
		left.Args = append(left.Args, syntax.Arg{Value: right})
		return left
	}
	e := &syntax.Expr{Kind: kind, Line: left.Line, Args: []syntax.Arg{{Value: left}, {Value: right}}}
	if kind == syntax.Other {
		e.Text = text
	}
	return e
}

// sum is the kind of what "+" makes of two values: text, unless one of them is
// seen to be something else.
func sum(left, right *syntax.Expr) syntax.Kind {
	number := false
	for _, e := range []*syntax.Expr{left, right} {
		switch e.Kind {
		case syntax.Object, syntax.List:
			return e.Kind
		case syntax.Other:
			number = number || e.Text != "" && (is(e.Text[0], digit) || len(e.Text) == 1)
		}
	}
	text := func(e *syntax.Expr) bool {
		return e.Kind == syntax.Text || e.Kind == syntax.Join || e.Kind == syntax.Format
	}
	if number && !text(left) && !text(right) {
		return syntax.Other
	}
	return syntax.Join
}

// parts are those that a value brings into text, an object or a list.
func parts(e *syntax.Expr, kind syntax.Kind) []syntax.Arg {
	if e.Kind == kind && e.Text == "" {
		return e.Args
	}
	return []syntax.Arg{{Value: e, Spread: kind == syntax.Object || kind == syntax.List && e.Kind != syntax.Text}}
}

// elements are those of a list, or a value as the only one.
func elements(e *syntax.Expr) []syntax.Arg {
	if e.Kind == syntax.List {
		return e.Args
	}
	return []syntax.Arg{{Value: e}}
}

// joinedList is "a, b -join '/'".
func joinedList(list, separator *syntax.Expr) *syntax.Expr {
	e := &syntax.Expr{Kind: syntax.Join, Line: list.Line}
	for i, arg := range list.Args {
		if i > 0 && separator.Text != "" {
			e.Args = append(e.Args, syntax.Arg{Value: separator})
		}
		e.Args = append(e.Args, arg)
	}
	return e
}
