package powershell

import "testing"

func TestText(t *testing.T) {
	check(t, []parsed{
		{"in double quotes", "$u = \"$base/v3/${id}/$($o.p)/$o.p`t`\"`$x\"\"$ $a:b\"", `
func () 1-1
  1 u = join(base, "/v3/", id, "/", o.p, "/", o, ".p\t\"$x\"$ ", a, ":b")
`},
		{"a query behind a variable", `$u = "$url?limit=1&x=${y}?z"`, `
func () 1-1
  1 u = join(url, "?limit=1&x=", y, "?z")
`},
		{"in single quotes", `$u = 'it''s $raw'`, `
func () 1-1
  1 u = "it's $raw"
`},
		{"of several lines", "$j = @\"\n{\"a\": \"$name\" `n\n\"@\n$k = @'\nit's $raw\r\n'@ + 'x'\n$e = @'\n'@", `
func () 1-8
  1 j = join("{\"a\": \"", name, "\" \n")
  4 k = join("it's $raw", "x")
  7 e = ""
`},
		{"scopes", `$u = $env:BASE + "${env:PATH}/$script:x/$global:y" + $using:z`, `
func () 1-1
  1 u = join(env.BASE, env.PATH, "/", x, "/", y, z)
`},
		{"put together", "$u = $base +\n  '/v3/' + $id\n$u += '?a=' + ($page + 1)\n$u = 'a', $b, 'c' -join '/'\n$u = -join ('a', $b)\n$n = $n + 1", `
func () 1-6
  1 u = join(base, "/v3/", id)
  3 u += join("?a=", other(+, page, other(1)))
  4 u = join("a", "/", b, "/", "c")
  5 u = join("a", b)
  6 n = other(+, n, other(1))
`},
		{"filled in", "$u = \"{0}v3/x/{1}\" -f $base, $id\n$u = '{0}' -f (Get-A)\n$u = [string]::Format('{0}/v3', $base)", `
func () 1-3
  1 u = format("{0}v3/x/{1}"; base, id)
  2 u = format("{0}"; Get-A())
  3 u = string.Format("{0}/v3", base)
`},
		{"with statements in it", `$s = "x/$(if ($a) { 'b' } else { 'c' })/$($d; $e)"`, `
func () 1-1
  1 a
  1 s = join("x/", choice("b", "c"), "/", [d, e])
`},
	})
}

func TestExpressions(t *testing.T) {
	check(t, []parsed{
		{"members", "$x.'a b'.c[0].$d.\"e$f\"\n$x?.y\n$x.ForEach({ irm $_ })\n$x.Where{ $_.a }\n\"a\".Replace('b', 'c').Trim('/')", `
func () 1-5
  1 x.a b.c[other(0)][d][join("e", f)]
  2 x.y
  3 x.ForEach(lambda:3)
  4 x.Where(lambda:4)
  5 "a".Replace("b", "c").Trim("/")
func () 3-3
  3 return irm(_)
func () 4-4
  4 return _.a
`},
		{"types", "$u = [uri]::EscapeDataString($x)\n$c = [System.Net.Http.HttpClient]::new($h)\n$l = [System.Collections.Generic.List[string]]::new()\n[string]$s = [uri]\"https://a\"\n[Net.A+B]::C = 'd'\n[Foo]@{ c = 3 }", `
func () 1-6
  1 u = uri.EscapeDataString(x)
  2 c = new HttpClient(h)
  3 l = new List()
  4 s: string = "https://a"
  5 B.C = "d"
  6 Foo{c=other(3)}
`},
		{"tables", "$p = @{\n  Method = 'GET'\n  \"Uri\" = \"$b/x\"; 'Content-Type' = 'a'\n  Body = $x | ConvertTo-Json\n  $key = 1\n}\n$p.Uri = 'x'\n$p['Uri'] += '/y'\n$p += @{ Body = 1 }\n$p.Add('V', $true)\n$q = [ordered]@{ a = 1 } + $p\n[PSCustomObject]@{ b = @(@{ c = 1 }) }", `
func () 1-12
  1 p = {Method="GET", Uri=join(b, "/x"), Content-Type="a", Body=other(|, x, ConvertTo-Json()), other(, key, other(1))}
  7 p.Uri = "x"
  8 p["Uri"] += "/y"
  9 p += {Body=other(1)}
  10 p["V"] = other(true)
  11 q = {a=other(1), ...p}
  12 {b=[{c=other(1)}]}
`},
		{"lists", "$a = @()\n$a = @($b)\n$a = @('c'; Get-B\n'd')\n$a = ,$b\n$a = @('x', 'y') + $z", `
func () 1-6
  1 a = []
  2 a = [b]
  3 a = ["c", Get-B(), "d"]
  5 a = [b]
  6 a = ["x", "y", ...z]
`},
		{"operators", "$x = -not ($a -and $b) -or !$c\n$x = $a -ceq 1 -and $b -notmatch 'x'\n$x = $a -replace 'b', 'c'\n$x = $a - 1 * 2\n$x = $a ? 'b' : 'c'\n$x = $a ?? 'b'\n$i++\n$x = $l[0..2]", `
func () 1-8
  1 x = other(-or, other(-not, other(-and, a, b)), other(!, c))
  2 x = other(-and, other(-ceq, a, other(1)), other(-notmatch, b, "x"))
  3 x = other(-replace, a, ["b", "c"])
  4 x = other(-, a, other(*, other(1), other(2)))
  5 a
  5 x = choice("b", "c")
  6 x = choice(a, "b")
  7 other(++, i)
  8 x = l[other(.., other(0), other(2))]
`},
		{"numbers", "$x = 10, 1.5, 0x1F, 10MB, 1e5, -3", `
func () 1-1
  1 x = [other(10), other(1.5), other(0x1F), other(10MB), other(1e5), other(-3)]
`},
		{"in parentheses over lines", "$x = (\n  irm \"$base/v3/x\" -Method Delete\n).id\nif (($y = Get-A) -ne $null) { $y }", `
func () 1-4
  1 x = irm(join(base, "/v3/x"), Method="Delete").id
  4 y = Get-A()
  4 other(-ne, y, other(null))
  4 y
`},
	})
}
