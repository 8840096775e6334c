package wiki

import (
	"fmt"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/report"
)

// credentials explains in one screen what the credentials are, where they are
// made and looked up, and what a 403 means. Sources: SailPoint's guides
// https://developer.sailpoint.com/docs/api/authentication and
// https://documentation.sailpoint.com/saas/help/common/api_keys.html.
func (w *Wiki) credentials(p *page) {
	accepting := func(credential catalog.Credential) string {
		totals := w.Report.Summary.Totals
		return fmt.Sprintf("%d of %d", totals.Accepting(credential), totals.Total)
	}
	p.heading(2, report.NewHeading("What the credentials are"))
	p.table([]string{"", "Personal Access Token (PAT)", "Authorization-code token", "API client's token"}, [][]string{
		{"Stands for", "the user who made it", "the user who logged in", "**no one**: it has no user context"},
		{"Made in", "*Preferences > Personal Access Tokens*, by the user", "*Admin > Global > Security Settings > API Management*, a client with the grant type; then a user logs in", "*Admin > Global > Security Settings > API Management*, by an administrator"},
		{"Grant type", "`client_credentials`, with the PAT's own id and secret", "`authorization_code`, then `refresh_token`", "`client_credentials`"},
		{"Is limited by", "its scopes **and** its user's level", "its scopes **and** its user's level", "its scopes"},
		{upperFirst(w.counted()) + " that take it", accepting(catalog.CredentialPAT), accepting(catalog.CredentialAuthorizationCode), accepting(catalog.CredentialClient)},
	})
	p.paragraph("The grant type does not tell a PAT from an API client: both use `client_credentials`. What counts is who made it, a user or API Management. The clients of API Management, each with its grant types, and the PATs are listed by:")
	var rows [][]string
	for _, lookup := range []struct{ lineage, lists string }{
		{"GET /oauth-clients", "API clients with their grant types"},
		{"GET /personal-access-tokens", "PATs with their owners"},
	} {
		if o := w.Report.Operation(lookup.lineage); o != nil {
			rows = append(rows, []string{address(w.Report.Snapshot, o), lookup.lists, credential(o.Decision.Needs), scopes(o), levels(o)})
		}
	}
	if len(rows) > 0 {
		p.table([]string{"Endpoint", "Lists", "Credential", "Scopes", "User levels"}, rows)
	}
	p.printf("- %s opens on a PAT everything that its user's level allows, on an API client everything that an API client may call. It is **never** a way round a missing user: an API client with it has no user context either. %s opens only what needs no authorization.\n",
		export.CodeSpan(catalog.ScopeAll), export.CodeSpan(catalog.ScopeDefault))
	p.printf("- **403 Forbidden** means that the token is valid and not enough: it has no user context where one is needed, or carries none of the scopes, or its user has none of the levels. **401** means that the token itself is missing, expired or malformed.\n")
	p.printf("- A PAT does only what its user may do. Give the user the smallest level that suffices, not an administrator's.\n\n")
}
