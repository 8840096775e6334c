package code_test

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"authcat/crawler/code"
)

// No source code makes the reader panic or run away, and what it finds stands in the file.
func FuzzRead(f *testing.F) {
	extensions := []string{".go", ".py", ".ts", ".ps1", ".java", ".ipynb", ".svelte", ".sh", ".http", ".json", ".yaml", ".tf", ".md"}
	for i, seed := range []string{
		"package p\nfunc (c *C) do(m, p string) { http.NewRequest(m, c.b+p, nil) }\nfunc f() { c.do(\"GET\", \"/v3/accounts\") }",
		"class A:\n  def r(self, p='/v3/roles'):\n    url = f'{self.b}{p}'\n    url += '?x'\n    return requests.get(url)\n  b = property(r)\nA().r(**{'p': A.b})",
		"const a = axios.create({baseURL: `https://${t}.api.identitynow.com/v3`})\na.get(f(f(a))); class C { get x() { return this.x + '/v3/roles' } m() { fetch(this.x) } }",
		"$p = @{ Uri = \"$b/v3/roles\" }\n$p += @{ Method = 'Get' }\nfunction f($u) { irm $u; f \"$u/x\" }\nf '/v3/roles' | Add-Query; irm @p",
		"interface A { @GET(\"beta/workgroups\") void a(); }",
		`{"cells":[{"cell_type":"code","source":["requests.get('/v3/roles')"]}]}`,
		"<script>fetch('/v3/roles')</script>",
		"curl -X POST \"$B/v3/search\"", "GET https://a.api.identitynow.com/v3/roles", `{"definition":{"steps":{}}}`, "on: push\njobs: {a: {steps: [{run: 'curl /v3/roles'}]}}",
		"resource \"x\" \"y\" {}", "```ts\nfetch('/v3/roles')\n```",
	} {
		f.Add(uint8(i), "# sailpoint\n"+seed)
		f.Add(uint8(i), seed)
	}
	r := resolver(f)
	f.Fuzz(func(t *testing.T, kind uint8, body string) {
		name := "a" + extensions[int(kind)%len(extensions)]
		tree := fstest.MapFS{name: {Data: []byte(body)}}
		scan, err := code.ReadFile(t.Context(), tree, name, r)
		if err != nil {
			return
		}
		lines := strings.Count(body, "\n") + 1
		for _, call := range scan.Calls {
			if call.Line < 0 || call.Line > lines || call.Literal > lines {
				t.Errorf("%s: a call on line %d (%d) of %d", path.Ext(name), call.Line, call.Literal, lines)
			}
			r.Operations(call)
			r.Candidates(call)
		}
	})
}
