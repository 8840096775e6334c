package prose

import (
	"slices"
	"testing"
)

// Sentences that differ by a word or two, and what these change.
var contrasts = []struct {
	words string
	want  []string
}{
	{"Users with the idn:thing:read scope can read the approvals of others.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person anyone"}},
	{"Users with the idn:thing:read scope can read any approval.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person anyone"}},
	{"Users with the idn:thing:read scope can read approvals.", nil},
	{"ORG_ADMIN users can also view reports of other users.", []string{"widens level ORG_ADMIN: person anyone"}},
	{"A token with API authority cannot be used to call this endpoint.", []string{"needs user"}},
	{"A token with API or ORG_ADMIN authority cannot be used to call this endpoint.", nil},
	{"A token with ORG_ADMIN authority cannot be used to call this endpoint.", nil},
	{"A token with idn:thing:read is required to get the statuses of other users.", []string{"scopes idn:thing:read"}},
	{"ORG_ADMIN or a token with idn:thing:read is required to get the statuses of other users.", []string{"levels ORG_ADMIN", "scopes idn:thing:read", "widens level ORG_ADMIN: scope idn:thing:read", "widens scope idn:thing:read: level ORG_ADMIN"}},
	{"ORG_ADMIN users can also filter the list by date.", nil},
	{"ORG_ADMIN users can also view all requests.", []string{"widens level ORG_ADMIN: person anyone"}},
	{"A token with API authority can be used to read the report.", nil},
	{"A token with API authority can be used to read the reports of others.", []string{"levels API", "widens level API: person anyone"}},
	{"A token with the scope idn:thing:read can be used to read any identity's report.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person anyone"}},
	{"A token with API authority or idn:thing:read can be used to read the reports of others.", []string{"levels API", "scopes idn:thing:read", "widens level API: scope idn:thing:read", "widens scope idn:thing:read: level API"}},
	{"The owner of the request and ORG_ADMIN users can also call this API.", []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person owner request"}},
	{"idn:thing:read is required, but the owner of the campaign and the reviewer of the campaign can also call it.", []string{"scopes idn:thing:read", "widens all: person owner campaign", "widens all: person reviewer campaign"}},
	{"Requires ORG_ADMIN or idn:thing:read, except for the owner of the request.", []string{"levels ORG_ADMIN", "scopes idn:thing:read", "widens level ORG_ADMIN: scope idn:thing:read", "widens scope idn:thing:read: level ORG_ADMIN"}},
	{"idn:thing:read is required unless the caller is an ORG_ADMIN user.", nil},
	{"Requires ORG_ADMIN or idn:thing:read, or the caller owns the source.", []string{"levels ORG_ADMIN", "scopes idn:thing:read", "widens level ORG_ADMIN: scope idn:thing:read", "widens scope idn:thing:read: level ORG_ADMIN"}},
	{"The user must own the approval or have the ORG_ADMIN level.", []string{"levels APPROVAL_OWNER ORG_ADMIN", "widens level ORG_ADMIN: person owner approval"}},
	{"The user must own the approval or have the scope idn:thing:read.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person owner approval"}},
	{"The user must own the source or have the ORG_ADMIN level.", []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person owner source"}},
	{"The user must manage the approval or have the ORG_ADMIN level.", []string{"levels ORG_ADMIN", "widens level ORG_ADMIN: person manager approval"}},
	{"The user must administer the campaign or have the scope idn:thing:read.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person administrator campaign"}},
	{"Requires idn:thing:read or the user must review the certification.", []string{"scopes idn:thing:read", "widens scope idn:thing:read: person reviewer certification"}},
	{"Users with ORG_ADMIN can read any approval.", nil},
	{"If the user has the ORG_ADMIN level, he or she may request the sources of any account manager.", nil},
	{"Callers must have the idn:thing:manage scope or role-context access to the target machine identity.", []string{"scopes idn:thing:manage", "widens scope idn:thing:manage: person administrator machine-identity"}},
	{"Callers must have the idn:thing:manage scope and role-context access to the machine identity (ORG_ADMIN or owner).", []string{"levels ORG_ADMIN", "scopes idn:thing:manage", "narrows scope idn:thing:manage: level ORG_ADMIN", "narrows scope idn:thing:manage: person owner machine-identity"}},
	{"Callers must have the idn:thing:manage scope and target role-context access.", []string{"scopes idn:thing:manage", "narrows scope idn:thing:manage: person administrator"}},
	{"Callers must have ORG_ADMIN or role-context access to the target machine identity.", []string{"levels ORG_ADMIN"}},
	{"A ROLE_SUBADMIN may call this. Subadmins may only change roles whose access profiles are on sources that they administer.", []string{"narrows level ROLE_SUBADMIN: person administrator source"}},
	{"Subadmins may only change roles whose access profiles are on sources that they administer.", nil},
	{"Requires ORG_ADMIN or API.", []string{"levels API ORG_ADMIN"}},
	{"The feature idn:thing:read must be enabled.", nil},
	{"Modifying the `machineAccount` field requires the Machine Identity Security license.", []string{"licence parameter machineAccount: licence Machine Identity Security"}},
	{"Customers must have an Identity Risk subscription.", []string{"licence all: licence Identity Risk"}},
	{"Customers must have Identity Risk.", nil},
	{"Callers are not licensed for Identity Risk.", nil},
	{"Returns 403 unless the tenant has the idn:agent-identity license.", []string{"licence all: licence idn:agent-identity"}},
	{"Returns 403 if the tenant has the idn:agent-identity license.", nil},
	{"Data Access Security must be enabled for the org.", []string{"licence all: licence Data Access Security"}},
	{"Data Access Security must be enabled in the tenant.", []string{"licence all: licence Data Access Security"}},
	{"Data Access Security must be enabled.", nil},
	{"The PASSWORD feature must be enabled as one of the source's features.", nil},
	{"Data Access Security must be enabled; the feature is new.", nil},
	{"Returns 403 unless the `X_FLAG` feature flag is enabled.", []string{"licence all: licence X_FLAG"}},
	{"Returns 403 when the `X_FLAG` feature flag is enabled.", nil},
	{"Calls are rejected with 403 when the Account is disabled.", nil},
}

func TestWhatAWordChanges(t *testing.T) {
	for _, test := range contrasts {
		if got := describe(read(test.words)); !slices.Equal(got, test.want) {
			t.Errorf("%s\nsays %q, want %q", test.words, got, test.want)
		}
	}
}
