package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// option is a field or named argument, with the place that it stands in.
type option struct {
	name  string
	value *syntax.Expr
	at    position
}

// options are a call's named arguments, and the fields of objects among its arguments.
func (f *file) options(call *syntax.Expr, at position) []option {
	var all []option
	for _, arg := range call.Args {
		if arg.Name != "" && !arg.Spread {
			all = append(all, option{arg.Name, arg.Value, at})
			continue
		}
		if arg.Value == nil {
			continue
		}
		all = append(all, f.assignedFields(arg.Value, at)...)
		if object, there := f.object(arg.Value, at, 0); object != nil && (object == arg.Value || object.Kind == syntax.Object) {
			for _, field := range object.Args {
				if field.Spread {
					if inner, inside := f.object(field.Value, there, 1); inner != nil {
						for _, field := range inner.Args {
							all = append(all, option{field.Name, field.Value, inside})
						}
					}
				} else if field.Name != "" {
					all = append(all, option{field.Name, field.Value, there})
				}
			}
		}
	}
	return all
}

// assignedFields are the fields that are set on a variable before it is used:
// "$params.Uri = …", "options['method'] = …".
func (f *file) assignedFields(e *syntax.Expr, at position) []option {
	key := f.key(e)
	if key == "" {
		return nil
	}
	var all []option
	for _, names := range [][]string{addressNames, methodNames} {
		for _, name := range names {
			for _, spelt := range []string{name, strings.ToUpper(name[:1]) + name[1:], strings.ToUpper(name)} {
				for _, a := range f.sources(key+"."+f.fold(spelt), at) {
					all = append(all, option{name, a.value(), a.place()})
				}
				if f.unit.Language == syntax.PowerShell {
					break
				}
			}
		}
	}
	return all
}

// optionsUnknown reports whether a call is given options that are not known: they may say a method.
func (f *file) optionsUnknown(call *syntax.Expr, at position) bool {
	for i, arg := range call.Args {
		if arg.Value == nil || i == 0 && !arg.Spread {
			continue
		}
		if kind := arg.Value.Kind; arg.Spread || kind == syntax.Name && arg.Name == "" && f.unit.Language == syntax.TypeScript {
			if object, _ := f.object(arg.Value, at, 0); object == nil && !forHeaders(arg.Value.Base()) {
				return true
			}
		}
	}
	return false
}

// forHeaders reports whether a variable's name says that it holds headers or a token, and no method.
func forHeaders(name string) bool {
	return slices.ContainsFunc(words(name), func(word string) bool {
		return word == "auth" || word == "headers" || word == "header" || word == "token" || word == "bearer" || word == "authorization"
	})
}
