// Package sums reads and writes lists of files with their SHA-256, in the form
// of coreutils: what sha256sum(1) prints and 'sha256sum -c' checks.
package sums

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Name is what a folder's own list is called.
const Name = "SHA256SUMS"

// Suffix is what the name of a single file's list has after the file's.
const Suffix = ".sha256"

// List has the SHA-256 of files in hex, by their names with "/" between folders.
type List map[string]string

// Of is the SHA-256 of a text, in hex.
func Of(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// escapes is how coreutils write names that would break a line; such a line
// starts with a backslash.
var escapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)

// Encode writes the list, sorted by name.
func (l List) Encode() []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(l)) {
		escaped := escapes.Replace(name)
		if escaped != name {
			b.WriteByte('\\')
		}
		fmt.Fprintf(&b, "%s  %s\n", l[name], escaped)
	}
	return b.Bytes()
}

// Parse reads a list. It fails on the first line that is none, and on a name
// that stands twice.
func Parse(text []byte) (List, error) {
	list := List{}
	for line := range strings.Lines(string(text)) {
		name, sum, err := parseLine(strings.TrimSuffix(line, "\n"))
		if _, twice := list[name]; twice && err == nil {
			err = errors.New("the name stands twice")
		}
		if err != nil {
			return nil, fmt.Errorf("%q: %w", strings.TrimSuffix(line, "\n"), err)
		}
		list[name] = sum
	}
	return list, nil
}

// Find finds a name's sum in a text that Encode wrote, without reading all of
// it: "" where the name is not there.
func Find(text, name string) string {
	if found, sum := Floor(text, name); found == name {
		return sum
	}
	return ""
}

// Floor finds the last name in a text that Encode wrote that does not come
// after one, and its sum: "" where there is none.
func Floor(text, name string) (found, sum string) {
	for text != "" {
		middle := strings.LastIndexByte(text[:len(text)/2], '\n') + 1
		line, after, _ := strings.Cut(text[middle:], "\n")
		at, atSum, err := parseLine(line)
		switch {
		case err != nil:
			return "", ""
		case at > name:
			text = text[:middle]
		default:
			found, sum, text = at, atSum, after
		}
	}
	return found, sum
}

func parseLine(line string) (name, sum string, err error) {
	line, escaped := strings.CutPrefix(line, `\`)
	const length = 2 * sha256.Size
	if len(line) < length+3 || line[length] != ' ' || line[length+1] != ' ' && line[length+1] != '*' {
		return "", "", errors.New("not a SHA-256 and a name")
	}
	sum, name = line[:length], line[length+2:]
	if strings.Trim(sum, "0123456789abcdef") != "" {
		return "", "", errors.New("not a SHA-256 in hex")
	}
	if escaped {
		name, err = unescape(name)
	}
	return name, sum, err
}

func unescape(name string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] != '\\' {
			b.WriteByte(name[i])
			continue
		}
		i++
		switch {
		case i < len(name) && name[i] == '\\':
			b.WriteByte('\\')
		case i < len(name) && name[i] == 'n':
			b.WriteByte('\n')
		case i < len(name) && name[i] == 'r':
			b.WriteByte('\r')
		default:
			return "", errors.New("a backslash before something else than a backslash, n or r")
		}
	}
	return b.String(), nil
}
