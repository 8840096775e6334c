package powershell

import (
	"bytes"
	"testing"
)

const benchmarked = `<#
.SYNOPSIS
Updates a source of IdentityNow.
.EXAMPLE
Update-Source -Id 2c91808a -Patch @()
#>
function Update-Source {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, ValueFromPipeline = $true)]
        [ValidateNotNullOrEmpty()]
        [string]$Id,
        [Parameter(Mandatory = $false)]
        [array]$Patch = @()
    )
    process {
        $token = Get-Token
        if ($token.access_token) {
            $headers = @{ Authorization = "Bearer $($token.access_token)"; 'Content-Type' = 'application/json-patch+json' }
            $uri = "{0}v3/sources/{1}" -f $script:baseUri, $Id
            try {
                # one page at a time
                $result = Invoke-RestMethod -Method Patch -Uri $uri -Headers $headers -Body ($Patch | ConvertTo-Json) ` + "`" + `
                    -ContentType "application/json" -UseBasicParsing
                $all = Invoke-RestMethod -Method Get -Uri "https://$($org).api.identitynow.com/v3/accounts?limit=$limit&offset=$($page * 250)"
                foreach ($account in $all) {
                    Write-Verbose "Account $($account.name) of $Id"
                    $list += [PSCustomObject]@{ Id = $account.id; Name = $account.name }
                }
                return $result
            }
            catch {
                Write-Error "Failed to update the source. $($_.Exception.Message)"
            }
        }
    }
}
`

func BenchmarkParse(b *testing.B) {
	body := bytes.Repeat([]byte(benchmarked), 1000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(body)
	}
}
