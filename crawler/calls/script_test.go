package calls

import "testing"

func TestShellScript(t *testing.T) {
	reads(t, `#!/usr/bin/env bash
set -euo pipefail
TENANT="${1:?tenant}"
BASE="https://$TENANT.api.identitynow.com"
# curl "$BASE/v3/comment"
TOKEN=$(curl -s -X POST "$BASE/oauth/token" -d grant_type=client_credentials | jq -r .access_token)
curl -H "Authorization: Bearer $TOKEN" "$BASE/v3/accounts?limit=250"
curl --request PATCH "${BASE}/v3/sources/$id" \
  --header 'Content-Type: application/json-patch+json' \
  --data '[{"op": "replace", "path": "/name"}]'
curl -sSLXDELETE "$BASE"'/beta/roles/'"$(jq -r .id role.json)" -o /dev/null
curl -G --data-urlencode 'filters=name eq "x"' "$BASE/v3/roles"
curl -I $BASE/v3/a; curl -T file $BASE/v3/b && curl --json '{}' --url $BASE/v3/c
curl $BASE/v3/d $BASE/v3/e --next -F file=@x $BASE/v3/f
curl -X "$METHOD" "$BASE/v3/g"
cat <<END
curl https://acme.api.identitynow.com/v3/heredoc
END
echo "curl $BASE/v3/text"
if ! curl -fsS "$BASE/v3/h" > /dev/null 2>&1; then exit 1; fi
for kind in roles access-profiles; do curl "$BASE/v3/$kind"; done
`+"curl.exe -X POST `\n  \"$BASE/v3/i\"\n"+`api() {
  local method=$1 path=$2; shift 2
  curl -s -X "$method" "$BASE$path" "$@"
}
api GET /v3/j
api POST "/v3/k/$id" -d x
ping() { curl "$BASE/v3/l"; }
ping; ping
wget -q --header "Authorization: Bearer x" -O- $BASE/v3/m
wget --post-data=x "$BASE/v3/n"
http POST $BASE/v3/o name=x
http --ignore-stdin "$BASE/v3/p" Authorization:x limit==1
https acme.api.identitynow.com/v3/q a:=1
sail api get /v2025/r --query limit=1
sail --env prod api p v2025/s -b '{}'
sail transform list
sudo -E timeout 10 curl $BASE/v3/t | xargs -I{} curl -X DELETE $BASE/v3/t/{}
curl --version
curl example.org
curl ftp://a/b
`, formatShell, `
line 6: POST {BASE}/oauth/token
line 7: GET {BASE}/v3/accounts
line 8: PATCH {BASE}/v3/sources/{id}
line 11: DELETE {BASE}/beta/roles/{x}
line 12: GET {BASE}/v3/roles
line 13: HEAD {BASE}/v3/a
line 13: PUT {BASE}/v3/b
line 13: POST {BASE}/v3/c
line 14: GET {BASE}/v3/d
line 14: GET {BASE}/v3/e
line 14: POST {BASE}/v3/f
line 20: GET {BASE}/v3/h
line 21: GET {BASE}/v3/{kind}
line 21: GET {BASE}/v3/{kind}
line 22: POST {BASE}/v3/i
line 28: GET {BASE}/v3/j
line 29: POST {BASE}/v3/k/{id}
line 30: GET {BASE}/v3/l
line 32: GET {BASE}/v3/m
line 33: POST {BASE}/v3/n
line 34: POST {BASE}/v3/o
line 35: GET {BASE}/v3/p
line 36: POST acme.api.identitynow.com/v3/q
line 37: GET /v2025/r
line 38: POST /v2025/s
line 40: GET {BASE}/v3/t
line 40: DELETE {BASE}/v3/t/{x}
line 42: GET example.org
- line 15: its method is not said
- line 43: its URL is no web address
`)
}
