package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// typed reads what begins with a type: a cast, which is left out, a static
// member, or attributes.
func (p *parser) typed() *syntax.Expr {
	line := p.lineHere()
	name, attribute := p.bracket()
	if attribute != nil {
		before := p.i
		if p.lines(); p.peek() == '[' || p.peek() == '$' {
			return p.withAttribute(attribute)
		}
		p.i = before
		p.attributes = append(p.attributes, attribute)
		return nil
	}
	e := &syntax.Expr{Kind: syntax.Name, Text: shortType(name), Line: line}
	if name == "" {
		return nil
	}
	if p.spaces(); p.follows("::") {
		return p.postfix(e)
	}
	if !p.beginsOperand() {
		return e
	}
	operand := p.unary()
	if operand == nil {
		return e
	}
	p.cast = cast{operand, e.Text}
	if operand.Kind == syntax.Object && !isMap(e.Text) {
		operand.Text = e.Text
	}
	return operand
}

// withAttribute reads a variable behind an attribute, or a script's attributes.
func (p *parser) withAttribute(attribute *syntax.Expr) *syntax.Expr {
	at := len(p.attributes)
	p.attributes = append(p.attributes, attribute)
	e := p.unary()
	if e != nil {
		p.attributes = p.attributes[:at]
	}
	return e
}

// beginsOperand reports whether a cast's value comes next.
func (p *parser) beginsOperand() bool {
	kind, _ := p.quote()
	b := p.peek()
	return kind != 0 || b == '$' || b == '(' || b == '@' || b == '[' || b == '{' || is(b, digit) ||
		(b == '-' || b == '+') && is(p.peekAt(1), digit)
}

// isMap reports whether a type only says that an object's fields are by name.
func isMap(name string) bool {
	switch strings.ToLower(name) {
	case "ordered", "hashtable", "pscustomobject", "psobject", "object", "dictionary", "void", "string":
		return true
	}
	return false
}

// bracket reads a type in brackets, or an attribute with its arguments.
func (p *parser) bracket() (name string, attribute *syntax.Expr) {
	line := p.lineHere()
	p.i++
	start, nested := p.i, 1
	for end := min(len(p.src), p.i+longestType); p.i < end; p.i++ {
		switch b := p.src[p.i]; {
		case is(b, nameByte), b == '.', b == ',', b == '+', b == '`', b == '*', b == ' ', b == '=', b == '-':
		case b == '[' && nested < deepestType:
			nested++
		case b == ']':
			if nested--; nested == 0 {
				p.i++
				return strings.TrimSpace(p.src[start : p.i-1]), nil
			}
		case b == '(':
			of := &syntax.Expr{Kind: syntax.Name, Text: shortType(p.src[start:p.i]), Line: line}
			attribute = &syntax.Expr{Kind: syntax.Call, Of: of, Args: p.methodArgs(), Line: line}
			p.spaces()
			p.take(']')
			return "", attribute
		default:
			p.i = start
			return "", nil
		}
	}
	p.i = start
	return "", nil
}

// shortType is a type's name without its namespace, what it is generic in, and
// whether it is an array.
func shortType(name string) string {
	name, _, _ = strings.Cut(name, "[")
	name, _, _ = strings.Cut(name, ",")
	name = strings.TrimSpace(name)
	return name[strings.LastIndexAny(name, ".+")+1:]
}
