package changelog

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"authcat/catalog/answer"
	"authcat/catalog/diff"
	"authcat/catalog/track"
	"authcat/export"
)

// told is what happened, and what that rests on.
type told struct {
	export.Listing
	readings []track.Reading
}

// First are the first n events; the note tells of all documents.
func (t told) First(n int) export.Answer { return told{t.FirstRows(n), t.readings} }

// Note says besides since when the documents of each API were read, and which.
func (t told) Note() string {
	note := t.Listing.Note()
	for i, reading := range t.readings {
		if i == 0 || t.readings[i-1].API != reading.API {
			note += "\n" + reading.API + ":"
		} else {
			note += ","
		}
		note += " " + path.Join(path.Base(path.Dir(reading.URL)), path.Base(reading.URL)) + " since " + reading.Since
	}
	return note
}

// Events lists what happened to operations, the oldest first.
func Events(h *answer.Happened) export.Answer {
	listing := export.Listing{
		Kind: export.HistoryForm.Rows, Dataset: h.Dataset,
		Columns: export.HistoryForm.Columns(),
		Brief:   []string{"date", "operation", "change"},
	}
	if len(h.Tracks) == 1 {
		listing.Brief = []string{"date", "change"}
	}
	for _, track := range h.Tracks {
		for _, event := range track.Events {
			for _, change := range event.Changes {
				listing.Rows = append(listing.Rows, []any{
					event.Date, change.API, change.Method, change.Path, string(event.Kind), string(change.Aspect), string(change.Effect),
					change.Before, change.After, change.Reason, change.Key.String(), changeText(event, change, h.From), h.Document(change.API, event.Date),
				})
			}
		}
	}
	slices.SortStableFunc(listing.Rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	readings := slices.Clone(h.Readings)
	slices.SortStableFunc(readings, func(a, b track.Reading) int { return strings.Compare(a.API, b.API) })
	return told{listing, readings}
}

// changeText is a change in a line: "needs: pat → pat-or-client (looser)".
func changeText(event track.Event, c diff.Change, from string) string {
	switch {
	case c.Aspect == diff.AspectAdded && event.Kind == track.First && event.Date == from:
		return "first seen: " + c.After + " (oldest entry)"
	case c.Aspect == diff.AspectAdded:
		return string(event.Kind) + ": " + c.After
	case c.Aspect == diff.AspectRemoved:
		return "gone, was: " + c.Before
	case c.Before == "" && c.After == "":
		return fmt.Sprintf("%s: %s (%s)", c.Aspect, c.Reason, c.Effect)
	default:
		return fmt.Sprintf("%s: %s → %s (%s)", c.Aspect, cmp.Or(c.Before, "none"), cmp.Or(c.After, "none"), c.Effect)
	}
}
