package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// known reads the commands that are the language's way to import a module, to
// make an object and to assign a variable.
func (p *parser) known(e *syntax.Expr) *syntax.Expr {
	switch len(e.Of.Text) {
	case len("ipmo"), len("New-Object"), len("Import-Module"):
	default:
		return e
	}
	switch strings.ToLower(e.Of.Text) {
	case "import-module", "ipmo":
		modules := named(e, "name")
		if modules == nil {
			modules = placed(e)
		}
		if modules != nil {
			p.importAll(modules)
		}
	case "new-object":
		return newObject(e)
	}
	return e
}

// newObject is "New-Object Type args" as "[Type]::new(args)", and an object by
// its properties where it has no type of its own.
func newObject(e *syntax.Expr) *syntax.Expr {
	var name *syntax.Expr
	made := &syntax.Expr{Kind: syntax.Call, Text: "new", Line: e.Line}
	for _, arg := range e.Args {
		lower := strings.ToLower(arg.Name)
		switch {
		case lower == "comobject":
			return e
		case name == nil && (lower == "typename" || lower == "" && !arg.Spread):
			name = arg.Value
		case lower == "" && !arg.Spread || lower != "" && strings.HasPrefix("argumentlist", lower):
			made.Args = append(made.Args, elements(arg.Value)...)
		default:
			made.Args = append(made.Args, arg)
		}
	}
	if name == nil || name.Kind != syntax.Text {
		return e
	}
	short := shortType(name.Text)
	if fields := named(made, "property"); fields != nil && fields.Kind == syntax.Object && isMap(short) {
		return fields
	}
	made.Of = &syntax.Expr{Kind: syntax.Name, Text: short, Line: name.Line}
	return made
}
