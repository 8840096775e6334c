package calls

import "testing"

func TestWorkflow(t *testing.T) {
	const steps = `{
    "Get Accounts": {
      "actionId": "sp:http",
      "attributes": {
        "method": "get",
        "oAuthTokenUrl": "https://acme.api.identitynow.com/oauth/token",
        "url": "https://{{$.trigger.tenant}}.api.identitynow.com/v3/accounts/{{$.getIdentity.accounts[?(@.a=='b')].id}}",
        "urlParams": {"filters": "x"}
      }
    },
    "Get Identity": {"actionId": "sp:get-identity", "attributes": {"id.$": "$.trigger.id"}},
    "Wait": {"actionId": "sp:sleep"},
    "Loop": {"actionId": "sp:loop:iterator", "attributes": {"steps": {
      "Enable": {"actionId": "sp:http", "attributes": {"method": "post", "url": "%%API_URL%%/beta/accounts/{{$.loop.id}}/enable"}},
      "Computed": {"actionId": "sp:http", "attributes": {"method": "post", "url.$": "$.x"}}
    }}},
    "Other": {"actionId": "sp:http", "attributes": {"url": "https://acme.example.org/x"}},
    "End": {"type": "success"}
  }`
	const want = `
Leaver / Get Accounts (line 8): GET https://{tenant}.api.identitynow.com/v3/accounts/{id}
Leaver / Loop / Enable (line 15): POST {API_URL}/beta/accounts/{id}/enable
- Leaver / Get Identity: its action is the platform's own and names no URL
- Leaver / Loop / Computed: its URL is computed
- Leaver / Other: its method is not said
`
	reads(t, `{"name": "Leaver",
  "definition": {"start": "Get Accounts", "steps": `+steps+`}, "trigger": {}}`, formatWorkflow, want)
	reads(t, `{"version": 1, "objects": [{"self": {"type": "SOURCE", "name": "AD"}, "object": {"name": "AD", "connectorAttributes": {"url": "https://h/x"}}},
  {"self": {"type": "WORKFLOW", "name": "Leaver"}, "object": {"definition": {"steps": `+steps+`}}}]}`, formatWorkflow, want)
	reads(t, `[{"name": "a", "definition": {"steps": {"x": {"actionId": "sp:http", "attributes": {"method": "get", "url": "/v3/a"}}}}},
{"name": "b", "definition": {"steps": {"y": {"actionId": "sp:http", "attributes": {"method": "get", "url": "/v3/b"}}}}}]`, formatWorkflow, `
a / x (line 1): GET /v3/a
b / y (line 2): GET /v3/b
`)
}

func TestArazzo(t *testing.T) {
	const yaml = `arazzo: 1.0.1
info: {title: x, version: "1"}
sourceDescriptions:
  - name: isc
    url: https://example.org/deref-sailpoint-api.v2025.yaml
    type: openapi
workflows:
  - workflowId: leaver
    steps:
      - stepId: list
        operationId: listAccounts
      - stepId: disable
        operationId: $sourceDescriptions.isc.disableAccount
      - stepId: get
        operationPath: '{$sourceDescriptions.isc.url}#/paths/~1accounts~1{id}/get'
      - stepId: nested
        workflowId: other
      - stepId: none
`
	readsFrom(t, Input{Name: "x", Open: true}, yaml, formatArazzo, `
leaver / list (line 11): listAccounts of "v2025"
leaver / disable (line 13): disableAccount of "v2025"
leaver / get (line 15): GET /v2025/accounts/{id}
- leaver / none: it names no operation
`)
	reads(t, yaml, formatArazzo, `
leaver / get (line 15): GET /v2025/accounts/{id}
- leaver / list: it names an operation and has no address
- leaver / disable: it names an operation and has no address
- leaver / none: it names no operation
`)
	readsFrom(t, Input{Name: "x", Open: true}, `{"arazzo": "1.0.0", "workflows": [{"workflowId": "w", "steps": [{"stepId": "s", "operationId": "listAccountsV1"}]}]}`, formatArazzo, `
w / s (line 1): listAccountsV1 of ""
`)
}

func TestUsageSummary(t *testing.T) {
	const summary = `[
  {"RequestedUri": "/v2025/sources/<id>", "NumberOfCalls": 5},
  {"RequestedUri": "/v2024/auth-org/session-config", "NumberOfCalls": 1},
  {"NumberOfCalls": 1}
]`
	readsFrom(t, Input{Name: "x", Open: true}, summary, formatUsage, `
entry 1 (line 2): - /v2025/sources/{id} 5 times
entry 2 (line 3): - /v2024/auth-org/session-config 1 times
- entry 3: it has no URL
`)
	if _, err := readAll("x", summary, Fields{}); err == nil {
		t.Error("calls without methods are read where nobody takes them")
	}
}

func TestURLsAlone(t *testing.T) {
	readsFrom(t, Input{Name: "x", Open: true}, `https://acme.api.identitynow.com/v3/accounts
v3/roles
GET beta/roles/{{id}}
POST $base/v3/search?x
/identities
`, formatLines, `
line 1: - https://acme.api.identitynow.com/v3/accounts
line 2: - v3/roles
line 3: GET beta/roles/{{id}}
line 4: POST {base}/v3/search
line 5: - /identities
`)
}

func TestConnectorManifest(t *testing.T) {
	const want = "x: no call was found in it, read as a SaaS connector manifest, which names none"
	_, err := readAll("x", `{"name": "a", "commands": ["std:account:list"], "sourceConfig": [{"url": "https://h/v3/accounts"}]}`, Fields{})
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
