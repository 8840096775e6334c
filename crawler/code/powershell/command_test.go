package powershell

import "testing"

func TestCommands(t *testing.T) {
	check(t, []parsed{
		{"parameters", `Invoke-RestMethod -Method Get -Uri "https://$($org).api.identitynow.com/v3/accounts?limit=$limit" -Headers @{Authorization = "Bearer $token"}`, `
func () 1-1
  1 Invoke-RestMethod(Method="Get", Uri=join("https://", org, ".api.identitynow.com/v3/accounts?limit=", limit), Headers={Authorization=join("Bearer ", token)})
`},
		{"by place, with words that need no quotes", "irm $base/v3/accounts/$id/entitlements -me POST\niwr https://a/v3/x?limit=250 2c91808a 10 -1 $x.y/z", `
func () 1-2
  1 irm(join(base, "/v3/accounts/", id, "/entitlements"), me="POST")
  2 iwr("https://a/v3/x?limit=250", "2c91808a", other(10), other(-1), join(x.y, "/z"))
`},
		{"with a colon", `iwr -Method:Post -Uri: 'https://a/b' -All:$false`, `
func () 1-1
  1 iwr(Method="Post", Uri="https://a/b", All=other(false))
`},
		{"switches", `Get-A -WithHttpInfo $x -usebasicparsing $y -Own $z -Last`, `
func () 1-1
  1 Get-A(WithHttpInfo=other(true), x, usebasicparsing=other(true), y, Own=z, Last=other(true))
`},
		{"several values", "Get-A -Sort a, 'b' ,\n $c -Filter x", `
func () 1-2
  1 Get-A(Sort=["a", "b", c], Filter="x")
`},
		{"over lines, which a comment or a forgotten backtick does not end", "$r = Invoke-RestMethod `\n  -Uri \"$base/v3/roles\" ` \n  # all of them\n  -Method Post\nGet-A\n-not $b", `
func () 1-6
  1 r = Invoke-RestMethod(Uri=join(base, "/v3/roles"), Method="Post")
  5 Get-A()
  6 other(-not, b)
`},
		{"spread", `Invoke-RestMethod @params -Proxy $p @more`, `
func () 1-1
  1 Invoke-RestMethod(...params, Proxy=p, ...more)
`},
		{"pipelines", "$r = 'x' |\n  irm -Uri $u | # comment\n  ForEach-Object { irm \"/v3/$($_.id)\" }\nGet-A\n  | Get-B && Get-C", `
func () 1-5
  1 r = other(|, "x", irm(Uri=u), ForEach-Object(lambda:3))
  4 other(|, Get-A(), Get-B(), Get-C())
func () 3-3
  3 return irm(join("/v3/", _.id))
`},
		{"redirections", `Get-A 2>&1 > $null *> "file" -B c`, `
func () 1-1
  1 Get-A(B="c")
`},
		{"called by a value", "& $cmd -Path '/v3/x'\n& 'Get-A' 1\n& { param($a) $a } 2\n.\\run.ps1 -X 1", `
func () 1-4
  1 cmd(Path="/v3/x")
  2 Get-A(other(1))
  3 lambda:3(other(2))
  4 .\run.ps1(X=other(1))
func (a) 3-3
  3 return a
`},
		{"of a module", `Microsoft.PowerShell.Utility\Invoke-RestMethod -Uri $u`, `
func () 1-1
  1 Microsoft.PowerShell.Utility.Invoke-RestMethod(Uri=u)
`},
		{"new objects", "$w = New-Object System.Net.WebClient\n$c = New-Object -TypeName Net.Cred -ArgumentList $u, 'p'\n$d = New-Object Uri($u)\n$o = New-Object PSObject -Property @{ a = 'b' }\n$e = New-Object -ComObject X", `
func () 1-5
  1 w = new WebClient()
  2 c = new Cred(u, "p")
  3 d = new Uri(u)
  4 o = {a="b"}
  5 e = New-Object(ComObject="X")
`},
		{"typographic signs", `irm –Uri “https://a/$b” –Method ‘Post’`, `
func () 1-1
  1 irm(Uri=join("https://a/", b), Method="Post")
`},
		{"comments", "# Get-V3A\n<# Get-V3B\n Get-V3C #> Get-D <# Get-E #> x # Get-F\nGet-G a#b", `
func () 1-4
  3 Get-D("x")
  4 Get-G("a#b")
`},
	})
}

func TestImports(t *testing.T) {
	check(t, []parsed{
		{"modules", `#Requires -Modules @{ ModuleName = "PSSailpoint"; ModuleVersion = "1.0" }, Other
using module ./Lib.psm1
Import-Module PSSailpoint.V2025 -Force
ipmo -Name A, 'B'
Import-Module (Join-Path $PSScriptRoot 'x' 'Y.psd1')
Import-Module $module`, `
import PSSailpoint
import Other
import ./Lib.psm1
import PSSailpoint.V2025
import A
import B
import ./x/Y.psd1
func () 1-6
  3 Import-Module("PSSailpoint.V2025", Force=other(true))
  4 ipmo(Name=["A", "B"])
  5 Import-Module(Join-Path(PSScriptRoot, "x", "Y.psd1"))
  6 Import-Module(module)
`},
		{"scripts", ". .\\lib.ps1\n. $PSScriptRoot/../c.ps1\n. \"$PSScriptRoot\\d.ps1\" -Tenant x\n. $file", `
import ./lib.ps1
import ../c.ps1
import ./d.ps1
func () 1-4
  1 .\lib.ps1()
  2 join(PSScriptRoot, "/../c.ps1")()
  3 join(PSScriptRoot, "\\d.ps1")(Tenant="x")
  4 file()
`},
	})
}
