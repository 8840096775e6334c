package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// clientWords are in the names of what requests are sent with.
var clientWords = oneOfThese("api", "client", "axios", "http", "https", "session", "sailpoint", "isc", "idn", "identitynow", "rest", "request", "requests")

// ofClient reports whether a function is one of a client, by the client's name: "this.httpClient.get".
func ofClient(function *syntax.Expr) bool {
	if function.Kind != syntax.Member {
		return true
	}
	return slices.ContainsFunc(words(function.Of.Base()), func(word string) bool { return clientWords[word] })
}

// based puts the base address of a client before a path of it.
func (f *file) based(base []value, v value, a address) []value {
	if len(base) == 0 || a.host != "" || len(v) > 0 && v[0].hole != "" && v[0].param == nil {
		return []value{v}
	}
	return f.concat(f.concat(base, []value{literal("/", 0)}), []value{v})
}

// baseOf is the base address of the client that a call is made on.
func (f *file) baseOf(call *syntax.Expr, at position) []value {
	if call.Of == nil || call.Of.Kind != syntax.Member {
		return nil
	}
	client := call.Of.Of
	for range deepest { // client.R().SetBody(b).Get(path)
		if client == nil || client.Kind != syntax.Call || client.Of == nil || client.Of.Kind != syntax.Member {
			break
		}
		client = client.Of.Of
	}
	key := f.key(client)
	if key == "" {
		return nil
	}
	for _, field := range []string{"defaults.baseURL", "BaseAddress", "baseURL", "base_url", "BaseURL"} {
		if found, _, _ := f.lookup(key+"."+f.fold(field), at); len(found) > 0 {
			return f.assignedTexts(found, 1)
		}
	}
	found, _, _ := f.lookup(key, at)
	for _, a := range found {
		if base := f.baseIn(a.value(), a.place()); base != nil {
			return base
		}
	}
	return nil
}

// baseIn is the base address that a client is made with.
func (f *file) baseIn(e *syntax.Expr, at position) (base []value) {
	links(e, func(l link) {
		if base != nil {
			return
		}
		if name := strings.ToLower(l.call.Of.Base()); (name == "setbaseurl" || name == "baseurl") && len(l.call.Args) == 1 {
			base = f.texts(l.call.Args[0].Value, at, 1)
			return
		}
		for _, o := range f.options(l.call, at) {
			if f.named(o.name, baseNames) {
				base = f.texts(o.value, o.at, 1)
				return
			}
		}
	})
	return base
}
