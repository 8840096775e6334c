package export

import "authcat/catalog"

// Evidence lists what every witness says of operations, fact by fact: one row a
// statement, the one that is believed first. An operation's own statements
// stand in its API's document, which source names.
func Evidence(dataset Dataset, operations []catalog.Operation) Listing {
	listing := Listing{
		Kind: "statements", Dataset: dataset,
		Columns: []string{"api", "method", "path", "address", "fact", "witness", "value", "counts", "source", "said_on"},
		Brief:   []string{"method", "address", "fact", "witness", "counts", "value"},
	}
	if len(operations) == 1 {
		listing.Brief = listing.Brief[2:]
	}
	for i := range operations {
		o := &operations[i]
		for _, conclusion := range o.Ledger() {
			for _, s := range conclusion.Statements() {
				source := s.URL
				if source == "" {
					source = o.Document.URL + "#" + s.Pointer
				}
				listing.Rows = append(listing.Rows, []any{o.API, o.Method, o.Path, o.Address,
					string(s.Fact), string(s.Witness), s.Value.String(), string(s.Counts), source, s.On})
			}
		}
	}
	return listing
}
