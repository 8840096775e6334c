package trace

import (
	"maps"
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// sender is a function that sends requests as its callers tell it to.
type sender struct {
	file     string
	language syntax.Language
	// fn has the name, class and parameters of the function, and nothing else.
	fn     *syntax.Function
	path   value
	method value
}

// mostRounds is through how many functions a request is followed to who says its address.
const mostRounds = 4

// survey finds the file's senders: first those that send themselves, then those that call these.
func (f *file) survey() {
	for range mostRounds {
		found := false
		f.sends(func(s send) {
			for _, path := range s.paths {
				for _, method := range slices.Concat(s.methods, noMethod(s.methods)) {
					found = f.index.add(f.sender(s, path, method)) || found
				}
			}
		})
		if found = f.bindFields() || found; !found {
			return
		}
	}
}

// bindFields makes senders of fields that stand for one: "self.api = client.request".
func (f *file) bindFields() (found bool) {
	for _, field := range slices.Sorted(maps.Keys(f.fields)) {
		class, name, _ := strings.Cut(field, ".")
		for _, a := range f.fields[field] {
			to := a.value()
			if to.Kind != syntax.Member || strings.Contains(name, ".") || to.Base() == name {
				continue
			}
			for _, s := range f.index.senders[key{f.unit.Language, f.fold(to.Base())}] {
				fn := *s.fn
				fn.Name, fn.Class = name, class
				found = f.index.add(&sender{f.name, s.language, &fn, rebound(s.path, s.fn, &fn), rebound(s.method, s.fn, &fn)}) || found
			}
		}
	}
	return found
}

func noMethod(methods []value) []value {
	if len(methods) == 0 {
		return []value{nil}
	}
	return nil
}

// sender is the function that a request's parameters are of, nil where the
// request tells all by itself.
func (f *file) sender(s send, path, method value) *sender {
	if !s.sure {
		return nil
	}
	a, ok := addressOf(path)
	if !ok {
		return nil
	}
	refs := method.params()
	if !a.resource || a.open {
		refs = append(refs, path.params()...)
	}
	if len(refs) == 0 {
		return nil
	}
	fn := refs[len(refs)-1].fn
	if fn.Name == "" || path.params() == nil && method.params() == nil {
		return nil
	}
	if _, foreign := a.ofSailPoint(); foreign {
		return nil
	}
	pseudo := &syntax.Function{Name: fn.Name, Class: fn.Class, Params: fn.Params}
	return &sender{f.name, f.unit.Language, pseudo, rebound(path, fn, pseudo), rebound(method, fn, pseudo)}
}

// rebound makes parameters of a function those of another with the same.
func rebound(v value, from, to *syntax.Function) value {
	v = slices.Clone(v)
	for i, p := range v {
		if p.param != nil {
			v[i].param = nil
			if p.param.fn == from {
				v[i].param = &paramRef{to, p.param.name, p.param.field}
			}
		}
	}
	return v
}

// helped are the requests that a call makes through a function that sends what
// it is given: one for each of the function's methods, with all its addresses.
func (f *file) helped(l link, at position) []send {
	var all []send
	places := map[string]int{}
	for _, to := range f.sendersOf(l.call, at) {
		paths := f.bind(to.path, to.fn, l.call, at, 1)
		id := to.file + " " + to.fn.Class + " " + to.method.String()
		if i, ok := places[id]; ok {
			all[i].paths = f.ways(append(all[i].paths, paths...))
			continue
		}
		places[id] = len(all)
		all = append(all, send{at: at, line: l.call.Line, rule: RuleHelper, sure: true, paths: paths, methods: f.boundMethods(to, l.call, at)})
	}
	return all
}

// boundMethods are the methods of a sender with a call's arguments.
func (f *file) boundMethods(to *sender, call *syntax.Expr, at position) []value {
	if to.method == nil {
		return nil
	}
	var methods []value
	for _, v := range f.bind(to.method, to.fn, call, at, 1) {
		if method := methodText(v.String()); method != "" {
			methods = append(methods, literal(method, call.Line))
		} else if len(v.params()) > 0 {
			methods = append(methods, v)
		}
	}
	return methods
}

// sendersOf are the senders that a call may be of.
func (f *file) sendersOf(call *syntax.Expr, at position) []*sender {
	name := call.Of.Base()
	if name == "" {
		return nil
	}
	all := f.index.senders[key{f.unit.Language, f.fold(name)}]
	if len(all) == 0 {
		return f.boundSenders(call, at)
	}
	if call.Of.Kind == syntax.Name {
		return f.nearest(all, func(s *sender) bool { return s.fn.Class == "" || f.unit.Language == syntax.Java })
	}
	of := call.Of.Of
	if _, own := f.field(at.fn, f.key(call.Of)); own && f.key(of) != "" && !strings.Contains(f.key(of), ".") {
		class := classOf(at.fn)
		if same := f.nearest(all, func(s *sender) bool { return s.fn.Class == class }); len(same) > 0 {
			return same
		}
		return f.nearest(all, func(s *sender) bool { return s.fn.Class != "" })
	}
	if of.Kind == syntax.Name {
		if i, ok := f.imports[of.Text]; ok && i.Name == "" {
			return f.nearest(all, func(s *sender) bool { return s.fn.Class == "" && f.index.inside(i.Path) })
		}
	}
	if class := f.classNamed(of, at, 0); class != "" {
		return f.nearest(all, func(s *sender) bool { return s.fn.Class == class })
	}
	if plain := strings.ToLower(name); verbs[plain] != "" || clients[plain] || askers[plain] { // as of any library's client
		all = slices.DeleteFunc(slices.Clone(all), func(s *sender) bool { return s.file != f.name })
	}
	return f.nearest(all, func(s *sender) bool { return s.fn.Class != "" || f.unit.Language == syntax.TypeScript })
}

// boundSenders are the senders that a variable or field stands for, as "self.api" after "self.api = client.request".
func (f *file) boundSenders(call *syntax.Expr, at position) []*sender {
	key := f.key(call.Of)
	if key == "" {
		return nil
	}
	found, _, _ := f.lookup(key, at)
	for _, a := range found {
		if to := a.value(); (to.Kind == syntax.Member || to.Kind == syntax.Name) && f.key(to) != key {
			bound := &syntax.Expr{Kind: syntax.Call, Line: call.Line, Of: to, Args: call.Args}
			if f.budget--; f.budget > 0 && to.Base() != call.Of.Base() {
				return f.sendersOf(bound, a.place())
			}
		}
	}
	return nil
}

// nearest are those senders of the file itself, or else those of the one
// function elsewhere that fits.
func (f *file) nearest(all []*sender, fits func(*sender) bool) []*sender {
	var here, elsewhere []*sender
	functions := map[string]bool{}
	for _, s := range all {
		switch {
		case !fits(s):
		case s.file == f.name:
			here = append(here, s)
		default:
			elsewhere = append(elsewhere, s)
			functions[s.file+" "+s.fn.Class] = true
		}
	}
	if len(here) > 0 || len(functions) > 1 {
		return here
	}
	return elsewhere
}

// classNamed is the class that a variable is an object of, as far as its
// declaration or the constructor that made it says; "" where neither does.
func (f *file) classNamed(e *syntax.Expr, at position, depth int) string {
	if e == nil || depth > 4 {
		return ""
	}
	if e.Kind == syntax.Call {
		name := e.Of.Base()
		if e.Text == "new" || name != "" && strings.ToUpper(name[:1]) == name[:1] && f.unit.Language != syntax.Go {
			return name
		}
		if rest, ok := strings.CutPrefix(name, "New"); ok && f.unit.Language == syntax.Go {
			return rest
		}
		return ""
	}
	key := f.key(e)
	if key == "" {
		return ""
	}
	found, param, _ := f.lookup(key, at)
	if param != nil && f.fold(param.Name) == key {
		return lastPart(param.Type)
	}
	for _, a := range found {
		s := a.fn.Body[a.statement]
		if s.Type != "" {
			return lastPart(s.Type)
		}
		if class := f.classNamed(s.Value, a.place(), depth+1); class != "" {
			return class
		}
	}
	return ""
}

// lastPart is a type's name without its package.
func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
