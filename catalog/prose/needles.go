package prose

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// mostNeedles is up to how many texts are worth to be looked for before a
// pattern is tried.
const mostNeedles = 12

// needles returns texts in lower case of which every match of a pattern
// contains one; none where the pattern gives no few.
func needles(pattern string) []string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	found := needlesOf(parsed.Simplify())
	if len(found) > mostNeedles {
		return nil
	}
	return found
}

func needlesOf(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needlesOf(re.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, part := range re.Sub {
			if found := needlesOf(part); rarer(found, best) {
				best = found
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, part := range re.Sub {
			found := needlesOf(part)
			if len(found) == 0 {
				return nil
			}
			all = append(all, found...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	default:
		return nil
	}
}

// rarer reports whether needles a are likelier to spare a match than b: they
// are longer, or fewer.
func rarer(a, b []string) bool {
	if len(a) == 0 || len(a) > mostNeedles {
		return false
	}
	if len(b) == 0 || len(b) > mostNeedles {
		return true
	}
	worth := func(needles []string) int { return min(shortest(needles), 6)*4 - len(needles) }
	return worth(a) > worth(b)
}

func shortest(needles []string) int {
	n := len(needles[0])
	for _, needle := range needles {
		n = min(n, len(needle))
	}
	return n
}
