package traffic

import (
	"strings"

	"authcat/catalog"
	"authcat/catalog/observed"
)

// same is what records have in common that are one.
type same struct {
	method, path, version         string
	credential                    catalog.Credential
	scopes, level, status, detail string
	tenant                        string
}

// Merge adds records to those of a ledger: the calls of those that differ in
// nothing else but their days add up, and the newest day stays. What was told in
// public, or has words of somebody's, stays as it is.
func Merge(ledger, added []observed.Record) []observed.Record {
	var merged []observed.Record
	at := map[same]int{}
	for _, records := range [][]observed.Record{ledger, added} {
		for _, r := range records {
			if r.Link != "" || r.Concluded != "" || r.Agreed != "" || r.Note != "" {
				merged = append(merged, r)
				continue
			}
			is := same{r.Method, r.Path, r.Version, r.Credential, strings.Join(r.Scopes, " "), r.Level, r.Status, r.Detail, r.Tenant}
			i, known := at[is]
			if !known {
				at[is] = len(merged)
				merged = append(merged, r)
				continue
			}
			have := &merged[i]
			have.Calls, have.Day = max(have.Calls, 1)+max(r.Calls, 1), max(have.Day, r.Day)
		}
	}
	return merged
}
