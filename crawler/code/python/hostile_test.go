package python

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"authcat/crawler/code/syntax"
	"authcat/crawler/code/tree"
)

// nested are inputs that stand in themselves, or go on and on.
var nested = []string{
	"(", "[", "{", "{a:", "f(", "a[", "not ", "- ", "not -", "lambda: ", "lambda a=", "await ", "*", "a if b else ", "a if ", "x := ", "(x := ",
	`f"{`, `f"{a[`, `f"{f'{`, `f'''{`, `f"{x:{`, `f"{{`, `"a" `, `f"{a}" `, "'", `"""`, "\\\n", "a.", "a()", ".a", "()", "a + ", "a - ", "a % ", "a ** ",
	"a = ", "a, ", "(a, b), ", "a, b = ", "for a in ", "[a for a in ", "a or ", "yield ", "def f(", "def f(): ", "class A(", "class A: ", "@", "@a\n",
	"if a:\n", " ", "\t", "\n", "import ", "from a import (", "global a", "with a as ", "match ", "case ", ")", "\x00", "\xff", "a: ", "a: 'b", ";", "0", "e+", "x[a:", "for",
	"(lambda a=(", "{**", "f(**", "print ",
}

func TestHostile(t *testing.T) {
	const size = 1 << 17
	for _, piece := range nested {
		for _, body := range []string{strings.Repeat(piece, size/len(piece)), deeper(piece, size)} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			unit := Parse([]byte(body))
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if bytes := after.TotalAlloc - before.TotalAlloc; took > 5*time.Second || bytes > 700*size {
				t.Errorf("%q took %v and %d bytes", piece, took, bytes/size)
			}
			walk(unit)
		}
	}
}

// deeper is a piece on lines each of which is further in than the last.
func deeper(piece string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString("\n" + strings.Repeat(" ", i%1000) + piece)
	}
	return b.String()
}

// walk visits everything, as whoever reads the unit does.
func walk(unit *syntax.Unit) (n int) {
	for _, f := range unit.Functions {
		for _, s := range f.Body {
			s.Target.Walk(func(*syntax.Expr) { n++ })
			s.Value.Walk(func(*syntax.Expr) { n++ })
		}
	}
	return n
}

func FuzzParse(f *testing.F) {
	f.Add(source)
	for _, piece := range nested {
		f.Add(strings.Repeat(piece, 5))
	}
	f.Fuzz(func(t *testing.T, body string) {
		unit := Parse([]byte(body))
		if unit.Functions[0].Outer != nil || unit.String() != Parse([]byte(body)).String() {
			t.Error("it isn't the same twice")
		}
		if n := walk(unit); n > 100*(len(body)+10) {
			t.Errorf("%d expressions of %d bytes", n, len(body))
		}
		last := 1 + strings.Count(body, "\n")
		for _, f := range unit.Functions {
			for _, s := range f.Body {
				if (s.Kind == syntax.Assign || s.Kind == syntax.Append) && !tree.IsTarget(s.Target) || s.Kind == syntax.Do && s.Value == nil {
					t.Errorf("line %d is %s", s.Line, s)
				}
			}
			if f.Line < 1 || f.End < f.Line || f.End > last {
				t.Errorf("%s stands on lines %d to %d of %d", f.Name, f.Line, f.End, last)
			}
		}
	})
}
