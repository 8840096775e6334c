package golang

import (
	"go/ast"
	"go/token"

	"authcat/crawler/code/syntax"
)

func (r *reader) block(f *syntax.Function, all []ast.Stmt) {
	for _, s := range all {
		r.statement(f, s)
	}
}

// statement appends a statement to a function's, those in it in their order.
func (r *reader) statement(f *syntax.Function, s ast.Stmt) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		r.assign(f, s)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			r.general(f, d)
		}
	case *ast.ReturnStmt:
		for _, result := range s.Results {
			r.add(f, syntax.Return, result)
		}
	case *ast.ExprStmt:
		r.add(f, syntax.Do, s.X)
	case *ast.GoStmt:
		r.add(f, syntax.Do, s.Call)
	case *ast.DeferStmt:
		r.add(f, syntax.Do, s.Call)
	case *ast.SendStmt:
		r.add(f, syntax.Do, s.Value)
	case *ast.LabeledStmt:
		r.statement(f, s.Stmt)
	case *ast.BlockStmt:
		if s != nil {
			r.block(f, s.List)
		}
	default:
		r.branch(f, s)
	}
}

func (r *reader) branch(f *syntax.Function, s ast.Stmt) {
	switch s := s.(type) {
	case *ast.IfStmt:
		r.statement(f, s.Init)
		r.add(f, syntax.Do, s.Cond)
		r.statement(f, s.Body)
		r.statement(f, s.Else)
	case *ast.ForStmt:
		r.statement(f, s.Init)
		r.add(f, syntax.Do, s.Cond)
		r.statement(f, s.Body)
		r.statement(f, s.Post)
	case *ast.RangeStmt:
		r.forRange(f, s)
	case *ast.SwitchStmt:
		r.statement(f, s.Init)
		r.add(f, syntax.Do, s.Tag)
		r.statement(f, s.Body)
	case *ast.TypeSwitchStmt:
		r.statement(f, s.Init)
		r.statement(f, s.Body)
	case *ast.SelectStmt:
		r.statement(f, s.Body)
	case *ast.CaseClause:
		for _, value := range s.List {
			r.add(f, syntax.Do, value)
		}
		r.block(f, s.Body)
	case *ast.CommClause:
		r.statement(f, s.Comm)
		r.block(f, s.Body)
	}
}

func (r *reader) add(f *syntax.Function, kind syntax.StatementKind, value ast.Expr) {
	if value != nil {
		f.Body = append(f.Body, syntax.Statement{Kind: kind, Line: r.line(value.Pos()), Value: r.expr(f, value)})
	}
}

func (r *reader) assign(f *syntax.Function, s *ast.AssignStmt) {
	kind := syntax.Assign
	if s.Tok == token.ADD_ASSIGN {
		kind = syntax.Append
	}
	for i, value := range s.Rhs {
		if i < len(s.Lhs) {
			f.Body = append(f.Body, syntax.Statement{Kind: kind, Line: r.line(s.Pos()), Target: r.expr(f, s.Lhs[i]), Value: r.named(f, s.Lhs[i], value)})
		}
	}
}

// named is a value; a function that is assigned has the name that it is assigned to.
func (r *reader) named(f *syntax.Function, target, value ast.Expr) *syntax.Expr {
	e := r.expr(f, value)
	if name, ok := target.(*ast.Ident); ok && e.Kind == syntax.Lambda {
		e.Func.Name = name.Name
	}
	return e
}

// forRange assigns to the loop's variables what they go over.
func (r *reader) forRange(f *syntax.Function, s *ast.RangeStmt) {
	over := r.expr(f, s.X)
	target := s.Value
	if target == nil {
		target = s.Key
	}
	if target == nil {
		f.Body = append(f.Body, syntax.Statement{Line: r.line(s.Pos()), Value: over})
	} else {
		element := &syntax.Expr{Kind: syntax.Index, Line: over.Line, Of: over}
		f.Body = append(f.Body, syntax.Statement{Kind: syntax.Assign, Line: r.line(s.Pos()), Target: r.expr(f, target), Value: element})
	}
	r.statement(f, s.Body)
}

func (r *reader) general(f *syntax.Function, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range s.Names {
			assigned := syntax.Statement{Kind: syntax.Assign, Line: r.line(name.Pos()), Target: r.expr(f, name)}
			if s.Type != nil {
				assigned.Type = typeName(s.Type)
			}
			if i < len(s.Values) {
				assigned.Value = r.named(f, name, s.Values[i])
			}
			f.Body = append(f.Body, assigned)
		}
	}
}
