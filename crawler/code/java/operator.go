package java

import (
	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// How strongly operators bind.
const (
	none = iota
	or
	and
	bitOr
	bitXor
	bitAnd
	equality
	comparison
	shift
	sum
	product
)

// binds is how strongly the next token binds two operands, none if it doesn't.
func (p *parser) binds() int {
	if p.tok.kind != operator {
		if p.is("instanceof") {
			return comparison
		}
		return none
	}
	switch p.tok.text {
	case "||":
		return or
	case "&&":
		return and
	case "|":
		return bitOr
	case "^":
		return bitXor
	case "&":
		return bitAnd
	case "==", "!=":
		return equality
	case "<", ">", "<=", ">=":
		return comparison
	case "<<":
		return shift
	case "+", "-":
		return sum
	case "*", "/", "%":
		return product
	}
	return none
}

// operation reads operands with operators between that bind at least so strongly.
func (p *parser) operation(least int) *syntax.Expr {
	left := p.operand()
	for left != nil {
		strength := p.binds()
		if strength < least {
			break
		}
		left = p.operands(left, strength)
	}
	return left
}

// operands reads on from the first one of a row of operators that bind equally.
func (p *parser) operands(left *syntax.Expr, strength int) *syntax.Expr {
	row := p.row(left, strength)
	for p.binds() == strength {
		if !p.is("+") {
			row.Subtract()
		}
		if p.take("instanceof") {
			p.instance(left)
			continue
		}
		for p.advance(); p.is(">"); { // ">>"
			p.advance()
		}
		row.Add(p.operation(strength + 1))
	}
	return row.Expr()
}

func (p *parser) row(left *syntax.Expr, strength int) *tree.Row {
	if strength == sum {
		return p.Sum(left)
	}
	return p.Row(syntax.Other, left)
}

// instance reads on from "value instanceof", and gives the value the name that may follow the type.
func (p *parser) instance(value *syntax.Expr) {
	p.take("final")
	typ, _ := p.typeName()
	if p.isName() {
		p.first(syntax.Statement{Kind: syntax.Assign, Line: value.Line, Target: p.word(syntax.Name), Type: typ, Value: value})
	}
	if p.is("(") { // a record's parts
		p.call(value)
	}
}

// operand reads signs and casts, and what they stand before.
func (p *parser) operand() *syntax.Expr {
	line, signs, sign := p.tok.line, 0, ""
	for {
		switch {
		case p.is("!") || p.is("-") || p.is("+") || p.is("~") || p.is("++") || p.is("--"):
			signs++
			sign = p.tok.text
			p.advance()
			continue
		case p.is("(") && p.casts():
			continue
		}
		break
	}
	e := p.postfix()
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

// casts goes past a cast if there is one: a type in brackets before an operand.
func (p *parser) casts() bool {
	before := p.state()
	p.advance()
	_, ok := p.typeName()
	for ok && p.take("&") {
		_, ok = p.typeName()
	}
	if ok = ok && p.take(")"); ok {
		switch p.tok.kind {
		case word:
			ok = !p.is("instanceof")
		case operator:
			ok = p.is("(") || p.is("!") || p.is("~")
		case eof:
			ok = false
		}
	}
	if !ok {
		p.back(before)
	}
	return ok
}
