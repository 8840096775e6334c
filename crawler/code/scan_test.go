package code_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"authcat/catalog"
	"authcat/crawler/code"
	"authcat/crawler/code/syntax"
)

// resolver knows a few operations in several APIs.
func resolver(t testing.TB) *code.Resolver {
	t.Helper()
	facts := catalog.Facts{APIs: []catalog.API{
		{ID: "v1", Product: catalog.ProductISC}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"},
		{ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"}, {ID: "beta", Product: catalog.ProductISC, BasePath: "/beta"},
	}}
	for _, o := range []struct{ api, method, path, tag, id string }{
		{"v1", "GET", "/accounts/v1", "Accounts", "listAccountsV1"},
		{"v2025", "GET", "/accounts", "Accounts", "listAccounts"},
		{"v3", "GET", "/accounts", "Accounts", "listAccounts"},
		{"v3", "POST", "/accounts", "Accounts", "createAccount"},
		{"v3", "GET", "/accounts/{id}", "Accounts", "getAccount"},
		{"v3", "GET", "/roles", "Roles", "listRoles"},
		{"v3", "POST", "/search", "Search", "searchPost"},
		{"v3", "POST", "/access-request-approvals/{approvalId}/approve", "Approvals", ""},
		{"v3", "POST", "/access-request-approvals/{approvalId}/reject", "Approvals", ""},
		{"beta", "GET", "/workgroups", "Governance Groups", "listWorkgroups"},
		{"beta", "DELETE", "/workgroups/{id}", "Governance Groups", "deleteWorkgroup"},
	} {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: o.api, Method: o.method, Path: o.path}, OperationID: o.id, Tags: []string{o.tag}})
	}
	snapshot := catalog.Merge(facts)
	return code.NewResolver(&snapshot)
}

// scanned are the calls in files, "file:line METHOD path (rule)" each.
func scanned(t testing.TB, files map[string]string, options code.Options) (calls []string, counts code.Counts) {
	t.Helper()
	tree := fstest.MapFS{}
	for name, body := range files {
		tree[name] = &fstest.MapFile{Data: []byte(body)}
	}
	scan, err := code.Read(t.Context(), tree, resolver(t), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range scan.Calls {
		what := strings.TrimSpace(call.Method + " " + call.Path)
		if call.Unknown {
			what = "unknown " + what
		}
		calls = append(calls, fmt.Sprintf("%s:%d %s (%s)", call.File, call.Line, what, call.Rule))
	}
	return calls, scan.Counts
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a literal, the method in the function's name", map[string]string{"a.py": "requests.get('https://acme.api.identitynow.com/v3/accounts?limit=1')"},
			[]string{"a.py:1 GET https://acme.api.identitynow.com/v3/accounts (request)"}},
		{"constants, a template and an options object", map[string]string{"a.ts": `
const BASE = process.env.BASE_URL
const ACCOUNTS = "/v3/accounts"
async function one(id: string) {
  const url = ` + "`${BASE}${ACCOUNTS}/${id}`" + `
  return fetch(url, { headers })
}
fetch(BASE + ACCOUNTS, { method: "POST", body })`},
			[]string{"a.ts:6 GET /v3/accounts/{id} (request)", "a.ts:8 POST /v3/accounts (request)"}},
		{"branches are alternatives, a variable bound anew is not", map[string]string{"a.py": `
def f(beta):
    if beta:
        url = base + "/beta/workgroups"
    else:
        url = base + "/v3/roles"
    requests.get(url)
    url = base + "/v3/accounts"
    requests.post(url)`},
			[]string{"a.py:7 GET /v3/roles (request)", "a.py:7 GET /beta/workgroups (request)", "a.py:9 POST /v3/accounts (request)"}},
		{"a helper with path and method, and one that calls it", map[string]string{"a.go": `package p
func (c *Client) do(method, path string) { http.NewRequest(method, c.base+"/v3"+path, nil) }
func (c *Client) get(path string) { c.do("GET", path) }
func (c *Client) Accounts() { c.get("/accounts") }
func (c *Client) Add() { c.do(http.MethodPost, "/accounts") }`},
			[]string{"a.go:4 GET /v3/accounts (helper)", "a.go:5 POST /v3/accounts (helper)"}},
		{"a helper in another file", map[string]string{
			"lib/client.py": "class Client:\n    def fetch(self, path, version='v3'):\n        return requests.get(f'{self.base}/{version}/{path}')",
			"app.py":        "from lib.client import Client\nc = Client()\nc.fetch('roles')\nc.fetch('workgroups', version='beta')",
		}, []string{"app.py:3 GET /v3/roles (helper)", "app.py:4 GET /beta/workgroups (helper)"}},
		{"a field that stands for a method", map[string]string{"a.py": `
class Api:
    def r(self, endpoint, method='GET'):
        requests.request(method, f'https://{self.tenant}.api.identitynow.com/v3/{endpoint}')
class Util:
    def __init__(self, api):
        self.api = api.r
    def f(self):
        self.api('accounts', method='POST')`},
			[]string{"a.py:9 POST https://{tenant}.api.identitynow.com/v3/accounts (helper)"}},
		{"PowerShell: a format without a slash, splatting, and a parameter cut short", map[string]string{"a.ps1": `
$uri = "{0}v3/accounts/{1}" -f $base, $id
Invoke-RestMethod -Me Get -Uri $uri
$params = @{ Method = 'Post' }
$params.Uri = "$base/v3/accounts"
irm @params`},
			[]string{"a.ps1:3 GET /v3/accounts/{id} (request)", "a.ps1:6 POST /v3/accounts (request)"}},
		{"a client with a base address", map[string]string{"a.js": `
const api = axios.create({ baseURL: "https://acme.api.identitynow.com/v3" })
api.get("/roles")`},
			[]string{"a.js:3 GET https://acme.api.identitynow.com/v3/roles (request)"}},
		{"a base address in the settings", map[string]string{
			"a.py":          "requests.get(settings.BASE + '/roles')",
			"settings.json": `{"base": "https://CHANGE_ME.api.identitynow.com/v3"}`,
			"package.json":  `{"name": "sailpoint-tool"}`,
		}, []string{"a.py:1 GET /v3/roles (base-setting)"}},
		{"a version among the arguments", map[string]string{"a.ps1": `
$url = Get-OrgUrl Beta "/workgroups"
$url = $url | Add-Query -Name filters
Invoke-RestMethod -Uri $url
Invoke-RestMethod -Uri (Get-OrgUrl v3 "/roles") -Method Get`},
			[]string{"a.ps1:4 GET /beta/workgroups (request)", "a.ps1:5 GET /v3/roles (request)"}},
		{"a version in the name of the base address", map[string]string{"a.py": "# sailpoint\nrequests.get(config.V3_BASE_URL + '/roles')"},
			[]string{"a.py:2 GET /v3/roles (request)"}},
		{"a property, and a field of the class", map[string]string{"a.py": `
class Client:
    version = 'v3'
    @property
    def url(self):
        return f'https://{self.tenant}.api.identitynow.com/{self.version}'
    def roles(self):
        return requests.get(self.url + '/roles')`},
			[]string{"a.py:8 GET https://{tenant}.api.identitynow.com/v3/roles (request)"}},
		{"a parameter that is replaced on a condition", map[string]string{"a.py": `
def call(uri=None, path=None):
    if path:
        uri = base + '/v3/' + path
    return requests.get(uri)
call(path='roles')
call(uri=base + '/beta/workgroups')`},
			[]string{"a.py:6 GET /v3/roles (helper)", "a.py:7 GET /beta/workgroups (helper)"}},
		{"an annotation of a declared client", map[string]string{"A.java": `
interface Service {
  @GET("beta/workgroups") Call<List> groups();
  @DELETE("beta/workgroups/{id}") Call<Void> remove(@Path("id") String id);
}`}, []string{"A.java:3 GET /beta/workgroups (annotation)", "A.java:4 DELETE /beta/workgroups/{id} (annotation)"}},
		{"an address whose method nobody says", map[string]string{"a.py": "# SailPoint\nsend_call(base + '/v3/accounts')"},
			[]string{"a.py:2 /v3/accounts (address)"}},
		{"an address that the code doesn't tell", map[string]string{"a.py": "# SailPoint\nkind = input()\nrequests.get(f'{base}/v3/{kind}')"},
			[]string{"a.py:3 unknown GET /v3/{input} (request)"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got, _ := scanned(t, test.files, code.Options{}); strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// Methods of the SDKs, by class, client, module and manifest.
func TestReadSDK(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"Go: the client's field says the version, the chain stands on lines", map[string]string{"a.go": `package p
import sailpoint "github.com/sailpoint-oss/golang-sdk/v2"
func f(client *sailpoint.APIClient) {
	req := client.V2025.
		AccountsAPI.
		ListAccounts(ctx)
	accounts := client.V3.AccountsAPI
	accounts.CreateAccount(ctx).Execute()
}`}, []string{"a.go:6 v2025 GET /accounts", "a.go:8 v3 POST /accounts"}},
		{"Python: the module says the version", map[string]string{"a.py": `
import sailpoint.v2025
from sailpoint.v3.api.accounts_api import AccountsApi as A
from sailpoint.paginator import Paginator
api = sailpoint.v2025.AccountsApi(client)
api.list_accounts_with_http_info(limit=1)
Paginator.paginate(A(client).list_accounts, 250)`},
			[]string{"a.py:6 v2025 GET /accounts", "a.py:7 v3 GET /accounts"}},
		{"TypeScript: the class says the version, a method is handed on", map[string]string{"a.ts": `
import { AccountsApi, AccountsV2025Api, GovernanceGroupsBetaApi, Paginator } from "sailpoint-api-client"
class C {
  constructor(private readonly groups: GovernanceGroupsBetaApi) {}
  f() { return this.groups.listWorkgroups() }
}
const v3 = new AccountsApi(config)
const all = Paginator.paginate(v3, v3.listAccounts, { limit: 10 })
console.log(v3.getAccount)
async function g(api: AccountsV2025Api) { await api.listAccounts() }`},
			[]string{"a.ts:5 beta GET /workgroups", "a.ts:8 v3 GET /accounts", "a.ts:10 v2025 GET /accounts"}},
		{"TypeScript: fields of classes in another file", map[string]string{
			"client.ts":  "import { AccountsV2025Api } from 'sailpoint-api-client'\nexport class Client {\n  private _a?: AccountsV2025Api\n  get accountsApi() { return (this._a ??= new AccountsV2025Api(c)) }\n}",
			"service.ts": "// SailPoint\nexport class Service { f() { const { accountsApi } = this.client; return accountsApi.listAccounts() } }",
		}, []string{"service.ts:2 v2025 GET /accounts"}},
		{"PowerShell: the cmdlet says the version", map[string]string{"a.ps1": `
Import-Module PSSailpoint
Get-V2025Accounts -Limit 10
$w = Get-BetaWorkgroups
Invoke-Paginate -Function "Get-Accounts" -Increment 250`},
			[]string{"a.ps1:3 v2025 GET /accounts", "a.ps1:4 beta GET /workgroups", "a.ps1:5 v3 GET /accounts"}},
		{"a class of the code's own has a method of the same name", map[string]string{
			"facade.ts": "// SailPoint\nexport class Facade { listAccounts() { return [] } }",
			"app.ts":    "import { Configuration } from 'sailpoint-api-client'\nimport { Facade } from './facade'\nconst client = new Facade()\nclient.listAccounts()",
		}, nil},
		{"the SDK's name for a search of many pages", map[string]string{"a.ts": `
import { Paginator, SearchApi } from "sailpoint-api-client"
await Paginator.paginateSearchApi(new SearchApi(config), search, 100)`},
			[]string{"a.ts:3 v3 POST /search"}},
		{"a field whose class nobody says may be of any version", map[string]string{"a.ts": "import {Paginator} from 'sailpoint-api-client'\nthis.accountsApi.listAccounts()"},
			[]string{"a.ts:2 v2025 GET /accounts|v3 GET /accounts"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{}
			for name, body := range test.files {
				tree[name] = &fstest.MapFile{Data: []byte(body)}
			}
			r := resolver(t)
			scan, err := code.Read(t.Context(), tree, r, code.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, call := range scan.Calls {
				var names []string
				for _, o := range r.Operations(call) {
					names = append(names, o.Key.String())
				}
				got = append(got, fmt.Sprintf("%s:%d %s", call.File, call.Line, strings.Join(names, "|")))
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// panicking is a catalog that one name brings out a panic of.
type panicking struct{ *code.Resolver }

func (p panicking) SDKMethod(language syntax.Language, name string) bool {
	if name == "boom" {
		panic("boom")
	}
	return p.Resolver.SDKMethod(language, name)
}

// A file that brings out a defect costs itself, and is told.
func TestReadOfADefect(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{"a.py": {Data: []byte("# sailpoint\nclient.boom()\n" + oneCall)}, "b.py": {Data: []byte(oneCall)}}
	scan, err := code.Read(t.Context(), tree, panicking{resolver(t)}, code.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(scan.Calls) != 1 || scan.Calls[0].File != "b.py" || len(scan.Counts.Defects) != 1 || !strings.Contains(scan.Counts.Defects[0].Error(), "a.py") {
		t.Errorf("found %v, defects %v", scan.Calls, scan.Counts.Defects)
	}
}

// What looks like a call and is none.
func TestReadNoCalls(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"comment.py":    "# sailpoint\n# requests.get('https://acme.api.identitynow.com/v3/accounts')",
		"docstring.py":  "def f():\n    \"\"\"requests.get('/v3/accounts') of SailPoint\"\"\"",
		"constant.ts":   "// sailpoint\nexport const ACCOUNTS = '/v3/accounts'",
		"log.ts":        "console.log('https://acme.api.identitynow.com/v3/accounts')\nlogger.error(`GET ${base}/v3/accounts failed`)",
		"server.js":     "// sailpoint\napp.get('/v3/accounts', (req, res) => res.json([]))\nnock(base).get('/v3/accounts').reply(200)",
		"patch.go":      "package p // sailpoint\nvar x = accountPatchReplace(\"/accounts\", v)",
		"starts.ts":     "// sailpoint\nif (url.startsWith('/v3/accounts')) {}",
		"other.py":      "# sailpoint\nrequests.get('https://graph.microsoft.com/beta/workgroups')",
		"ui.js":         "window.open('https://acme.identitynow.com/ui/a/admin')",
		"docs.py":       "print('see https://developer.sailpoint.com/docs/api/v3/accounts')",
		"template.ts":   "// sailpoint\nconst path = apiPath('/v3/accounts')",
		"foreign.ps1":   "# sailpoint\nInvoke-RestMethod -Uri \"https://acme.okta.com/v3/accounts\"",
		"readme.md":     "requests.get('https://acme.api.identitynow.com/v3/accounts')",
		"generated.ts":  "// Code generated by a program. DO NOT EDIT.\nfetch('https://acme.api.identitynow.com/v3/accounts')",
		"node_modules/": "",
	} {
		if body == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, _ := scanned(t, map[string]string{name: body}, code.Options{}); len(got) > 0 {
				t.Errorf("found %q in %q", got, body)
			}
		})
	}
}

const oneCall = "requests.get('https://acme.api.identitynow.com/v3/accounts')"

// Of a tree only the code that people wrote for it is read, the rest is counted.
func TestReadLeavesOut(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"a.py":                    oneCall,
		".gitignore":              "/local/\n*.bak.py\n!keep.bak.py\nlogs/**\n",
		"local/a.py":              oneCall,
		"x.bak.py":                oneCall,
		"keep.bak.py":             oneCall,
		"sub/.gitignore":          "own.py\n",
		"sub/own.py":              oneCall,
		"sub/local/a.py":          oneCall,
		"node_modules/x/a.js":     "fetch('https://acme.api.identitynow.com/v3/accounts')",
		"gen.py":                  "# Code generated by OpenAPI Generator\n" + oneCall,
		"tests/test_a.py":         oneCall,
		"a_test.go":               "package p\nvar _ = http.Get(\"https://acme.api.identitynow.com/v3/accounts\")",
		"utf16.ps1":               "\xff\xfe" + utf16("irm https://acme.api.identitynow.com/v3/accounts"),
		"binary.py":               "\x00\x01" + oneCall,
		"long.py":                 "x = '" + strings.Repeat("a", 5<<20) + "'",
		"deep.py":                 strings.Repeat("(", 200_000) + oneCall,
		"docs/openapi.yaml":       "openapi: 3.0.0\nservers: [{url: 'https://acme.api.identitynow.com/v3'}]\npaths: {/accounts: {get: {}}}",
		"scripts/list.sh":         "curl -s https://acme.api.identitynow.com/v3/roles",
		"scripts/nameless":        "#!/bin/sh\ncurl -X DELETE https://acme.api.identitynow.com/beta/workgroups/1",
		"LICENSE":                 "https://acme.api.identitynow.com/v3/roles",
		"scripts/other.sh":        "curl -s https://api.github.com/v3/roles",
		"scripts/nothing.json":    "{}",
		"scripts/broken.json":     "{",
		"scripts/sailpoint.http":  "DELETE https://{{tenant}}.api.identitynow.com/beta/workgroups/1",
		"scripts/collection.yaml": "a: [",
	}
	got, counts := scanned(t, files, code.Options{})
	want := []string{
		"a.py:1 GET https://acme.api.identitynow.com/v3/accounts (request)",
		"keep.bak.py:1 GET https://acme.api.identitynow.com/v3/accounts (request)",
		"scripts/list.sh:1 GET https://acme.api.identitynow.com/v3/roles (shell)",
		"scripts/nameless:2 DELETE https://acme.api.identitynow.com/beta/workgroups/1 (shell)",
		"scripts/sailpoint.http:1 DELETE https://{{tenant}}.api.identitynow.com/beta/workgroups/1 (http)",
		"sub/local/a.py:1 GET https://acme.api.identitynow.com/v3/accounts (request)",
		"utf16.ps1:1 GET https://acme.api.identitynow.com/v3/accounts (request)",
	}
	if text := strings.Join(got, "\n"); text != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", text, strings.Join(want, "\n"))
	}
	if counts.Ignored != 3 || counts.Vendored != 1 || counts.Generated != 2 || counts.Tests != 2 || counts.Large != 1 || counts.Broken != 1 {
		t.Errorf("counts are %+v", counts)
	}
	if got, _ := scanned(t, files, code.Options{Tests: true, Vendored: true, Generated: true}); len(got) < len(want)+3 {
		t.Errorf("with all of it %d calls were found: %q", len(got), got)
	}
}

func utf16(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
	}
	return b.String()
}

// A file that would come out in any number of ways is given up, and soon.
func TestReadOfManyWays(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# sailpoint\nx0 = '/v3/a' if a else '/v3/b'\n")
	for i := range 60 {
		fmt.Fprintf(&b, "x%d = (x%d + y if c%d else x%d + '/' + x%d)\n", i+1, i, i, i, i)
	}
	for range 20_000 {
		b.WriteString("requests.get(x60 + x59 + x58)\n")
	}
	got, _ := scanned(t, map[string]string{"a.py": b.String(), "b.py": oneCall}, code.Options{})
	if len(got) != 1 || !strings.HasPrefix(got[0], "b.py:1") {
		t.Errorf("found %q: the next file's call was to be found, and none of ways without number", got[:min(len(got), 3)])
	}
}

func TestReadFailsWithoutATree(t *testing.T) {
	t.Parallel()
	if _, err := code.Read(t.Context(), broken{}, resolver(t), code.Options{}); err == nil {
		t.Error("a tree that can't be opened was read")
	}
}

// broken is a tree that can't be opened.
type broken struct{}

func (broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	r := resolver(t)
	call := code.Call{}
	call.Method, call.Path = "POST", "/v3/access-request-approvals/{id}/{action}"
	if got := r.Operations(call); len(got) > 0 {
		t.Errorf("a hole was taken for a word: %v", got)
	}
	if got := r.Candidates(call); len(got) != 2 {
		t.Errorf("got %d candidates, want 2", len(got))
	}
}
