package powershell

import "testing"

func TestAssignments(t *testing.T) {
	check(t, []parsed{
		{"targets", "$a, $b = '1', '2'\n$c, $d = Get-A\n$null = Get-B\n[void](Get-C)\n$x = $y = 'z'\n$n -= 1\n$u ??= 'v'\n[Alias('b')][string]$e = 'f'", `
func () 1-8
  1 a = "1"
  1 b = "2"
  2 c = Get-A()
  3 Get-B()
  4 Get-C()
  5 y = "z"
  5 x = y
  6 n = other(-=, n, other(1))
  7 u = choice(u, "v")
  8 e: string = "f"
`},
		{"by a command", "Set-Variable -Name base -Value \"https://x\" -Scope Global\nNew-Variable b 'y'\nSet-Variable $n 'z'", `
func () 1-3
  1 base = "https://x"
  2 b = "y"
  3 Set-Variable(n, "z")
`},
		{"of statements", `$x = if ($beta) { Write-Host 'b'; "beta" } elseif ($z) { Get-A } else { "v3" }
$y = switch ($z) { 'a' { "1" } default { "2" } }
$l = foreach ($p in "a", "b") { irm $p }
$t = try { Get-B } catch { 'c' }`, `
func () 1-4
  1 beta
  1 Write-Host("b")
  1 z
  1 x = choice("beta", Get-A(), "v3")
  2 z
  2 y = choice("1", "2")
  3 p = choice("a", "b")
  3 l = irm(p)
  4 t = choice(Get-B(), "c")
`},
		{"of a script block", "$f = { param($u) irm $u }", `
func () 1-1
  1 f = lambda:1
func f(u) 1-1
  1 return irm(u)
`},
	})
}

func TestControl(t *testing.T) {
	check(t, []parsed{
		{"loops", "foreach ($p in $paths) { irm \"$base$p\" }\nfor ($i = 0; $i -lt 3; $i++) { Get-A }\n:outer while ($true) { Get-B; break outer }\ndo { Get-C }\nuntil (Get-D)\n'a','b' | % { irm \"/v3/$_\" }", `
func () 1-6
  1 p = paths[other()]
  1 irm(join(base, p))
  2 i = other(0)
  2 other(-lt, i, other(3))
  2 other(++, i)
  2 Get-A()
  3 other(true)
  3 Get-B()
  4 Get-C()
  5 Get-D()
  6 other(|, ["a", "b"], %(lambda:6))
func () 6-6
  6 _ = choice("a", "b")
  6 return irm(join("/v3/", _))
`},
		{"branches", "try { Get-E }\ncatch [System.Net.WebException], [Foo] { Get-F }\nfinally { Get-G }\nswitch -Regex ($m) {\n  \"^a\" { Get-H }\n  { $_ -eq 'x' } { Get-J }\n  default { Get-K }\n}\nif (Get-L) { Get-M } # no\nelse { Get-N }", `
func () 1-10
  1 Get-E()
  2 Get-F()
  3 Get-G()
  4 m
  5 Get-H()
  6 lambda:6
  6 Get-J()
  7 Get-K()
  9 Get-L()
  9 Get-M()
  10 Get-N()
func () 6-6
  6 return other(-eq, _, "x")
`},
		{"words that are commands here", "Get-A | foreach { $_ }\nif-not x\nprocess -Id 1\nclass", `
func () 1-4
  1 other(|, Get-A(), foreach(lambda:1))
  2 if-not("x")
  3 process(Id=other(1))
  4 class()
func () 1-1
  1 return _
`},
	})
}

func TestFunctions(t *testing.T) {
	check(t, []parsed{
		{"parameters", `function Get-Thing {
  <# .EXAMPLE
     Get-V2025Accounts #>
  [CmdletBinding()]
  param(
    # the id
    [Parameter(Mandatory = $true)][ValidateSet("a", 'b')]
    [string[]] $Id = "x",
    ${Limit} = 250,
    [switch]$All
  )
  process { Get-A $Id }
}
function global:f($a, [int]$b = 2) { $a }
filter g { $_ }`, `
func () 1-15
func Get-Thing(@Parameter(Mandatory=other(true)) @ValidateSet("a", "b") Id: string = "x", Limit = other(250), All: switch) 1-13 @CmdletBinding()
  12 return Get-A(Id)
func f(a, b: int = other(2)) 14-14
  14 return a
func g() 15-15
  15 return _
`},
		{"of a script", "[CmdletBinding()]\nparam([Parameter(Position = 0)] $Tenant)\n$Tenant", `
func (@Parameter(Position=other(0)) Tenant) 1-3 @CmdletBinding()
  3 Tenant
`},
		{"what is returned", "function a { \"x\"; $y = 1; Write-Host 'done' }\nfunction b { if ($c) { \"d\" } else { return \"e\" } }\nfunction h { Get-I; return }\nfunction j { Get-K | Out-Null }", `
func () 1-4
func a() 1-1
  1 return "x"
  1 y = other(1)
  1 Write-Host("done")
func b() 2-2
  2 c
  2 return "d"
  2 return "e"
func h() 3-3
  3 Get-I()
func j() 4-4
  4 other(|, Get-K(), Out-Null())
`},
		{"in functions", "function a {\n  function b { Get-C }\n  b\n}", `
func () 1-4
func a() 1-4
  3 return b()
func b() 2-2
  2 return Get-C()
`},
		{"classes", `class Client <# c #> : Base, IOther {
  [ValidateSet("x")]
  [string]$Base = "https://a"
  hidden [int ] $n
  static [Client] Make([string]$u) { return [Client]::new($u) }
  Client([string]$u) : base($u) { $this.Base = $u }
  [void]Run() { irm "$($this.Base)/v3/x" }
}
class Empty { }
enum Kind { A = 1; B }
Get-A`, `
func () 1-11
  11 Get-A()
func Client.Client() 1-8
  3 this.Base: string = "https://a"
  4 this.n: int
func Client.Make(u: string) 5-5
  5 return new Client(u)
func Client.Client(u: string) 6-6
  6 base(u)
  6 this.Base = u
func Client.Run() 7-7
  7 return irm(join(this.Base, "/v3/x"))
`},
	})
	method := Parse([]byte("class A { b() { } }")).Functions[1]
	if method.Receiver != "this" || method.Outer == nil || method.Outer.Class != "" {
		t.Errorf("a method's receiver is %q, and it stands in %v", method.Receiver, method.Outer)
	}
}
