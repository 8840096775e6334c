package java

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
	"(", "[", "{", "f(", "a[", "!", "- ", "(A)", "(a<", "A<", "A<B>", "A<B,", "(a, ", "a -> ", "() -> ", "() -> {", "new A() {", "new A[", "new A[]{", "{{",
	"a ? ", "a ? b : ", "a = ", "a + ", "a - ", "a.", "a()", ".a", "()", "a::", "a && ", "a instanceof B b && ", "switch (a) { case b -> ", "x = switch (a) {default -> {",
	"class A {", "class A { void f() {", "void f() {", "void f(", "enum E {", "enum E { A {", "enum E { A, ", "interface I {", "record R(", "@A(", "@A ", "@A({", "@", "int a = {",
	"int a, ", "import ", "import a.", "A.", "A.B ", "package ", "<", ">", ">>", `"`, `"""`, "'", `"a" + `, "\\", "/*", "//", "/**/", ";", "}", ")", "case ", "if (", "for (", "try (",
	"catch (", "catch (A | ", "public ", "static ", "static {", "return ", "yield ", "throw ", "else ", "a: ", "\n", "\x00", "\xff", "...", "0", "0e+", "a b ", "final ", "non-", "default ",
}

func TestHostile(t *testing.T) {
	const size = 1 << 17
	for _, piece := range nested {
		for _, around := range []string{"", "class A { void f() {", "class A { int x = "} {
			body := around + strings.Repeat(piece, size/len(piece))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			unit := Parse([]byte(body))
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if bytes := after.TotalAlloc - before.TotalAlloc; took > 5*time.Second || bytes > 700*size {
				t.Errorf("%s%q took %v and %d bytes a byte", around, piece, took, bytes/size)
			}
			walk(unit)
		}
	}
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
		f.Add("class A { void f() {" + strings.Repeat(piece, 5))
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
