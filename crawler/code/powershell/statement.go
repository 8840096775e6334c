package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// list reads statements up to the byte that closes them, 0 for none, which it
// leaves. It adds the places of what they put out to outputs and returns where
// those of the last that puts out something begin.
func (p *parser) list(closing byte) (last int) {
	last = len(p.outputs)
	for {
		for p.lines(); p.take(';'); p.lines() {
		}
		if p.end() || closing != 0 && p.peek() == closing {
			return last
		}
		before, mark := p.i, len(p.outputs)
		switch leaves := p.statement(); {
		case leaves:
			last = len(p.outputs)
		case len(p.outputs) > mark:
			last = mark
		}
		if p.spaces(); p.i > before {
			continue
		}
		if closing == ')' && p.peek() == '}' && p.braces > 0 {
			return last
		}
		if p.parameterMark() > 0 { // of a command that a line break cut off
			p.restOfLine()
		} else {
			p.skip()
		}
	}
}

// block reads a { } of statements and leaves in outputs what the last of them puts out.
func (p *parser) block() {
	p.lines()
	if p.peek() != '{' || !p.enter() {
		return
	}
	p.i++
	p.braces++
	mark, last := len(p.outputs), 0
	p.grouped(false, false, func() { last = p.list('}') })
	p.braces--
	p.leave()
	p.take('}')
	p.outputs = append(p.outputs[:mark], p.outputs[last:]...)
}

// statement reads one; it reports whether the function is left with it.
func (p *parser) statement() (leaves bool) {
	if !p.enter() {
		return false
	}
	defer p.leave()
	if p.peek() == ':' { // a loop's label
		p.i++
		p.i += len(p.word())
		p.lines()
	}
	if is(p.peek(), letter) {
		if done, leaves := p.keywordStatement(); done {
			return leaves
		}
	}
	line := p.lineHere()
	void := len(p.src)-p.i > 6 && strings.EqualFold(p.src[p.i:p.i+6], "[void]")
	e, assigned := p.pipeline()
	if e == nil || assigned {
		return false
	}
	if !p.assignedByCall(e) {
		last := len(p.fn.Body)
		p.fn.Body = append(p.fn.Body, syntax.Statement{Line: line, Value: e})
		if !void && !silent(e) {
			p.outputs = append(p.outputs, last)
		}
	}
	return false
}

// do adds a statement for an expression's effect.
func (p *parser) do(e *syntax.Expr) {
	if e != nil {
		p.fn.Body = append(p.fn.Body, syntax.Statement{Line: e.Line, Value: e})
	}
}

// taken takes what was put out since the mark out of the function's body.
func (p *parser) taken(mark int) []syntax.Arg {
	places := p.outputs[mark:]
	p.outputs = p.outputs[:mark]
	if len(places) == 0 {
		return nil
	}
	all := make([]syntax.Arg, 0, len(places))
	body := p.fn.Body
	to := places[0]
	for from := to; from < len(body); from++ {
		if len(all) < len(places) && from == places[len(all)] {
			all = append(all, syntax.Arg{Value: body[from].Value})
			continue
		}
		body[to] = body[from]
		to++
	}
	p.fn.Body = body[:to]
	return all
}

// value reads what is assigned or returned: a pipeline, or what a statement such
// as if puts out.
func (p *parser) value() *syntax.Expr {
	mark := len(p.outputs)
	line := p.lineHere()
	if !p.enter() {
		return &syntax.Expr{Line: line}
	}
	defer p.leave()
	if is(p.peek(), letter) && p.control() {
		return oneOf(p.taken(mark), line)
	}
	e, _ := p.pipeline()
	if e == nil {
		return &syntax.Expr{Line: line}
	}
	return e
}

// oneOf is the choice between values.
func oneOf(values []syntax.Arg, line int) *syntax.Expr {
	switch len(values) {
	case 0:
		return &syntax.Expr{Line: line}
	case 1:
		return values[0].Value
	default:
		return &syntax.Expr{Kind: syntax.Choice, Args: values, Line: line}
	}
}

// place is a place to which the parser can go back.
type place struct {
	i, line, counted, braces              int
	functions, imports, statements, marks int
	attributes                            int
}

func (p *parser) place() place {
	return place{
		p.i, p.line, p.counted, p.braces,
		len(p.unit.Functions), len(p.unit.Imports), len(p.fn.Body), len(p.outputs),
		len(p.attributes),
	}
}

// back goes to a place in the function that is being read.
func (p *parser) back(to place) {
	p.i, p.line, p.counted, p.braces = to.i, to.line, to.counted, to.braces
	p.unit.Functions = p.unit.Functions[:to.functions]
	p.unit.Imports = p.unit.Imports[:to.imports]
	p.fn.Body = p.fn.Body[:to.statements]
	p.outputs = p.outputs[:to.marks]
	p.attributes = p.attributes[:to.attributes]
}

// silent reports whether nothing is put out by what is done.
func silent(e *syntax.Expr) bool {
	if e.Kind == syntax.Other && e.Text == "|" {
		e = e.Args[len(e.Args)-1].Value
	}
	switch {
	case e.Kind == syntax.Call && e.Of.Kind == syntax.Name:
		return silentCommands[strings.ToLower(e.Of.Text)]
	default:
		return e.Kind == syntax.Other && (e.Text == "++" || e.Text == "--")
	}
}

// silentCommands are well-known ones that put out nothing.
var silentCommands = map[string]bool{
	"add-content": true, "add-type": true, "clear-host": true, "cls": true, "export-csv": true,
	"export-modulemember": true, "import-module": true, "new-variable": true, "out-file": true,
	"out-null": true, "remove-variable": true, "set-content": true, "set-strictmode": true,
	"set-variable": true, "start-sleep": true, "write-debug": true, "write-error": true,
	"write-host": true, "write-information": true, "write-progress": true, "write-verbose": true,
	"write-warning": true,
}
