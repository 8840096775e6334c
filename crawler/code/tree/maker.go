// Package tree makes the expressions of a unit, for whoever reads a language.
package tree

import "authcat/crawler/code/syntax"

// Maker makes expressions by the hundred, and collects their parts until it is
// known how many there are.
type Maker struct {
	spare     []syntax.Expr
	collected []syntax.Arg
}

// Expr is a new expression.
func (m *Maker) Expr(kind syntax.Kind, line int, text string) *syntax.Expr {
	const hundred = 128
	if len(m.spare) == 0 {
		m.spare = make([]syntax.Expr, hundred)
	}
	e := &m.spare[0]
	m.spare = m.spare[1:]
	e.Kind, e.Line, e.Text = kind, line, text
	return e
}

// Index is an element of an expression.
func (m *Maker) Index(of, at *syntax.Expr) *syntax.Expr {
	e := m.Expr(syntax.Index, of.Line, "")
	e.Of, e.Args = of, []syntax.Arg{{Value: at}}
	return e
}

// Mark is where the parts of an expression begin that are collected from now on.
func (m *Maker) Mark() int { return len(m.collected) }

// Collect adds a part; nil is none.
func (m *Maker) Collect(value *syntax.Expr) {
	if value != nil {
		m.collected = append(m.collected, syntax.Arg{Value: value})
	}
}

// CollectArg adds a part that may have a name.
func (m *Maker) CollectArg(arg syntax.Arg) { m.collected = append(m.collected, arg) }

// Args takes what was collected since mark.
func (m *Maker) Args(mark int) []syntax.Arg {
	if len(m.collected) == mark {
		return nil
	}
	all := append([]syntax.Arg(nil), m.collected[mark:]...)
	clear(m.collected[mark:])
	m.collected = m.collected[:mark]
	return all
}

// IsTarget reports whether an expression can be assigned to.
func IsTarget(e *syntax.Expr) bool {
	return e != nil && (e.Kind == syntax.Name || e.Kind == syntax.Member || e.Kind == syntax.Index)
}
