package trace

import (
	"authcat/crawler/code/syntax"
)

// bind fills the holes of a function's parameters with a call's arguments.
func (f *file) bind(v value, fn *syntax.Function, call *syntax.Expr, at position, depth int) []value {
	all := []value{nil}
	for _, p := range v {
		if p.param == nil || p.param.fn != fn {
			all = f.concat(all, []value{{p}})
			continue
		}
		all = f.concat(all, f.argument(p, fn.Params, call, at, depth))
	}
	return all
}

// argument is the text of the argument for a hole of a parameter.
func (f *file) argument(p piece, params []syntax.Param, call *syntax.Expr, at position, depth int) []value {
	e := f.argumentOf(p.param.name, params, call, at)
	if e == nil {
		return f.defaults(p, params, depth)
	}
	if p.param.field == "" {
		return f.texts(e, at, depth+1)
	}
	object, there := f.object(e, at, depth+1)
	if object == nil {
		return []value{hole(p.hole)}
	}
	if field := f.fieldOf(object, p.param.field); field != nil {
		return f.texts(field, there, depth+1)
	}
	return []value{nil} // left out
}

// defaults is the text that a parameter has where a call gives none.
func (f *file) defaults(p piece, params []syntax.Param, depth int) []value {
	for i := range params {
		if e := params[i].Default; e != nil && f.fold(params[i].Name) == p.param.name && p.param.field == "" {
			return f.texts(e, position{f.unit.Functions[0], 0}, depth+1)
		}
	}
	return []value{hole(p.hole)}
}

// argumentOf is the argument of a call for a parameter, nil where it has none.
func (f *file) argumentOf(name string, params []syntax.Param, call *syntax.Expr, at position) *syntax.Expr {
	place, byPlace := -1, 0
	for i := range params {
		if f.fold(params[i].Name) == name {
			place = i
		}
	}
	for _, arg := range call.Args {
		switch {
		case arg.Spread:
			if object, _ := f.object(arg.Value, at, 0); object != nil {
				if field := f.fieldOf(object, name); field != nil {
					return field
				}
			}
		case arg.Name != "":
			if f.fold(arg.Name) == name {
				return arg.Value
			}
		default:
			if byPlace == place {
				return arg.Value
			}
			byPlace++
		}
	}
	return nil
}
