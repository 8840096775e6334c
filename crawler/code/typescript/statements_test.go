package typescript

import "testing"

func TestStatements(t *testing.T) {
	check(t, map[string][2]string{
		"control": {`
if (isReady()) go(); else if (b) { stop() }
for (let i = 0, n = size(); i < n; i++) step(i)
for (const path of ["/v3/a", "/v3/b"]) get(path)
for await (const { id, name } of pages()) use(id)
for (const key in object) use(key)
while (m = re.exec(x)) { take(m) }
do { again() } while (more())
switch (kind()) { case "a": one(); break; case f(): default: two() }
try { risky() } catch ({ message }) { log(message) } finally { end() }
outer: for (;;) { break outer }
throw new Error("bad")
`, `
  1 isReady()
  1 go()
  1 b
  1 stop()
  2 i = other(0)
  2 n = size()
  2 other(, i, n)
  2 other(, i)
  2 step(i)
  3 path = ["/v3/a", "/v3/b"][other()]
  3 get(path)
  4 {1} = pages()[other()]
  4 id = {1}.id
  4 name = {1}.name
  4 use(id)
  5 key = other(, object)
  5 use(key)
  6 m = re.exec(x)
  6 take(m)
  7 again()
  7 more()
  8 kind()
  8 one()
  8 f()
  8 two()
  9 risky()
  9 log(message)
  9 end()
  11 new Error("bad")
`},
		"semicolons": {`
const a = 1
let b = a
++b
const c = d
(e())
return
f()
`, `
  1 a = other(1)
  2 b = a
  3 other(, b)
  4 c = d(e())
  6 return nothing
  7 f()
`},
		"assigned": {`
a = b = call()
go(c = "x", d = y)
const e = f = g
this.h = this.i = 1
n -= count()
one(), two(), r = three()
`, `
  1 b = call()
  1 a = b
  2 c = "x"
  2 d = y
  2 go(c, d)
  3 f = g
  3 e = f
  4 this.i = other(1)
  4 this.h = this.i
  5 n = other(, count())
  6 one()
  6 two()
  6 r = three()
`},
		"comments": {`
// get("/v3/a")
/* post("/v3/b") */
<!-- x
const url = "http://x//y" // trailing
/** @example client.list() */
go(/* a, */ b)
`, `
  3 other(, x)
  4 url = "http://x//y"
  6 go(b)
`},
	})
}
