// Package java reads Java source files. It never refuses one: what it can't
// read becomes an Other, and it goes on with the next statement or member.
package java

import (
	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// Parse reads a source file.
//
//   - What is static in a class, and a constant of an enum or interface, is
//     assigned to a Name in the function that the class stands in; a field to a
//     Member of "this". A constant of an enum is a Call of its class with "new".
//   - A constructor has its class' name.
//   - A method without a body, as Retrofit's, has its Annotations and Params.
//   - What stands over a class, and what it extends, is an Other that begins with its name.
//   - Methods of an anonymous class have the Class that it extends.
//   - The Type of "Object... values" begins with an asterisk.
//   - A field that Spring sets, @Value("${isc.url}"), has the annotation as its value.
//   - "Accounts::list" is a Member.
//   - What a condition, an assignment or a switch does within a statement stands before it.
func Parse(body []byte) *syntax.Unit {
	top := &syntax.Function{Line: 1, End: 1}
	p := &parser{
		lex:    newLexer(string(body)),
		unit:   &syntax.Unit{Language: syntax.Java, Functions: []*syntax.Function{top}},
		scopes: []scope{{kind: class, fn: top}},
	}
	p.advance()
	for p.tok.kind != eof {
		p.body(0)
	}
	top.End = max(p.line, 1)
	return p.unit
}

type parser struct {
	tree.Maker

	lex  lexer
	tok  token
	unit *syntax.Unit

	scopes      []scope
	annotations []*syntax.Expr
	// before are statements that go before the one that is being read.
	before []syntax.Statement
	// line is the last line of what was read, tokLine that of tok.
	line, tokLine int
	// generic is the offset before which names are known to be no generic types.
	generic int
	// depth is how many expressions the one being read stands in.
	depth int
	// calls counts the calls that were read.
	calls int
}

type scopeKind int

const (
	block scopeKind = iota
	function
	class
)

// scope is what braces are around.
type scope struct {
	kind scopeKind
	// fn is the function that is read, or that a class stands in.
	fn *syntax.Function
	// class is a class' name; its fields are static where it is an interface, and
	// its constants come first where it is an enum.
	class          string
	static, listed bool
	// values is where the values of a switch go that has one.
	values *[]*syntax.Expr
}

func (p *parser) scope() *scope { return &p.scopes[len(p.scopes)-1] }

// enter begins a scope behind its brace.
func (p *parser) enter(s scope) {
	p.flush()
	p.scopes = append(p.scopes, s)
}

// body reads what stands in the scopes above base, past the brace that closes them.
func (p *parser) body(base int) {
	for p.tok.kind != eof && len(p.scopes) > base {
		start := p.tok.start
		switch {
		case p.is("}"):
			p.leave()
			p.advance()
		case p.scope().kind == class:
			p.member()
		case p.is("public") || p.is("private") || p.is("protected"):
			p.unclosed(base)
		default:
			p.statement()
		}
		p.flush()
		if p.tok.start == start && !p.is("}") {
			p.advance()
		}
	}
	for len(p.scopes) > max(base, 1) {
		p.leave()
	}
}

// leave ends a scope. That of the file only ends with it.
func (p *parser) leave() {
	if len(p.scopes) == 1 {
		return
	}
	if s := p.scope(); s.kind == function {
		s.fn.End = max(p.tok.line, s.fn.Line)
	}
	p.scopes = p.scopes[:len(p.scopes)-1]
}

// unclosed gives up on a method whose braces don't match: what comes is a member of a class.
func (p *parser) unclosed(base int) {
	for len(p.scopes) > base+1 && p.scope().kind != class {
		p.leave()
	}
	if p.scope().kind != class {
		p.advance()
	}
}

// apart reads something with a body that stands in an expression.
func (p *parser) apart(read func()) {
	before, annotations := p.before, p.annotations
	p.before, p.annotations = nil, nil
	read()
	p.before, p.annotations = before, annotations
}

// flush ends a statement: those that were made of it belong to the function.
func (p *parser) flush() {
	fn := p.scope().fn
	fn.Body = append(fn.Body, p.before...)
	clear(p.before)
	p.before = p.before[:0]
}

// first puts a statement before the one that is being read.
func (p *parser) first(s syntax.Statement) { p.before = append(p.before, s) }

func (p *parser) do(e *syntax.Expr) {
	if e != nil {
		p.first(syntax.Statement{Kind: syntax.Do, Line: e.Line, Value: e})
	}
}
