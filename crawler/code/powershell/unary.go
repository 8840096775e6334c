package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// unary reads an operand with what stands before it: operators, types and attributes.
func (p *parser) unary() *syntax.Expr {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	next := p.peekAt(1)
	switch b := p.peek(); {
	case b == '[':
		return p.typed()
	case b == '!':
		return p.operation("!", 1)
	case b == ',':
		if p.inArgs {
			return nil
		}
		list := p.operation(",", 1)
		list.Kind, list.Text = syntax.List, ""
		return list
	case b == '-' && is(next, letter):
		p.i++
		word := p.word()
		p.i--
		if isUnary(word) {
			return p.operation(p.src[p.i:p.i+1+len(word)], 1+len(word))
		}
		return nil
	case b == '-' || b == '+':
		if next == b {
			return p.operation(p.src[p.i:p.i+2], 2)
		}
		if n := p.number(p.i + 1); n > 0 && b == '-' {
			e := p.node(syntax.Other, p.src[p.i:n])
			p.i = n
			return p.postfix(e)
		}
		return p.operation(p.src[p.i:p.i+1], 1)
	default:
		return p.postfix(p.primary())
	}
}

// isUnary reports whether a word is an operator that stands before its operand.
func isUnary(word string) bool {
	switch strings.ToLower(word) {
	case "not", "bnot", "split", "isplit", "csplit", "join":
		return true
	}
	return false
}

// operation reads a unary one; of "-join" the list is made text.
func (p *parser) operation(text string, length int) *syntax.Expr {
	e := p.node(syntax.Other, text)
	p.i += length
	p.spaces()
	operand := p.unary()
	if operand == nil {
		return e
	}
	if strings.EqualFold(text, "-join") && operand.Kind == syntax.List {
		return &syntax.Expr{Kind: syntax.Join, Args: operand.Args, Line: e.Line}
	}
	e.Args = []syntax.Arg{{Value: operand}}
	return e
}
