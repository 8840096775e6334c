package prose

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"

	"authcat/catalog"
)

// rule reads one way of saying who may call. Rules are tried in the order of
// the table; what one has read is gone for the next, so that a restriction
// ("a ROLE_SUBADMIN may only …") is never taken for a permission.
type rule struct {
	// pattern is matched against the plain text, whatever its case. LIST stands
	// for words that name levels, NAMES for technical names of levels, SCOPES
	// for a list of scopes.
	pattern string
	// levels are stated by the words themselves: "any authenticated token".
	levels []string
	// condition says, in authcat's words, on what the named levels or scopes depend.
	condition string
	// restricts is set when the named levels are no requirement: only the condition is read.
	restricts bool
	// needs, allScopes and broken as in catalog.Prose.
	needs     catalog.Class
	allScopes bool
	broken    bool
	// example is a sentence that the rule reads, want what it gives: the
	// rule's test and its documentation.
	example string
	want    catalog.Prose
}

const (
	ownSources   = "only for what belongs to sources that it administers"
	ownerInstead = "not needed by the owner or account manager"
)

// The table. First what looks like a statement about callers and is none, then
// restrictions, then requirements.
var rules = []rule{
	// No statements about callers.
	{
		pattern: `requires (?:the )?tenant licenses? [^.]*`,
		example: "Requires tenant license idn:response-and-remediation.",
	}, {
		pattern: `tenants? (?:without|has|with) [a-z]+:\S+`,
		example: "Tenants without `idn:machine-identity-security` receive HTTP 403.",
	}, {
		pattern: `does not require the \S+ scope`,
		example: "It does not require the `idn:mis-identity:read` scope.",
	},

	// Restrictions of one level.
	{
		pattern:   `(?:token|user) with LIST(?: authority)? (?:can|may) (?:only|not)\b`,
		condition: ownSources, restricts: true,
		example: "In addition, a token with ROLE_SUBADMIN authority may only call this API if all access profiles are associated to sources.",
		want:    catalog.Prose{Conditions: []string{"ROLE_SUBADMIN: " + ownSources}},
	}, {
		pattern:   `(?:token|user) with LIST(?: authority)? must (?:be|have)\b`,
		condition: ownSources, restricts: true,
		example: "A user with `ROLE_SUBADMIN` or `SOURCE_SUBADMIN` authority must be associated with the access profile's source.",
		want:    catalog.Prose{Conditions: []string{"ROLE_SUBADMIN: " + ownSources, "SOURCE_SUBADMIN: " + ownSources}},
	}, {
		pattern:   `\ba NAMES (?:user |token )?(?:(?:can|may) (?:only|not)|cannot|must (?:be|have))\b`,
		condition: ownSources, restricts: true,
		example: "A SOURCE_SUBADMIN may only use this API to update Access Profiles which are associated with Sources they are able to administer.",
		want:    catalog.Prose{Conditions: []string{"SOURCE_SUBADMIN: " + ownSources}},
	}, {
		pattern:   `user with LIST authority can also request to revoke access from anyone`,
		condition: "may revoke anyone's access", restricts: true,
		example: "A user with ORG_ADMIN authority can also request to revoke access from anyone.",
		want:    catalog.Prose{Conditions: []string{"ORG_ADMIN: may revoke anyone's access"}},
	}, {
		pattern:   `user with LIST is required to call this API to get a list of statuses for other users`,
		condition: "needed for other users' requests", restricts: true,
		example: "A user with ORG_ADMIN is required to call this API to get a list of statuses for other users.",
		want:    catalog.Prose{Conditions: []string{"ORG_ADMIN: needed for other users' requests"}},
	}, {
		pattern: `the specified user ?\(admin required\)`,
		levels:  []string{"ORG_ADMIN"}, condition: "needed for another user", restricts: true,
		example: "This gets a count of work items belonging to either the specified user(admin required), or the current user.",
		want:    catalog.Prose{Conditions: []string{"ORG_ADMIN: needed for another user"}},
	}, {
		pattern:   `reviewers for (?:this|the specified) certification can also call`,
		condition: "or a reviewer of the certification",
		example:   "Reviewers for this certification can also call this API.",
		want:      catalog.Prose{Conditions: []string{"or a reviewer of the certification"}},
	},

	// Required levels.
	{
		pattern: `tokens? with LIST authority is required`,
		example: "A token with API, ORG_ADMIN authority is required to call this API.",
		want:    catalog.Prose{Levels: []string{"API", "ORG_ADMIN"}},
	}, {
		pattern: `must have a token with LIST authority`,
		example: "You must have a token with API, ORG_ADMIN, ROLE_ADMIN, or ROLE_SUBADMIN authority to call this API.",
		want:    catalog.Prose{Levels: []string{"API", "ORG_ADMIN", "ROLE_ADMIN", "ROLE_SUBADMIN"}},
	}, {
		pattern: `tokens? with LIST is required to (?:access|call)`,
		example: "A token with SaaS Platform Internal or DevOps is required to access this endpoint.",
		want:    catalog.Prose{Levels: []string{"DEVOPS", "SAAS_PLATFORM_INTERNAL"}},
	}, {
		pattern:   `token with LIST authority can be used to change any identitys password`,
		condition: "for any identity's password",
		example:   "A token with [API authority](https://example.com) can be used to change **any** identity's password.",
		want:      catalog.Prose{Levels: []string{"API"}, Conditions: []string{"API: for any identity's password"}},
	}, {
		pattern: `authorized callers must be an? LIST(?:\.|$)`,
		example: "Authorized callers must be an ORG_ADMIN or a CERT_ADMIN.",
		want:    catalog.Prose{Levels: []string{"CERT_ADMIN", "ORG_ADMIN"}},
	}, {
		pattern:   `requires NAMES role or (?:authorization )?scope of SCOPES`,
		condition: "level or scope, either suffices",
		example:   "Requires ORG_ADMIN, API role or authorization scope of 'idn:password-org-config:read'",
		want: catalog.Prose{Levels: []string{"API", "ORG_ADMIN"}, Scopes: []string{"idn:password-org-config:read"}, Conditions: []string{
			"API: level or scope, either suffices", "ORG_ADMIN: level or scope, either suffices", "idn:password-org-config:read: level or scope, either suffices"}},
	}, {
		pattern: `requires (?:the )?role of NAMES`,
		example: "Requires role of ORG_ADMIN.",
		want:    catalog.Prose{Levels: []string{"ORG_ADMIN"}},
	}, {
		pattern:   `user level NAMES or scope SCOPES can access`,
		condition: "level or scope, either suffices",
		example:   "Any user with user level ORG_ADMIN or scope idn:access-request-administration:read can access this endpoint.",
		want: catalog.Prose{Levels: []string{"ORG_ADMIN"}, Scopes: []string{"idn:access-request-administration:read"}, Conditions: []string{
			"ORG_ADMIN: level or scope, either suffices", "idn:access-request-administration:read: level or scope, either suffices"}},
	}, {
		pattern:   `NAMES or users with rights SCOPES can`,
		condition: "level or right, either suffices",
		example:   `Only ORG_ADMIN or users with rights "idn:access-request-administration:write" can cancel the access requests in bulk.`,
		want: catalog.Prose{Levels: []string{"ORG_ADMIN"}, Scopes: []string{"idn:access-request-administration:write"}, Conditions: []string{
			"ORG_ADMIN: level or right, either suffices", "idn:access-request-administration:write: level or right, either suffices"}},
	}, {
		pattern:   `in addition to users with LIST, any user who originally submitted`,
		condition: "or the user who submitted the request",
		example:   "In addition to users with ORG_ADMIN, any user who originally submitted the access request may cancel it.",
		want:      catalog.Prose{Levels: []string{"ORG_ADMIN"}, Conditions: []string{"ORG_ADMIN: or the user who submitted the request"}},
	}, {
		pattern: `only LIST are allowed to perform this action`,
		example: "Only the owner of the approval and admin users are allowed to perform this action.",
		want:    catalog.Prose{Levels: []string{"APPROVAL_OWNER", "ORG_ADMIN"}},
	}, {
		pattern:   `accessible to work-item owner, LIST(?:\.|$)`,
		condition: "or the work item's owner",
		example:   "Accessible to work-item Owner, ORG_ADMIN, REPORT_ADMIN.",
		want: catalog.Prose{Levels: []string{"ORG_ADMIN", "REPORT_ADMIN"}, Conditions: []string{
			"ORG_ADMIN: or the work item's owner", "REPORT_ADMIN: or the work item's owner"}},
	}, {
		pattern: `either an admin, or the owning/current user must make this request`,
		levels:  []string{"ORG_ADMIN"}, condition: "or the owning or current user",
		example: "Either an admin, or the owning/current user must make this request.",
		want:    catalog.Prose{Levels: []string{"ORG_ADMIN"}, Conditions: []string{"ORG_ADMIN: or the owning or current user"}},
	}, {
		pattern: `user level: NAMES`,
		example: "**User level:** POLICY_ADMIN (policy administrator).",
		want:    catalog.Prose{Levels: []string{"POLICY_ADMIN"}},
	}, {
		pattern: `the current user is the LIST, in which case`, condition: "or the account manager or approver, for what is theirs",
		example: "1. The current user is the Org Admin, in which case he or she may request a summary of all approval requests.",
		want:    catalog.Prose{Levels: []string{"ORG_ADMIN"}, Conditions: []string{"ORG_ADMIN: or the account manager or approver, for what is theirs"}},
	}, {
		pattern: `any authenticated token \(except API\) to call`,
		levels:  []string{catalog.LevelAny}, needs: catalog.ClassUser,
		example: "* Allows any authenticated token (except API) to call this endpoint to request to grant access to themselves.",
		want:    catalog.Prose{Levels: []string{"ANY"}, Needs: catalog.ClassUser},
	}, {
		pattern: `any authenticated (?:token|user)(?: with the default scope)? can call`,
		levels:  []string{catalog.LevelAny},
		example: "Any authenticated token can call this API.",
		want:    catalog.Prose{Levels: []string{"ANY"}},
	}, {
		pattern: `any user with any user level can`,
		levels:  []string{catalog.LevelAny},
		example: "Any user with any user level can get the status of their own access requests.",
		want:    catalog.Prose{Levels: []string{"ANY"}},
	},

	// Scopes, rights and role contexts, those with a condition first.
	{
		pattern: `role context of SCOPES or the user must (?:own the source|be an account manager)`, condition: ownerInstead,
		example: "Requires role context of `idn:nesr:read` or the user must be an account manager of the source.",
		want:    catalog.Prose{Scopes: []string{"idn:nesr:read"}, Conditions: []string{"idn:nesr:read: " + ownerInstead}},
	}, {
		pattern: `user has the role context of SCOPES, (?:in (?:which|this) case|he or she may)`, condition: ownerInstead,
		example: "The user has the role context of `idn:nesr:read`, in which case they can get any approval.",
		want:    catalog.Prose{Scopes: []string{"idn:nesr:read"}, Conditions: []string{"idn:nesr:read: " + ownerInstead}},
	}, {
		pattern: `forceProvisioning option set to true, the SCOPES scope is required`, condition: "only for accounts with forceProvisioning",
		example: "To unlock an account that has the `forceProvisioning` option set to true, the `idn:accounts-provisioning:manage` scope is required.",
		want: catalog.Prose{Scopes: []string{"idn:accounts-provisioning:manage"}, Conditions: []string{
			"idn:accounts-provisioning:manage: only for accounts with forceProvisioning"}},
	}, {
		pattern: `if the owner-id query parameter is omitted, [^.]* must have the SCOPES right`, condition: "only where owner-id is omitted",
		example: "If the `owner-id` query parameter is omitted, all tokens will be retrieved, but the caller must have the 'idn:all-personal-access-tokens:read' right.",
		want: catalog.Prose{Scopes: []string{"idn:all-personal-access-tokens:read"}, Conditions: []string{
			"idn:all-personal-access-tokens:read: only where owner-id is omitted"}},
	}, {
		pattern: `references a campaign filter [^,]*, the token must include both SCOPES(?:\.|$)`, condition: "both, where the body references a campaign filter",
		example: "When the request body references a campaign filter (`filter.type: CAMPAIGN_FILTER`), the token must include both `idn:campaign:manage` and `idn:campaign-filter:read`.",
		want: catalog.Prose{Scopes: []string{"idn:campaign-filter:read", "idn:campaign:manage"}, Conditions: []string{
			"idn:campaign-filter:read: both, where the body references a campaign filter", "idn:campaign:manage: both, where the body references a campaign filter"}},
	}, {
		pattern: `has the read scope \(SCOPES\) or is an owner`, condition: "not needed by an owner of the violation",
		example: "Access is allowed if the caller has the read scope (`idn:sod-violation:read`) or is an owner of the violation.",
		want: catalog.Prose{Scopes: []string{"idn:sod-violation:read"}, Conditions: []string{
			"idn:sod-violation:read: not needed by an owner of the violation"}},
	}, {
		pattern: `callers without the SCOPES scope may only`, condition: "not needed by an owner of the violation",
		example: "Callers without the `idn:sod-violation:manage` scope may only reassign violations they own.",
		want: catalog.Prose{Scopes: []string{"idn:sod-violation:manage"}, Conditions: []string{
			"idn:sod-violation:manage: not needed by an owner of the violation"}},
	}, {
		pattern: `must have the SCOPES scope (?:or|and) (?:target )?role-context access(?: to the target machine identity \(LIST\))?`, condition: "with or in place of access to the target machine identity",
		example: "Callers must have the `idn:machine-identity-lifecycle-action:manage` scope or role-context access to the target machine identity (organization admin, source admin, scoped source sub-admin, or effective owner).",
		want: catalog.Prose{Levels: []string{"ORG_ADMIN", "SOURCE_ADMIN", "SOURCE_SUBADMIN"}, Scopes: []string{"idn:machine-identity-lifecycle-action:manage"}, Conditions: []string{
			"ORG_ADMIN: with or in place of access to the target machine identity", "SOURCE_ADMIN: with or in place of access to the target machine identity",
			"SOURCE_SUBADMIN: with or in place of access to the target machine identity",
			"idn:machine-identity-lifecycle-action:manage: with or in place of access to the target machine identity"}},
	}, {
		pattern: `SCOPES is for NAMES level`, condition: "by the caller's user level", restricts: true,
		example: "**Security:** idn:access-request:manage is for ORG_ADMIN level.",
		want: catalog.Prose{Scopes: []string{"idn:access-request:manage"}, Conditions: []string{
			"ORG_ADMIN: by the caller's user level", "idn:access-request:manage: by the caller's user level"}},
	}, {
		pattern: `(?:requires?|will require|need|needs) (?:a |an |the |one of the )?(?:following )?(?:authorization |security )?scopes?(?: of)?:? (?:- )?SCOPES`,
		example: "The request will need one of the following security scopes: - sp:config:read - sp:config:manage",
		want:    catalog.Prose{Scopes: []string{"sp:config:manage", "sp:config:read"}},
	}, {
		pattern: `role context of SCOPES`,
		example: "Requires role context of `idn:nesr:create`",
		want:    catalog.Prose{Scopes: []string{"idn:nesr:create"}},
	}, {
		pattern: `following rights are required to access this endpoint: SCOPES`,
		example: "The following rights are required to access this endpoint: idn:multihosts:delete, idn:sources:delete",
		want:    catalog.Prose{Scopes: []string{"idn:multihosts:delete", "idn:sources:delete"}},
	}, {
		pattern: `requires the read scope \(SCOPES\)`,
		example: "Requires the read scope (idn:sod-violation:read).",
		want:    catalog.Prose{Scopes: []string{"idn:sod-violation:read"}},
	}, {
		pattern: `(?:requires|must have|has) the SCOPES (?:right|scope)`,
		example: "Requires the `idn:business-application:read` right and the Machine Identity Security product to be enabled.",
		want:    catalog.Prose{Scopes: []string{"idn:business-application:read"}},
	}, {
		pattern: `requires SCOPES`,
		example: "Requires `idn:jit-activation-history:read`.",
		want:    catalog.Prose{Scopes: []string{"idn:jit-activation-history:read"}},
	}, {
		pattern:   `need all the listed scopes`,
		allScopes: true,
		example:   ">**Note:** To use this endpoint, you need all the listed scopes.",
		want:      catalog.Prose{AllScopes: true},
	},

	// The caller's identity.
	{
		pattern: `caller identity is required`,
		needs:   catalog.ClassUser,
		example: "No permission scope is required; caller identity is required.",
		want:    catalog.Prose{Needs: catalog.ClassUser},
	}, {
		pattern: `if requester identity context is missing, an empty list is returned`,
		needs:   catalog.ClassUser,
		example: "If requester identity context is missing, an empty list is returned.",
		want:    catalog.Prose{Needs: catalog.ClassUser},
	}, {
		pattern: `use a personal access token or other user-scoped OAuth token`,
		needs:   catalog.ClassUser,
		example: "Use a [personal access token](https://example.com) or other user-scoped OAuth token.",
		want:    catalog.Prose{Needs: catalog.ClassUser},
	}, {
		pattern: `personal access token or a token generated with the authorization_code grant type will not work`,
		needs:   catalog.ClassClient,
		example: "A personal access token or a token generated with the authorization_code grant type will **NOT** work on this endpoint.",
		want:    catalog.Prose{Needs: catalog.ClassClient},
	},

	// Sentences that break off.
	{
		pattern: `(?:security|authorization) scopes?(?: of)?:?$`,
		broken:  true,
		example: "Request requires a security scope of:",
		want:    catalog.Prose{Broken: true},
	}, {
		pattern: `(?:^|[.!?] )required to call this API\.`,
		broken:  true,
		example: "May respond with 404 after that. required to call this API.",
		want:    catalog.Prose{Broken: true},
	},
}

// names is a list of technical level names: "ORG_ADMIN, API", "ROLE_ADMIN ROLE_SUBADMIN".
const (
	name  = `(?-i:API|[A-Z]+(?:_[A-Z]+)+|HELPDESK|DASHBOARD|USER)`
	names = `(?P<levels>` + name + `(?:(?:, or | or |, and | and |, | )` + name + `)*)`
	scope = `(?-i:[a-z]+(?::[a-z0-9-]+)+)`
)

// matcher is a rule's pattern ready for use.
type matcher struct {
	*regexp.Regexp
	// needle is a text in lower case without which the pattern can't match;
	// looking for it first spares nearly all matching.
	needle string
}

func (r rule) compile() matcher {
	pattern := `(?i)` + strings.NewReplacer(
		"LIST", `(?P<levels>[^.:;!?]{1,200}?)`,
		"NAMES", names,
		"SCOPES", `(?P<scopes>`+scope+`(?:(?:, and | and |, or | or |, | - | )`+scope+`)*)`,
	).Replace(r.pattern)
	return matcher{regexp.MustCompile(pattern), needle(pattern)}
}

// needle returns the longest literal that every match of a pattern contains, "" for none.
func needle(pattern string) string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	parts := []*syntax.Regexp{parsed}
	if parsed.Op == syntax.OpConcat {
		parts = parsed.Sub
	}
	longest := ""
	for _, part := range parts {
		if part.Op == syntax.OpLiteral && len(part.Rune) > len(longest) {
			longest = strings.ToLower(string(part.Rune))
		}
	}
	return longest
}

// compiled is the table ready for use. A command that reads no prose does not pay for it.
var compiled = sync.OnceValue(func() []matcher {
	matchers := make([]matcher, len(rules))
	for i, r := range rules {
		matchers[i] = r.compile()
	}
	return matchers
})
