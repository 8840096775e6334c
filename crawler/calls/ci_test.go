package calls

import (
	"strings"
	"testing"
)

func TestWorkflowsOfGitHub(t *testing.T) {
	var pieces []Code
	in := Input{Name: ".github/workflows/sync.yml", Code: func(c Code) { pieces = append(pieces, c) }}
	readsFrom(t, in, `name: sync
on: [push]
env:
  BASE: https://acme.api.identitynow.com
jobs:
  sync:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: one line
        run: curl "$BASE/v3/accounts"
      - name: block
        env: {ID: "1"}
        run: |
          set -e
          curl -X POST \
            "${{ env.BASE }}/v3/roles/$ID"

          curl ${{ secrets.ISC_URL }}/beta/roles
      - run: >-
          curl
          $BASE/v3/folded
      - shell: pwsh
        run: |
          Invoke-RestMethod "$env:BASE/v3/sources"
      - uses: actions/github-script@v7
        with:
          script: |
            fetch("x")
  windows:
    runs-on: windows-latest
    steps:
      - run: irm $env:BASE
      - shell: cmd
        run: curl %BASE%/v3/cmd
`, formatCI, `
line 11: GET {BASE}/v3/accounts
line 16: POST {BASE}/v3/roles/{ID}
line 19: GET {ISC_URL}/beta/roles
line 21: GET {BASE}/v3/folded
line 35: GET {BASE}/v3/cmd
`)
	want := []struct {
		language, text string
		line           int
	}{{"powershell", `Invoke-RestMethod "$env:BASE/v3/sources"`, 25}, {"javascript", `fetch("x")`, 29}, {"powershell", "irm $env:BASE", 33}}
	for i, w := range want {
		if i >= len(pieces) || pieces[i].Language != w.language {
			t.Fatalf("pieces %+v, want %+v", pieces, want)
		}
		lines := strings.Split(pieces[i].Text, "\n")
		if n := w.line - pieces[i].Line; n > len(lines) || !strings.Contains(lines[n-1], w.text) {
			t.Errorf("%q is not on line %d of %+v", w.text, w.line, pieces[i])
		}
	}
}

func TestPipelines(t *testing.T) {
	readsFrom(t, Input{Name: ".gitlab-ci.yml"}, `variables:
  BASE: https://acme.api.identitynow.com
.common: &common
  - curl $BASE/v3/common
sync:
  before_script:
    - export V=v3
  script:
    - *common
    - curl $BASE/v3/accounts
    - |
      curl \
        $BASE/v3/roles
`, formatCI, `
line 4: GET {BASE}/v3/common
line 10: GET {BASE}/v3/accounts
line 12: GET {BASE}/v3/roles
`)
	readsFrom(t, Input{Name: "azure-pipelines.yml"}, `trigger: [main]
steps:
  - script: curl $(BASE)/v3/accounts
  - bash: |
      curl $BASE/v3/roles
  - powershell: irm x
  - task: Bash@3
    inputs:
      targetType: inline
      script: |
        curl $BASE/v3/sources
`, formatCI, `
line 3: GET {BASE}/v3/accounts
line 5: GET {BASE}/v3/roles
line 11: GET {BASE}/v3/sources
`)
}

func TestMarkdown(t *testing.T) {
	var pieces []Code
	in := Input{Name: "README.md", Markdown: true, Code: func(c Code) { pieces = append(pieces, c) }}
	text := strings.ReplaceAll(`# Title

Call GET /v3/prose, or:

~~~bash
curl https://{tenant}.api.identitynow.com/v3/accounts
~~~

1. In a list:

   ~~~http
   GET {{base}}/v3/roles HTTP/1.1
   Accept: x

   HTTP/1.1 200 OK
   ~~~

~~~ {.powershell}
Get-Accounts
~~~

~~~console
$ curl $BASE/v3/sources
{"url": "https://h/none"}
~~~

~~~
POST /v3/search HTTP/1.1
~~~

~~~
no call
~~~

~~~json
"Get": {
  "actionId": "sp:http",
  "attributes": {"method": "get", "url": "https://h.identitynow.com/v3/workflow"}
},
~~~

~~~json
{"a": ["GET /v3/none"]}
~~~

~~~yaml
jobs:
  a:
    steps:
      - run: curl $BASE/v3/ci
~~~

~~~hcl
data "sailpoint_role" "x" {}
~~~

~~~python
requests.get(url)
`, "~~~", "`"+"``")
	readsFrom(t, in, text, formatMarkdown, `
line 6: GET https://{tenant}.api.identitynow.com/v3/accounts
line 12: GET {{base}}/v3/roles
line 23: GET {BASE}/v3/sources
line 28: POST /v3/search
Get (line 38): GET https://h.identitynow.com/v3/workflow
line 50: GET {BASE}/v3/ci
line 54: GET /v2025/roles/{id}
`)
	if len(pieces) != 2 || pieces[0] != (Code{"powershell", 18, "Get-Accounts\n"}) || pieces[1] != (Code{"python", 57, "requests.get(url)\n"}) {
		t.Errorf("pieces %+v", pieces)
	}
}
