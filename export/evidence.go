package export

import "authcat/catalog/answer"

// Evidence lists what every witness says of the operations that were found, fact
// by fact: one row a statement, the one that is believed first. An operation's
// own statements stand in its API's document, which source names.
func Evidence(found *answer.Found) Listing {
	listing := Listing{
		Kind: EvidenceForm.Rows, Dataset: found.Dataset,
		Columns: EvidenceForm.Columns(),
		Brief:   []string{"method", "address", "fact", "witness", "counts", "value"},
		Spare:   []string{"witness"},
	}
	if len(found.Operations) == 1 {
		listing.Brief = listing.Brief[2:]
	}
	for _, o := range found.Operations {
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
