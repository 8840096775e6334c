package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// keywordStatement reads a statement that begins with a word of the language.
// done is false where the word is a command's or a value.
func (p *parser) keywordStatement() (done, leaves bool) {
	if p.control() {
		return true, false
	}
	switch word := p.statementWord(); word {
	case "function", "filter", "workflow":
		return p.function(len(word)), false
	case "class":
		return p.class(), false
	case "enum":
		return p.enum(), false
	case "using":
		return p.using(), false
	case "param":
		if p.ahead(len(word)) != '(' {
			return false, false
		}
		p.i += len(word)
		p.fn.Annotations = append(p.fn.Annotations, p.attributes...)
		p.attributes = p.attributes[:0]
		p.fn.Params = append(p.fn.Params, p.params()...)
		return true, false
	case "begin", "process", "end", "clean", "dynamicparam", "data":
		if p.ahead(len(word)) != '{' {
			return false, false
		}
		p.i += len(word)
		p.block()
		return true, false
	case "trap":
		p.i += len(word)
		p.types()
		p.block()
		return true, false
	case "return", "throw", "exit", "break", "continue":
		p.i += len(word)
		p.jump(word)
		return true, true
	}
	return false, false
}

// statementWord is the word that comes next in lower case, "" where it can't be
// one that begins a statement.
func (p *parser) statementWord() string {
	word := p.word()
	if len(word) > len("dynamicparam") || p.peekAt(len(word)) == '-' {
		return ""
	}
	return strings.ToLower(word)
}

// ahead is the next byte behind n bytes that is neither white space nor in a comment.
func (p *parser) ahead(n int) byte {
	before := p.i
	p.i += n
	p.lines()
	b := p.peek()
	p.i = before
	return b
}

// jump reads what a return or throw is with.
func (p *parser) jump(word string) {
	line := p.lineHere()
	p.spaces()
	if word == "break" || word == "continue" {
		p.i += len(p.word()) // a loop's label
		return
	}
	switch p.peek() {
	case 0, '\n', ';', '}', ')':
		return
	}
	value := p.value()
	if word == "return" {
		p.fn.Body = append(p.fn.Body, syntax.Statement{Kind: syntax.Return, Line: line, Value: value})
	} else if value.Kind != syntax.Other || len(value.Args) > 0 {
		p.do(value)
	}
}

// control reads a statement that can be a value too, and leaves in outputs what
// its branches put out last.
func (p *parser) control() bool {
	word := p.statementWord()
	next := byte('(')
	switch word {
	case "if", "for", "while", "foreach", "switch":
	case "do", "try":
		next = '{'
	default:
		return false
	}
	if found := p.ahead(len(word)); found != next && (found != '-' || word != "foreach" && word != "switch") {
		return false
	}
	p.i += len(word)
	switch word {
	case "if":
		p.branches()
	case "for":
		p.forLoop()
	case "foreach":
		p.foreachLoop()
	case "while":
		p.condition()
		p.block()
	case "switch":
		p.switchStatement()
	case "do":
		p.block()
		if p.nextKeyword("while") || p.nextKeyword("until") {
			p.condition()
		}
	case "try":
		p.try()
	}
	return true
}

// nextKeyword is keyword, behind white space and line breaks; where another word
// comes the parser stays where it is.
func (p *parser) nextKeyword(word string) bool {
	before := p.i
	if p.lines(); p.keyword(word) {
		return true
	}
	p.i = before
	return false
}

// condition reads a pipeline in parentheses.
func (p *parser) condition() {
	if p.lines(); p.peek() == '(' {
		p.do(p.parens())
	}
}

func (p *parser) branches() {
	p.condition()
	p.block()
	for p.nextKeyword("elseif") {
		p.condition()
		p.block()
	}
	if p.nextKeyword("else") {
		p.block()
	}
}

func (p *parser) try() {
	p.block()
	for p.nextKeyword("catch") {
		p.types()
		p.block()
	}
	if p.nextKeyword("finally") {
		mark := len(p.outputs)
		p.block()
		p.outputs = p.outputs[:mark]
	}
}

// types steps over the types that a catch or trap is for.
func (p *parser) types() {
	for p.lines(); p.peek() == '[' || p.peek() == ','; p.lines() {
		if !p.take(',') {
			p.bracket()
		}
	}
}

func (p *parser) forLoop() {
	p.lines()
	p.i++
	p.grouped(true, false, func() {
		for p.spaces(); !p.end() && p.peek() != ')'; p.spaces() {
			before := p.i
			if e, assigned := p.pipeline(); !assigned {
				p.do(e)
			}
			p.spaces()
			if !p.take(';') && p.i == before {
				return
			}
		}
	})
	p.take(')')
	p.block()
}

// foreachLoop reads a loop over elements. The variable is assigned one of them.
func (p *parser) foreachLoop() {
	for p.lines(); p.peek() == '-'; p.lines() { // -parallel
		p.i++
		p.i += len(p.word())
	}
	if !p.take('(') {
		return
	}
	p.grouped(true, false, func() {
		p.spaces()
		variable := p.unary()
		p.spaces()
		if variable == nil || !p.keyword("in") {
			p.do(variable)
			return
		}
		p.spaces()
		typed := p.cast
		all := p.value()
		p.cast = typed
		p.assign(syntax.Assign, variable, elementOf(all))
	})
	p.spaces()
	p.take(')')
	p.block()
}

// elementOf is some element of what is gone over.
func elementOf(all *syntax.Expr) *syntax.Expr {
	if all.Kind == syntax.List && len(all.Args) > 0 {
		return oneOf(all.Args, all.Line)
	}
	return &syntax.Expr{Kind: syntax.Index, Of: all, Args: []syntax.Arg{{Value: &syntax.Expr{Line: all.Line}}}, Line: all.Line}
}

func (p *parser) switchStatement() {
	for p.lines(); p.peek() == '-'; p.lines() {
		p.i++
		if file := p.word(); strings.EqualFold(file, "file") {
			p.i += len(file)
			p.spaces()
			p.do(p.argument())
		} else {
			p.i += len(file)
		}
	}
	p.condition()
	p.lines()
	if p.peek() != '{' || !p.enter() {
		return
	}
	p.i++
	p.braces++
	p.grouped(false, false, p.cases)
	p.braces--
	p.leave()
	p.take('}')
}

// cases reads those of a switch: patterns, each with a block.
func (p *parser) cases() {
	for {
		for p.lines(); p.take(';'); p.lines() {
		}
		if p.end() || p.peek() == '}' {
			return
		}
		before := p.i
		if pattern := p.argument(); pattern.Kind != syntax.Text && pattern.Kind != syntax.Other {
			p.do(pattern)
		}
		if p.block(); p.i == before {
			p.skip()
		}
	}
}
