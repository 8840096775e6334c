package trace

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"authcat/catalog/find"
	"authcat/crawler/code/syntax"
)

// methodText is an HTTP method that a text is, "" for another.
func methodText(text string) string {
	if method := strings.ToUpper(text); find.IsMethod(text) && method != "TRACE" {
		return method
	}
	return ""
}

// methods are the HTTP methods that an expression may give: literals in upper
// case, or holes of parameters. It is nil where the expression is no method.
func (f *file) methods(e *syntax.Expr, at position) []value {
	if e == nil {
		return nil
	}
	if method := methodConstant(e); method != "" {
		return []value{literal(method, e.Line)}
	}
	var all []value
	for _, v := range f.texts(e, at, 0) {
		switch {
		case len(v) == 1 && v[0].param != nil:
			all = append(all, v)
		case methodText(v.String()) != "":
			all = append(all, literal(methodText(v.String()), e.Line))
		}
	}
	return all
}

// methodConstant is the method that a constant of a library is, "" for anything
// else: http.MethodGet, HttpMethod.POST, [Method]::Get.
func methodConstant(e *syntax.Expr) string {
	if e.Kind != syntax.Member {
		return ""
	}
	if rest, ok := strings.CutPrefix(e.Text, "Method"); ok {
		return methodText(rest)
	}
	if of := strings.ToLower(e.Of.Base()); strings.HasSuffix(of, "method") || strings.HasSuffix(of, "methods") || of == "http" {
		return methodText(e.Text)
	}
	return ""
}

// verbs are the words in functions' names that say a method.
var verbs = map[string]string{
	"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "del": "DELETE", "head": "HEAD",
}

// verb is the method that a function's name says at its beginning or end, "" for
// none or several: "getAsync", "_post_json", "http_delete".
func verb(name string) string {
	all := words(name)
	for len(all) > 1 && afterVerbs[all[len(all)-1]] {
		all = all[:len(all)-1]
	}
	if len(all) == 0 {
		return ""
	}
	first, last := verbs[all[0]], verbs[all[len(all)-1]]
	if first != "" && last != "" && first != last {
		return ""
	}
	return cmp.Or(first, last)
}

// afterVerbs are words that stand behind a method in functions' names.
var afterVerbs = oneOfThese("request", "json", "async", "data", "all", "page", "pages", "paginated", "call", "api", "response", "raw", "url", "body", "form")

// words are those of a name, in lower case: "getHTTPClient" has "get", "http", "client".
func words(name string) []string {
	var all []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			all = append(all, strings.ToLower(string(word)))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end()
		}
		word = append(word, r)
	}
	end()
	return all
}

// Names of functions, in lower case.
var (
	// clients send requests by what libraries call them. Those that say no method
	// send a GET, unless they are told another.
	clients = oneOfThese("fetch", "axios", "got", "ky", "invoke-restmethod", "invoke-webrequest", "irm", "iwr", "urlopen", "downloadstring",
		"getstringasync", "getstreamasync", "openconnection", "ajax", "$fetch", "urlretrieve", "request", "requests")
	// askers send requests, or make them, by whatever method they are told.
	askers = oneOfThese("request", "newrequest", "newrequestwithcontext", "send", "sendasync", "do", "open", "exchange", "execute", "call", "httprequestmessage")
	// builders take the address of a request whose method another link of the chain says.
	builders = oneOfThese("url", "uri", "seturl", "seturi", "requesturi")
	// callers are words in the names of functions that probably send what they are given.
	callers = oneOfThese("request", "call", "invoke", "send", "fetch", "api", "http", "paginate", "paginated", "pages", "list", "load", "rest",
		"download", "upload", "execute", "exec", "do", "curl", "retrieve", "search", "submit", "iterate", "stream", "all")
	// silent are functions that take an address and call nothing: they print it,
	// look into it, or answer to it.
	silent = oneOfThese("print", "println", "printf", "fprintf", "fprintln", "sprintf", "errorf", "log", "error", "warn", "warning", "info", "debug", "trace", "fatal",
		"fatalf", "critical", "exception", "panic", "write", "writeline", "write-host", "write-output", "write-verbose", "write-error", "write-warning", "write-debug",
		"write-information", "write-log", "includes", "startswith", "endswith", "indexof", "contains", "hasprefix", "hassuffix", "match", "matches", "test", "replace",
		"split", "equal", "equals", "expect", "assert", "assertequal", "tobe", "toequal", "nock", "handlefunc", "handle", "route", "describe", "it", "require",
		"import", "append", "push", "add", "addeventlistener", "setitem", "getitem", "startprocess", "start-process", "openexternal", "openbrowser", "href", "link",
		"redirect", "navigate", "compile", "new", "newerror", "format", "join", "joinpath", "urljoin", "parse", "create", "escape", "quote", "echo", "help",
		"add_argument", "option", "getattr", "setattr", "hasattr", "isinstance", "len", "range", "sorted", "set", "dict", "list", "tuple", "str", "int", "defaultdict")
	// servers answer requests, or pretend to: their "get" is none.
	servers = oneOfThese("app", "router", "server", "mux", "mock", "rest", "msw", "nock", "responses", "requests_mock", "mocker", "httpmock", "gock", "blueprint", "bp", "fastapi")
)

// What fields and parameters are called that hold an address, a method or a client's base address.
var (
	addressNames = []string{"url", "uri", "path", "endpoint", "requesturi", "address", "resource", "route", "apiurl", "apipath", "urlpath", "endpointurl", "resourcepath"}
	methodNames  = []string{"method", "verb", "httpmethod", "requestmethod", "restmethod", "type"}
	baseNames    = []string{"baseurl", "base_url", "prefixurl", "baseuri", "baseaddress"}
)

// named reports whether a name is one of a list's, or in PowerShell the beginning of one.
func (f *file) named(name string, list []string) bool {
	name = strings.ToLower(name)
	if slices.Contains(list, name) || list[0] == "url" && (strings.HasSuffix(name, "uri") || strings.HasSuffix(name, "url") || strings.HasSuffix(name, "endpoint")) {
		return true
	}
	if f.unit.Language != syntax.PowerShell || len(name) < 2 {
		return false
	}
	return strings.HasPrefix(list[0], name) || list[0] == "url" && strings.HasPrefix("uri", name)
}
