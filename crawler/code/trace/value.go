package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// value is a text as far as it is known: pieces that stand in the source, and
// holes for what doesn't.
type value []piece

// piece is a literal text, or a hole.
type piece struct {
	text string
	// hole names what is filled in, "" for a literal.
	hole string
	// param is set where the hole is filled by a parameter of the function that
	// the value was found in, or by a field of one.
	param *paramRef
	// line of a literal's source.
	line int
}

// paramRef is a parameter of a function, "options", or a field of it, "options.url".
type paramRef struct {
	fn    *syntax.Function
	name  string
	field string
}

// What is kept of a text: so many ways in which it may come out, of so many pieces.
const (
	mostWays   = 64
	mostPieces = 64
)

func literal(text string, line int) value { return value{{text: text, line: line}} }

func hole(name string) value { return value{{hole: holeName(name)}} }

// holeName is a name as it stands between braces in a path.
func holeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, name)
	if name == "" {
		return "x"
	}
	return name
}

// String is the text with its holes as "{name}".
func (v value) String() string {
	var b strings.Builder
	for _, p := range v {
		if p.hole != "" {
			b.WriteString("{" + p.hole + "}")
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// line is where the first literal stands that has part of a path in it, 0 for none.
func (v value) line() int {
	for _, p := range v {
		if p.hole == "" && strings.Contains(strings.Replace(p.text, "://", "", 1), "/") {
			return p.line
		}
	}
	return 0
}

// params are the parameters that fill holes of the value.
func (v value) params() []*paramRef {
	var refs []*paramRef
	for _, p := range v {
		if p.param != nil {
			refs = append(refs, p.param)
		}
	}
	return refs
}

// mostText is how many pieces are put together for one file: more than any file
// needs that people write, and soon done.
const mostText = 2_000_000

// spend counts pieces that are put together, and ends the evaluation of the file
// when there were too many.
func (f *file) spend(pieces int) {
	if f.spent += pieces; f.spent > mostText {
		f.budget = 0
	}
}

// concat puts together each way of one text and each of another.
func (f *file) concat(heads, tails []value) []value {
	var all []value
	for _, head := range heads {
		for _, tail := range tails {
			if f.spend(len(head) + len(tail)); len(all) == mostWays || f.spent > mostText {
				return all
			}
			joined := slices.Concat(head, tail)
			all = append(all, joined[:min(len(joined), mostPieces)])
		}
	}
	return all
}

// ways are texts without those that are there twice.
func (f *file) ways(all []value) []value {
	seen := map[string]bool{}
	return slices.DeleteFunc(all[:min(len(all), mostWays)], func(v value) bool {
		f.spend(len(v))
		text := v.String()
		twice := seen[text]
		seen[text] = true
		return twice
	})
}

func oneOfThese(names ...string) map[string]bool {
	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
	}
	return all
}
