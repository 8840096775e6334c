package powershell

import (
	"path"
	"strings"

	"authcat/crawler/code/syntax"
)

func (p *parser) imports(path string, line int) {
	p.unit.Imports = append(p.unit.Imports, syntax.Import{Line: line, Path: path, Alias: path})
}

// importAll imports the modules that an argument names.
func (p *parser) importAll(e *syntax.Expr) {
	for _, arg := range elements(e) {
		value := arg.Value
		if value.Kind == syntax.Object {
			value = named(value, "modulename")
		}
		if path := staticPath(value); path != "" {
			p.imports(path, arg.Value.Line)
		}
	}
}

// named is the argument or field of a name, in lower case, or the beginning of
// one; nil where there is none.
func named(e *syntax.Expr, name string) *syntax.Expr {
	for _, arg := range e.Args {
		if arg.Name != "" && strings.HasPrefix(name, strings.ToLower(arg.Name)) {
			return arg.Value
		}
	}
	return nil
}

// placed is the first argument without a name, nil where there is none.
func placed(e *syntax.Expr) *syntax.Expr {
	for _, arg := range e.Args {
		if arg.Name == "" && !arg.Spread {
			return arg.Value
		}
	}
	return nil
}

// using reads "using module" and "using namespace".
func (p *parser) using() bool {
	before, line := p.i, p.lineHere()
	p.i += len("using")
	p.spaces()
	if !p.keyword("module") && !p.keyword("namespace") && !p.keyword("assembly") {
		p.i = before
		return false
	}
	if p.spaces(); !p.end() && (p.peek() == '@' || !is(p.peek(), bareEnd)) {
		e := p.argument()
		e.Line = line
		p.importAll(e)
	}
	return true
}

// requires imports the modules of a comment "#Requires -Modules a, b".
func (p *parser) requires(comment string) {
	const word = "#requires"
	if p.i < p.required || len(comment) <= len(word) || !strings.EqualFold(comment[:len(word)], word) {
		return
	}
	p.required = p.i + 1
	line := p.lineHere()
	top := &syntax.Function{}
	inner := &parser{src: strings.TrimSpace(comment[len(word):]), unit: p.unit, fn: top, line: line, depth: p.depth, required: len(comment)}
	functions := len(p.unit.Functions)
	call := &syntax.Expr{Kind: syntax.Call}
	inner.arguments(call)
	p.unit.Functions = p.unit.Functions[:functions]
	if modules := named(call, "modules"); modules != nil {
		inner.importAll(modules)
	}
}

// staticPath is the path of a file or module, "" where it is not known. A
// script's own folder is ".".
func staticPath(e *syntax.Expr) string {
	if parts, ok := pathParts(e, 0); ok {
		text := strings.ReplaceAll(strings.Join(parts, ""), `\`, "/")
		switch {
		case strings.HasPrefix(text, "../"):
			return path.Clean(text)
		case strings.HasPrefix(text, "./"):
			return strings.Replace("./"+path.Clean(text), "./..", "..", 1)
		}
		return text
	}
	return ""
}

func pathParts(e *syntax.Expr, depth int) (parts []string, ok bool) {
	switch {
	case e == nil || depth > 8:
		return nil, false
	case e.Kind == syntax.Text:
		return []string{e.Text}, true
	case e.Kind == syntax.Name && strings.EqualFold(e.Text, "PSScriptRoot"):
		return []string{"."}, true
	case e.Kind == syntax.Name && strings.ContainsAny(e.Text, `./\-`): // a command's name
		return []string{e.Text}, true
	case e.Kind == syntax.Join:
	case e.Kind == syntax.Call && strings.EqualFold(e.Of.Base(), "Join-Path"):
	default:
		return nil, false
	}
	for i, arg := range e.Args {
		more, ok := pathParts(arg.Value, depth+1)
		if !ok {
			return nil, false
		}
		if i > 0 && e.Kind == syntax.Call {
			parts = append(parts, "/")
		}
		parts = append(parts, more...)
	}
	return parts, true
}
