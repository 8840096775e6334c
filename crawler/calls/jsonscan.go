package calls

import (
	"bytes"
	"encoding/json"
	"strings"
)

// jsonFields finds texts in JSON objects by their names, in one pass and
// without copies; of the fields of answers numbers too. What it does not look
// for is only stepped over: it tells where an object ends, not whether all of it
// is right.
type jsonFields struct {
	paths  jsonPaths
	values [allFields][]byte // as they stand between their quotes
	// looked is how many of them are looked for: callFields or allFields.
	looked int

	line []byte
	at   int
}

type jsonPaths [allFields]string

// find finds the fields of an object that is all of a line.
func (f *jsonFields) find(line []byte) bool {
	f.line, f.at, f.values = line, 0, [allFields][]byte{}
	return f.next() == '{' && f.object(&f.paths) && f.next() == 0 && f.at == len(line)
}

// next steps over white space; it is 0 at the end.
func (f *jsonFields) next() byte {
	for f.at < len(f.line) {
		switch b := f.line[f.at]; b {
		case ' ', '\t', '\r', '\n':
			f.at++
		default:
			return b
		}
	}
	return 0
}

// take steps over a byte if it comes next.
func (f *jsonFields) take(b byte) bool {
	if f.next() != b {
		return false
	}
	f.at++
	return true
}

// object reads one, and in it the fields of these paths. Of several of the same name the last counts.
func (f *jsonFields) object(paths *jsonPaths) bool {
	f.at++
	if f.take('}') {
		return true
	}
	for {
		if f.next() != '"' {
			return false
		}
		key, ok := f.text()
		if !ok || !f.take(':') {
			return false
		}
		if !f.value(key, paths) {
			return false
		}
		if f.take('}') {
			return true
		}
		if !f.take(',') {
			return false
		}
	}
}

// value reads the value of a field.
func (f *jsonFields) value(key []byte, paths *jsonPaths) bool {
	if bytes.IndexByte(key, '\\') >= 0 {
		key = []byte(unquoted(key))
	}
	wanted, nested := 0, false
	for i, path := range paths[:f.looked] {
		n := len(key)
		if n == 0 || len(path) < n || path[0] != key[0] || path[:n] != string(key) {
			continue
		}
		if len(path) == n {
			wanted |= 1 << i
		} else {
			nested = nested || path[n] == '.'
		}
	}
	var text, number []byte
	ok := false
	switch b := f.next(); {
	case b == '{' && nested:
		inner := within(paths, string(key)+".")
		ok = f.object(&inner)
	case b == '"':
		text, ok = f.text()
	default:
		start := f.at
		ok = f.skip(b)
		if wanted>>callFields != 0 && b >= '0' && b <= '9' {
			number = f.line[start:f.at]
		}
	}
	if wanted != 0 {
		f.keep(wanted, text, number)
	}
	return ok
}

// keep keeps a value in the places of the fields that it is of. Of a number nothing
// is kept but where one may stand.
func (f *jsonFields) keep(wanted int, text, number []byte) {
	for i := range f.values {
		switch {
		case wanted>>i&1 == 0:
		case i < callFields || number == nil:
			f.values[i] = text
		default:
			f.values[i] = number
		}
	}
}

// within are the paths that go on behind a prefix.
func within(paths *jsonPaths, prefix string) (inner jsonPaths) {
	for i, path := range paths {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			inner[i] = rest
		}
	}
	return inner
}

// text reads a string and returns what is between its quotes.
func (f *jsonFields) text() ([]byte, bool) {
	f.at++
	text, _, ok := cutQuoted(f.line[f.at:])
	f.at += len(text) + 1
	return text, ok
}

// skip steps over a value that is no string.
func (f *jsonFields) skip(first byte) bool {
	if first == '{' || first == '[' {
		return f.skipNested()
	}
	start := f.at
	for f.at < len(f.line) && bytes.IndexByte([]byte(",}] \t\r\n"), f.line[f.at]) < 0 {
		f.at++
	}
	return f.at > start
}

func (f *jsonFields) skipNested() bool {
	for depth := 0; f.at < len(f.line); {
		switch f.line[f.at] {
		case '"':
			if _, ok := f.text(); !ok {
				return false
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if f.at++; depth == 0 {
			return true
		}
	}
	return false
}

// unquoted is a string of JSON as it is written between its quotes, read; "" if it can't be.
func unquoted(text []byte) string {
	var read string
	quoted := append(append([]byte{'"'}, text...), '"')
	if json.Unmarshal(quoted, &read) != nil {
		return ""
	}
	return read
}
