package powershell

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"authcat/crawler/code/syntax"
)

// What is no PowerShell does not keep what stands behind it from being read.
func TestGoesOn(t *testing.T) {
	check(t, []parsed{
		{"a string without an end", "$x = \"open $(Get-A)\nGet-B", `
func () 1-2
  1 x = "open $(Get-A)"
  2 Get-B()
`},
		{"a string in single quotes without one", "$x = 'open\nGet-B", `
func () 1-2
  1 x = "open"
  2 Get-B()
`},
		{"a here-string without one", "$x = @\"\nGet-A", `
func () 1-2
  1 x = other()
  1 ""
  2 Get-A()
`},
		{"brackets", "Get-A ) ] }\nfunction f {\n Get-B $( \n}\nGet-C", `
func () 1-5
  1 Get-A()
  5 Get-C()
func f() 2-4
  3 return Get-B(other())
`},
		{"other languages' comments", "// $a = Get-A\nGet-B", `
func () 1-2
  1 //(a, "=", "Get-A")
  2 Get-B()
`},
	})
}

// TestHostile reads what nests deeply, is chained long or never closed. The
// expressions must stay shallow enough to be walked.
func TestHostile(t *testing.T) {
	const size = 1 << 16
	for _, part := range []string{
		"(", "{", "[", "@{", "@(", "$(", "\"$(", "@{a=", "$a=", "if(1){", "switch(1){", "class a{", "function a{", "a(",
		"\"", "'", "@\"\n", "`", "<#", "\x00", ".b", "$a.b", "[a]", "[a(", "a|", "$a+", "1-2+", "$a?1:", "!", "-not ", ",",
		"\"a$(\"b\n", "enum a{", "${", "for(", "$a[", "a.b(", "return if(1){", "param(", "#requires -modules @{", "a -b:",
		"'a'|%{", "@{}+", "\xe2\x80\x9c", "\xff", "catch[a]{", "trap[", "& ", ". ",
	} {
		unit := Parse([]byte(strings.Repeat(part, size/len(part)) + "\n"))
		for _, f := range unit.Functions {
			for _, s := range f.Body {
				if d := max(depth(s.Target), depth(s.Value)); d > 2*deepest+longestChain {
					t.Fatalf("%q: an expression is %d deep", part, d)
				}
			}
		}
	}
}

func depth(e *syntax.Expr) int {
	if e == nil {
		return 0
	}
	most := depth(e.Of)
	for _, arg := range e.Args {
		most = max(most, depth(arg.Value))
	}
	return most + 1
}

// FuzzParse checks that whatever is read is a unit that can be worked with.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"$r = Invoke-RestMethod -Method:Post -Uri \"$base/v3/$($x.y)?a=${b}\" @p `\n -Headers @{ 'a' = \"b\"; c = $d }\n",
		"function f([Parameter(Mandatory)][string]$a = 'x', $b) { begin { } process { if ($a) { 'x' } else { return $b } } }",
		"class A : B { [string]$c = 'd'; static [void] e([int]$f) : base($f) { $this.c++ } }\nenum E { A }",
		"$x = switch -Regex ($y) { 'a' { 1 } default { \"$(if ($z) { 1 })\" } }; foreach ($i in @(1, 2)) { try { a } catch [b] { } finally { } }",
		"@\"\n$a `n $(\n@'\nx\n'@\n)\n\"@ -f $b, (c) | % { $_ } > $null; \"{0}\" -f 1 + 'b' -join '/'",
		"#Requires -Modules @{ModuleName='A'}, B\nusing module C\n. .\\d.ps1\nImport-Module (Join-Path $PSScriptRoot e)",
		"New-Object A.B -ArgumentList 1, 2 -Property @{ a = 1 }; Set-Variable -Name a -Value b; $h.Add('a', 'b'); [A.B[C]]::new(1)[0]::d",
		"$a ? $b : $c ?? $d; $a, $b = 1, 2; $e ??= f; -not !$g -and -1..0x1f; & { param($x) $x } 1; “a” –b ‘c’",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(usable)
}

// usable checks what is read of a file, whatever that is.
func usable(t *testing.T, body []byte) {
	unit := Parse(body)
	lines := 1 + strings.Count(decode(body), "\n")
	known := map[*syntax.Function]bool{}
	for _, f := range unit.Functions {
		known[f] = true
	}
	for i, f := range unit.Functions {
		if (f.Outer == nil) != (i == 0) || f.Outer != nil && !known[f.Outer] {
			t.Errorf("function %d, %q, stands in nothing that is known", i, f.Name)
		}
		if f.Line < 1 || f.End < f.Line || f.End > lines {
			t.Errorf("function %q is on the lines %d to %d of %d", f.Name, f.Line, f.End, lines)
		}
		for _, s := range f.Body {
			statement(t, s, known, lines)
		}
	}
}

func statement(t *testing.T, s syntax.Statement, known map[*syntax.Function]bool, lines int) {
	t.Helper()
	if assigns := s.Kind == syntax.Assign || s.Kind == syntax.Append; assigns != (s.Target != nil) || s.Line < 1 || s.Line > lines {
		t.Errorf("statement %v on line %d", s, s.Line)
	}
	visit := func(e *syntax.Expr) {
		bad := e.Line < 1 || e.Line > lines || !utf8.ValidString(e.Text)
		switch e.Kind {
		case syntax.Call, syntax.Member, syntax.Index, syntax.Format:
			bad = bad || e.Of == nil
		case syntax.Lambda:
			bad = bad || !known[e.Func]
		}
		if bad {
			t.Errorf("expression %d %q on line %d of %d", e.Kind, e.Text, e.Line, lines)
		}
		for _, arg := range e.Args {
			if arg.Value == nil {
				t.Errorf("an argument of %v is nothing", e)
			}
		}
	}
	s.Target.Walk(visit)
	s.Value.Walk(visit)
}

// TestJumble reads words of the language in any order.
func TestJumble(t *testing.T) {
	words := strings.Split("( ) { } [ ] @{ @( $( ${ \" ' \n@\"\n \n\"@\n \n@'\n \n'@\n ` `\n $a .b . :: = += | || && + ++ - -f -not -join , ; ! ? ?? : .. 1 "+
		"0x1f if( else elseif( switch( class enum function param( foreach( in for( while( do{ try{ catch finally{ trap return break "+
		"begin{ @a & > 2>&1 <# #> # \n  a x.y( -Name New-Object Import-Module Set-Variable .Add('a', #requires -modules using module [a]:: [b( “ ‘ – %{ \x00 \xff", " ")
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 1))
		few := make([]string, 2+random.IntN(9))
		for i := range few {
			few[i] = words[random.IntN(len(words))]
		}
		var b strings.Builder
		for b.Len() < 3000 {
			b.WriteString(few[random.IntN(len(few))])
			if random.IntN(3) == 0 {
				b.WriteByte(' ')
			}
		}
		usable(t, []byte(b.String()))
		if t.Failed() {
			t.Fatalf("seed %d: %q", seed, few)
		}
	}
}
