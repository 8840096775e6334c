package python

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// texts reads literals that follow each other: they are one.
func (p *parser) texts() *syntax.Expr {
	line, t := p.tok.line, pieces{p: p, mark: p.Mark()}
	for p.tok.kind == text {
		if lit := cut(p.tok.text); lit.template {
			t.template(lit)
		} else {
			t.add(unescape(lit.body, lit.raw), p.tok.line)
		}
		p.advance()
	}
	if p.Mark() == t.mark {
		return p.Expr(syntax.Text, line, t.value())
	}
	t.flush()
	e := p.Expr(syntax.Join, line, "")
	e.Args = p.Args(t.mark)
	return e
}

// pieces are what a text is put together of. What was flushed is collected from mark.
type pieces struct {
	p    *parser
	mark int
	// text since the last flush, which began on line; more of it is in long.
	text string
	long []byte
	line int
}

func (t *pieces) add(text string, line int) {
	switch {
	case text == "":
	case t.text == "":
		t.text, t.line = text, line
	default:
		if t.long == nil {
			t.long = append(t.long, t.text...)
		}
		t.long = append(t.long, text...)
	}
}

func (t *pieces) value() string {
	if t.long != nil {
		return string(t.long)
	}
	return t.text
}

func (t *pieces) flush() {
	if t.text != "" {
		t.p.Collect(t.p.Expr(syntax.Text, t.line, t.value()))
	}
	t.text, t.long = "", nil
}

// template adds an f-string.
func (t *pieces) template(lit literal) {
	offset := t.p.tok.start + lit.start
	line := t.p.lex.line - strings.Count(t.p.tok.text[lit.start:], "\n")
	body := lit.body
	from, counted := 0, 0 // the text that wasn't added begins at from; line is that of counted
	lineAt := func(i int) int {
		line += strings.Count(body[counted:i], "\n")
		counted = i
		return line
	}
	add := func(end int) { t.add(unescape(body[from:end], lit.raw), t.p.lex.number(lineAt(from))) }
	for i := 0; i < len(body); {
		switch {
		case body[i] == '\\' && !lit.raw:
			i += escape(body[i:])
		case strings.HasPrefix(body[i:], "{{") || strings.HasPrefix(body[i:], "}}"):
			add(i + 1)
			i += 2
			from = i
		case body[i] == '{':
			end, ok := fieldEnd(body, i+1, `"""`, 0)
			if !ok {
				i = len(body)
				break
			}
			add(i)
			t.field(offset+i+1, offset+end-1, lineAt(i))
			i, from = end, end
		default:
			i++
		}
	}
	add(len(body))
}

// field adds the expression with which a field of an f-string begins that
// stands between start and end. "{limit=}" has its own text before it.
func (t *pieces) field(start, end, line int) {
	p := t.p
	number := p.lex.number(line)
	if p.fields >= mostFields {
		t.flush()
		p.Collect(p.Expr(syntax.Other, number, ""))
		return
	}
	var e *syntax.Expr
	l := lexer{src: p.lex.src[:end], pos: start, line: line, lines: p.lex.lines, open: 1, plain: p.lex.plain}
	p.fields++
	p.aside(l, func() {
		if e = p.list(p.expression); e == nil {
			e = p.Expr(syntax.Other, number, "")
		}
		if p.take("=") {
			t.add(p.lex.src[start:p.tok.start], number)
		}
	})
	p.fields--
	t.flush()
	p.Collect(e)
}
