package typescript

import "authcat/crawler/code/syntax"

// precedence of an operator, 0 for what is none.
func (p *parser) precedence() int {
	switch p.op() {
	case opOr:
		return 1
	case opAnd:
		return 2
	case '|', '^', '&':
		return 3
	case opEqual:
		return 4
	case '<', opAtMost:
		return 5
	case '>':
		if p.opAt(1) == '>' {
			return 6
		}
		return 5
	case opShift:
		return 6
	case '+', '-':
		return 7
	case '*', '/', '%':
		return 8
	case opPower:
		return 9
	case opName:
		switch p.word() {
		case "in", "instanceof":
			return 5
		case "as", "satisfies":
			if !p.freshAt(0) {
				return 5
			}
		}
	}
	return 0
}

// binary reads operators of at least this precedence and their operands.
func (p *parser) binary(least int) *syntax.Expr {
	left := p.unary()
	var made *syntax.Expr // by an operator in this loop, to be lengthened
	for wrapped := 0; ; {
		precedence := p.precedence()
		if precedence == 0 || precedence < least || wrapped > maxDepth {
			return left
		}
		o := p.op()
		if o == opName && p.word() != "in" && p.word() != "instanceof" {
			p.pos++
			p.skipType()
			continue
		}
		p.pos++
		for o == '>' && (p.op() == '>' || p.op() == '=') && p.tokens[p.pos].start == p.tokens[p.pos-1].end {
			p.pos++
		}
		if o == opAnd {
			p.condition(left)
		}
		right := p.binary(precedence + 1)
		if left = p.operated(o, left, right, left == made); left != made {
			wrapped++
		}
		made = left
	}
}

// operated is an operator with its operands. longer says that left is what the
// same or an equal operator made, and may be lengthened.
func (p *parser) operated(o op, left, right *syntax.Expr, longer bool) *syntax.Expr {
	switch {
	case o == opAnd:
		left = p.new(syntax.Choice, right.Line, "")
		left.Args = p.list(right)
		return left
	case o == opOr && left.Kind == syntax.Choice:
		left.Args = append(left.Args, syntax.Arg{Value: right})
		return left
	case o == opOr:
		e := p.new(syntax.Choice, left.Line, "")
		e.Args = p.list(left, right)
		return e
	case o == '+' && (left.Kind == syntax.Join || longer && left.Text == "+"):
		left.Args = append(left.Args, syntax.Arg{Value: right})
	case longer && left.Kind == syntax.Other && (o != '+' || !textual(right)):
		left.Args = append(left.Args, syntax.Arg{Value: right})
		left.Text = ""
		return left
	default:
		e := p.new(syntax.Other, left.Line, "")
		e.Args = p.list(left, right)
		if o != '+' {
			return e
		}
		e.Text = "+"
		if textual(left) {
			e.Kind, e.Text = syntax.Join, ""
		}
		left = e
	}
	if left.Kind != syntax.Join && textual(right) {
		left.Kind, left.Text = syntax.Join, ""
	}
	return left
}

// textual reports whether "+" puts the expression together with others as text.
func textual(e *syntax.Expr) bool {
	switch e.Kind {
	case syntax.Text, syntax.Join:
		return true
	case syntax.Choice:
		for _, a := range e.Args {
			if a.Value.Kind == syntax.Text || a.Value.Kind == syntax.Join {
				return true
			}
		}
	}
	return false
}

// unary reads signs and words before an operand: those that leave its value or
// what it promises, or its type, mean nothing.
func (p *parser) unary() *syntax.Expr {
	line, changed := p.line(), false
	for {
		switch p.op() {
		case '!', '~', '+', '-', opStep:
			changed = true
		case '<', opShift:
			p.skipTypes(generous)
			if f := p.arrow(); f != nil {
				return f
			}
			continue
		case opName:
			switch p.word() {
			case "await", "void", "typeof", "delete":
				if p.opAt(1) == opArrow || p.opAt(1) == '=' || p.opAt(1) == ':' {
					return p.operand()
				}
			case "yield":
				if p.opAt(1) == '*' {
					p.pos++
				} else if p.freshAt(1) {
					return p.operand()
				}
				p.pos++
				if f := p.arrow(); f != nil {
					return f
				}
				continue
			default:
				return p.wrapped(changed, line)
			}
		default:
			return p.wrapped(changed, line)
		}
		p.pos++
	}
}

// wrapped reads an operand, whose value a sign before it has changed or not.
func (p *parser) wrapped(changed bool, line int) *syntax.Expr {
	e := p.operand()
	if !changed {
		return e
	}
	other := p.new(syntax.Other, line, "")
	other.Args = p.list(e)
	return other
}
