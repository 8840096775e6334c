package python

import (
	"strings"
	"testing"
)

// unitIs compares the unit of a source, without indentation, with what is wanted.
func unitIs(t *testing.T, name, source, want string) {
	t.Helper()
	got := Parse([]byte(strings.TrimPrefix(source, "\n"))).String()
	if got != strings.TrimPrefix(want, "\n") {
		t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
	}
}

// bodyIs does so for the statements at the top level.
func bodyIs(t *testing.T, source, want string) {
	t.Helper()
	unit := Parse([]byte(source))
	var lines []string
	for _, s := range unit.Functions[0].Body {
		lines = append(lines, s.String())
	}
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("%s\nis\n%s\nwant\n%s", source, got, want)
	}
}

func TestImports(t *testing.T) {
	unitIs(t, "imports", `
import os, requests as r, a.b
from sailpoint.v2025 import (AccountsApi as A,
    SourcesApi)  # both
from . import *
from ..x import y
`, `
import os
import requests as r
import a.b
import sailpoint.v2025 AccountsApi as A
import sailpoint.v2025 SourcesApi
import . *
import ..x y
func () 1-5
`)
}

func TestFunctions(t *testing.T) {
	unitIs(t, "functions", `
@retry(times=3)
async def get(base: str, /, path, *ids: str, method="GET", **options: Any) -> dict:
    """Gets."""
    def inner(x): return x
    if path:
        return inner(path)
    # No path.

    return None
url = get("/v3")
f = lambda a, b=1: a + b
run(lambda: None)
`, `
func () 1-12
  10 url = get("/v3")
  11 f = lambda:11
  12 run(lambda:12)
func get(base: str, path, ids: *str, method = "GET", options: **Any) 2-9 @retry(times=other(3))
  3 "Gets."
  5 path
  6 return inner(path)
  9 return other(None)
func inner(x) 4-4
  4 return x
func f(a, b = other(1)) 11-11
  11 return join(a, b)
func () 12-12
  12 return other(None)
`)
}

func TestClasses(t *testing.T) {
	unitIs(t, "classes", `
@dataclass
class Client(Base, metaclass=Meta):
    base: str = "https://x"
    URL = base + "/v3"
    api: Optional["sailpoint.v3.AccountsApi"]
    def __init__(self, session: requests.Session, timeout=URL):
        self.session: Session = session
    @staticmethod
    def of(x): return Client(x)
    @classmethod
    def make(cls): return cls.of(1)
    class Inner:
        path = base
        def get(self): pass
    after = URL
class Empty: pass
x = base
`, `
func () 1-17
  2 other(class Client, Base, metaclass=Meta, dataclass)
  3 Client.base: str = "https://x"
  4 Client.URL = join(Client.base, "/v3")
  5 Client.api: sailpoint.v3.AccountsApi
  13 Inner.path = base
  15 Client.after = Client.URL
  17 x = base
func Client.__init__(session: requests.Session, timeout = Client.URL) 6-7
  7 self.session: Session = session
func Client.of(x) 9-9 @staticmethod
  9 return Client(x)
func Client.make() 11-11 @classmethod
  11 return cls.of(other(1))
func Inner.get() 14-14
`)
	if got := Parse([]byte("class A:\n def f(me, x): pass")).Functions[1].Receiver; got != "me" {
		t.Errorf("the receiver is %q", got)
	}
}

func TestTypes(t *testing.T) {
	for source, want := range map[string]string{
		"AccountsApi":            "AccountsApi",
		"Optional[AccountsApi]":  "AccountsApi",
		"sailpoint.v3.Api":       "sailpoint.v3.Api",
		"Union[None, Api]":       "Api",
		"None | Api":             "Api",
		"Annotated[Api, inject]": "Api",
		"'Optional[Api]'":        "Api",
		"list[Api]":              "list",
		"None":                   "",
		"1":                      "",
	} {
		if got := Parse([]byte("x: " + source)).Functions[0].Body[0].Type; got != want {
			t.Errorf("%s is %q, want %q", source, got, want)
		}
	}
}

func TestTexts(t *testing.T) {
	for source, want := range map[string]string{
		`'a\'b' "c" r'\d' b"e" u'f'`:             `"a'bc\\def"`,
		`"\x41\u00e9\101\n\q\N{DASH}\` + "\nz\"": `"AéA\n\\q\\N{DASH}z"`,
		"'''a\n'b' \"\"\"'''":                    `"a\n'b' \"\"\""`,
		"\"\"\"a\r\nb\"\"\"":                     `"a\nb"`,
		"('/v3'\n '/accounts/' + id)":            `join("/v3/accounts/", id)`,
		`f"{a}/v3/{b['c']}/{{x}}"`:               `join(a, "/v3/", b["c"], "/{x}")`,
		`f"{a!r:>{w}}{b:%Y-%m}{c if d else e}"`:  `join(a, b, choice(c, e))`,
		`f"{x["a"]}/{f"{y}"}" "z"`:               `join(x["a"], "/", join(y), "z")`,
		`f'''{
    a
}'''`: `join(a)`,
		`f"?{limit=}&{ offset = }"`: `join("?limit=", limit, "& offset = ", offset)`,
		`rf"\d{a}\{b}"`:             `join("\\d", a, "\\", b)`,
		`f"plain"`:                  `"plain"`,
		`f"{}" f"{"`:                `join(other(), "{")`,
		`""`:                        `""`,
		`"never closed`:             `"never closed"`,
		`f"{a + 'never closed"`:     `"{a + 'never closed"`,
	} {
		bodyIs(t, source, want)
	}
}

func TestFormats(t *testing.T) {
	for source, want := range map[string]string{
		`"%s/v3/%d" % (base, id)`:      `format("%s/v3/%d"; base, id)`,
		`"%s" % base + "/x"`:           `join(format("%s"; base), "/x")`,
		`"%(a)s" % {"a": x}`:           `format("%(a)s"; a=x)`,
		`"%s" % [a, b]`:                `format("%s"; [a, b])`,
		`URL % id`:                     `format(URL; id)`,
		`i % 2`:                        `other(, i, other(2))`,
		`"{}/{x}".format(a, x=b, **c)`: `format("{}/{x}"; a, x=b, ...c)`,
		`URL.format(a).strip("/")`:     `format(URL; a).strip("/")`,
		`"{x}".format_map(d)`:          `format("{x}"; ...d)`,
		`"/".join([a, "b"])`:           `"/".join([a, "b"])`,
		`urljoin(base, "/v3")`:         `urljoin(base, "/v3")`,
	} {
		bodyIs(t, source, strings.ReplaceAll(want, "other(, ", "other(, "))
	}
}

func TestExpressions(t *testing.T) {
	for source, want := range map[string]string{
		`a + "b" + c`:                        `join(a, "b", c)`,
		`a + 1`:                              `other(, a, other(1))`,
		`"a" + (b - c)`:                      `join("a", other(, b, c))`,
		`a + b - c * -2`:                     `other(, a, b, other(, c, other(-2)))`,
		`a or b or "c"`:                      `choice(a, b, "c")`,
		`a and not b`:                        `other(, a, other(, b))`,
		`a not in b is not c`:                `other(, a, b, c)`,
		`a if b else c if d else e`:          `choice(a, c, e)`,
		`a if f() else c`:                    "f()\nchoice(a, c)",
		`await a.b(c)(d)[0].e`:               `a.b(c)(d)[other(0)].e`,
		`a[1:b][:, c]`:                       `a[other(, other(1), b)][other(, c)]`,
		`a[b, c]`:                            `a[[b, c]]`,
		`{"a": 1, **b, c: d, 200: e, "": f}`: `{a=other(1), ...b, other(, c, d), 200=e, other(, "", f)}`,
		`{a, "b"}, (), (a), (a,), []`:        `[[a, "b"], [], a, [a], []]`,
		`f(*a, b=c, **d)`:                    `f(...a, b=c, ...d)`,
		`f(a == b, x := c)`:                  "x = c\nf(other(, a, b), x)",
		`[f(x) for x in y if x.z]`:           "x = y[other()]\nother(, f(x), x.z)",
		`f(a for b in c for a in b)`:         "b = c[other()]\na = b[other()]\nf(other(, a))",
		`[[a for a in b] for b in c]`:        "b = c[other()]\na = b[other()]\nother(, other(, a))",
		`{k: v for k, v in d.items()}`:       "k = other()\nv = d[k]\nother(, other(, k, v))",
		`(yield a), None, ..., 1.5e-3`:       `[other(, a), other(None), other(...), other(1.5e-3)]`,
		"a\\\n  .b(c)":                       `a.b(c)`,
		"a; b":                               "a\nb",
	} {
		bodyIs(t, source, want)
	}
}

func TestStatements(t *testing.T) {
	for source, want := range map[string]string{
		"a, b = 1, c":                           "a = other(1)\nb = c",
		"a, (b, *c) = f()":                      "a = f()[other(0)]\nb = f()[other(1)][other(0)]\nc = f()[other(1)][other(1)]",
		"a.b = c = d = f()":                     "a.b = f()\nc = f()\nd = c",
		"a[0] += 'x'":                           `a[other(0)] += "x"`,
		"a += 1":                                "a = other(, a, other(1))",
		"a |= {}":                               "a = other(, a, {})",
		"a: int":                                "a: int",
		"for a, b in [('x', 1)]: f(a)":          "a = [[\"x\", other(1)]][other()][other(0)]\nb = [[\"x\", other(1)]][other()][other(1)]\nf(a)",
		"for i, a in enumerate(b, 1): pass":     "i = other()\na = b[other()]",
		"for a, b in zip(c, d): pass":           "a = c[other()]\nb = d[other()]",
		"for a in sorted(d.values()): pass":     "a = d[other()]",
		"with a(b) as c, d: e":                  "c = a(b)\nd\ne",
		"with (a() as b, c() as d):\n  e":       "b = a()\nd = c()\n[b, d]\ne",
		"try:\n  a()\nexcept (B, C) as e:\n  d": "a()\ne = other(, [B, C])\nd",
		"while a(): break":                      "a()",
		"if a: b\nelif c: d\nelse: e":           "a\nb\nc\nd\ne",
		"raise A(b) from c":                     "A(b)\nc",
		"global a, b":                           "other(global, a, b)",
		"match a:\n case 'GET' | B(): f()\n case [x]: g()\n case (z): h()": "other(, a)\nother(, other(, \"GET\", B()))\nf()\nother(, x)\ng()\nother(, z)\nh()",
		"match = case(a)\nmatch(b)":                                        "match = case(a)\nmatch(b)",
		"print 'a %s' % b":                                                 "print\nformat(\"a %s\"; b)",
		"if __name__ == '__main__': main()":                                "other(, __name__, \"__main__\")\nmain()",
	} {
		bodyIs(t, source, strings.TrimSpace(want))
	}
}

// What can't be read costs its own line, and no more.
func TestBroken(t *testing.T) {
	unitIs(t, "broken", `
a = f(b,
  c
def g(x:
  return h(x
) ] = $ ?
d = "never
e = 'x'
class
def
  lambda
f = [`, `
func () 1-11
  1 a = f(b, c)
  6 d = "never"
  7 e = "x"
  11 f = []
func g(x) 3-5
  4 return h(x)
func () 9-10
  10 lambda:10
func () 10-10
  10 return nothing
`)
}
