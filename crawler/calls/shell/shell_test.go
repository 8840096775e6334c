package shell

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// commands are what a script runs, one a line: the line, the line of the
// function's call, and the arguments with their other forms.
func commands(text string, d Dialect) string {
	var out strings.Builder
	Run(text, d, func(c Command) bool {
		fmt.Fprintf(&out, "%d", c.Line)
		if c.Call > 0 {
			fmt.Fprintf(&out, "<%d", c.Call)
		}
		for _, arg := range c.Args {
			var forms []string
			for _, t := range arg {
				if t.Written != t.Value {
					forms = append(forms, t.Value+"="+t.Written)
				} else {
					forms = append(forms, t.Value)
				}
			}
			out.WriteString(" [" + strings.Join(forms, "|") + "]")
		}
		out.WriteString("\n")
		return true
	})
	return out.String()
}

func TestRun(t *testing.T) {
	for name, test := range map[string]struct{ script, want string }{
		"words":         {`a "b c" 'd $e' f\ g h"i"'j' k\;l`, "1 [a] [b c] [d $e] [f g] [hij] [k;l]\n"},
		"lines":         {"a\n# b\n\nc # d\ne#f\n", "1 [a]\n4 [c]\n5 [e#f]\n"},
		"several":       {"a; b && c || d | e & f", "1 [a]\n1 [b]\n1 [c]\n1 [d]\n1 [e]\n1 [f]\n"},
		"continued":     {"a \\\n b \\\r\n c\nd ^\n e\nf `\n g\nh", "1 [a] [b] [c]\n4 [d] [e]\n6 [f] [g]\n8 [h]\n"},
		"within quotes": {"a \"b \\\nc\" 'd\ne'\nf", "1 [a] [b c] [d\ne]\n4 [f]\n"},
		"variables":     {"B=https://h\nA=$B/x\na $A ${A} \"$A/y\" $C ${D:-d} ${B%/} $1 $$", "3 [a] [https://h/x={A}] [https://h/x={A}] [https://h/x/y={A}/y] [{C}] [d={D}] [https://h={B}] [{x}] [{x}]\n"},
		"appended":      {"A=a\nA+=b\nx $A", "3 [x] [ab={A}]\n"},
		"exported":      {"export A=a; readonly -r B=b\nx $A$B", "2 [x] [ab={A}{B}]\n"},
		"not known":     {"A=$(cat f)\nread B\nx $A $B `y`", "1 [cat] [f]\n3 [y]\n3 [x] [{A}] [{B}] [{x}]\n"},
		"split":         {"C='curl -s'\n$C \"$C\"", "2 [curl={C}] [-s={C}] [curl -s={C}]\n"},
		"arrays":        {"O=(-s -H \"a b\")\nO+=(x)\ncurl \"${O[@]}\" ${O[@]} u", "3 [curl] [-s] [-H] [a b] [x] [-s] [-H] [a b] [x] [u]\n"},
		"in words":      {"x \"$(a b)\" y$(c)\nz=$(d)", "1 [a] [b]\n1 [c]\n1 [x] [{x}] [y{c}]\n2 [d]\n"},
		"reserved":      {"if a; then b; elif ! c; then d; else e; fi\nwhile f; do g; done\n{ h; }\n(i; j)", "1 [a]\n1 [b]\n1 [c]\n1 [d]\n1 [e]\n2 [f]\n2 [g]\n3 [h]\n4 [i]\n4 [j]\n"},
		"tests":         {"[ -n \"$a\" ] && b\n[[ $a == b ]] || c\ntest -f x && d", "1 [b]\n2 [c]\n3 [d]\n"},
		"cases":         {"case $1 in\n get|list) a x ;;\n *) b ;;\nesac\nc", "2 [get]\n2 [a] [x]\n3 [b]\n5 [c]\n"},
		"loops":         {"for i in a b; do x \"$i/y\"; done\nfor j in $(z); do x $j; done", "1 [x] [a/y={i}/y|b/y={i}/y]\n2 [z]\n2 [x] [{j}]\n"},
		"redirections":  {"a > f 2>&1 < g b &> h\nc 2>/dev/null >>i d <<< \"e f\" g\ndiff <(x) y", "1 [a] [b]\n2 [c] [d] [g]\n3 [x]\n3 [diff] [{x}] [y]\n"},
		"heredocs":      {"cat <<EOF | a\ncurl x\nEOF\nb <<-'E' c\n\td\n\tE\ne", "1 [cat]\n1 [a]\n4 [b] [c]\n7 [e]\n"},
		"functions":     {"f() {\n x $1 \"$2\"\n}\nfunction g {\n local p=\"$1\"\n f POST /a$p\n}\nf GET /b\ng /c\n", "2<8 [x] [GET] [/b]\n2<9 [x] [POST] [/a/c]\n"},
		"not called":    {"f() { x $1; }\ny", "2 [y]\n1 [x] [{x}]\n"},
		"all arguments": {"f() { x \"$@\" -v; shift; y $1; }\nf a 'b c'", "1<2 [x] [a] [b c] [-v]\n1<2 [y] [b] [c]\n"},
		"texts":         {"u=/a\nbash -c \"x $u\"\ncmd=\"y $u\"\neval \"$cmd\"\nsh -c 'z; w'", "2 [x] [/a]\n4 [y] [/a]\n5 [z]\n5 [w]\n"},
		"prompts":       {"$ a b\n> c", "1 [a] [b]\n"},
		"of workflows":  {"x ${{ env.A }} ${{ secrets.TOKEN }} $(B) ${{ github.event['a'] }}", "1 [B]\n1 [x] [a={A}] [{TOKEN}] [b={B}] [{x}]\n"},
		"unfinished":    {"a \"b\n", "1 [a] [b\n]\n"},
		"of nothing":    {"", ""},
		"itself":        {"f() { f x; }\nf\nA=$A$A\ny $A", "4 [y] [{A}{A}={A}]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d := Dialect{}
			if name == "of workflows" {
				d.Variables = map[string]string{"A": "a", "B": "b"}
			}
			if got := commands(test.script, d); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestBatch(t *testing.T) {
	const script = `@echo off
REM curl x
:: curl y
set BASE=https://h
set "ID=1"
curl -X POST ^
  "%BASE%/a/%ID%" -H 'x'
curl ^"https://h/b?c=d^&e^" ^
  -H ^"f: g^"
for %%i in (a b) do curl %1/%%i
`
	const want = `1 [echo] [off]
6 [curl] [-X] [POST] [https://h/a/1={BASE}/a/{ID}] [-H] ['x']
8 [curl] [https://h/b?c=d&e] [-H] [f: g]
10 [a] [b]
10 [curl] [{x}/{x}]
`
	got := commands(script, Dialect{Batch: true})
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Little text can stand for a lot: it ends soon, and takes little.
func TestLimits(t *testing.T) {
	forms := "for x in " + strings.Repeat("abcdefgh ", 50) + "; do :; done\n"
	for name, script := range map[string]string{
		"doubling":  "A=aaaaaaaaaaaaaaaa\n" + strings.Repeat("A=$A$A\nx $A\n", 5000),
		"forms":     forms + "y=$x$x$x\n" + strings.Repeat("z $y$y\n", 20000),
		"functions": "a() { b; b; b; b; b; b; b; b; }\nb() { a; a; a; a; a; a; a; a; a; a; }\n" + strings.Repeat("a; b\n", 1000),
		"nested":    strings.Repeat("$(", 100_000) + strings.Repeat("`a", 100_000) + strings.Repeat("{ ", 100_000),
		"arguments": "f() { g \"$@\" \"$@\"; }\ng() { f \"$@\" \"$@\"; }\nf " + strings.Repeat("a ", 1500),
		"arrays":    "A=(a b c)\n" + strings.Repeat("A+=(${A[@]})\n", 1000),
		"evals":     "e='eval \"$e$e\"'\n" + strings.Repeat("eval \"$e\"\n", 1000),
	} {
		start := time.Now()
		n := 0
		Run(script, Dialect{}, func(Command) bool { n++; return true })
		if took := time.Since(start); took > 5*time.Second || n > maxCommands {
			t.Errorf("%s: %d commands in %v", name, n, took)
		}
	}
}

func TestRunStops(t *testing.T) {
	n := 0
	Run("a; b; f() { c; }", Dialect{}, func(Command) bool { n++; return false })
	if n != 1 {
		t.Errorf("%d commands were run", n)
	}
}

// A value that a script sets is printed nowhere: it may be a secret.
func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		"A=x; a $A \"${A}\" `b` $(c) <<E\nd\nE\n", "f() { a $1; }; f x", "case a in b) c;; esac", "for i in a b; do c $i; done", "A=(a b); c ${A[@]}", "a ^\n b %C% !D! ^\"e^\"", "${{ a.b }} $((1+2)) ${a:-b} $'c\\n'", "\"$", "'", "a 2>&1 >(b)", "<(",
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, text string, batch bool) {
		lines := 1 + strings.Count(text, "\n")
		Run("SECRET=hunter2\n"+text, Dialect{Batch: batch}, func(c Command) bool {
			if c.Line < 1 || c.Line > lines+1 || len(c.Args) == 0 {
				t.Errorf("%+v of %d lines", c, lines)
			}
			for _, arg := range c.Args {
				for _, form := range arg {
					if strings.Contains(form.Written, "hunter2") && !strings.Contains(text, "hunter2") {
						t.Errorf("written as %q", form.Written)
					}
				}
			}
			return true
		})
	})
}
