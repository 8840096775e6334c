package find_test

import (
	"fmt"

	"authcat/catalog"
	"authcat/catalog/find"
)

// An address as people have it, with ids and a query, finds its operation.
func ExampleMatch() {
	snapshot := catalog.Merge(catalog.Facts{
		APIs:         []catalog.API{{ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}},
		Observations: []catalog.Observation{{Key: catalog.Key{API: "v2025", Method: "GET", Path: "/reports/{id}"}}},
	})
	address, err := find.ParseAddress("GET", "https://acme.api.identitynow.com/v2025/reports/2c91?limit=1")
	if err != nil {
		fmt.Println(err)
	}
	for _, o := range find.Match(&snapshot, address) {
		fmt.Println(o.Key)
	}
	// Output:
	// v2025 GET /reports/{id}
}
