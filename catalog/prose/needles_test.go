package prose

import (
	"slices"
	"strings"
	"testing"
)

// What every match of a pattern contains, where that is one of a few texts.
func TestNeedles(t *testing.T) {
	many := strings.Split("alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike", " ")
	for pattern, want := range map[string][]string{
		`owner`:                                   {"owner"},
		`(?i)OWNER`:                               {"owner"},
		`(owner)+`:                                {"owner"},
		`(owner)?`:                                nil,
		`\w+`:                                     nil,
		`role|source|role`:                        {"role", "source"},
		`role|\w*`:                                nil,
		`\b(?:role|source) of`:                    {"role", "source"},
		`(?:role|source) of \w+ request`:          {" request"},
		`(?:manager|owner|reviewer)request`:       {"request"},
		`to be(?:is)`:                             {"to beis"},
		`\w+owner\w+request`:                      {"request"},
		`\w+own\w+source`:                         {"source"},
		`(?:x1|y2)\w(?:z3|w4|v5)`:                 {"x1", "y2"},
		`(?:manager|owners)\w(?:reviewer|users)`:  {"manager", "owners"},
		strings.Join(many, "|"):                   nil,
		strings.Join(many[:mostNeedles], "|"):     slices.Sorted(slices.Values(many[:mostNeedles])),
		"(?:" + strings.Join(many, "|") + `)\wat`: {"at"},
		`\wat(?:` + strings.Join(many, "|") + `)`: {"at"},
		`(`: nil,
	} {
		if got := needles(pattern); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}
