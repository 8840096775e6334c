package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// pipeline reads commands and values with "|" between them. Where the first is
// assigned something, the assignment is made a statement and e is what was
// assigned to; e is nil where nothing comes that can be read.
func (p *parser) pipeline() (e *syntax.Expr, assigned bool) {
	e = p.element()
	if e == nil {
		return nil, false
	}
	if p.assignment(e) {
		return e, true
	}
	first := e
	for p.piped() {
		p.lines()
		line := p.lineHere()
		next := p.element()
		if next == nil {
			next = &syntax.Expr{Line: line}
		}
		bindElement(e, next)
		if e == first {
			e = &syntax.Expr{Text: "|", Args: []syntax.Arg{{Value: first}}, Line: first.Line}
		}
		e.Args = append(e.Args, syntax.Arg{Value: next})
	}
	return e, false
}

// piped steps over what leads to the next command: "|", also on the next line,
// "&&" and "||".
func (p *parser) piped() bool {
	p.spaces()
	switch {
	case p.follows("&&"), p.follows("||"):
		p.i += 2
		return true
	case p.take('|'):
		return true
	case p.peek() != '\n':
		return false
	}
	for n := 1; ; n++ {
		switch p.peekAt(n) {
		case ' ', '\t', '\r', '\n':
		case '|':
			p.i += n + 1
			return true
		default:
			return false
		}
	}
}

// bindElement makes "$_" known in a script block that a list goes through.
func bindElement(from, command *syntax.Expr) {
	if from.Kind != syntax.List || command.Kind != syntax.Call || len(command.Args) == 0 {
		return
	}
	block := command.Args[len(command.Args)-1].Value
	if block.Kind != syntax.Lambda {
		return
	}
	for _, arg := range from.Args {
		if arg.Value.Kind != syntax.Text && arg.Value.Kind != syntax.Name {
			return
		}
	}
	item := &syntax.Expr{Kind: syntax.Name, Text: "_", Line: block.Line}
	bound := syntax.Statement{Kind: syntax.Assign, Line: block.Line, Target: item, Value: elementOf(from)}
	block.Func.Body = append([]syntax.Statement{bound}, block.Func.Body...)
}

// element reads a command or a value of a pipeline.
func (p *parser) element() *syntax.Expr {
	kind, _ := p.quote()
	next := p.peekAt(1)
	switch b := p.peek(); {
	case kind != 0, b == '$', b == '(', b == '[', b == '{', b == '!', b == ',':
		return p.binary(ternary)
	case b == '@' && (next == '(' || next == '{' || next == '"' || next == '\'' || is(next, letter)):
		return p.binary(ternary)
	case b == '+' || b == '-':
		return p.binary(ternary)
	case is(b, digit):
		if n := p.number(p.i); n > 0 && (n == len(p.src) || p.src[n] != '\\') {
			return p.binary(ternary)
		}
	case b == '&' && next != '&':
		p.i++
		return p.invoked()
	case b == '.' && (next == ' ' || next == '\t' || next == '$' || next == '"' || next == '\'' || next == '('):
		p.i++
		return p.dotSourced()
	case b == '#' || p.end() || is(b, bareEnd) || b == ']' || b == '=' || b == '`':
		return nil
	}
	return p.command()
}

// command reads one by its name.
func (p *parser) command() *syntax.Expr {
	name := p.bareword()
	return p.invocation(commandName(name))
}

// commandName is what a command is called by: its module's member where it is
// named with that.
func commandName(name *syntax.Expr) *syntax.Expr {
	if name.Kind != syntax.Text {
		return name
	}
	name.Kind = syntax.Name
	at := strings.LastIndexByte(name.Text, '\\')
	if at <= 0 || strings.ContainsAny(name.Text[:at], `\/:`) || name.Text[0] == '.' || strings.Contains(name.Text[at:], ".") {
		return name
	}
	module := &syntax.Expr{Kind: syntax.Name, Text: name.Text[:at], Line: name.Line}
	return &syntax.Expr{Kind: syntax.Member, Of: module, Text: name.Text[at+1:], Line: name.Line}
}

// invocation reads the arguments of what is called.
func (p *parser) invocation(of *syntax.Expr) *syntax.Expr {
	e := &syntax.Expr{Kind: syntax.Call, Of: of, Line: of.Line}
	p.arguments(e)
	if of.Kind == syntax.Name {
		return p.known(e)
	}
	return e
}

// invoked reads what the operator "&" calls.
func (p *parser) invoked() *syntax.Expr {
	p.spaces()
	if p.end() || is(p.peek(), bareEnd) && p.peek() != '(' && p.peek() != '{' {
		return nil
	}
	return p.invocation(commandName(p.piece()))
}

// dotSourced reads a script that is run as if it stood here.
func (p *parser) dotSourced() *syntax.Expr {
	e := p.invoked()
	if e == nil {
		return nil
	}
	if path := staticPath(e.Of); path != "" {
		p.imports(path, e.Line)
	}
	return e
}
