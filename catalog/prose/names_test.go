package prose

import (
	"slices"
	"strings"
	"testing"
)

// What somebody can own, in the words of descriptions and as a code.
func TestObjects(t *testing.T) {
	for code := range strings.FieldsSeq(`access-profile access-request-approval access-request access-item access-token approval-request approval-item approval
		non-employee-request non-employee-approval non-employee-record non-employee-source certification-campaign certification-task certification-item
		certification campaign-template campaign work-item machine-identity machine-account identity-profile identity-request identity service-account
		account source-app source role entitlement dimension segment sod-violation policy-violation violation policy report-result report task-result task
		workflow form-instance form-definition form saved-search scheduled-search search personal-access-token token oauth-client client tag governance-group
		management-workgroup workgroup group user-app business-application application app launcher transform connector stream subscription trigger
		notification delegation reassignment request item object resource activity file recommendation password review employee user record
		schedule backup upload draft criterion org tenant configuration template dashboard widget feature`) {
		name := strings.ReplaceAll(strings.ReplaceAll(code, "-", " "), "non employee", "non-employee")
		for _, words := range []string{"This is restricted to the owner of the " + name + ".", "This is restricted to the " + name + " owner."} {
			if got, want := describe(read(words)), []string{"ownership all: person owner " + code}; !slices.Equal(got, want) {
				t.Errorf("%s\nsays %q, want %q", words, got, want)
			}
		}
	}
}

// Levels are told by their last word, or by the words of the User Level Access Matrix.
func TestNamesOfLevels(t *testing.T) {
	for last := range strings.FieldsSeq("ADMIN SUBADMIN ADMINISTRATOR USER OWNER INTERNAL OFFICER AUDITOR HELPDESK DASHBOARD MANAGER VIEWER READER ANALYST EDITOR OPERATOR REVIEWER SUPPORT") {
		if got, want := describe(read("Requires RISK_"+last+".")), []string{"levels RISK_" + last}; !slices.Equal(got, want) {
			t.Errorf("RISK_%s: says %q", last, got)
		}
	}
	for names, level := range map[string]string{
		"multi-host admin|multihost administrator|multi host integration admins": "MULTIHOSTS_ADMIN", "service desk admin": "SERVICE_DESK_ADMIN",
		"SaaS platform internal": "SAAS_PLATFORM_INTERNAL", "DevOps": "DEVOPS", "trusted API client application|trusted API client applications": "API",
		"source subadmin|scoped source sub-admin|source sub administrators": "SOURCE_SUBADMIN", "role subadmin|scoped role sub-admin": "ROLE_SUBADMIN",
		"source admin": "SOURCE_ADMIN", "role admin": "ROLE_ADMIN", "cert admin|certification administrator": "CERT_ADMIN", "report admin": "REPORT_ADMIN",
		"help desk|helpdesk|help desk admin": "HELPDESK", "org admin|organization admin|organisation admin|tenant admin|org-admins|full admin|ISC admin": "ORG_ADMIN",
	} {
		for name := range strings.SplitSeq(names, "|") {
			if got := describe(read("Requests require the role " + name + ".")); !slices.Equal(got, []string{"levels " + level}) {
				t.Errorf("%s: says %q, want %s", name, got, level)
			}
		}
	}
}
