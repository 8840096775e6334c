package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// apiClass is an API class of an SDK, with the version that stands beside it.
type apiClass struct{ class, version string }

// apiClass is the API class that an expression is an object of.
func (f *file) apiClass(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return of, false
	}
	switch e.Kind {
	case syntax.Call:
		if of, ok := f.classOfName(e.Of, at, depth); ok {
			return of, true
		}
		return f.madeClass(e, at, depth)
	case syntax.Choice:
		for _, arg := range e.Args {
			if of, ok := f.apiClass(arg.Value, at, depth+1); ok {
				return of, true
			}
		}
	case syntax.Index, syntax.Other:
		for _, arg := range e.Args {
			if of, ok := f.apiClass(arg.Value, at, depth+1); ok {
				return of, true
			}
		}
	case syntax.Name, syntax.Member:
		if of, ok := f.classOfName(e, at, depth); ok && e.Kind == syntax.Member {
			return of, true
		}
		return f.declaredClass(e, at, depth)
	}
	return of, false
}

// classOfName is the API class that a name is: "AccountsApi", "sailpoint.v3.AccountsApi", "client.V3.AccountsAPI".
func (f *file) classOfName(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	name := e.Base()
	if i, imported := f.imports[name]; imported && e.Kind == syntax.Name && i.Name != "" {
		name = i.Name
	}
	version, ok := f.index.catalog.SDKClass(f.unit.Language, name)
	if !ok || name[0] < 'A' || name[0] > 'Z' { // "accountsApi" is a variable
		return of, false
	}
	if version == "" {
		version = f.versionOf(e, at, depth+1)
	}
	return apiClass{name, version}, true
}

// madeClass is the API class of what a function of the file gives back.
func (f *file) madeClass(call *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	fn := f.function(call, at)
	if fn == nil {
		return of, false
	}
	for i, s := range fn.Body {
		if s.Kind == syntax.Return && s.Value != nil {
			if of, ok := f.apiClass(s.Value, position{fn, i}, depth+2); ok {
				return of, true
			}
		}
	}
	return of, false
}

// declaredClass is the API class of a variable, by its declaration or what it was given.
func (f *file) declaredClass(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	name := f.key(e)
	if name == "" {
		return of, false
	}
	found, param, _ := f.lookup(name, at)
	if param != nil && f.fold(param.Name) == name {
		return f.typed(param.Type, at, depth)
	}
	for _, a := range found {
		s := a.fn.Body[a.statement]
		if of, ok := f.typed(s.Type, at, depth); ok {
			return of, true
		}
		if of, ok := f.apiClass(s.Value, a.place(), depth+1); ok {
			return of, true
		}
	}
	if e.Kind == syntax.Member {
		if object, there := f.object(e.Of, at, depth+1); object != nil {
			return f.apiClass(f.fieldOf(object, e.Text), there, depth+1)
		}
		return f.memberClass(e.Text)
	}
	return of, false
}

// memberClass is the API class of a field that is declared in another file, if
// all files agree on it; of one that only its name tells the version is not known.
func (f *file) memberClass(name string) (of apiClass, ok bool) {
	if name == "" { // of a source that is cut off
		return of, false
	}
	declared := f.index.members[key{f.unit.Language, f.fold(name)}]
	if len(declared) > 0 {
		return declared[0], len(declared) == 1
	}
	_, ok = f.index.catalog.SDKClass(f.unit.Language, strings.ToUpper(name[:1])+name[1:])
	return apiClass{}, ok && f.usesSDK()
}

// noteMembers keeps the API classes of the file's fields, and of methods that give one back.
func (f *file) noteMembers() {
	note := func(name string, of apiClass, ok bool) {
		k := key{f.unit.Language, name}
		if ok && !slices.Contains(f.index.members[k], of) {
			f.index.members[k] = append(f.index.members[k], of)
		}
	}
	for _, fn := range f.unit.Functions {
		for i, s := range fn.Body {
			f.renew()
			at := position{fn, i}
			if field, ok := f.field(fn, f.key(s.Target)); ok && (s.Kind == syntax.Assign) {
				_, name, _ := strings.Cut(field, ".")
				of, ok := f.typed(s.Type, at, 0)
				if !ok && s.Value != nil {
					of, ok = f.apiClass(s.Value, at, 1)
				}
				note(name, of, ok)
			}
			if s.Kind == syntax.Return && fn.Class != "" && fn.Name != "" {
				of, ok := f.apiClass(s.Value, at, 1)
				note(f.fold(fn.Name), of, ok)
			}
		}
	}
}

// typed is the API class that a type is.
func (f *file) typed(name string, at position, depth int) (of apiClass, ok bool) {
	if name == "" {
		return of, false
	}
	var e *syntax.Expr
	for part := range strings.SplitSeq(name, ".") {
		if e == nil {
			e = &syntax.Expr{Kind: syntax.Name, Text: part}
		} else {
			e = &syntax.Expr{Kind: syntax.Member, Text: part, Of: e}
		}
	}
	return f.classOfName(e, at, depth)
}
