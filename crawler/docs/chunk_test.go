package docs

import (
	"strings"
	"testing"
)

const mainURL = "https://developer.sailpoint.com/assets/js/main.b215489c.js"

func TestScripts(t *testing.T) {
	const (
		runtime = `<script src=/assets/js/runtime~main.e52d0e10.js defer></script>`
		main    = `<script src=/assets/js/main.b215489c.js defer></script>`
	)
	tests := []struct{ name, page, pageURL, main, runtime, err string }{
		{name: "from the root", page: `<head><script src=https://code.example/jquery.main.js async></script><script>main.js</script>` + runtime + main,
			pageURL: "https://developer.sailpoint.com/docs/api/list-accounts-v-1",
			main:    mainURL, runtime: "https://developer.sailpoint.com/assets/js/runtime~main.e52d0e10.js"},
		{name: "relative and elsewhere", page: `<script src="../js/runtime%7Emain.1.js?x=1"></script><script src="//cdn.example/main.2.js"></script>`,
			pageURL: "https://a.example/docs/api/x",
			main:    "https://cdn.example/main.2.js", runtime: "https://a.example/docs/js/runtime%7Emain.1.js?x=1"},
		{name: "no main", page: runtime, pageURL: "https://a.example/", err: "no main.*.js"},
		{name: "no runtime", page: main, pageURL: "https://a.example/", err: "no runtime~main.*.js"},
		{name: "style sheets are no scripts", page: runtime + `<script src=/main.css></script>`, pageURL: "https://a.example/", err: "no main.*.js"},
		{name: "empty", pageURL: "https://a.example/", err: "no main.*.js"},
		{name: "page's URL", page: main + runtime, pageURL: "/docs/api/x", err: "no absolute URL"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			main, runtime, err := Scripts(t.Context(), []byte(test.page), test.pageURL)
			checkError(t, err, test.err)
			if main != test.main || runtime != test.runtime {
				t.Errorf("%q, %q, want %q, %q", main, runtime, test.main, test.runtime)
			}
		})
	}
}

// routes in main.*.js, as Docusaurus writes them: text of JSON within the script.
const routes = `e.exports=JSON.parse('{` +
	`"/docs/api-111":{"__comp":"a94703ab","__context":{"plugin":"content"}},` +
	`"/docs/api/list-accounts-v-1-f84":{"__comp":"17896441","__context":{"plugin":"9beb87c2"},"content":"322ec6d9"},` +
	`"/docs/api/list-accounts-v-1-beta-f85":{"__comp":"17896441","content":"aaaaaaaa"},` +
	`"/docs/api/twice-aaa":{"__comp":"1","content":"11111111"},"/docs/api/twice-bbb":{"__comp":"1","content":"22222222"},` +
	`"/docs/api/layout-aaa":{"__comp":"1"},"/docs/api/layout-bbb":{"__comp":"1","content":"88888888"},` +
	`"/docs/api/unnumbered-abc":{"__comp":"1","content":"33333333"},` +
	`"/docs/api/unhashed-abc":{"__comp":"1","content":"44444444"},` +
	`"/docs/api/exponent-abc":{"__comp":"1","content":"17896441"},` +
	`"/docs/api/escape-abc":{"__comp":"1","content":"../evil"},` +
	`"/docs/api/hash-abc":{"__comp":"1","content":"f8de5192"}` +
	`}')`

// scripts' names in runtime~main.*.js. The hash of chunk 7 is the content id
// of list-accounts, and the content id of chunk 7 is the hash of list-accounts.
const scriptNames = `r.u=e=>"assets/js/"+({6518:"322ec6d9",7:"f8de5192",88e3:"17896441",12:"44444444",13:"../evil",14:"88888888"}[e]||e)` +
	`+"."+{6518:"f8de5192",7:"322ec6d9",88e3:"0b1b2b3b",13:"abcdef01",14:"5e5e5e5e",99:"33333333"}[e]+".js",` +
	`r.miniCssF=e=>"assets/css/"+({12:"44444444",6518:"322ec6d9"}[e]||e)+"."+{12:"deadbeef",6518:"deadbeef"}[e]+".css",` +
	`r.gca=function(e){return e={17896441:"88e3","322ec6d9":"6518",f8de5192:"7"}[e]||e,r.p+r.u(e)}`

func TestChunkURL(t *testing.T) {
	const folder = "https://developer.sailpoint.com/assets/js/"
	spaced := strings.NewReplacer(`:"`, `: "`, `,`, ",\n  ", `6518:`, `"6518":`).Replace(scriptNames)
	tests := []struct{ name, route, main, runtime, want, err string }{
		{name: "by way of number and hash", route: "/docs/api/list-accounts-v-1", want: folder + "322ec6d9.f8de5192.js"},
		{name: "route with a slash", route: "/docs/api/list-accounts-v-1/", want: folder + "322ec6d9.f8de5192.js"},
		{name: "content id that is another's hash", route: "/docs/api/hash", want: folder + "f8de5192.322ec6d9.js"},
		{name: "number with an exponent", route: "/docs/api/exponent", want: folder + "17896441.0b1b2b3b.js"},
		{name: "layout of the same route", route: "/docs/api/layout", want: folder + "88888888.5e5e5e5e.js"},
		{name: "not minified", route: "/docs/api/list-accounts-v-1", runtime: spaced, want: folder + "322ec6d9.f8de5192.js"},
		{name: "object literal", route: "/docs/api/x", main: `{'/docs/api/x-f84':{__comp:'1',content:'322ec6d9'}}`, want: folder + "322ec6d9.f8de5192.js"},
		{name: "no route", route: "/docs/api/gone", err: `content of route "/docs/api/gone": there is none`},
		{name: "start of a route", route: "/docs/api/list-accounts", err: "there is none"},
		{name: "end of a route", route: "api/list-accounts-v-1", err: "there is none"},
		{name: "empty route", route: "/", err: `"/" is no route`},
		{name: "layout alone", route: "/docs/api", err: "there is none"},
		{name: "two routes", route: "/docs/api/twice", err: "more than one: 11111111, 22222222"},
		{name: "main cut short", route: "/docs/api/x", main: `{"/docs/api/x-f84":{"content":"322ec6d9"`, err: "there is none"},
		{name: "no number", route: "/docs/api/unnumbered", err: `number of content id "33333333": there is none`},
		{name: "no hash", route: "/docs/api/unhashed", err: "hash of chunk 12: there is none"},
		{name: "no tables", route: "/docs/api/hash", runtime: `r.u=e=>"assets/js/"+e+".js"`, err: "no tables"},
		{name: "runtime is HTML", route: "/docs/api/hash", runtime: `<!doctype html>`, err: "no tables"},
		{name: "no file name", route: "/docs/api/escape", err: "make no file name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.main == "" {
				test.main = routes
			}
			if test.runtime == "" {
				test.runtime = scriptNames
			}
			got, err := ChunkURL(test.route, mainURL, []byte(test.main), []byte(test.runtime))
			checkError(t, err, test.err)
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	if _, err := ChunkURL("/docs/api/hash", "main.b215489c.js", []byte(routes), []byte(scriptNames)); err == nil {
		t.Error("a relative URL of main.*.js is accepted")
	}
}
