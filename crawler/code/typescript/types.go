package typescript

import "strings"

// generous and strict bound how many tokens a list of types may have: where one
// is due, and where "<" may as well be less than.
const (
	generous = 20000
	strict   = 100
)

// skipType steps over a type, and returns its name: the first of a union's that
// is not null or undefined, with its package and without what stands in angle
// brackets. It is "" for a type that has none.
func (p *parser) skipType() string { return p.skipTypeWithin(generous) }

func (p *parser) skipTypeWithin(limit int) string {
	t := typeReader{parser: p}
	for ; limit > 0; limit-- {
		p.skipTypeWords(&t.settled)
		more, ok := t.operand(limit)
		if !ok {
			break
		}
		if more {
			continue
		}
		for p.op() == '[' && !p.freshAt(0) {
			p.skip()
		}
		if !t.operator() {
			break
		}
	}
	return t.name
}

// typeReader is what has been read of a type.
type typeReader struct {
	*parser
	name string
	// settled is set where what follows doesn't name the type.
	settled bool
	// conditions wait for "?", alternatives for ":".
	conditions, alternatives int
}

// operand steps over a type without operators, and reports whether there is
// one, and whether more of it follows.
func (t *typeReader) operand(limit int) (more, ok bool) {
	switch o := t.op(); o {
	case opName:
		if n := t.typeName(limit); !t.settled && t.name == "" && n != "null" && n != "undefined" {
			t.name = n
		}
	case '(', '[', '{', opTick, opJSX:
		t.skip()
		if o == '(' && t.take(opArrow) {
			t.settled = true
			return true, true
		}
		t.settled = t.settled || o != '('
	case '<', opShift:
		return true, t.skipTypes(limit)
	case '-', '|', '&', '?', opSpread: // "?T" is Flow's
		t.pos++
		return true, true
	case opString, opNumber:
		t.pos++
	default:
		return false, false
	}
	return false, true
}

// operator steps over an operator between types, and reports whether there is one.
func (t *typeReader) operator() bool {
	switch {
	case t.op() == '|' || t.op() == '&':
	case t.word() == "is" && !t.freshAt(0):
		t.settled, t.name = true, ""
	case t.word() == "extends":
		t.conditions++
	case t.op() == '?' && t.conditions > 0:
		t.conditions--
		t.alternatives++
	case t.op() == ':' && t.alternatives > 0:
		t.alternatives--
	default:
		return false
	}
	t.pos++
	return true
}

// skipTypeWords steps over the words that stand before a type.
func (p *parser) skipTypeWords(settled *bool) {
	for p.op() == opName {
		next := p.opAt(1)
		operand := next == opName || next == '(' || next == '[' || next == '{' || next == '<'
		switch p.word() {
		case "keyof", "typeof", "asserts", "new", "abstract":
			if !operand {
				return
			}
			*settled = true
		case "readonly", "unique", "infer":
			if !operand {
				return
			}
		default:
			return
		}
		p.pos++
	}
}

// typeName steps over a name with its packages and types, and returns it without the types.
func (p *parser) typeName(limit int) string {
	name := p.word()
	p.pos++
	if name == "import" && p.op() == '(' {
		p.skip()
		name = ""
	}
	for p.op() == '.' && p.opAt(1) == opName {
		name = strings.TrimPrefix(name+"."+p.wordAt(1), ".")
		p.pos += 2
	}
	if p.op() == '<' && !p.freshAt(0) {
		p.skipTypes(limit)
	}
	return name
}

// skipTypes steps over a list of types in angle brackets, and reports whether it
// is one; if not, over the bracket alone.
func (p *parser) skipTypes(limit int) bool {
	at, depth := p.pos, 0
	if p.patience < 0 {
		limit = min(limit, strict)
	}
	for ; limit > 0; limit-- {
		p.patience--
		switch o := p.op(); o {
		case '<':
			depth++
		case opShift:
			depth += 2
		case '>':
			if depth--; depth == 0 {
				p.pos++
				p.patience += p.pos - at
				return true
			}
		case opName, '.', ',', '|', '&', '?', ':', '-', opString, opNumber, opArrow, opSpread, '(', '[', '{', opTick, opJSX, '=':
		case '@', '!', '+', ';', '*', opOptional:
			if limit <= strict {
				limit = 1
			}
		default:
			limit = 1
		}
		p.skip()
	}
	p.pos = at + 1
	return false
}
