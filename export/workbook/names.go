package workbook

import (
	"fmt"
	"strings"
	"unicode"
)

// maxTabUnits is how long a tab's name may be, in UTF-16 units.
const maxTabUnits = 31

// tabNames makes a name of each sheet's that Excel takes: 1 to 31 characters,
// none of : \ / ? * [ ] and no control character, no apostrophe (Excel takes it
// inside of a name, but the filter's range would quote it wrongly), not
// "History", and no two alike whatever their case.
func tabNames(sheets []Sheet) []string {
	names := make([]string, len(sheets))
	taken := map[string]bool{"history": true}
	for i, sheet := range sheets {
		base := tabName(sheet.Name)
		name := firstUnits(base, maxTabUnits)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			suffix := fmt.Sprintf(" (%d)", n)
			name = firstUnits(base, maxTabUnits-len(suffix)) + suffix
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

func tabName(name string) string {
	clean := strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`:\/?*[]'`, r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0xFFFE, r == 0xFFFF:
			return '_'
		default:
			return r
		}
	}, name))
	if clean == "" {
		return "Sheet"
	}
	return clean
}
