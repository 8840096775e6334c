package python

import "authcat/crawler/code/syntax"

// typeName is a type without what it is wrapped in: "AccountsApi" of
// "Optional[AccountsApi]" and "AccountsApi | None".
func (p *parser) typeName(e *syntax.Expr) string {
	switch {
	case e == nil:
		return ""
	case e.Kind == syntax.Name || e.Kind == syntax.Member:
		return e.Dotted()
	case e.Kind == syntax.Text:
		return p.quotedType(e.Text)
	case e.Kind == syntax.Index && wraps(e.Of.Base()):
		return p.firstType(e.Args)
	case e.Kind == syntax.Index:
		return e.Of.Dotted()
	case e.Kind == syntax.Other || e.Kind == syntax.List:
		return p.firstType(e.Args)
	default:
		return ""
	}
}

// firstType is the first that there is: None is none.
func (p *parser) firstType(args []syntax.Arg) string {
	for _, arg := range args {
		if name := p.typeName(arg.Value); name != "" {
			return name
		}
	}
	return ""
}

// wraps reports whether a generic type's argument says more than it does.
func wraps(name string) bool {
	switch name {
	case "Optional", "Union", "Annotated", "Final", "ClassVar", "Required", "NotRequired":
		return true
	}
	return false
}

// quotedType is a type that is written as a text, because it is defined further down.
func (p *parser) quotedType(text string) (name string) {
	const longest = 200
	if len(text) > longest {
		return ""
	}
	p.aside(newLexer(text, nil), func() { name = p.typeName(p.expression()) })
	return name
}
