package records

import (
	"time"

	"authcat/catalog"
	"authcat/export"
)

// sources lists the documents that the data set rests on.
func sources(dataset export.Dataset, snapshot *catalog.Snapshot) export.Listing {
	listing := export.Listing{
		Kind: "sources", Dataset: dataset,
		Columns: []string{"role", "api", "url", "sha256", "fetched", "kept"},
	}
	for _, d := range snapshot.Documents {
		listing.Rows = append(listing.Rows, []any{string(d.Role), d.API, d.URL, d.SHA256, d.FetchedAt.UTC().Format(time.DateOnly), d.Kept})
	}
	return listing
}

// apis lists the APIs with their operations by the credential that they need.
func apis(dataset export.Dataset, snapshot *catalog.Snapshot) export.Listing {
	listing := export.Listing{
		Kind: "apis", Dataset: dataset,
		Columns: []string{"id", "title", "product", "base_path", "status", "end_of_life",
			"operations", "pat", "pat_or_client", "client", "none", "other"},
	}
	counts := map[string]map[catalog.Needs]int{}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if counts[o.API] == nil {
			counts[o.API] = map[catalog.Needs]int{}
		}
		counts[o.API][o.Decision.Needs]++
	}
	for _, api := range snapshot.APIs {
		total := 0
		for _, n := range counts[api.ID] {
			total += n
		}
		row := []any{api.ID, api.Title, string(api.Product), api.BasePath, api.Status, api.EndOfLife, total}
		for _, needs := range catalog.AllNeeds { // in the order of the columns
			row = append(row, counts[api.ID][needs])
		}
		listing.Rows = append(listing.Rows, row)
	}
	return listing
}
