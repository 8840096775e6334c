package powershell

import (
	"strings"
	"unicode/utf8"

	"authcat/crawler/code/syntax"
)

// How deep blocks, parentheses and operators may nest, how long a chain of
// members or operators may be, how long and deep a type, and how often a string
// without an end may send the parser back.
const (
	deepest      = 250
	longestChain = 250
	longestType  = 500
	deepestType  = 10
	mostRewinds  = 3
)

// parser reads a script in one pass, without tokens: what a byte means depends
// on whether a command's arguments or an expression are read.
type parser struct {
	src string
	i   int

	// line is the one on which counted lies.
	line, counted int

	unit *syntax.Unit
	fn   *syntax.Function
	// outputs are the places in the function's body of what the statements that
	// are being read put out.
	outputs []int

	depth, braces, rewinds int
	// inParens is set where a line break ends nothing, inArgs where a comma parts arguments.
	inParens, inArgs bool
	// attributes stand before a param block.
	attributes []*syntax.Expr
	cast       cast
	operator   operator
	// required is where the last comment that was looked at begins.
	required int
	// unclosed are the ends of here-strings that don't come any more.
	unclosed map[string]bool
}

// cast is the last one that was left out, and what it was of.
type cast struct {
	of   *syntax.Expr
	name string
}

func (p *parser) end() bool { return p.i >= len(p.src) }

// peek is the next byte, 0 at the end.
func (p *parser) peek() byte { return p.peekAt(0) }

func (p *parser) peekAt(n int) byte {
	if p.i+n < len(p.src) {
		return p.src[p.i+n]
	}
	return 0
}

func (p *parser) follows(text string) bool { return strings.HasPrefix(p.src[p.i:], text) }

// take steps over a byte if it comes next.
func (p *parser) take(b byte) bool {
	if p.end() || p.src[p.i] != b {
		return false
	}
	p.i++
	return true
}

// skip steps over a character that can't be read.
func (p *parser) skip() {
	_, size := utf8.DecodeRuneInString(p.src[p.i:])
	p.i += size
}

// lineHere is the line that the parser is on.
func (p *parser) lineHere() int {
	at := min(p.i, len(p.src))
	if at >= p.counted {
		p.line += strings.Count(p.src[p.counted:at], "\n")
	} else {
		p.line -= strings.Count(p.src[at:p.counted], "\n")
	}
	p.counted = at
	return p.line
}

// node is an expression that begins here.
func (p *parser) node(kind syntax.Kind, text string) *syntax.Expr {
	return &syntax.Expr{Kind: kind, Text: text, Line: p.lineHere()}
}

// enter reports whether the parser may go one level deeper; then leave is due.
func (p *parser) enter() bool {
	if p.depth >= deepest {
		return false
	}
	p.depth++
	return true
}

func (p *parser) leave() { p.depth-- }

// grouped reads with the line breaks and commas of a pair of parentheses,
// brackets or braces.
func (p *parser) grouped(inParens, inArgs bool, read func()) {
	parens, args := p.inParens, p.inArgs
	p.inParens, p.inArgs = inParens, inArgs
	read()
	p.inParens, p.inArgs = parens, args
}

// spaces steps over white space and comments, and over line breaks that end nothing.
func (p *parser) spaces() {
	for p.i < len(p.src) {
		switch b := p.src[p.i]; {
		case b == ' ' || b == '\t' || b == '\r':
			p.i++
		case b == '\n' && p.inParens:
			p.i++
		case b == '`' && p.continued() > 0:
			p.i += p.continued()
		case b == '#':
			p.comment()
		case b == '<' && p.peekAt(1) == '#':
			p.blockComment()
		case b == 0xc2 && p.peekAt(1) == 0xa0: // a no-break space
			p.i += 2
		default:
			return
		}
	}
}

// continued is the length of a backtick and the line break that it takes back.
// Spaces between the two, which PowerShell trips over, don't matter.
func (p *parser) continued() int {
	for n := 1; p.i+n < len(p.src); n++ {
		switch p.src[p.i+n] {
		case '\n':
			return n + 1
		case ' ', '\t', '\r':
		default:
			return 0
		}
	}
	return 1
}

// lines steps over white space, comments and line breaks.
func (p *parser) lines() {
	for p.spaces(); p.take('\n'); p.spaces() {
	}
}

// comment steps over one to the end of its line.
func (p *parser) comment() {
	text := p.src[p.i:]
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		text = text[:n]
	}
	p.requires(text)
	p.i += len(text)
}

func (p *parser) blockComment() {
	if n := strings.Index(p.src[p.i:], "#>"); n >= 0 {
		p.i += n + 2
		return
	}
	p.i = len(p.src)
}

// word is the name of letters, digits and underscores that comes next.
func (p *parser) word() string {
	n := p.i
	for n < len(p.src) && is(p.src[n], nameByte) && !p.punctuation(n) {
		n++
	}
	return p.src[p.i:n]
}

// punctuation reports whether a dash, a quote or a space that is not of ASCII
// stands there; PowerShell takes them for those that are.
func (p *parser) punctuation(at int) bool {
	rest := p.src[at:]
	return rest[0] >= 0x80 && (strings.HasPrefix(rest, "\xe2\x80") || strings.HasPrefix(rest, "\u00a0"))
}

// keyword reports whether a word comes next, in any case, and steps over it.
func (p *parser) keyword(word string) bool {
	if len(p.src)-p.i < len(word) || !strings.EqualFold(p.src[p.i:p.i+len(word)], word) {
		return false
	}
	if b := p.peekAt(len(word)); is(b, nameByte) || b == '-' {
		return false
	}
	p.i += len(word)
	return true
}
