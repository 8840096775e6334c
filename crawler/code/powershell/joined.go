package powershell

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"authcat/crawler/code/syntax"
)

// joined is a text in the making.
type joined struct {
	p     *parser
	line  int
	parts []syntax.Arg
	// text is what had to be resolved, from is where what stands as it is begins.
	text []byte
	from int
}

// join begins a text behind a mark of some length.
func (p *parser) join(opening int) joined {
	line := p.lineHere()
	p.i += opening
	return joined{p: p, line: line, from: p.i}
}

// fix puts what stands up to here behind what was resolved.
func (j *joined) fix() {
	j.text = append(j.text, j.p.src[j.from:j.p.i]...)
	j.from = j.p.i
}

// rest is the text up to here that is no part yet.
func (j *joined) rest() string {
	text := j.p.src[j.from:max(j.from, j.p.i)]
	if len(j.text) > 0 {
		text = string(append(j.text, text...))
		j.text = j.text[:0]
	}
	j.from = j.p.i
	return text
}

// part makes the text up to here a part.
func (j *joined) part() {
	if text := j.rest(); text != "" {
		j.parts = append(j.parts, syntax.Arg{Value: j.p.node(syntax.Text, text)})
	}
}

// close reports whether a quotation mark ends the text: two of them stand for
// one, and are stepped over.
func (j *joined) close(kind byte, opening, width int) bool {
	p := j.p
	end := p.i
	p.i += width
	again := p.closes(kind, opening)
	if again == 0 {
		p.i = end
		return true
	}
	j.fix()
	p.i += again
	j.from = p.i
	return false
}

// closed is the text before a quotation mark, which is stepped over.
func (j *joined) closed(width int) *syntax.Expr {
	e := j.expr()
	j.p.i += width
	return e
}

// escape reads a backtick and what it escapes.
func (j *joined) escape() {
	j.fix()
	p := j.p
	escaped := p.peekAt(1)
	p.i += 2
	if p.i > len(p.src) {
		p.i, j.from = len(p.src), len(p.src)
		return
	}
	switch escaped {
	case 'n':
		j.text = append(j.text, '\n')
	case 't':
		j.text = append(j.text, '\t')
	case 'r':
		j.text = append(j.text, '\r')
	case '0', 'a', 'b', 'e', 'f', 'v', '\n':
	case 'u':
		j.codepoint()
	default:
		j.text = append(j.text, escaped)
	}
	j.from = p.i
}

// codepoint reads the braces of a `u{2026}.
func (j *joined) codepoint() {
	p := j.p
	end := strings.IndexByte(p.src[p.i:min(len(p.src), p.i+8)], '}')
	if p.peek() != '{' || end < 0 {
		j.text = append(j.text, 'u')
		return
	}
	if r, err := strconv.ParseUint(p.src[p.i+1:p.i+end], 16, 32); err == nil && r <= utf8.MaxRune {
		j.text = utf8.AppendRune(j.text, rune(r))
	}
	p.i += end + 1
}

// expand reads what a dollar sign brings into the text.
func (j *joined) expand() {
	p := j.p
	switch next := p.peekAt(1); {
	case next == '(', next == '{', is(next, nameByte) && !p.punctuation(p.i+1):
	default:
		p.i++
		return
	}
	j.part()
	j.parts = append(j.parts, syntax.Arg{Value: p.dollar()})
	j.from = p.i
}

// expr is the text up to here: a Join where something was brought into it.
func (j *joined) expr() *syntax.Expr {
	if len(j.parts) == 0 {
		return &syntax.Expr{Kind: syntax.Text, Text: j.rest(), Line: j.line}
	}
	if j.part(); len(j.parts) == 1 {
		return j.parts[0].Value
	}
	return &syntax.Expr{Kind: syntax.Join, Args: j.parts, Line: j.line}
}
