package typescript

import "testing"

func TestDeclarations(t *testing.T) {
	check(t, map[string][2]string{
		"typed": {`
const api: SourcesApi = new SourcesApi(config)
let many: Array<sp.v3.Source>[] = [], one: Source | undefined, fn: (a: string) => void, o: { a(): B } = {}
var promised: Promise<Source> = get<Source>()
declare const env: sp.Env
`, `
  1 api: SourcesApi = new SourcesApi(config)
  2 many: Array = []
  2 one: Source
  2 fn
  2 o = {}
  3 promised: Promise = get()
  4 env: sp.Env
`},
		"taken apart": {`
const { data } = await axios.get(url)
const { data: accounts, status = 200, ...rest } = await axios.get(url)
const { a: { b, c }, [key]: d } = props
const [first, , third = "x", ...others] = list()
const [one] = names;
({ x, y: this.z } = point)
`, `
  1 data = axios.get(url).data
  2 {1} = axios.get(url)
  2 accounts = {1}.data
  2 status = choice({1}.status, other(200))
  2 rest = {1}
  3 b = props.a.b
  3 c = props.a.c
  3 d = props[other()]
  4 {2} = list()
  4 first = {2}[other(0)]
  4 third = choice({2}[other(2)], "x")
  4 others = {2}
  5 one = names[other(0)]
  6 x = point.x
  6 this.z = point.y
`},
		"functions": {`
function plain(a: string, b = "x", ...more: any[]): Promise<void> { return b }
async function* gen<T extends { a: B }>({ url, method = "GET" }: Options, [one]) { yield get(url) }
function over(a: string): void
function over(a: any): void { }
const arrow = async <T,>(id: number): Promise<{ [k: string]: T }> => fetch(` + "`" + `/v3/${id}` + "`" + `)
const short = x => y => x + y
list.forEach(function each(item, i) { done(item) })
(async () => { await main() })()
function guard(this: Window, x: unknown): x is string { return typeof x === "string" }
`, `
  5 arrow = lambda:5
  6 short = lambda:6
  7 list.forEach(lambda:7)(lambda:8)()
func plain(a: string, b = "x", more: any) 1-1
  1 return b
func gen({1}: Options, {2}) 2-2
  2 url = {1}.url
  2 method = choice({1}.method, "GET")
  2 one = {2}[other(0)]
  2 get(url)
func over(a: any) 4-4
func arrow(id: number) 5-5
  5 return fetch(join("/v3/", id))
func short(x) 6-6
  6 return lambda:6
func (y) 6-6
  6 return other(+, x, y)
func each(item, i) 7-7
  7 done(item)
func () 8-8
  8 main()
func guard(x: unknown) 9-9
  9 return other(, x, "string")
`},
		"enums": {`
enum Paths { Accounts = '/accounts', Both = Accounts + "/x", None }
export const enum Level { Admin = ` + "`" + `ORG_ADMIN` + "`" + ` }
namespace Api.V3 { export const base = "/v3"; function inner() { get(base) } }
declare module "x" { export function f(a: string): void; }
declare global { interface Window { a: string } }
`, `
  1 Paths.Accounts = "/accounts"
  1 Paths.Both = join(Accounts, "/x")
  2 Level.Admin = "ORG_ADMIN"
  3 base = "/v3"
func inner() 3-3
  3 get(base)
`},
		"types": {`
type Route = { path: "/v3/x"; get(url: string): Promise<void> } | Get<"/v3/y">
type Deep<T> = T extends (infer U)[] ? U
  : T extends { a: string } ? call<"x"> : never
interface Api<T = {}> extends Base<T> { list(a: "/v3/z"): void; new (x: string): Api }
abstract class Shape { abstract area(): number; [key: string]: any }
const after = 1
`, `
  6 after = other(1)
`},
	})
}
