package export

import (
	"fmt"
	"strings"

	ledger "authcat/catalog/observed"
	"authcat/catalog/traffic"
)

// Traffic lists what is kept of calls.
func Traffic(dataset Dataset, records []ledger.Record, seen traffic.Seen) Answer {
	listing := Listing{
		Kind: ObserveForm.Rows, Dataset: dataset,
		Columns: ObserveForm.Columns(),
		Brief:   []string{"method", "path", "credential", "status", "detail", "day", "calls"},
		Spare:   []string{"day", "detail"},
		None:    "Nothing is kept of the calls.",
	}
	for _, r := range records {
		listing.Rows = append(listing.Rows, []any{
			r.Method, r.Path, r.Version, string(r.Credential), append([]string{}, r.Scopes...), r.Level, r.Status, r.Detail, r.Day, r.Tenant, r.Calls,
		})
	}
	return trafficAnswer{listing, seen}
}

// trafficAnswer says in its note what became of the calls.
type trafficAnswer struct {
	Listing
	seen traffic.Seen
}

func (a trafficAnswer) Note() string {
	return TrafficPhrase(a.seen) + "; matched with the " + a.Dataset.String()
}

// TrafficPhrase says what became of calls: "5 calls, of which 2 are kept; left out: 3 to no published operation".
func TrafficPhrase(seen traffic.Seen) string {
	calls := "1 call"
	if seen.Calls != 1 {
		calls = fmt.Sprintf("%d calls", seen.Calls)
	}
	phrase := fmt.Sprintf("%s, of which %d are kept", calls, seen.Kept)
	if seen.Kept == 1 {
		phrase = calls + ", of which 1 is kept"
	}
	var left []string
	for _, l := range seen.Left {
		left = append(left, fmt.Sprintf("%d %s", l.Calls, leftWords[l.Reason]))
	}
	if len(left) > 0 {
		phrase += "; left out: " + strings.Join(left, ", ")
	}
	return phrase
}

// leftWords say why calls are left out, behind their number.
var leftWords = map[traffic.Reason]string{
	traffic.NoOperation: "to no published operation",
	traffic.Several:     "to an address that several operations have",
	traffic.NotISC:      "to another product",
	traffic.NoAnswer:    "without an answer's status",
	traffic.Elsewhere:   "redirected or not final",
	traffic.BadToken:    "with status 401, which is about the token",
	traffic.NoObject:    "with status 404, which is about the object",
	traffic.TooMany:     "with status 429, which is about other calls",
	traffic.NoRoom:      "beyond what is kept at once",
}
