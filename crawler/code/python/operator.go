package python

import (
	"slices"

	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
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
	var row *tree.Row
	switch strength {
	case sum:
		row = p.Sum(left)
	case or:
		row = p.Row(syntax.Choice, left)
	default:
		row = p.Row(syntax.Other, left)
	}
	for p.binds() == strength {
		if !p.is("+") {
			row.Subtract()
		}
		p.advance()
		for strength == comparison && (p.is("not") || p.is("in")) { // "is not", "not in"
			p.advance()
		}
		row.Add(p.operation(strength + 1))
	}
	return row.Expr()
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
	e := p.Expr(syntax.Format, of.Line, "")
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
	whole := p.Expr(syntax.Other, line, "")
	whole.Args = []syntax.Arg{{Value: e}}
	return whole
}
