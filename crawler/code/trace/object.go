package trace

import (
	"slices"

	"authcat/crawler/code/syntax"
)

// object is the expression with fields that another stands for, with the place
// where it stands; nil where there is none.
func (f *file) object(e *syntax.Expr, at position, depth int) (*syntax.Expr, position) {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return nil, at
	}
	switch e.Kind {
	case syntax.Object:
		return e, at
	case syntax.Call: // dict(a=b), Object.freeze({…}), new Options({…})
		if e.Of.Base() == "dict" {
			return e, at
		}
		if len(e.Args) == 1 {
			return f.object(e.Args[0].Value, at, depth+1)
		}
	case syntax.Name, syntax.Member:
		key := f.key(e)
		if key == "" {
			return nil, at
		}
		found, _, _ := f.lookup(key, at)
		for _, a := range found {
			here := a.place()
			object, there := f.object(a.value(), here, depth+1)
			if s := a.fn.Body[a.statement]; s.Kind == syntax.Append { // "$params += @{ Body = $body }"
				if before, _ := f.object(s.Target, here, depth+1); before != nil && object != nil {
					return &syntax.Expr{Kind: syntax.Object, Line: object.Line, Args: slices.Concat(object.Args, before.Args)}, there
				} else if before != nil {
					return before, here
				}
			}
			if object != nil {
				return object, there
			}
		}
		if e.Kind == syntax.Member {
			if outer, there := f.object(e.Of, at, depth+1); outer != nil {
				return f.object(f.fieldOf(outer, e.Text), there, depth+1)
			}
		}
	case syntax.Other:
		if len(e.Args) == 1 {
			return f.object(e.Args[0].Value, at, depth+1)
		}
	}
	return nil, at
}

// fieldOf is the value of an object's field, nil where it has none.
func (f *file) fieldOf(object *syntax.Expr, name string) *syntax.Expr {
	for _, arg := range object.Args {
		if f.fold(arg.Name) == f.fold(name) && name != "" {
			return arg.Value
		}
	}
	return nil
}

// element is an element of a list or a field of an object.
func (f *file) element(e *syntax.Expr, at position, depth int) []value {
	if key := f.key(e); key != "" {
		if found, _, _ := f.lookup(key, at); len(found) > 0 {
			return f.assignedTexts(found, depth)
		}
	}
	if object, there := f.object(e.Of, at, depth+1); object != nil {
		if len(e.Args) == 1 && e.Args[0].Value != nil && e.Args[0].Value.Kind == syntax.Text {
			if field := f.fieldOf(object, e.Args[0].Value.Text); field != nil {
				return f.texts(field, there, depth+1)
			}
		}
		return f.oneOf(object.Args, there, depth+1)
	}
	if list, there := f.list(e.Of, at, depth+1); list != nil {
		return f.oneOf(list.Args, there, depth+1)
	}
	return []value{hole(e.Of.Base())}
}

// list is the list that an expression stands for, nil where there is none.
func (f *file) list(e *syntax.Expr, at position, depth int) (*syntax.Expr, position) {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return nil, at
	}
	if e.Kind == syntax.List {
		return e, at
	}
	if key := f.key(e); key != "" {
		found, _, _ := f.lookup(key, at)
		for _, a := range found {
			if list, there := f.list(a.value(), a.place(), depth+1); list != nil {
				return list, there
			}
		}
	}
	return nil, at
}
