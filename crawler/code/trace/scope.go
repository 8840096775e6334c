package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// file is a unit with what is looked up in it.
type file struct {
	name string
	unit *syntax.Unit
	// events of each function.
	events map[*syntax.Function]events
	// fields of classes: assignments to "this.base" by class and key.
	fields map[string][]assigned
	// functions by name, folded where the language does.
	functions map[string][]*syntax.Function
	imports   map[string]syntax.Import
	index     *Index
	// evidence is set where the file speaks of SailPoint.
	evidence   bool
	defaultAPI string
	// budget is how many expressions may still be evaluated for the call at hand.
	budget int
	// spent is how many pieces of text were put together for the file.
	spent int
}

// events are what happens to the variables of a function, by their keys.
type events map[string]*history

// history is what happens to a variable: the statements that set it and those
// that use it, both in the function's order.
type history struct{ sets, uses []int }

func (e events) of(key string) *history {
	if e[key] == nil {
		e[key] = &history{}
	}
	return e[key]
}

// usedIn reports whether a statement from one on and before another uses the variable.
func (h *history) usedIn(from, before int) bool {
	i, _ := slices.BinarySearch(h.uses, from)
	return i < len(h.uses) && h.uses[i] < before
}

// assigned is an assignment with the place where it stands.
type assigned struct {
	fn        *syntax.Function
	statement int
}

func (a assigned) value() *syntax.Expr { return a.fn.Body[a.statement].Value }

// place is where the assignment stands.
func (a assigned) place() position { return position(a) }

// position is a place in a function: before a statement of its body.
type position struct {
	fn        *syntax.Function
	statement int
}

func newFile(source Source, index *Index) *file {
	unit := source.Unit
	f := &file{
		name: source.Name, unit: unit, index: index, evidence: source.Evidence, defaultAPI: source.DefaultAPI,
		events: map[*syntax.Function]events{}, fields: map[string][]assigned{},
		functions: map[string][]*syntax.Function{}, imports: map[string]syntax.Import{},
	}
	for _, i := range unit.Imports {
		f.imports[i.Alias] = i
	}
	for _, fn := range unit.Functions {
		if fn.Name != "" {
			f.functions[f.fold(fn.Name)] = append(f.functions[f.fold(fn.Name)], fn)
		}
		f.record(fn)
	}
	return f
}

// fold is a name as the language compares it.
func (f *file) fold(name string) string {
	if f.unit.Language == syntax.PowerShell {
		return strings.ToLower(name)
	}
	return name
}

// record notes what happens in a function.
func (f *file) record(fn *syntax.Function) {
	all := events{}
	f.events[fn] = all
	for i, s := range fn.Body {
		own := ""
		if s.Kind == syntax.Assign || s.Kind == syntax.Append {
			own = f.key(s.Target)
		}
		f.recordUses(all, s.Value, i, own)
		if own == "" {
			f.recordUses(all, s.Target, i, "")
			continue
		}
		all.of(own).sets = append(all.of(own).sets, i)
		if field, ok := f.field(fn, own); ok && s.Value != nil {
			f.fields[field] = append(f.fields[field], assigned{fn, i})
		}
	}
}

// recordUses notes the variables that an expression uses, but its statement's own target.
func (f *file) recordUses(all events, e *syntax.Expr, statement int, own string) {
	e.Walk(func(e *syntax.Expr) {
		if e.Kind != syntax.Name && e.Kind != syntax.Member {
			return
		}
		if key := f.key(e); key != "" && key != own {
			all.of(key).uses = append(all.of(key).uses, statement)
		}
	})
}

// key is what a variable or a field of one is known by: "url", "this.base",
// "params.uri" for params["uri"]. It is "" for what is no such thing.
func (f *file) key(e *syntax.Expr) string {
	switch {
	case e == nil:
		return ""
	case e.Kind == syntax.Name:
		return f.fold(e.Text)
	case e.Kind == syntax.Member:
		if of := f.key(e.Of); of != "" {
			return of + "." + f.fold(e.Text)
		}
	case e.Kind == syntax.Index && len(e.Args) == 1 && e.Args[0].Value != nil && e.Args[0].Value.Kind == syntax.Text:
		if of := f.key(e.Of); of != "" {
			return of + "." + f.fold(e.Args[0].Value.Text)
		}
	}
	return ""
}

// field is the key of a class' field, "Client.base", for a key that begins with
// the receiver of the method that it stands in.
func (f *file) field(fn *syntax.Function, key string) (field string, ok bool) {
	for ; fn != nil; fn = fn.Outer {
		if fn.Receiver != "" {
			rest, ok := strings.CutPrefix(key, f.fold(fn.Receiver)+".")
			return fn.Class + "." + rest, ok
		}
	}
	return "", false
}

// sources are the assignments that may have given a variable its value at a
// place, the likeliest first. Assignments without a use between them are the
// branches of a decision: nobody writes a value that is never read.
func (f *file) sources(key string, at position) []assigned {
	h := f.events[at.fn][key]
	if h == nil {
		return nil
	}
	var found []assigned
	next, _ := slices.BinarySearch(h.sets, at.statement)
	for i := next - 1; i >= 0 && len(found) < mostWays; i-- {
		statement := h.sets[i]
		if len(found) > 0 && h.usedIn(statement+1, found[len(found)-1].statement) {
			break
		}
		if at.fn.Body[statement].Value == nil {
			continue
		}
		found = append(found, assigned{at.fn, statement})
		if at.fn.Body[statement].Kind == syntax.Append {
			break
		}
	}
	return found
}

// anywhere are all assignments to a variable in a function.
func (f *file) anywhere(fn *syntax.Function, key string) []assigned {
	var found []assigned
	if h := f.events[fn][key]; h != nil {
		for _, statement := range h.sets[:min(len(h.sets), mostWays)] {
			if fn.Body[statement].Value != nil {
				found = append(found, assigned{fn, statement})
			}
		}
	}
	return found
}

// lookup are the assignments that a variable's value may come from: in the
// function, in those that it stands in, in the class, at the file's top level.
// A parameter comes back where one hides what is further out.
func (f *file) lookup(key string, at position) (found []assigned, param *syntax.Param, of *syntax.Function) {
	head, _, dotted := strings.Cut(key, ".")
	for fn := at.fn; fn != nil; fn = fn.Outer {
		here := at
		if fn != at.fn {
			here = position{fn, f.before(fn, at.fn.Line)}
		}
		if found = f.sources(key, here); len(found) > 0 {
			return found, nil, nil
		}
		if fn != at.fn || fn.Name == "" && fn.Outer == nil {
			if found = f.anywhere(fn, key); len(found) > 0 {
				return found, nil, nil
			}
		}
		for i := range fn.Params {
			if f.fold(fn.Params[i].Name) == head && head != "" {
				return nil, &fn.Params[i], fn
			}
		}
		if dotted && f.assigns(fn, head) {
			return nil, nil, nil // a field of a variable of this function
		}
	}
	if field, ok := f.field(at.fn, key); ok {
		if found = f.fields[field]; len(found) == 0 { // of the class itself, as Python has them
			found = f.anywhere(f.unit.Functions[0], field)
		}
		return found, nil, nil
	}
	if f.unit.Language == syntax.Java && !strings.HasPrefix(key, "this.") { // a field may be named alone
		return f.anywhere(f.unit.Functions[0], "this."+key), nil, nil
	}
	return nil, nil, nil
}

func (f *file) assigns(fn *syntax.Function, key string) bool {
	h := f.events[fn][key]
	return h != nil && len(h.sets) > 0
}

// before is the number of the first statement of a function behind a line.
func (f *file) before(fn *syntax.Function, line int) int {
	i, _ := slices.BinarySearchFunc(fn.Body, line+1, func(s syntax.Statement, line int) int { return s.Line - line })
	return i
}
