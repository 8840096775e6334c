package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// send is a request that a function sends, or a call of a function that does.
type send struct {
	at   position
	line int
	// paths are the ways in which its address may come out, methods those of its
	// method; none where nothing tells.
	paths   []value
	methods []value
	rule    Rule
	// sure is set where the function is known to send requests.
	sure bool
	// plain is set where the function is one of a client's for any address, by the names of both.
	plain bool
}

// link is a call with the calls behind it in the same chain, the next first:
// of "builder.url(u).post(b).build()" the link "url" has "post" and "build".
type link struct {
	call   *syntax.Expr
	behind []*syntax.Expr
}

// links are the calls of an expression, outermost first.
func links(e *syntax.Expr, visit func(link)) {
	var walk func(e *syntax.Expr, behind []*syntax.Expr)
	walk = func(e *syntax.Expr, behind []*syntax.Expr) {
		if e == nil {
			return
		}
		inner := []*syntax.Expr(nil)
		switch e.Kind {
		case syntax.Call:
			visit(link{e, behind})
			if e.Of != nil && e.Of.Kind == syntax.Member {
				inner = append([]*syntax.Expr{e}, behind...)
				walk(e.Of.Of, inner)
			} else {
				walk(e.Of, nil)
			}
		default:
			walk(e.Of, nil)
		}
		for _, arg := range e.Args {
			walk(arg.Value, nil)
		}
	}
	walk(e, nil)
}

// request tells whether a call sends a request, as far as its own words say.
func (f *file) request(l link, at position) (s send, ok bool) {
	name := strings.ToLower(l.call.Of.Base())
	if name == "" || silent[name] || f.serves(l.call, at) {
		return s, false
	}
	s = send{at: at, line: l.call.Line, rule: RuleRequest}
	options := f.options(l.call, at)
	s.methods = f.methodsOf(l, name, options, at)
	said := len(s.methods) > 0
	s.sure = said || clients[name] || askers[name] || builders[name] && len(l.behind) > 0
	if !said && clients[name] && !f.optionsUnknown(l.call, at) {
		s.methods = []value{literal("GET", l.call.Line)}
	}
	s.plain = ofClient(l.call.Of) && (clients[name] || askers[name] || verbs[name] != "")
	if !s.sure && !maybeSends(l.call.Of.Base()) {
		return s, false
	}
	s.paths = f.pathsOf(l.call, name, options, at)
	return s, len(s.paths) > 0
}

// maybeSends reports whether a function's name says that it may send a request:
// one that makes an address doesn't.
func maybeSends(name string) bool {
	all := words(name)
	return slices.ContainsFunc(all, func(word string) bool { return callers[word] }) &&
		!slices.ContainsFunc(all, func(word string) bool { return addressWords[word] || textWords[word] })
}

// serves reports whether a call is of what answers requests: "app.get('/v3/x', handler)".
func (f *file) serves(call *syntax.Expr, at position) bool {
	if call.Of.Kind != syntax.Member {
		return false
	}
	if of := call.Of.Of; of != nil && (servers[strings.ToLower(of.Base())] || of.Kind == syntax.Call && servers[strings.ToLower(of.Of.Base())]) {
		return true
	}
	return false
}

// methodsOf are the methods of a request: said by an option, by an argument, by
// the function's name or another link of its chain.
func (f *file) methodsOf(l link, name string, options []option, at position) []value {
	for _, o := range options {
		if f.named(o.name, methodNames) {
			if methods := f.methods(o.value, o.at); len(methods) > 0 {
				return methods
			}
		}
	}
	if method := verb(l.call.Of.Base()); method != "" && !strings.HasPrefix(name, "get-") {
		return []value{literal(method, l.call.Line)}
	}
	for _, arg := range l.call.Args {
		if arg.Name == "" && !arg.Spread && arg.Value != nil && plainMethod(arg.Value, f, at) {
			return f.methods(arg.Value, at)
		}
	}
	if builders[name] || askers[name] {
		for _, next := range l.behind {
			if method := f.chained(next, at); method != nil {
				return method
			}
		}
	}
	for _, arg := range l.call.Args { // paginate(client.get, "/v3/accounts")
		if arg.Value != nil && arg.Value.Kind == syntax.Member && verbs[strings.ToLower(arg.Value.Text)] != "" {
			return []value{literal(verbs[strings.ToLower(arg.Value.Text)], l.call.Line)}
		}
	}
	return nil
}

// plainMethod reports whether an argument by place is a method, and nothing else.
func plainMethod(e *syntax.Expr, f *file, at position) bool {
	switch e.Kind {
	case syntax.Text:
		return methodText(e.Text) != ""
	case syntax.Member, syntax.Name, syntax.Choice:
		methods := f.methods(e, at)
		for _, m := range methods {
			if m[0].param == nil || named(m[0].param.name) {
				return true
			}
		}
	}
	return false
}

// named reports whether a parameter's name says that it is a method.
func named(param string) bool {
	param = strings.ToLower(param)
	for _, name := range methodNames {
		if strings.HasSuffix(param, name) {
			return true
		}
	}
	return false
}

// chained is the method that a link says: "post(body)", "GET()", `method("PATCH", body)`.
func (f *file) chained(call *syntax.Expr, at position) []value {
	name := call.Of.Base()
	if method := methodText(name); method != "" {
		return []value{literal(method, call.Line)}
	}
	if strings.EqualFold(name, "method") || strings.EqualFold(name, "setRequestMethod") {
		if len(call.Args) > 0 {
			return f.methods(call.Args[0].Value, at)
		}
	}
	return nil
}

// pathsOf are the addresses among a call's options and arguments.
func (f *file) pathsOf(call *syntax.Expr, name string, options []option, at position) []value {
	base := f.baseOf(call, at)
	take := func(e *syntax.Expr, there position) []value {
		var all []value
		for _, v := range f.texts(e, there, 0) {
			if a, ok := addressOf(v); ok && f.mayBeAddress(e, v, a) {
				all = append(all, f.based(base, v, a)...)
			}
		}
		return all
	}
	for _, o := range options {
		if f.named(o.name, addressNames) {
			if paths := take(o.value, o.at); len(paths) > 0 {
				return f.ways(paths)
			}
		}
	}
	var bare []value // a parameter and nothing else
	for _, arg := range call.Args {
		if arg.Name != "" || arg.Spread || arg.Value == nil || arg.Value.Kind == syntax.Object || arg.Value.Kind == syntax.Lambda || plainMethod(arg.Value, f, at) {
			continue
		}
		paths := take(arg.Value, at)
		if slices.ContainsFunc(paths, func(v value) bool { return len(v) > 1 || v[0].hole == "" }) {
			return f.ways(paths)
		}
		if bare == nil {
			bare = paths
		}
	}
	if bare != nil {
		return f.ways(bare)
	}
	if name == "openconnection" && call.Of.Kind == syntax.Member {
		return take(call.Of.Of, at)
	}
	return nil
}

// mayBeAddress turns away holes that say nothing: a variable of which nothing is
// known is no address, a parameter may be one.
func (f *file) mayBeAddress(e *syntax.Expr, v value, a address) bool {
	return a.resource || a.version || len(v.params()) > 0 && e.Kind != syntax.Lambda
}
