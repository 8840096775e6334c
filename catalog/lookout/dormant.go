package lookout

import (
	"slices"
	"time"

	"authcat/catalog"
)

// A document is dormant when it has not changed for dormantDays days in which
// at least half of its siblings, the other specifications of its product,
// changed livelyChanges times or more.
//
// From October 2022 to August 2026 no ISC specification stood still for longer
// than 49 days.
const (
	dormantDays   = 60
	livelyChanges = 5
)

// Day is what was read on one day.
type Day struct {
	// Date is "2026-08-22".
	Date      string
	Documents []catalog.Document
}

// Dormant lists the specifications that are dormant on the last of some days,
// which are given from the oldest on. A day that is not among them was like the
// one before. Of a document that is kept from an earlier day nothing is known.
func Dormant(apis []catalog.API, days []Day) []catalog.Problem {
	if len(days) == 0 {
		return nil
	}
	since := before(days[len(days)-1].Date, dormantDays)
	records := map[string]record{}
	for _, api := range apis {
		records[api.ID] = follow(api.ID, days, since)
	}
	var found []catalog.Problem
	for _, api := range apis {
		own := records[api.ID]
		if !own.read || own.since > since {
			continue
		}
		siblings, lively := 0, 0
		for _, other := range apis {
			if r := records[other.ID]; other.ID != api.ID && other.Product == api.Product && r.known {
				siblings++
				if r.changes >= livelyChanges {
					lively++
				}
			}
		}
		if lively > 0 && 2*lively >= siblings {
			found = append(found, catalog.Problem{Key: catalog.Key{API: api.ID}, Code: catalog.CodeDocumentDormant,
				Seen: "unchanged since " + own.since})
		}
	}
	return found
}

// record is what became of one API's specification.
type record struct {
	// known is set when the last day has it, read when it was read then.
	known, read bool
	// since is the first day on which it was seen as it is, changes is how often
	// it changed after the beginning of the time that counts.
	since   string
	changes int
}

func follow(api string, days []Day, beginning string) record {
	var r record
	hash := ""
	for _, day := range days {
		i := slices.IndexFunc(day.Documents, func(d catalog.Document) bool { return d.Role == catalog.RoleSpec && d.API == api })
		if r.known = i >= 0; !r.known {
			r.read = false
			continue
		}
		document := day.Documents[i]
		r.read = !document.Kept
		if document.SHA256 == hash {
			continue
		}
		if hash != "" && day.Date > beginning {
			r.changes++
		}
		hash, r.since = document.SHA256, day.Date
	}
	return r
}

// before is the day so many days before another.
func before(date string, days int) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, -days).Format(time.DateOnly)
}
