package export

import (
	"authcat/catalog"
)

// column is one column of the endpoint table: a name that CSV, JSON and the
// catalog's view endpoints share, and its value.
type column struct {
	name  string
	value func(*catalog.Operation) any
}

// endpointColumns is the CSV contract: one row per operation.
var endpointColumns = []column{
	{"api", func(o *catalog.Operation) any { return o.API }},
	{"method", func(o *catalog.Operation) any { return o.Method }},
	{"path", func(o *catalog.Operation) any { return o.Path }},
	{"operation_id", func(o *catalog.Operation) any { return o.OperationID }},
	{"title", func(o *catalog.Operation) any { return o.Name() }},
	{"tags", func(o *catalog.Operation) any { return catalog.Normalize(o.Tags) }},
	{"needs", func(o *catalog.Operation) any { return string(o.Decision.Needs) }},
	{"basis", func(o *catalog.Operation) any { return string(o.Decision.Basis) }},
	{"pat", accepts(catalog.CredentialPAT)},
	{"authorization_code", accepts(catalog.CredentialAuthorizationCode)},
	{"client_credentials", accepts(catalog.CredentialClient)},
	{"user_scopes", func(o *catalog.Operation) any { return o.Decision.UserScopes }},
	{"client_scopes", func(o *catalog.Operation) any { return o.Decision.ClientScopes }},
	{"scope_rule", func(o *catalog.Operation) any { return string(o.Decision.ScopeRule) }},
	{"user_levels", func(o *catalog.Operation) any { return o.UserLevels }},
	{"deprecated", func(o *catalog.Operation) any { return o.Deprecated }},
	{"experimental", func(o *catalog.Operation) any { return o.IsExperimental() }},
	{"findings", func(o *catalog.Operation) any { return findingCodes(o) }},
	{"source", func(o *catalog.Operation) any { return o.Source() }},
	{"user_levels_source", func(o *catalog.Operation) any { return o.LevelsWitness.Column() }},
	{"level_conditions", func(o *catalog.Operation) any { return ConditionPhrases(o.Conditions()) }},
	{"confidence", func(o *catalog.Operation) any { return string(o.Confidence) }},
	{"docs_url", func(o *catalog.Operation) any { return o.DocsURL }},
	{"lineage", func(o *catalog.Operation) any { return o.Lineage }},
	{"differs_in", func(o *catalog.Operation) any { return catalog.Normalize(o.DiffersIn) }},
	{"kept_since", func(o *catalog.Operation) any { return o.KeptSince() }},
	{"address", func(o *catalog.Operation) any { return o.Address }},
	{"observed", func(o *catalog.Operation) any { return observedCodes(o) }},
}

func accepts(credential catalog.Credential) func(*catalog.Operation) any {
	return func(o *catalog.Operation) any { return string(o.Decision.Accepts(credential)) }
}

func findingCodes(o *catalog.Operation) []string {
	codes := make([]string, 0, len(o.Findings))
	for _, finding := range o.Findings {
		codes = append(codes, string(finding.Code))
	}
	return catalog.Normalize(codes)
}

// Endpoints lists operations with the columns of the CSV contract.
func Endpoints(dataset Dataset, operations []catalog.Operation) Listing {
	listing := Listing{
		Kind:    "operations",
		Dataset: dataset,
		Rows:    make([][]any, 0, len(operations)),
		Brief:   []string{"api", "method", "address", "needs", "user_scopes", "user_levels"},
		Spare:   []string{"user_levels", "user_scopes"},
	}
	for _, column := range endpointColumns {
		listing.Columns = append(listing.Columns, column.name)
	}
	for i := range operations {
		row := make([]any, len(endpointColumns))
		for j, column := range endpointColumns {
			row[j] = column.value(&operations[i])
		}
		listing.Rows = append(listing.Rows, row)
	}
	return listing
}
