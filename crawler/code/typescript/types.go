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
	name, settled := "", false
	conditions, alternatives := 0, 0
	for ; limit > 0; limit-- {
		p.skipTypeWords(&settled)
		switch o := p.op(); o {
		case opName:
			if n := p.typeName(limit); !settled && name == "" && n != "null" && n != "undefined" {
				name = n
			}
		case '(', '[', '{', opTick, opJSX:
			p.skip()
			if o == '(' && p.op() == opArrow {
				p.pos++
				settled = true
				continue
			}
			settled = settled || o != '('
		case '<', opShift:
			if !p.skipTypes(limit) {
				return name
			}
			continue
		case '-', '|', '&', '?', opSpread: // "?T" is Flow's
			p.pos++
			continue
		case opString, opNumber:
			p.pos++
		default:
			return name
		}
		for p.op() == '[' && !p.freshAt(0) {
			p.skip()
		}
		switch {
		case p.op() == '|' || p.op() == '&':
			p.pos++
		case p.word() == "is" && !p.freshAt(0):
			p.pos++
			settled, name = true, ""
		case p.word() == "extends":
			p.pos++
			conditions++
		case p.op() == '?' && conditions > 0:
			p.pos++
			conditions--
			alternatives++
		case p.op() == ':' && alternatives > 0:
			p.pos++
			alternatives--
		default:
			return name
		}
	}
	return name
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
