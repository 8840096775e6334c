// Package python reads Python source files and notebooks. It never refuses one:
// what it can't read becomes an Other, and it goes on with the next statement.
package python

import (
	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// Parse reads a source file, of Python 2 too as far as it goes.
//
//   - An attribute of a class is assigned to a Member of the class' name, in the
//     function that the class stands in: "Client.base = …". What else a class'
//     body says stands there too.
//   - A method's first parameter is its Receiver, and not among its Params.
//   - The Type of "*args" and "**kwargs" begins with their asterisks.
//   - A docstring is a Do of a Text, as any expression on its own.
//   - Dotted types stay dotted: "sailpoint.v3.AccountsApi".
//   - "a, b = f()" is "a = f()[0]" and "b = f()[1]" with the one Expr f() in both.
//   - What a condition, a comprehension or ":=" does within a statement stands before it.
func Parse(body []byte) *syntax.Unit {
	p := newParser()
	p.read(string(body), nil)
	return p.done()
}

// parser makes a Unit of one source after another.
type parser struct {
	tree.Maker

	lex  lexer
	tok  token
	unit *syntax.Unit

	scopes     []scope
	decorators []*syntax.Expr
	// before are statements that go before the one that is being read.
	before []syntax.Statement
	// line is the last line of what was read, tokLine that of tok.
	line, tokLine int
	// depth is how many expressions the one being read stands in, fields how many f-strings.
	depth, fields int
	// calls counts the calls that were read.
	calls int
	// tuple is the last tuple that was read: a List otherwise like others.
	tuple *syntax.Expr
}

// scope is a function or class whose body is being read.
type scope struct {
	indent int
	fn     *syntax.Function
	// class is the class' name and attributes what was assigned in its body so far; fn is then what it stands in.
	class      string
	attributes map[string]bool
}

func newParser() *parser {
	top := &syntax.Function{Line: 1, End: 1}
	return &parser{
		unit:   &syntax.Unit{Language: syntax.Python, Functions: []*syntax.Function{top}},
		scopes: []scope{{indent: -1, fn: top}},
	}
}

// read reads a source whose lines are numbered by lines, or from 1.
func (p *parser) read(src string, lines []int) {
	p.lex = newLexer(src, lines)
	p.advance()
	for p.tok.kind != eof {
		if p.tok.kind == newline {
			p.advance()
			continue
		}
		p.leave(p.lex.indent)
		p.statements()
	}
	p.flush()
	p.leave(0)
}

func (p *parser) done() *syntax.Unit {
	p.scope().fn.End = max(p.line, 1)
	return p.unit
}

func (p *parser) scope() *scope { return &p.scopes[len(p.scopes)-1] }

// leave ends what a line with this indent is no longer in.
func (p *parser) leave(indent int) {
	for len(p.scopes) > 1 && p.scope().indent >= indent {
		if s := p.scope(); s.class == "" {
			s.fn.End = p.line
		}
		p.scopes = p.scopes[:len(p.scopes)-1]
	}
}

// advance goes on to the next token.
func (p *parser) advance() {
	if p.tok.kind != newline && p.tok.kind != eof {
		p.line = p.tokLine
	}
	p.tok = p.lex.next()
	p.tokLine = p.lex.lineNumber()
}

// aside reads from another lexer, and goes on as if it had not.
func (p *parser) aside(l lexer, read func()) {
	lex, tok, line, tokLine := p.lex, p.tok, p.line, p.tokLine
	p.lex, p.tok = l, token{}
	p.advance()
	read()
	p.lex, p.tok, p.line, p.tokLine = lex, tok, line, tokLine
}

// take goes past an operator or word if it is next.
func (p *parser) take(text string) bool {
	if !p.is(text) {
		return false
	}
	p.advance()
	return true
}

// is reports whether an operator or word is next.
func (p *parser) is(text string) bool {
	return p.tok.text == text && (p.tok.kind == operator || p.tok.kind == word)
}

// ended reports whether the logical line is at its end.
func (p *parser) ended() bool { return p.tok.kind == newline || p.tok.kind == eof }
