package powershell

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// dollar reads what a dollar sign begins. A variable's name ends before a "?",
// which PowerShell would take into it: nobody who writes "$url?limit=1" wants that.
func (p *parser) dollar() *syntax.Expr {
	e := p.node(syntax.Name, "")
	p.i++
	switch b := p.peek(); {
	case b == '(':
		return p.subexpression()
	case b == '{':
		end := strings.IndexByte(p.src[p.i:min(len(p.src), p.i+longestChain)], '}')
		if end < 0 {
			return e
		}
		e.Text = p.src[p.i+1 : p.i+end]
		p.i += end + 1
		return scoped(e)
	case b == '$' || b == '^' || b == '?':
		e.Text = p.src[p.i : p.i+1]
		p.i++
		return e
	}
	start := p.i
	p.i += len(p.word())
	if scope := p.src[start:p.i]; p.peek() == ':' && is(p.peekAt(1), letter) && scopes[strings.ToLower(scope)] != 0 {
		p.i++
		p.i += len(p.word())
	}
	e.Text = p.src[start:p.i]
	return scoped(e)
}

// What a scope before a variable's name is.
const (
	noPart = iota + 1
	drive
)

var scopes = map[string]int{
	"global": noPart, "local": noPart, "private": noPart, "script": noPart, "using": noPart, "variable": noPart,
	"alias": drive, "env": drive, "function": drive,
}

// scoped takes the scope off a variable's name; a drive becomes what the name is a member of.
func scoped(e *syntax.Expr) *syntax.Expr {
	scope, name, found := strings.Cut(e.Text, ":")
	if found {
		switch scopes[strings.ToLower(scope)] {
		case noPart:
			e.Text = name
		case drive:
			e.Kind, e.Text = syntax.Member, name
			e.Of = &syntax.Expr{Kind: syntax.Name, Text: scope, Line: e.Line}
		}
		return e
	}
	switch len(e.Text) {
	case 4, 5:
		if lower := strings.ToLower(e.Text); lower == "true" || lower == "false" || lower == "null" {
			e.Kind = syntax.Other
		}
	}
	return e
}

// unscoped is a function's name without its scope.
func unscoped(name string) string {
	if scope, rest, found := strings.Cut(name, ":"); found && scopes[strings.ToLower(scope)] == noPart {
		return rest
	}
	return name
}
