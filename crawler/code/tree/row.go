package tree

import "authcat/crawler/code/syntax"

// Row is a row of operands with operators between that bind equally: "a + b - c".
type Row struct {
	maker *Maker
	mark  int
	line  int
	kind  syntax.Kind
	// sum is set for a row that may be a text: it is one where an operand is one
	// (text), or where none is something else (other).
	sum, text, other bool
}

// Sum begins a row of "+" and what binds as it does.
func (m *Maker) Sum(first *syntax.Expr) *Row {
	r := &Row{maker: m, mark: m.Mark(), line: first.Line, sum: true}
	r.Add(first)
	return r
}

// Row begins any other row, which is an expression of that kind.
func (m *Maker) Row(kind syntax.Kind, first *syntax.Expr) *Row {
	r := &Row{maker: m, mark: m.Mark(), line: first.Line, kind: kind}
	r.Add(first)
	return r
}

// Add adds an operand; nil is none. In a sum the parts of a short text are parts of the whole.
func (r *Row) Add(e *syntax.Expr) {
	const short = 64
	if e == nil {
		return
	}
	r.text = r.text || isText(e)
	r.other = r.other || IsArithmetic(e)
	if !r.sum || e.Kind != syntax.Join || len(e.Args) >= short {
		r.maker.Collect(e)
		return
	}
	for _, arg := range e.Args {
		r.maker.CollectArg(arg)
	}
}

// Subtract says that the next operand is not added: the row is no text.
func (r *Row) Subtract() { r.sum = false }

// Expr is the row as an expression.
func (r *Row) Expr() *syntax.Expr {
	kind := r.kind
	if r.sum && (r.text || !r.other) {
		kind = syntax.Join
	}
	e := r.maker.Expr(kind, r.line, "")
	e.Args = r.maker.Args(r.mark)
	return e
}

func isText(e *syntax.Expr) bool {
	return e.Kind == syntax.Text || e.Kind == syntax.Join || e.Kind == syntax.Format
}

// IsArithmetic reports whether a sum with e is no text, unless it has one.
func IsArithmetic(e *syntax.Expr) bool {
	return e.Kind == syntax.Other || e.Kind == syntax.List
}
