package trace

import (
	"strconv"
	"strings"

	"authcat/crawler/code/syntax"
)

// How far a text is followed: through so many names and functions, and so many
// expressions for one call.
const (
	deepest      = 12
	budgetOfCall = 2000
)

// renew gives the next call its budget, unless the file has had its own.
func (f *file) renew() {
	f.budget = budgetOfCall
	if f.spent > mostText {
		f.budget = 0
	}
}

// texts are the ways in which an expression may come out as text. What is not
// known of it is a hole.
func (f *file) texts(e *syntax.Expr, at position, depth int) []value {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return []value{hole(e.Base())}
	}
	switch e.Kind {
	case syntax.Text:
		return []value{literal(e.Text, e.Line)}
	case syntax.Join:
		return f.sum(e.Args, at, depth)
	case syntax.Format:
		return f.formatted(e.Of, e.Args, at, depth)
	case syntax.Choice, syntax.List:
		return f.oneOf(e.Args, at, depth)
	case syntax.Name, syntax.Member:
		return f.variable(e, at, depth)
	case syntax.Index:
		return f.element(e, at, depth)
	case syntax.Call:
		return f.called(e, at, depth)
	default:
		if e.Text == "|" && len(e.Args) > 0 && f.isAddress(e.Args[0].Value, at, depth+1) { // "$uri | Add-Query"
			return f.texts(e.Args[0].Value, at, depth+1)
		}
		if e.Text == "+" { // of variables, which may be texts
			return f.sum(e.Args, at, depth)
		}
		if len(e.Args) == 1 { // "(x)" of some kind
			return f.texts(e.Args[0].Value, at, depth+1)
		}
		return []value{hole("")}
	}
}

// sum is the text of parts put together.
func (f *file) sum(parts []syntax.Arg, at position, depth int) []value {
	all := []value{nil}
	for _, part := range parts {
		all = f.concat(all, f.texts(part.Value, at, depth+1))
	}
	return f.ways(all)
}

func (f *file) oneOf(args []syntax.Arg, at position, depth int) []value {
	var all []value
	for _, arg := range args {
		all = append(all, f.texts(arg.Value, at, depth+1)...)
	}
	if len(all) == 0 {
		return []value{hole("")}
	}
	return f.ways(all)
}

// variable is the text that a variable, constant or field has.
func (f *file) variable(e *syntax.Expr, at position, depth int) []value {
	if method := methodConstant(e); method != "" {
		return []value{literal(method, e.Line)}
	}
	key := f.key(e)
	if key == "" {
		return []value{hole(e.Base())}
	}
	found, param, fn := f.lookup(key, at)
	if param != nil {
		return f.parameter(e, key, param, fn)
	}
	if len(found) > 0 {
		texts := f.assignedTexts(found, depth)
		if param := f.replaced(key, found, at); param != nil { // "if path: uri = base + path"
			texts = append(texts, f.parameter(e, key, param, at.fn)...)
		}
		return f.ways(texts)
	}
	if e.Kind == syntax.Member {
		if object, there := f.object(e.Of, at, depth+1); object != nil {
			if arg := f.fieldOf(object, e.Text); arg != nil {
				return f.texts(arg, there, depth+1)
			}
		}
	}
	if texts := f.property(e, at, depth); texts != nil {
		return texts
	}
	if known := f.index.constant(f, e); known != nil {
		return known
	}
	if e.Kind == syntax.Member && sameMembers[strings.ToLower(e.Text)] && f.isAddress(e.Of, at, depth+1) {
		return f.texts(e.Of, at, depth+1)
	}
	return []value{hole(e.Base())}
}

// property is the text of a method that is read as a field: Python's @property,
// a getter of TypeScript. It is nil where there is none.
func (f *file) property(e *syntax.Expr, at position, depth int) []value {
	if _, own := f.field(at.fn, f.key(e)); !own {
		return nil
	}
	for _, fn := range f.functions[f.fold(e.Text)] {
		if fn.Class == classOf(at.fn) && len(fn.Annotations) > 0 && len(fn.Params) == 0 {
			return f.returned(&syntax.Expr{Kind: syntax.Call, Line: e.Line, Of: e}, at, depth)
		}
	}
	return nil
}

// replaced is the parameter whose value an assignment replaces, perhaps on a
// condition; nil where there is none, or where the new value is made of it.
func (f *file) replaced(key string, found []assigned, at position) *syntax.Param {
	for i := range at.fn.Params {
		if f.fold(at.fn.Params[i].Name) != key {
			continue
		}
		for _, a := range found {
			uses := false
			a.value().Walk(func(e *syntax.Expr) { uses = uses || f.key(e) == key })
			if uses || a.fn != at.fn || a.fn.Body[a.statement].Kind == syntax.Append {
				return nil
			}
		}
		return &at.fn.Params[i]
	}
	return nil
}

// sameMembers are members of an address that are the address, more or less.
var sameMembers = oneOfThese("uri", "url", "href", "absoluteuri", "value")

// parameter is the hole that a parameter fills.
func (f *file) parameter(e *syntax.Expr, key string, param *syntax.Param, fn *syntax.Function) []value {
	_, field, _ := strings.Cut(key, ".")
	return []value{{{hole: holeName(e.Base()), param: &paramRef{fn, f.fold(param.Name), field}}}}
}

func (f *file) assignedTexts(found []assigned, depth int) []value {
	var all []value
	for _, a := range found {
		s := a.fn.Body[a.statement]
		here := a.place()
		texts := f.texts(s.Value, here, depth+1)
		if s.Kind == syntax.Append {
			before := f.texts(s.Target, here, depth+1)
			texts = append(before, f.concat(before, texts)...)
		}
		all = append(all, texts...)
	}
	return f.ways(all)
}

// formatted fills in a format's places: "%s", "{}", "{0}", "{name}".
func (f *file) formatted(format *syntax.Expr, args []syntax.Arg, at position, depth int) []value {
	var all []value
	for _, v := range f.texts(format, at, depth+1) {
		filled := []value{nil}
		next := 0
		for _, p := range v {
			if p.hole != "" {
				filled = f.concat(filled, []value{{p}})
				continue
			}
			for _, part := range places(p.text) {
				if part.place == "" {
					filled = f.concat(filled, []value{literal(part.text, p.line)})
					continue
				}
				arg := pick(args, part.place, &next)
				if arg == nil {
					filled = f.concat(filled, []value{hole(part.place)})
				} else {
					filled = f.concat(filled, f.texts(arg, at, depth+1))
				}
			}
		}
		all = append(all, filled...)
	}
	return f.ways(all)
}

// pick is the argument for a place: by number, by name, or the next.
func pick(args []syntax.Arg, place string, next *int) *syntax.Expr {
	n, err := strconv.Atoi(place)
	switch {
	case err == nil:
	case place == nextPlace:
		n = *next
		*next++
	default:
		for _, arg := range args {
			if arg.Name == place {
				return arg.Value
			}
		}
		return nil
	}
	if n < 0 || n >= len(args) {
		return nil
	}
	return args[n].Value
}
