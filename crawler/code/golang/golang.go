// Package golang reads Go's source files.
package golang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"

	"authcat/crawler/code/syntax"
)

// Parse reads a source file. What is broken in it is left out.
func Parse(body []byte) *syntax.Unit {
	files := token.NewFileSet()
	file, _ := parser.ParseFile(files, "", body, parser.SkipObjectResolution)
	r := &reader{files: files, unit: &syntax.Unit{Language: syntax.Go}}
	top := r.function(nil, 1)
	top.End = 1
	if file == nil {
		return r.unit
	}
	for _, spec := range file.Imports {
		r.importSpec(spec)
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			r.declaration(d, top)
		case *ast.GenDecl:
			r.general(top, d)
		}
	}
	top.End = max(files.File(file.FileStart).LineCount(), 1)
	return r.unit
}

type reader struct {
	files *token.FileSet
	unit  *syntax.Unit
}

func (r *reader) line(p token.Pos) int { return r.files.PositionFor(p, false).Line }

// end is a node's last line, which of one that is cut off is the file's.
func (r *reader) end(n ast.Node) int {
	if line := r.line(n.End()); line > 0 {
		return line
	}
	return r.files.File(n.Pos()).LineCount()
}

// function adds a function to the unit.
func (r *reader) function(outer *syntax.Function, line int) *syntax.Function {
	f := &syntax.Function{Outer: outer, Line: line}
	r.unit.Functions = append(r.unit.Functions, f)
	return f
}

func (r *reader) importSpec(spec *ast.ImportSpec) {
	from, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return
	}
	i := syntax.Import{Line: r.line(spec.Pos()), Path: from, Alias: packageName(from)}
	if spec.Name != nil {
		i.Alias = spec.Name.Name
	}
	if i.Alias == "." {
		i.Alias = ""
	}
	r.unit.Imports = append(r.unit.Imports, i)
}

// packageName is what a package is probably called: the last part of its path
// that is no major version.
func packageName(from string) string {
	name := path.Base(from)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(from))
	}
	return name
}

func (r *reader) declaration(d *ast.FuncDecl, top *syntax.Function) {
	f := r.function(top, r.line(d.Pos()))
	f.Name, f.End = d.Name.Name, r.end(d)
	if d.Recv != nil && len(d.Recv.List) == 1 {
		f.Class = typeName(d.Recv.List[0].Type)
		if names := d.Recv.List[0].Names; len(names) == 1 {
			f.Receiver = names[0].Name
		}
	}
	r.signature(f, d.Type)
	if d.Body != nil {
		r.block(f, d.Body.List)
	}
}

func (r *reader) signature(f *syntax.Function, signature *ast.FuncType) {
	for _, field := range signature.Params.List {
		for _, name := range field.Names {
			f.Params = append(f.Params, syntax.Param{Name: name.Name, Type: typeName(field.Type)})
		}
		if len(field.Names) == 0 {
			f.Params = append(f.Params, syntax.Param{Type: typeName(field.Type)})
		}
	}
}

// typeName is a type as written without pointers and type arguments, "v3.APIClient"; "" for one without a name.
func typeName(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		if of := typeName(t.X); of != "" {
			return of + "." + t.Sel.Name
		}
		return t.Sel.Name
	case *ast.StarExpr:
		return typeName(t.X)
	case *ast.IndexExpr:
		return typeName(t.X)
	case *ast.IndexListExpr:
		return typeName(t.X)
	case *ast.Ellipsis:
		return typeName(t.Elt)
	default:
		return ""
	}
}
