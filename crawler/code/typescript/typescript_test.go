package typescript

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// check reads each source and compares the unit, without the line of the top level.
func check(t *testing.T, cases map[string][2]string) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			unit := Parse([]byte(strings.Trim(c[0], "\n")))
			top := fmt.Sprintf("func () 1-%d\n", unit.Functions[0].End)
			got := strings.TrimSpace(strings.Replace(unit.String(), top, "", 1))
			if want := strings.TrimSpace(c[1]); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestTopLevel(t *testing.T) {
	for source, end := range map[string]int{"": 1, "a\nb": 2, "a\n/* b\n*/\n": 4, "<script>\na\n</script>\n\n": 5} {
		if top := Parse([]byte(source)).Functions[0]; top.Line != 1 || top.End != end {
			t.Errorf("%q begins on line %d and ends on line %d, not %d", source, top.Line, top.End, end)
		}
	}
}

// What encloses a function is what it stands in, for a class' members what the class stands in.
func TestOuter(t *testing.T) {
	unit := Parse([]byte(`
function outer() {
	class Inner { a = () => 1; b = list.map(x => x); c() { return () => 2 } }
	const f = function () { go(y => y) }
}`))
	want := map[string]string{"outer": "", "a": "outer", "constructor": "outer", "c": "outer", "f": "outer"}
	for _, f := range unit.Functions[1:] {
		if outer, named := want[f.Name]; named && f.Outer.Name != outer {
			t.Errorf("%s stands in %q, not in %q", f.Name, f.Outer.Name, outer)
		}
		delete(want, f.Name)
	}
	if len(want) > 0 {
		t.Errorf("missed %v", want)
	}
}

// hostile are sources of n repetitions, each of which stands in the one before or behind it.
func hostile(n int) map[string]string {
	all := map[string]string{}
	for _, s := range []string{
		"(", "[", "{", "a(", "a[", "f(()=>{", "`${", "<a>", "<a b={", "<A<", "a<", "a<b,", "(a:A<,", "async<", "!", "-", "new ", "new a(", "a=", "a=>", "(a)=>",
		"a?", "a?b:", "a.", "a.b()", "a?.[0]", "a+b-", "a*b+", "\"a\"-b+", "a||", "a&&b||", "if(a)", "if(a){}else ", "for(", "a:", "class A{", "class A{b=", "class{static{",
		"enum A{", "namespace A{", "function f(a=", "const {a:", "const [a=", "@a(", "case ", "return ", "type A=", "type A<", "a as B|", "let a:A.", "let a:(", "x ? (a):",
		"/", "/[/ ", "'", "\\u{", "\xc2", "export {", "import {", "a\n", "\x05", "\"${", "<!--", "</a", "yield ", "await ", "typeof ", "...", "}", ")", "`", "a``", "x=a?b:c=", "({a:",
	} {
		all[s] = strings.Repeat(s, n)
		all[s+" and back"] = strings.Repeat(s, n) + "x" + strings.Repeat("}", n) + strings.Repeat(")", n) + strings.Repeat("]", n)
	}
	return all
}

// A source's size bounds what reading it costs, whatever it has.
func TestHostile(t *testing.T) {
	for name, source := range hostile(5000) {
		start := time.Now()
		_ = Parse([]byte(source)).String()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%q: %d bytes took %v", name, len(source), took)
		}
	}
}

func FuzzParse(f *testing.F) {
	for name, source := range hostile(3) {
		f.Add([]byte(name))
		f.Add([]byte(source))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		unit := Parse(body)
		lines := strings.Count(string(body), "\n") + 1
		for i, fn := range unit.Functions {
			if (i == 0) != (fn.Outer == nil) || fn.Line < 1 || fn.End < fn.Line || fn.End > lines {
				t.Errorf("function %q: lines %d to %d of %d, outer %v", fn.Name, fn.Line, fn.End, lines, fn.Outer)
			}
			for _, s := range fn.Body {
				if s.Line < 1 || s.Line > lines {
					t.Errorf("statement %s on line %d of %d", s, s.Line, lines)
				}
			}
		}
		if a, b := unit.String(), Parse(body).String(); a != b {
			t.Errorf("read twice, it is\n%s\nand\n%s", a, b)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	source := []byte(strings.Repeat(`
import { AccountsApi, Configuration } from "sailpoint-api-client"

/** Reads what a source has, page by page. */
export class AccountReader {
	private readonly base = "/v3/accounts"
	constructor(private readonly api: AccountsApi, private readonly log: Logger) {}

	async read(sourceId: string, { limit = 250, ...options }: ReadOptions = {}): Promise<Account[]> {
		const accounts: Account[] = []
		for (let offset = 0; ; offset += limit) {
			const { data, status } = await this.api.listAccounts({ filters: `+"`sourceId eq \"${sourceId}\"`"+`, limit, offset })
			if (status !== 200 || data.length === 0) break
			accounts.push(...data.filter((a) => !a.disabled && a.nativeIdentity?.startsWith("CN=")))
			this.log.info("read " + accounts.length + " accounts", { sourceId, ...options })
		}
		return accounts
	}
}
`, 1000))
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(source)
	}
}
