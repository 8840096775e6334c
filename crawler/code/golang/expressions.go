package golang

import (
	"go/ast"
	"go/token"
	"strconv"

	"authcat/crawler/code/syntax"
)

// expr is an expression of the function f.
func (r *reader) expr(f *syntax.Function, e ast.Expr) *syntax.Expr {
	line := r.line(e.Pos())
	switch e := e.(type) {
	case *ast.Ident:
		return &syntax.Expr{Kind: syntax.Name, Line: line, Text: e.Name}
	case *ast.BasicLit:
		return literal(e, line)
	case *ast.SelectorExpr:
		return &syntax.Expr{Kind: syntax.Member, Line: r.line(e.Sel.Pos()), Text: e.Sel.Name, Of: r.expr(f, e.X)}
	case *ast.CallExpr:
		of := r.expr(f, e.Fun)
		return &syntax.Expr{Kind: syntax.Call, Line: of.Line, Of: of, Args: r.args(f, e.Args)}
	case *ast.BinaryExpr:
		return r.binary(f, e, line)
	case *ast.CompositeLit:
		return r.composite(f, e, line)
	case *ast.FuncLit:
		return r.lambda(f, e, line)
	case *ast.IndexExpr:
		return &syntax.Expr{Kind: syntax.Index, Line: line, Of: r.expr(f, e.X), Args: r.args(f, []ast.Expr{e.Index})}
	default:
		return r.wrapped(f, e, line)
	}
}

// wrapped are expressions that give what another does.
func (r *reader) wrapped(f *syntax.Function, e ast.Expr, line int) *syntax.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return r.expr(f, e.X)
	case *ast.StarExpr:
		return r.expr(f, e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return r.expr(f, e.X)
		}
		return &syntax.Expr{Line: line, Args: r.args(f, []ast.Expr{e.X})}
	case *ast.IndexListExpr:
		return r.expr(f, e.X)
	case *ast.TypeAssertExpr:
		return r.expr(f, e.X)
	case *ast.SliceExpr:
		return &syntax.Expr{Line: line, Args: r.args(f, []ast.Expr{e.X})}
	case *ast.KeyValueExpr:
		return r.expr(f, e.Value)
	default: // types
		return &syntax.Expr{Line: line}
	}
}

func literal(e *ast.BasicLit, line int) *syntax.Expr {
	if e.Kind == token.STRING {
		if text, err := strconv.Unquote(e.Value); err == nil {
			return &syntax.Expr{Kind: syntax.Text, Line: line, Text: text}
		}
	}
	return &syntax.Expr{Line: line, Text: e.Value}
}

func (r *reader) args(f *syntax.Function, all []ast.Expr) []syntax.Arg {
	args := make([]syntax.Arg, len(all))
	for i, e := range all {
		args[i].Value = r.expr(f, e)
	}
	return args
}

func (r *reader) binary(f *syntax.Function, e *ast.BinaryExpr, line int) *syntax.Expr {
	if e.Op != token.ADD {
		return &syntax.Expr{Line: line, Args: r.args(f, []ast.Expr{e.X, e.Y})}
	}
	var parts []ast.Expr // a sum of thousands is as many levels deep
	var left ast.Expr = e
	for {
		sum, ok := left.(*ast.BinaryExpr)
		if !ok || sum.Op != token.ADD {
			break
		}
		parts, left = append(parts, sum.Y), sum.X
	}
	join := &syntax.Expr{Kind: syntax.Join, Line: line, Args: r.args(f, []ast.Expr{left})}
	for i := len(parts) - 1; i >= 0; i-- {
		join.Args = append(join.Args, syntax.Arg{Value: r.expr(f, parts[i])})
	}
	return join
}

func (r *reader) composite(f *syntax.Function, e *ast.CompositeLit, line int) *syntax.Expr {
	object := &syntax.Expr{Kind: syntax.List, Line: line}
	if e.Type != nil {
		object.Text = typeName(e.Type)
	}
	for _, element := range e.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			object.Args = append(object.Args, syntax.Arg{Value: r.expr(f, element)})
			continue
		}
		object.Kind = syntax.Object
		arg := syntax.Arg{Value: r.expr(f, pair.Value)}
		switch key := r.expr(f, pair.Key); key.Kind {
		case syntax.Name, syntax.Text:
			arg.Name = key.Text
		case syntax.Member: // http.MethodGet
			arg.Name = key.Text
		}
		object.Args = append(object.Args, arg)
	}
	return object
}

func (r *reader) lambda(outer *syntax.Function, e *ast.FuncLit, line int) *syntax.Expr {
	f := r.function(outer, line)
	f.End = r.end(e)
	r.signature(f, e.Type)
	r.block(f, e.Body.List)
	return &syntax.Expr{Kind: syntax.Lambda, Line: line, Func: f}
}
