package typescript

import "testing"

func TestExpressions(t *testing.T) {
	check(t, map[string][2]string{
		"text": {`
a = "/v3/" + id + '/x'
b = base + path
c = ` + "`" + `${base}/v3/${encodeURIComponent(` + "`" + `a${id}` + "`" + `)}
/y` + "`" + `
d = 'it\'s \x2fv3\u002f\u{1f600}\
on'
e = (x ? "a" : "b") + y
f = 1 + 2 - 3 * 4
g = ` + "`" + `plain` + "`" + `
h = sql` + "`" + `select ${x}` + "`" + `
i += "/z"
`, `
  1 a = join("/v3/", id, "/x")
  2 b = other(+, base, path)
  3 c = join(base, "/v3/", encodeURIComponent(join("a", id)), "\n/y")
  5 d = "it's /v3/😀on"
  7 e = join(choice("a", "b"), y)
  8 f = other(, other(1), other(2), other(, other(3), other(4)))
  9 g = "plain"
  10 h = sql(join("select ", x))
  11 i += "/z"
`},
		"choices": {`
a = ok ? "/v3" : beta ? "/beta" : "/v2025"
b = process.env.URL || config.url ?? "https://x"
c = id && ` + "`" + `/v3/${id}` + "`" + `
d = (await list()).length > 0 ? x : y
e ||= "late"
f = list ? (x) : y => z
g = a ? b : c = d()
`, `
  1 a = choice("/v3", "/beta", "/v2025")
  2 b = choice(process.env.URL, config.url, "https://x")
  3 c = choice(join("/v3/", id))
  4 other(, list().length, other(0))
  4 d = choice(x, y)
  5 e = "late"
  6 f = choice(x, lambda:6)
  7 c = d()
  7 g = choice(b, c)
func (y) 6-6
  6 return z
`},
		"transparent": {`
a = await get(url) as Account
b = <Account>get(url)!
c = (void get(url), typeof post(url))
d = { x: 1 } satisfies Options
e = items as unknown as { get(): void }[]
f = !done(x)
`, `
  1 a = get(url)
  2 b = get(url)
  3 get(url)
  3 c = post(url)
  4 d = {x=other(1)}
  5 e = items
  6 f = other(, done(x))
`},
		"chains": {`
client
  .accounts
  // a comment
  .list<Account>({ limit: 10 })
  ?.then(r => r.data)
  .catch(function (e) { throw new Error("no") })
api?.list?.(x)?.[0].go()
a["get"](url)
new sp.AccountsApi<Foo>(new Configuration).list()
new Plain
super.go()
x = a < b && c > (d)
y = f(a<b, c>d)
`, `
  6 client.accounts.list({limit=other(10)}).then(lambda:5).catch(lambda:6)
  7 api.list(x)[other(0)].go()
  8 a["get"](url)
  9 new sp.AccountsApi(new Configuration()).list()
  10 new Plain()
  11 super.go()
  12 x = choice(other(, c, d))
  13 y = f(other(, a, b), other(, c, d))
func (r) 5-5
  5 return r.data
func (e) 6-6
  6 new Error("no")
`},
		"objects": {`
axios({ method: 'get', url, headers: { 'X-A': token }, ...rest, [` + "`" + `k` + "`" + `]: 1, [key()]: 2, async run() { go() }, get size() { return 1 } })
fetch(` + "`" + `${base}/v3/x` + "`" + `, { method: 'POST', body: JSON.stringify({ a }), })
Paginator.paginate(api, api.listAccounts, { limit })
Object.assign({}, defaults, { a: 1 })
const list = [a, , ...b, "c",]
`, `
  1 key()
  1 axios({method="get", url=url, headers={X-A=token}, ...rest, k=other(1), other(2), run=lambda:1, size=lambda:1})
  2 fetch(join(base, "/v3/x"), {method="POST", body=JSON.stringify({a=a})})
  3 Paginator.paginate(api, api.listAccounts, {limit=limit})
  4 Object.assign({}, defaults, {a=other(1)})
  5 list = [a, other(), ...b, "c"]
func run() 1-1
  1 go()
func size() 1-1 @get
  1 return other(1)
`},
		"slashes": {`
a = b / c / d
e = /["'` + "`" + `]\/[/]/g.test(x)
if (ok) /x/.exec(y)
f = [1] / 2
s.replace(/"/g, "'").split(/\s+/)
return /a/
`, `
  1 a = other(, b, c, d)
  2 e = other().test(x)
  3 ok
  3 other().exec(y)
  4 f = other(, [other(1)], other(2))
  5 s.replace(other(), "'").split(other())
  6 return other()
`},
		"jsx": {`
const page = <Page title="/v3/a" load={() => get("/v3/b")} {...props}>
  it's {list.map(x => <Row key={x} />)} text // no comment
  <Menu.Item>{/* nothing */}</Menu.Item>
  <></>
</Page>
const generic = <T,>(x: T) => x
const small = a <b
go(<Select<Option> value={pick()} />)
`, `
  1 page = other(, title="/v3/a", load=lambda:1, ...props, list.map(lambda:2), other(), other())
  6 generic = lambda:6
  7 small = other(, a, b)
  8 go(other(, value=pick()))
func () 1-1
  1 return get("/v3/b")
func (x) 2-2
  2 return other(, key=x)
func generic(x: T) 6-6
  6 return x
`},
	})
}
