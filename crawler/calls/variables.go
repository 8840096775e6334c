package calls

import "strings"

// variables are those of a folder and, behind them, of what it is in.
type variables struct {
	parent *variables
	values map[string]string
}

func (v *variables) lookup(name string) (value string, ok bool) {
	for ; v != nil; v = v.parent {
		if value, ok := v.values[name]; ok {
			return value, true
		}
	}
	return "", false
}

// maxNesting of variables in variables; one that contains itself ends there.
const maxNesting = 10

// expand replaces "{{name}}" where the name is defined, in the values as well,
// and leaves others as they are. It returns false when the text grows beyond maxURL.
func (v *variables) expand(text string) (expanded string, ok bool) {
	var out strings.Builder
	v.write(&out, text, maxNesting)
	return out.String(), out.Len() <= maxURL
}

func (v *variables) write(out *strings.Builder, text string, nesting int) {
	for out.Len() <= maxURL {
		before, rest, found := strings.Cut(text, "{{")
		out.WriteString(before)
		if !found {
			return
		}
		name, after, closed := strings.Cut(rest, "}}")
		value, defined := v.lookup(strings.TrimSpace(name))
		switch {
		case !closed:
			out.WriteString("{{" + rest)
			return
		case defined && nesting > 0:
			v.write(out, value, nesting-1)
		default:
			out.WriteString("{{" + name + "}}")
		}
		text = after
	}
}
