package export

import "authcat/catalog"

// credentials are the kinds of credential, in the order of the columns of endpointColumns.
var credentials = []catalog.Credential{catalog.CredentialPAT, catalog.CredentialAuthorizationCode, catalog.CredentialClient}

// Grants is the long form for pivots: one row for every operation, kind of
// credential and scope that is published for that kind. Where none is
// published there is one row with an empty scope, so that every operation
// occurs with every kind of credential, accepted or not. By scope_rule any one
// of the scopes suffices or all are needed.
func Grants(dataset Dataset, operations []catalog.Operation) Listing {
	listing := Listing{
		Kind: "grants", Dataset: dataset,
		Columns: []string{"api", "method", "path", "title", "tag", "credential", "accepted", "scope", "scope_rule",
			"user_levels", "needs", "basis", "confidence", "lineage"},
		Brief: []string{"api", "method", "path", "credential", "accepted", "scope"},
		Spare: []string{"scope"},
	}
	for i := range operations {
		for _, credential := range credentials {
			listing.Rows = append(listing.Rows, grantRows(&operations[i], credential)...)
		}
	}
	return listing
}

func grantRows(o *catalog.Operation, credential catalog.Credential) [][]any {
	d := o.Decision
	scopes, levels := d.UserScopes, o.UserLevels
	if credential == catalog.CredentialClient { // behind its token is no user
		scopes, levels = d.ClientScopes, nil
	}
	if len(scopes) == 0 {
		scopes = []string{""}
	}
	rows := make([][]any, 0, len(scopes))
	for _, scope := range scopes {
		rows = append(rows, []any{o.API, o.Method, o.Path, o.Name(), o.Feature(), string(credential), string(d.Accepts(credential)), scope,
			string(d.ScopeRule), levels, string(d.Needs), string(d.Basis), string(o.Confidence), o.Lineage})
	}
	return rows
}
