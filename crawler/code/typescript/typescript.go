// Package typescript reads TypeScript and JavaScript, with or without JSX, and
// the scripts of Vue's and Svelte's components. It reads what it can and steps
// over the rest: types yield nothing but their names.
//
// What syntax leaves open:
//   - A class' fields are assigned to members of "this" in its constructor, in
//     their place among its members; where it has none, in a Function
//     "constructor" that begins with the first field. Static fields are assigned
//     to members of the class where it stands.
//   - A function whose prototype is given methods is the constructor of a class
//     of its name.
//   - A getter or setter has the Annotation "get" or "set".
//   - "export default x" and "export {a as b}" assign to members of "exports".
//     "export … from" is an Import; so are require and import() of a literal,
//     assigned.
//   - "for (const a of list)" assigns an element of the list with an unknown index.
//   - "a && b" is a Choice of b alone. Conditions that mean something, and all
//     but the last of "a, b, c", stand before as statements.
//   - What several names are taken from, "const {a, b} = f()", is assigned to a
//     name of its own, "{1}", as are parameters that are taken apart.
//   - "a + b" without a string is an Other with Text "+".
package typescript

import (
	"math"
	"strings"

	"authcat/crawler/code/syntax"
)

// Parse reads a file. It never fails: what it can't read is left out.
func Parse(body []byte) *syntax.Unit {
	unit := &syntax.Unit{Language: syntax.TypeScript}
	top := &syntax.Function{Line: 1, End: 1}
	unit.Functions = append(unit.Functions, top)
	if len(body) > math.MaxInt32/2 {
		return unit
	}
	src := string(body)
	l := &lexer{src: src, line: 1, tokens: make([]token, 0, min(len(src), 1<<16)/5)}
	if strings.HasPrefix(src, "#!") {
		l.pos = max(strings.IndexByte(src, '\n'), 0)
	}
	for _, part := range scripts(src) {
		if part[0] > l.pos {
			l.line += int32(strings.Count(src[l.pos:part[0]], "\n"))
			l.pos = part[0]
		}
		l.read(part[1])
		l.emit(';', l.pos)
	}
	l.emit(opEnd, l.pos)
	top.End = int(l.line) + strings.Count(src[l.pos:], "\n")
	p := &parser{src: src, tokens: l.tokens, end: len(l.tokens) - 1, unit: unit, fn: top, patience: 4*len(l.tokens) + generous, prototypes: map[string]bool{}}
	p.statements()
	p.constructors()
	return unit
}

// maxDepth is how deep statements and expressions may stand in each other; what stands deeper is left out.
const maxDepth = 1000

// parser makes a unit of tokens.
type parser struct {
	src    string
	tokens []token
	// pos is the token to read next, and end where the innermost brackets that are read close.
	pos, end int
	unit     *syntax.Unit
	// fn is the function that is read.
	fn    *syntax.Function
	depth int
	// patience is how many more tokens may be read in vain for the end of a list of types.
	patience int
	// ternaries is how many "?" in these brackets wait for their ":".
	ternaries int
	// assigned is the target of the last assignment in an expression.
	assigned *syntax.Expr
	// className is what a class without a name of its own is assigned to.
	className string
	// prototypes are the names of functions that have methods.
	prototypes map[string]bool
	made       int // names that the source doesn't have
	// exprs and args are what the next expressions and arguments are cut from.
	exprs []syntax.Expr
	args  []syntax.Arg
	// pending are the arguments of the calls and lists that are being read.
	pending []syntax.Arg
}

// op is the sign of the next token, opEnd at the end of the brackets.
func (p *parser) op() op {
	if p.pos < p.end {
		return p.tokens[p.pos].op
	}
	return opEnd
}

// opAt is the sign of the token n further on.
func (p *parser) opAt(n int) op {
	if p.pos+n < p.end {
		return p.tokens[p.pos+n].op
	}
	return opEnd
}

// word is the next token's text where it is a word, "" otherwise.
func (p *parser) word() string { return p.wordAt(0) }

func (p *parser) wordAt(n int) string {
	if p.opAt(n) != opName {
		return ""
	}
	return p.text(p.pos + n)
}

func (p *parser) text(at int) string {
	t := &p.tokens[at]
	return p.src[t.start:t.end]
}

// freshAt reports whether the token n further on is the first of its line, or the end.
func (p *parser) freshAt(n int) bool { return p.pos+n >= p.end || p.tokens[p.pos+n].fresh }

func (p *parser) line() int { return int(p.tokens[p.pos].line) }

// take steps over the sign, and reports whether it is next.
func (p *parser) take(o op) bool {
	if p.op() != o {
		return false
	}
	p.pos++
	return true
}

// takeWord steps over the word, and reports whether it is next.
func (p *parser) takeWord(word string) bool {
	if p.word() != word {
		return false
	}
	p.pos++
	return true
}

// within reads what stands in the brackets that are next, and steps behind them.
func (p *parser) within(read func()) {
	match, end, ternaries := p.match(), p.end, p.ternaries
	p.pos++
	p.end, p.ternaries = match, 0
	read()
	p.pos, p.end, p.ternaries = min(match+1, end), end, ternaries
}

// match is where the brackets that are next close.
func (p *parser) match() int { return min(int(p.tokens[p.pos].match), p.end) }

// skip steps over the next token, and over all that it opens.
func (p *parser) skip() {
	switch p.op() {
	case opEnd:
	case '(', '[', '{', opTick, opJSX, opFill:
		p.pos = min(p.match()+1, p.end)
	default:
		p.pos++
	}
}

// new makes an expression.
func (p *parser) new(kind syntax.Kind, line int, text string) *syntax.Expr {
	if len(p.exprs) == cap(p.exprs) {
		p.exprs = make([]syntax.Expr, 0, min(max(2*cap(p.exprs), 16), 512))
	}
	p.exprs = append(p.exprs, syntax.Expr{Kind: kind, Line: line, Text: text})
	return &p.exprs[len(p.exprs)-1]
}

// member makes a member of an expression.
func (p *parser) member(of *syntax.Expr, name string, line int) *syntax.Expr {
	e := p.new(syntax.Member, line, name)
	e.Of = of
	return e
}

// list makes a list of arguments by place.
func (p *parser) list(values ...*syntax.Expr) []syntax.Arg {
	from := len(p.pending)
	for _, v := range values {
		p.pending = append(p.pending, syntax.Arg{Value: v})
	}
	return p.collect(from)
}

// collect takes the pending arguments from a place on.
func (p *parser) collect(from int) []syntax.Arg {
	n := len(p.pending) - from
	if n == 0 {
		return nil
	}
	if cap(p.args)-len(p.args) < n {
		p.args = make([]syntax.Arg, 0, max(n, min(max(2*cap(p.args), 16), 512)))
	}
	at := len(p.args)
	p.args = append(p.args, p.pending[from:]...)
	p.pending = p.pending[:from]
	return p.args[at : at+n : at+n]
}
