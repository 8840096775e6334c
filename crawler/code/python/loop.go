package python

import "authcat/crawler/code/syntax"

// bind assigns an element of what is gone over to the target of a loop.
func (p *parser) bind(target, over *syntax.Expr) {
	if target == nil || over == nil {
		p.do(over)
		return
	}
	some := p.Expr(syntax.Other, over.Line, "")
	name, args := "", over.Args
	if over.Kind == syntax.Call {
		name = over.Of.Base()
	}
	pair := target.Kind == syntax.List && len(target.Args) == 2
	switch {
	case name == "enumerate" && pair && len(args) > 0:
		p.set(target.Args[0].Value, some)
		p.bind(target.Args[1].Value, args[0].Value)
	case name == "zip" && target.Kind == syntax.List && len(target.Args) == len(args):
		for i, arg := range args {
			p.bind(target.Args[i].Value, arg.Value)
		}
	case name == "items" && pair && over.Of.Kind == syntax.Member && len(args) == 0:
		key := target.Args[0].Value
		p.set(key, some)
		p.set(target.Args[1].Value, p.Index(over.Of.Of, key))
	case name == "values" && over.Of.Kind == syntax.Member && len(args) == 0:
		p.set(target, p.Index(over.Of.Of, some))
	case (name == "sorted" || name == "list" || name == "reversed") && over.Of.Kind == syntax.Name && len(args) > 0:
		for _, arg := range args[1:] {
			p.do(arg.Value)
		}
		p.bind(target, args[0].Value)
	default:
		p.set(target, p.Index(over, some))
	}
}

func (p *parser) set(target, value *syntax.Expr) {
	p.assign(syntax.Statement{Kind: syntax.Assign, Line: target.Line, Target: target, Value: value})
}
