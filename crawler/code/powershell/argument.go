package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// arguments reads those of a command.
func (p *parser) arguments(call *syntax.Expr) {
	for {
		p.spaces()
		kind, _ := p.quote()
		next := p.peekAt(1)
		switch b := p.peek(); {
		case b == '\n' && p.goesOn():
		case p.end(), b == '\n', b == ';', b == '|', b == ')', b == '}':
			return
		case b == '&':
			if next == '&' {
				return
			}
			p.i++
		case b == ',' || b == '<':
			p.i++
		case p.redirection():
		case kind == 0 && p.parameterMark() > 0:
			call.Args = append(call.Args, p.parameter())
		case b == '@' && is(next, letter):
			call.Args = append(call.Args, syntax.Arg{Value: p.dollar(), Spread: true})
		default:
			before := p.i
			call.Args = append(call.Args, syntax.Arg{Value: p.argument()})
			if p.i == before {
				p.skip()
			}
		}
	}
}

// goesOn steps to a parameter at the beginning of a line: one of the command
// before it, from which a comment or a forgotten backtick parts it.
func (p *parser) goesOn() bool {
	before := p.i
	p.lines()
	if p.parameterMark() > 0 && p.peekAt(1) != '?' {
		p.i++
		word := p.word()
		p.i--
		if !isUnary(word) {
			return true
		}
	}
	p.i = before
	return false
}

// redirection steps over one, as "2>&1", "> $file" and "*>$null".
func (p *parser) redirection() bool {
	n := 0
	if b := p.peek(); b == '*' || is(b, digit) {
		n = 1
	}
	if p.peekAt(n) != '>' {
		return false
	}
	for p.i += n; p.take('>'); {
	}
	if p.take('&') {
		p.i += len(p.word())
		return true
	}
	p.spaces()
	if p.end() || is(p.peek(), bareEnd) && p.peek() != '(' {
		return true
	}
	p.piece()
	return true
}

// parameterMark is the length of the dash that begins a parameter here, 0 where none does.
func (p *parser) parameterMark() int {
	n := 1
	if p.follows("\xe2\x80") && p.peekAt(2) >= 0x93 && p.peekAt(2) <= 0x95 {
		n = 3
	} else if p.peek() != '-' {
		return 0
	}
	if b := p.peekAt(n); is(b, letter) && !p.punctuation(p.i+n) || b == '?' {
		return n
	}
	return 0
}

// parameter reads "-Name" with its value, or without one where it is a switch.
func (p *parser) parameter() syntax.Arg {
	line := p.lineHere()
	p.i += p.parameterMark()
	start := p.i
	for !p.end() && !is(p.peek(), bareEnd) && p.peek() != ':' && p.peek() != '.' && p.peek() != '[' {
		if kind, _ := p.quote(); kind != 0 || p.peek() == '$' || p.peek() == '`' {
			break
		}
		p.i++
	}
	arg := syntax.Arg{Name: p.src[start:p.i]}
	bound := p.take(':')
	if p.spaces(); bound || !isSwitch(arg.Name) {
		arg.Value = p.parameterValue()
	}
	if arg.Value == nil {
		arg.Value = &syntax.Expr{Text: "true", Line: line}
	}
	return arg
}

// parameterValue reads the value of a parameter; it is nil where none comes.
func (p *parser) parameterValue() *syntax.Expr {
	switch b := p.peek(); {
	case p.end(), is(b, bareEnd) && b != '(' && b != '{', p.parameterMark() > 0, b == '@' && is(p.peekAt(1), letter):
		return nil
	case (b == '*' || is(b, digit)) && p.peekAt(1) == '>':
		return nil
	}
	return p.argument()
}

// isSwitch reports whether a parameter is known to take no value.
func isSwitch(name string) bool {
	return len(name) <= len("allowunencryptedauthentication") && switches[strings.ToLower(name)]
}

// switches are the parameters of well-known commands, and of the SDK's, that take no value.
var switches = map[string]bool{
	"allowinsecureredirect": true, "allowunencryptedauthentication": true, "append": true, "asarray": true,
	"ashashtable": true, "asjob": true, "asplaintext": true, "assecurestring": true, "autosize": true,
	"compress": true, "confirm": true, "debug": true, "descending": true, "disablekeepalive": true,
	"followrellink": true, "force": true, "global": true, "leaf": true, "listavailable": true, "noclobber": true,
	"noenumerate": true, "nonewline": true, "noproxy": true, "notypeinformation": true, "parent": true, "passthru": true,
	"preserveauthorizationonredirect": true, "proxyusedefaultcredentials": true, "quiet": true, "raw": true,
	"recurse": true, "resume": true, "skipcertificatecheck": true, "skipheadervalidation": true,
	"skiphttperrorcheck": true, "unique": true, "usebasicparsing": true, "usedefaultcredentials": true,
	"verbose": true, "wait": true, "whatif": true, "withhttpinfo": true, "wrap": true,
}

// argument reads a value of a command, or several with commas between them.
func (p *parser) argument() *syntax.Expr {
	e := p.piece()
	if p.spaces(); p.peek() != ',' {
		return e
	}
	list := &syntax.Expr{Kind: syntax.List, Args: []syntax.Arg{{Value: e}}, Line: e.Line}
	for p.take(',') {
		p.lines()
		if !p.end() && (!is(p.peek(), bareEnd) || p.peek() == '(' || p.peek() == '{') {
			list.Args = append(list.Args, syntax.Arg{Value: p.piece()})
		}
		p.spaces()
	}
	return list
}

// piece reads a value of a command.
func (p *parser) piece() *syntax.Expr {
	if !p.enter() {
		return p.node(syntax.Other, "")
	}
	defer p.leave()
	kind, _ := p.quote()
	next := p.peekAt(1)
	switch b := p.peek(); {
	case kind != 0, b == '(', b == '{', b == '@' && (next == '(' || next == '{' || next == '"' || next == '\''):
		if e := p.postfix(p.primary()); e != nil {
			return e
		}
		return p.node(syntax.Other, "")
	case b == '$':
		e := p.dollar()
		if p.peek() == '.' || p.peek() == '[' || p.follows("::") {
			e = p.postfix(e)
		}
		if p.end() || is(p.peek(), bareEnd) {
			return e
		}
		return p.further(e)
	case is(b, digit), (b == '-' || b == '+') && is(next, digit):
		n := p.number(p.i + 1)
		if is(b, digit) {
			n = p.number(p.i)
		}
		if n > 0 && (n == len(p.src) || is(p.src[n], bareEnd)) {
			e := p.node(syntax.Other, p.src[p.i:n])
			p.i = n
			return e
		}
	}
	return p.bareword()
}

// further reads a word that stands right behind a value.
func (p *parser) further(e *syntax.Expr) *syntax.Expr {
	if b := p.peek(); b == '-' && e.Kind != syntax.Name || b == '"' || b == '\'' {
		return e
	}
	rest := p.bareword()
	joined := &syntax.Expr{Kind: syntax.Join, Args: []syntax.Arg{{Value: e}}, Line: e.Line}
	if rest.Kind == syntax.Join {
		joined.Args = append(joined.Args, rest.Args...)
	} else {
		joined.Args = append(joined.Args, syntax.Arg{Value: rest})
	}
	return joined
}

// bareword reads a text that stands without quotes.
func (p *parser) bareword() *syntax.Expr {
	j := p.join(0)
	for !p.end() && !is(p.peek(), bareEnd) {
		b := p.peek()
		switch {
		case !is(b, bareSpecial):
			p.i++
		case b == '`':
			if p.continued() > 0 {
				j.part()
				return j.expr()
			}
			j.escape()
		case b == '$':
			j.expand()
		default:
			kind, _ := p.quote()
			switch {
			case kind == 0 && p.follows("\u00a0"):
				j.part()
				return j.expr()
			case kind == 0:
				p.i++
			default:
				j.part()
				j.parts = append(j.parts, syntax.Arg{Value: p.quoted()})
				j.from = p.i
			}
		}
	}
	j.part()
	return j.expr()
}
