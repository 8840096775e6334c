package typescript

import "testing"

func TestBroken(t *testing.T) {
	check(t, map[string][2]string{
		"unfinished": {`
const a = {
  b: [1, 2
const c = call("/v3/x"
function d( {
`, `
  3 c = call("/v3/x", lambda:4)
  1 a = {b=[other(1), other(2), other(), c]}
func d({1}) 4-4
`},
		"stray": {`
) ] }
go()
const = = 5 +
if (
class {
`, `
  2 go()
  3 other() = other(+, other(5), other())
  3 other() = other()
`},
		"typing": {`
api.
const x = api.
list()
import { from
get("/v3/a")
`, `
  2 api.const
  2 x = api.list()
`},
	})
}
