package typescript

import "authcat/crawler/code/syntax"

// declares reads a statement that begins with the word where it declares
// something, and reports whether it does.
func (p *parser) declares(word string) bool {
	next, same := p.opAt(1), !p.freshAt(1)
	switch word {
	case "const", "let", "var", "using":
		if p.wordAt(1) == "enum" {
			p.pos++
			p.enum()
			return true
		}
		if next != opName && next != '{' && next != '[' || p.wordAt(1) == "in" || p.wordAt(1) == "instanceof" {
			return false
		}
		p.pos++
		p.variables()
	case "function":
		p.declaration()
	case "async":
		if p.wordAt(1) != "function" || !same {
			return false
		}
		p.declaration()
	case "class":
		p.class()
	case "abstract", "declare", "await":
		if next != opName || !same || word == "await" && p.wordAt(1) != "using" {
			return false
		}
		p.pos++
		if !p.declares(p.word()) {
			p.skip()
		}
	case "enum":
		if next != opName {
			return false
		}
		p.enum()
	case "type", "interface", "namespace", "module", "global":
		return p.declaresType(word)
	default:
		return false
	}
	return true
}

// declaresType steps over types, and reads what a namespace has.
func (p *parser) declaresType(word string) bool {
	next := p.opAt(1)
	if p.freshAt(1) && next != '{' {
		return false
	}
	switch word {
	case "type":
		if next != opName || p.opAt(2) != '=' && p.opAt(2) != '<' {
			return false
		}
		p.pos += 2
		if p.op() == '<' {
			p.skipTypes(generous)
		}
		p.take('=')
		p.skipType()
		p.take(';')
	case "interface":
		if next != opName {
			return false
		}
		p.toBrace()
		if p.op() == '{' {
			p.skip()
		}
	default:
		if next != opName && next != opString && (word != "global" || next != '{') {
			return false
		}
		p.toBrace()
		if p.op() == '{' {
			p.block()
		}
	}
	return true
}

// toBrace steps over a declaration's head. One without braces ends before the next line.
func (p *parser) toBrace() {
	p.pos++
	for p.pos < p.end && p.op() != '{' && p.op() != ';' {
		if p.freshAt(0) && p.op() == opName && p.word() != "extends" && p.tokens[p.pos-1].op != ',' && p.word() != "implements" {
			return
		}
		if p.op() == '<' {
			p.skipTypes(generous)
		} else {
			p.skip()
		}
	}
}

// variables reads what stands behind const, let or var.
func (p *parser) variables() {
	for {
		line := p.line()
		pattern := p.pattern()
		if pattern == nil {
			return
		}
		p.take('!')
		kind := ""
		if p.take(':') {
			kind = p.skipType()
		}
		switch {
		case p.take('='):
			if !p.required(pattern, line) {
				p.assign(pattern, p.initial(pattern.Base()), kind, line)
			}
		case pattern.Kind == syntax.Name:
			p.assign(pattern, nil, kind, line)
		}
		if !p.take(',') {
			p.take(';')
			return
		}
	}
}

// enum reads one: its members are assigned.
func (p *parser) enum() {
	p.pos++
	name := p.word()
	p.pos = min(p.pos+1, p.end)
	if p.op() != '{' {
		return
	}
	p.within(func() {
		for p.pos < p.end {
			at, line := p.pos, p.line()
			key, ok := p.key()
			if ok && p.take('=') {
				target := p.member(p.new(syntax.Name, line, name), key, line)
				p.assign(target, p.assignment(), "", line)
			}
			if !p.take(',') && p.pos == at {
				p.skip()
			}
		}
	})
}
