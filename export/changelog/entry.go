package changelog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"authcat/catalog/diff"
)

// Entry is what changed on one day.
type Entry struct {
	// Date of the newer data set, "2026-11-23".
	Date string
	// Against names the older data set, "catalog of 2026-11-22".
	Against string
	// Changes in the order of package diff: stricter ones first.
	Changes []diff.Change
	// Watched are the changes of watched endpoints, in words.
	Watched []string `json:",omitempty"`
}

// numbered is an entry with its place among those of the same date.
type numbered struct {
	Entry
	// number is 1 for the first entry of a date, and stays so when others come.
	number int
}

// newestFirst orders entries by date; of one date, the later ones in the slice are newer.
func newestFirst(entries []Entry) []numbered {
	counts := map[string]int{}
	ordered := make([]numbered, len(entries))
	for i, entry := range entries {
		counts[entry.Date]++
		ordered[i] = numbered{entry, counts[entry.Date]}
	}
	slices.SortFunc(ordered, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.number, a.number))
	})
	return ordered
}

// heading is "2026-11-23", and "2026-11-23 2" for the second entry of a date:
// words that every forge makes the same anchor of, "2026-11-23-2".
func (n numbered) heading() string {
	date := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, n.Date)
	if n.number > 1 {
		return fmt.Sprintf("%s %d", date, n.number)
	}
	return date
}

func (n numbered) anchor() string { return strings.ReplaceAll(n.heading(), " ", "-") }

// longest is how much of a value a reader of a page or a feed sees, in characters.
const longest = 400

// shown makes a value fit a line: valid text without what would steer or hide
// it, cut where it is endless.
func shown(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "..."
	}
	return text
}
