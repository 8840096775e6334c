package export

import (
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
)

// Scopes lists scopes with what each opens.
func Scopes(dataset Dataset, uses []catalog.ScopeUse) Listing {
	listing := Listing{Kind: ScopesForm.Rows, Dataset: dataset, Columns: ScopesForm.Columns()}
	for _, u := range uses {
		listing.Rows = append(listing.Rows, []any{u.Scope, u.User, u.Client, u.UserOnly})
	}
	return listing
}

// Features lists features with how far each kind of credential gets.
func Features(dataset Dataset, features []catalog.Feature) Listing {
	listing := Listing{
		Kind: TagsForm.Rows, Dataset: dataset,
		Columns: TagsForm.Columns(),
		Brief:   []string{"tag", "api_client", "operations", "pat", "pat_or_client", "none"},
		Spare:   []string{"none"},
	}
	for _, f := range features {
		listing.Rows = append(listing.Rows, featureRow(f))
	}
	return listing
}

// APIFeatures lists the features of each API on its own: how far an API client
// gets with a feature is another answer in every API.
func APIFeatures(dataset Dataset, snapshot *catalog.Snapshot) Listing {
	listing := Listing{
		Kind: "features", Dataset: dataset,
		Columns: append([]string{"api"}, TagsForm.Columns()...),
		Brief:   []string{"api", "tag", "api_client", "operations", "pat", "pat_or_client", "none"},
		Spare:   []string{"none"},
	}
	for api, operations := range snapshot.ByAPI() {
		for _, f := range catalog.Features(operations) {
			listing.Rows = append(listing.Rows, append([]any{api.ID}, featureRow(f)...))
		}
	}
	return listing
}

func featureRow(f catalog.Feature) []any {
	return []any{f.Name, f.Client(), f.Total, f.Counts[catalog.NeedsPAT],
		f.Counts[catalog.NeedsPATOrClient], f.Counts[catalog.NeedsClient], f.Counts[catalog.NeedsNone], f.Counts[catalog.NeedsOther]}
}

// Status lists the documents of a data set: how old each is, and what it gave.
func Status(dataset Dataset, sources []answer.SourceStatus) Answer {
	listing := Listing{
		Kind: StatusForm.Rows, Dataset: dataset,
		Columns: StatusForm.Columns(),
		Brief:   []string{"source", "as_of", "age_days", "kept", "operations", "findings"},
		Spare:   []string{"kept", "findings"},
	}
	for _, d := range sources {
		name := string(d.Role)
		if d.Role == catalog.RoleSpec {
			name = d.API
		}
		listing.Rows = append(listing.Rows, []any{name, d.FetchedAt.UTC().Format(time.DateOnly), d.AgeDays, d.Kept, d.Operations, d.Findings, d.URL, d.SHA256})
	}
	if len(sources) == 0 {
		return listing
	}
	newest := slices.MinFunc(sources, func(a, b answer.SourceStatus) int { return a.AgeDays - b.AgeDays })
	return status{listing, newest.AgeDays}
}

// status is the documents of a data set as an answer.
type status struct {
	Listing
	days int // since the newest was fetched
}

// Note says how old the data set is too.
func (s status) Note() string {
	if s.days < 1 {
		return s.Listing.Note() + ", less than a day old"
	}
	return fmt.Sprintf("%s, %s old", s.Listing.Note(), Plural(s.days, "day"))
}
