package find_test

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	. "authcat/catalog/find"
)

// sdkSnapshot has an operation of each kind that SDKs name in a way of their own.
func sdkSnapshot() *catalog.Snapshot {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}}}
	for _, id := range []string{"v2025", "v3", "beta"} {
		facts.APIs = append(facts.APIs, catalog.API{ID: id, Product: catalog.ProductISC, BasePath: "/" + id})
	}
	facts.APIs = append(facts.APIs,
		catalog.API{ID: "nerm", Product: catalog.ProductNERM, BasePath: "/api"},
		catalog.API{ID: "nerm-v2025", Product: catalog.ProductNERM, BasePath: "/api/v2025"},
		catalog.API{ID: "iiq", Product: catalog.ProductIIQ})
	for _, line := range strings.Split(strings.TrimSpace(`
v1 GET /accounts/v1 listAccountsV1 Accounts
v1 GET /workflow-executions/v1/{id}/history-v2 getWorkflowExecutionHistoryV2ForV1 Workflows
v1 POST /das/v1/owners/assign - Data Access Security
v1 GET /mfa/v1/duo getMFADuoConfigV1 MFA Configuration
v1 GET /.well-known/v1/ssf getSSFConfigurationV1 Shared Signals Framework (SSF)
v2025 GET /accounts listAccounts Accounts
v2025 GET /workflow-executions/{id}/history-v2 getWorkflowExecutionHistoryV2 Workflows
v2025 POST /das/owners/assign - Data Access Security
v2025 POST /identities/{id}/sync synchronizeAttributes Identities
v2025 POST /generic-approvals/bulk-approve approveApprovalInBulk Approvals
v3 GET /accounts listAccounts Accounts
v3 GET /scheduled-searches listScheduledSearch Scheduled Search
v3 GET /scheduled-searches/{id} getScheduledSearch Scheduled Search
v3 PUT /sod-policies/{id} putSodPolicy SOD Policies
beta GET /identities/{id} getIdentity Identities
beta GET /historical-identities/{id} getHistoricalIdentity Identity History
beta DELETE /sources/{id} delete Sources
nerm GET /delegations - delegations
nerm-v2025 GET /delegations - delegations
iiq GET /Accounts getAccounts Accounts`), "\n") {
		f := strings.SplitN(line, " ", 5)
		facts.Observations = append(facts.Observations, catalog.Observation{
			Key: catalog.Key{API: f[0], Method: f[1], Path: f[2]}, OperationID: strings.Trim(f[3], "-"), Tags: []string{f[4]},
		})
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

func keysOf(operations []*catalog.Operation) string {
	var keys []string
	for _, o := range operations {
		keys = append(keys, o.API+" "+o.Method+" "+o.Path)
	}
	return strings.Join(keys, ", ")
}

func TestFindByNamesOfSDKs(t *testing.T) {
	x := NewSDK(sdkSnapshot())
	for _, test := range []struct {
		language, class, method, version string
		want                             string
	}{
		// The package, module or client says the API, or the suffix does.
		{"go", "AccountsAPI", "ListAccounts", "v2025", "v2025 GET /accounts"},
		{"go", "AccountsAPI", "ListAccounts", "", "v2025 GET /accounts, v3 GET /accounts"},
		{"go", "AccountsAPI", "ListAccountsV1", "", "v1 GET /accounts/v1"},
		{"go", "", "ListAccountsExecute", "v3", "v3 GET /accounts"},
		{"python", "AccountsApi", "list_accounts", "v3", "v3 GET /accounts"},
		{"python", "AccountsApi", "list_accounts_v1_with_http_info", "", "v1 GET /accounts/v1"},
		{"python", "", "list_accounts_without_preload_content", "v2025", "v2025 GET /accounts"},
		{"python", "", "get_mfa_duo_config_v1", "", "v1 GET /mfa/v1/duo"},
		{"python", "", "listAccounts", "v3", ""},
		{"", "", "list_accounts", "v3", "v3 GET /accounts"},
		// TypeScript's class does; without a version it is v3 or v1.
		{"typescript", "AccountsV2025Api", "listAccounts", "", "v2025 GET /accounts"},
		{"typescript", "AccountsApi", "listAccounts", "", "v3 GET /accounts"},
		{"typescript", "AccountsApi", "listAccountsV1", "", "v1 GET /accounts/v1"},
		{"typescript", "", "listAccounts", "", "v2025 GET /accounts, v3 GET /accounts"},
		{"typescript", "AccountsBetaApi", "listAccounts", "", ""},
		{"typescript", "SourcesBetaApi", "_delete", "", "beta DELETE /sources/{id}"},
		{"typescript", "DelegationsNERMV2025Api", "delegationsGet", "", "nerm-v2025 GET /delegations"},
		{"typescript", "DelegationsNERMApi", "delegationsGet", "", "nerm GET /delegations"},
		// A cmdlet's prefix does. Case is nothing to PowerShell, and two operations may be one cmdlet.
		{"powershell", "", "Get-V2025Accounts", "", "v2025 GET /accounts"},
		{"powershell", "", "get-accounts", "", "v3 GET /accounts"},
		{"powershell", "", "Get-AccountsV1", "", "v1 GET /accounts/v1"},
		{"powershell", "", `PSSailpoint.V2025\Get-V2025Accounts`, "", "v2025 GET /accounts"},
		{"powershell", "", "Get-ScheduledSearch", "", "v3 GET /scheduled-searches, v3 GET /scheduled-searches/{id}"},
		{"powershell", "", "Sync-V2025hronizeAttributes", "", "v2025 POST /identities/{id}/sync"},
		{"powershell", "", "Remove-Beta", "", "beta DELETE /sources/{id}"},
		{"powershell", "", "Invoke-NERMV2025DelegationsGet", "", "nerm-v2025 GET /delegations"},
		// Operations without an id.
		{"go", "DataAccessSecurityAPI", "DasOwnersAssignPost", "", "v2025 POST /das/owners/assign"},
		{"python", "", "das_v1_owners_assign_post", "", "v1 POST /das/v1/owners/assign"},
		{"powershell", "", "Invoke-DasV1OwnersAssignPost", "", "v1 POST /das/v1/owners/assign"},
		// What was called otherwise, and what is still called so where it isn't anywhere else.
		{"typescript", "SODPolicyApi", "setSodPolicy", "", "v3 PUT /sod-policies/{id}"},
		{"powershell", "", "Set-SodPolicy", "", "v3 PUT /sod-policies/{id}"},
		{"go", "", "ApproveApproval_1", "v2025", "v2025 POST /generic-approvals/bulk-approve"},
		{"python", "", "approve_approval_0", "v2025", "v2025 POST /generic-approvals/bulk-approve"},
		{"go", "WorkflowsAPI", "GetWorkflowExecutionHistoryV2", "v1", "v1 GET /workflow-executions/v1/{id}/history-v2"},
		{"go", "WorkflowsAPI", "GetWorkflowExecutionHistoryV2", "v2025", "v2025 GET /workflow-executions/{id}/history-v2"},
		// The class decides between today's and the past's, and no more than that.
		{"go", "", "GetIdentity", "beta", "beta GET /identities/{id}"},
		{"go", "IdentityHistoryApi", "GetIdentity", "beta", "beta GET /historical-identities/{id}"},
		{"go", "RolesApi", "GetIdentity", "beta", "beta GET /identities/{id}"},
		{"go", "", "GetAccounts", "", ""},
		{"java", "", "listAccounts", "", ""},
	} {
		found := x.Find(SDKName{test.language, test.class, test.method, test.version})
		if got := keysOf(found); got != test.want {
			t.Errorf("%s %s.%s of %q: %q, want %q", test.language, test.class, test.method, test.version, got, test.want)
		}
		if known := x.Known(test.language, test.method); len(found) > 0 && !known {
			t.Errorf("%s %s isn't known", test.language, test.method)
		}
	}
	for _, method := range []string{"", "list", "String", "listaccounts", "Get-", "Execute", "_with_http_info"} {
		for _, language := range []string{"", "go", "python", "typescript", "powershell", "java"} {
			if x.Known(language, method) {
				t.Errorf("%s %q is known", language, method)
			}
		}
	}
}

func TestClassesAndModulesOfSDKs(t *testing.T) {
	x := NewSDK(sdkSnapshot())
	for _, test := range []struct {
		language, class string
		known           bool
		version         string
	}{
		{"go", "AccountsAPI", true, ""},
		{"go", "AccountsAPIService", true, ""},
		{"go", "AccountsApiService", true, ""},
		{"go", "AccountsBetaAPI", false, ""},
		{"go", "Accounts", false, ""},
		{"python", "SharedSignalsFrameworkSSFApi", true, ""},
		{"python", "SODPolicyApi", true, ""},
		{"typescript", "AccountsApi", true, ""},
		{"typescript", "AccountsBetaApi", true, "beta"},
		{"typescript", "accountsV2025Api", true, "v2025"},
		{"typescript", "AccountsApiFactory", true, ""},
		{"typescript", "DelegationsNERMV2025Api", true, "nerm-v2025"},
		{"typescript", "DelegationsNERMApi", true, "nerm"},
		{"typescript", "OrgV2Api", true, "v2"},
		{"typescript", "AccountsCCApi", true, "cc"},
		{"typescript", "OrgApi", false, ""},
		{"typescript", "FetchApi", false, ""},
		{"typescript", "Api", false, ""},
	} {
		if known, version := x.Class(test.language, test.class); known != test.known || version != test.version {
			t.Errorf("class %s of %s: %v %q, want %v %q", test.class, test.language, known, version, test.known, test.version)
		}
	}
	for _, test := range []struct {
		language, path string
		known          bool
		api            string
	}{
		{"go", "github.com/sailpoint-oss/golang-sdk/v2", true, ""},
		{"go", "github.com/sailpoint-oss/golang-sdk/v2/api_v2025", true, "v2025"},
		{"go", "github.com/sailpoint-oss/golang-sdk/v2/api_v3", true, "v3"},
		{"go", "github.com/sailpoint-oss/golang-sdk/sdk-output/beta", true, "beta"},
		{"go", "github.com/sailpoint-oss/golang-sdk/v2/api_nerm_v2025", true, "nerm-v2025"},
		{"go", "github.com/sailpoint-oss/golang-sdk/v3/accounts", true, "v1"},
		{"go", "github.com/sailpoint-oss/golang-sdk-fork", false, ""},
		{"go", "net/http", false, ""},
		{"python", "sailpoint", true, ""},
		{"python", "sailpoint.configuration", true, ""},
		{"python", "sailpoint.v2025.api.accounts_api", true, "v2025"},
		{"python", "sailpoint.nerm.v2025", true, "nerm-v2025"},
		{"python", "sailpoint.nerm", true, "nerm"},
		{"python", "sailpoint.data_access_security.api.data_access_security_api", true, "v1"},
		{"python", "sailpointer", false, ""},
		{"typescript", "sailpoint-api-client", true, ""},
		{"typescript", "sailpoint-api-client/dist/v2025/api", true, "v2025"},
		{"typescript", "sailpoint-api-client/accounts/api", true, "v1"},
		{"typescript", "sailpoint-api-client-x", false, ""},
		{"powershell", "PSSailpoint", true, ""},
		{"powershell", "PSSailpoint.V2025", true, "v2025"},
		{"powershell", "PSSailpointBeta", true, "beta"},
		{"powershell", "PSSailpoint.Nerm", true, "nerm"},
		{"powershell", "pssailpoint.accounts", true, "v1"},
		{"powershell", "Pester", false, ""},
	} {
		if known, api := x.Module(test.language, test.path); known != test.known || api != test.api {
			t.Errorf("module %s of %s: %v %q, want %v %q", test.path, test.language, known, api, test.known, test.api)
		}
	}
}

func TestSDKDefault(t *testing.T) {
	for _, test := range []struct{ language, version, want string }{
		{"typescript", "^1.3.0", "v3"},
		{"typescript", "~1.8", "v3"},
		{"typescript", "1.x", "v3"},
		{"typescript", "1", "v3"},
		{"typescript", ">=1.3.0 <2.0.0", "v3"},
		{"typescript", "> 1.3 < 2", "v3"},
		{"typescript", "<= 1.9", "v3"},
		{"typescript", "^1.3 || ^1.8", "v3"},
		{"typescript", "2.1.5", "v1"},
		{"typescript", "2.1.5-beta.1", "v1"},
		{"typescript", ">=2.0.0", "v1"},
		{"typescript", ">=1.3.0", ""},
		{"typescript", "<2.1", ""},
		{"typescript", "^1.3 || ^2.0", ""},
		{"typescript", "latest", ""},
		{"typescript", "*", ""},
		{"typescript", "", ""},
		{"typescript", "||", ""},
		{"typescript", "file:../sdk", ""},
		{"powershell", "1.7.100", "v3"},
		{"powershell", "2.1.21", "v1"},
		{"python", "==1.4.2", ""},
		{"python", "~=2.0", "v1"},
		{"python", ">=2.0,!=2.0.3,<3", "v1"},
		{"go", "v2.7.105", ""},
		{"go", "v3.0.4", "v1"},
		{"java", "2.0", ""},
		{"go", "v99999999999999999999", ""},
	} {
		if got := SDKDefault(test.language, test.version); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.language, test.version, got, test.want)
		}
	}
}

func TestLookUpNamesOfSDKs(t *testing.T) {
	s := sdkSnapshot()
	const accounts = "v1 GET /accounts/v1, v2025 GET /accounts, v3 GET /accounts"
	for name, want := range map[string]string{
		"listAccounts":                                      accounts,
		"list_accounts":                                     accounts,
		"AccountsAPI.ListAccounts":                          accounts,
		"accountsApi.listAccounts":                          accounts,
		"list_accounts_with_http_info":                      accounts,
		"listAccountsV1":                                    "v1 GET /accounts/v1",
		"list-accounts-v-1":                                 "v1 GET /accounts/v1",
		"AccountsV2025Api.listAccounts":                     "v2025 GET /accounts",
		"sailpoint.v2025.AccountsApi.list_accounts":         "v2025 GET /accounts",
		"sailpoint.v2025.api.accounts_api.list_accounts":    "v2025 GET /accounts",
		"client.V3.AccountsAPI.ListAccounts(ctx).Execute()": "v3 GET /accounts",
		"$api->listAccounts()":                              accounts,
		"client.Beta.AccountsAPI.ListAccounts":              "",
		"Get-Accounts":                                      "v3 GET /accounts", // not IdentityIQ's getAccounts
		"Get-V2025Accounts":                                 "v2025 GET /accounts",
		"get-v2025accounts":                                 "v2025 GET /accounts",
		"Get-AccountsV1":                                    "v1 GET /accounts/v1",
		`PSSailpoint.V2025\Get-V2025Accounts`:               "v2025 GET /accounts",
		"Get-MFADuoConfig":                                  "v1 GET /mfa/v1/duo", // there is no v3: whichever has it
		"Get-BetaMFADuoConfig":                              "",
		"Get-ScheduledSearch":                               "v3 GET /scheduled-searches, v3 GET /scheduled-searches/{id}",
		"getAccounts":                                       "iiq GET /Accounts",
		"getIdentity":                                       "beta GET /identities/{id}",
		"get-identity":                                      "beta GET /identities/{id}",
		"IdentityHistoryApi.getIdentity":                    "beta GET /historical-identities/{id}",
		"setSodPolicy":                                      "v3 PUT /sod-policies/{id}",
		"Invoke-V2025DasOwnersAssignPost":                   "v2025 POST /das/owners/assign",
		"das_v1_owners_assign_post":                         "v1 POST /das/v1/owners/assign",
		"getWorkflowExecutionHistoryV2":                     "v1 GET /workflow-executions/v1/{id}/history-v2, v2025 GET /workflow-executions/{id}/history-v2",
		"":                                                  "",
		".":                                                 "",
		"(":                                                 "",
		"-":                                                 "",
	} {
		found := ByName(s, name)
		if got := keysOf(found); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		chosen(t, name, found)
	}
}

// chosen fails where the filter of a name leaves out what the name finds.
func chosen(t *testing.T, name string, found []*catalog.Operation) {
	t.Helper()
	filter := NameFilter(name)
	if i := slices.IndexFunc(found, func(o *catalog.Operation) bool { return !filter.Called(o.OperationID) }); i >= 0 {
		t.Errorf("%q: the filter leaves out %s", name, found[i].Key)
	}
}

func FuzzByName(f *testing.F) {
	s := sdkSnapshot()
	for _, seed := range []string{"listAccounts", "Get-V2025Accounts", "client.V3.AccountsAPI.ListAccounts(ctx)", "->", "é-É", "v3.v3", "ApiApi.", "patchPotentialRole_1", `\Get-`} {
		f.Add(seed)
	}
	x := NewSDK(s)
	f.Fuzz(func(t *testing.T, name string) {
		chosen(t, name, ByName(s, name))
		for _, language := range []string{"", "go", "python", "typescript", "powershell"} {
			if found := x.Find(SDKName{Language: language, Class: name, Method: name, Version: name}); len(found) > 0 && !x.Known(language, name) {
				t.Errorf("%s %q is found, not known", language, name)
			}
			x.Class(language, name)
			x.Module(language, name)
			SDKDefault(language, name)
		}
	})
}
