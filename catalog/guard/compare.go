package guard

import "authcat/catalog"

// Count is one counted fact of an API in two catalogs.
type Count struct {
	// API is "" for what belongs to the whole catalog.
	API           string
	Fact          Fact
	Before, After int
}

// Compare counts the facts of two catalogs side by side: the candidate's APIs
// in their order, those that only the published catalog has, then the whole
// catalog. Published may be nil.
func Compare(published, candidate *catalog.Snapshot) []Count {
	c := newComparison(Config{}, Past{Published: published}, candidate)
	var all []Count
	for _, api := range append(c.order, "") {
		for _, fact := range Counts() {
			if (fact == MatrixLevels) == (api == "") {
				all = append(all, Count{api, fact, c.published.count(api, fact), c.counts[api].Counts[fact]})
			}
		}
	}
	return all
}
