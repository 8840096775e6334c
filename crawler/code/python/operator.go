package python

import (
	"slices"

	"authcat/crawler/code/syntax"
)

// How strongly operators bind.
const (
	none = iota
	or
	and
	comparison
	bitOr
	bitXor
	bitAnd
	shift
	sum
	product
	power
)

// binds is how strongly the next token binds two operands, none if it doesn't.
func (p *parser) binds() int {
	switch t := p.tok.text; p.tok.kind {
	case word:
		switch t {
		case "or":
			return or
		case "and":
			return and
		case "in", "is", "not":
			return comparison
		}
	case operator:
		switch t {
		case "==", "!=", "<", ">", "<=", ">=", "<>":
			return comparison
		case "|":
			return bitOr
		case "^":
			return bitXor
		case "&":
			return bitAnd
		case "<<", ">>":
			return shift
		case "+", "-":
			return sum
		case "*", "/", "//", "%", "@":
			return product
		case "**":
			return power
		}
	}
	return none
}

// operation reads operands with operators between that bind at least so strongly.
func (p *parser) operation(least int) *syntax.Expr {
	left := p.operand()
	for left != nil {
		strength := p.binds()
		if strength < max(least, or) {
			break
		}
		if strength == product && p.is("%") && takesValues(left) {
			p.advance()
			left = p.format(left, p.operation(power))
			continue
		}
		left = p.operands(left, strength)
	}
	return left
}

// operands reads on from the first one of a row of operators that bind equally.
func (p *parser) operands(left *syntax.Expr, strength int) *syntax.Expr {
	mark := len(p.scratch)
	add := adding{sure: isText(left), may: strength == sum && !isArithmetic(left)}
	p.addend(left, strength)
	for p.binds() == strength {
		add.never = add.never || !p.is("+")
		p.advance()
		for strength == comparison && (p.is("not") || p.is("in")) { // "is not", "not in"
			p.advance()
		}
		if right := p.operation(strength + 1); right != nil {
			add.sure = add.sure || isText(right)
			add.may = add.may && !isArithmetic(right)
			p.addend(right, strength)
		}
	}
	kind := syntax.Other
	if !add.never && (add.sure || add.may) {
		kind = syntax.Join
	} else if strength == or {
		kind = syntax.Choice
	}
	e := p.expr(kind, left.Line, "")
	e.Args = p.args(mark)
	return e
}

// adding tells whether a sum is a text: it is sure where an operand is one, and
// may be one unless an operand is none.
type adding struct{ sure, may, never bool }

func isText(e *syntax.Expr) bool {
	return e.Kind == syntax.Text || e.Kind == syntax.Join || e.Kind == syntax.Format
}

// addend collects an operand. In a sum the parts of a short text are parts of the whole.
func (p *parser) addend(e *syntax.Expr, strength int) {
	const short = 64
	if strength == sum && e.Kind == syntax.Join && len(e.Args) < short {
		p.scratch = append(p.scratch, e.Args...)
		return
	}
	p.collect(e)
}

// isArithmetic reports whether a sum with e is no text.
func isArithmetic(e *syntax.Expr) bool {
	return e.Kind == syntax.Other || e.Kind == syntax.List
}

// takesValues reports whether "e % x" may fill in values.
func takesValues(e *syntax.Expr) bool {
	return !slices.Contains([]syntax.Kind{syntax.Other, syntax.List, syntax.Object, syntax.Format}, e.Kind)
}

// format is "of % value".
func (p *parser) format(of, value *syntax.Expr) *syntax.Expr {
	if value == nil {
		return of
	}
	e := p.expr(syntax.Format, of.Line, "")
	e.Of = of
	switch {
	case value == p.tuple || value.Kind == syntax.Object:
		e.Args = value.Args
	case value.Kind == syntax.Other && value.Text != "" && of.Kind != syntax.Text:
		e.Kind, e.Of, e.Args = syntax.Other, nil, []syntax.Arg{{Value: of}, {Value: value}}
	default:
		e.Args = []syntax.Arg{{Value: value}}
	}
	return e
}

// operand reads signs and the like, and what they stand before.
func (p *parser) operand() *syntax.Expr {
	line, signs, sign, negates := p.tok.line, 0, "", false
	for ; p.is("not") || p.is("-") || p.is("+") || p.is("~") || p.is("await"); p.advance() {
		if !p.is("await") {
			signs++
			negates = negates || p.is("not")
			sign = p.tok.text
		}
	}
	var e *syntax.Expr
	if negates {
		e = p.operation(comparison)
	} else {
		e = p.postfix()
	}
	if signs == 0 || e == nil {
		return e
	}
	if signs == 1 && sign == "-" && e.Kind == syntax.Other && e.Text != "" {
		e.Text = "-" + e.Text
		return e
	}
	whole := p.expr(syntax.Other, line, "")
	whole.Args = []syntax.Arg{{Value: e}}
	return whole
}
