package calls

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// readLines reads one "METHOD URL" a line. A "#" begins a comment at the start
// of a line or after white space, since one within a URL begins its fragment.
// The protocol of a request line ("GET /v3/identities HTTP/1.1") may follow.
func readLines(c *collector, body []byte) error {
	number := 0
	for line := range bytes.Lines(body) {
		number++
		if c.full {
			break
		}
		if fields := significant(line); len(fields) > 0 {
			readLine(c, fmt.Sprintf("line %d", number), fields)
		}
	}
	return nil
}

// significant splits a line into words, without its comment. It looks no
// further than a method and the longest URL reach.
func significant(line []byte) []string {
	fields := strings.Fields(string(line[:min(len(line), 2*maxURL)]))
	if comment := slices.IndexFunc(fields, func(field string) bool { return field[0] == '#' }); comment >= 0 {
		fields = fields[:comment]
	}
	return fields
}

func readLine(c *collector, where string, fields []string) {
	switch {
	case len(fields) == 1 && looksLikeURL(fields[0]):
		c.skip(where, "there is no method in front of the URL")
	case len(fields) == 1 && slices.Contains(methods, strings.ToUpper(fields[0])):
		c.skip(where, "there is no URL behind the method")
	case len(fields) == 1 || !looksLikeURL(fields[1]):
		c.skip(where, "it is no METHOD URL")
	case len(fields) > 3 || len(fields) == 3 && !strings.HasPrefix(fields[2], "HTTP/"):
		c.skip(where, "there is more on the line than a method and a URL")
	default:
		c.call(request{method: fields[0], url: fields[1], where: where})
	}
}

// looksLikeURL tells a URL or path, "{{baseUrl}}" in front included, from a word.
func looksLikeURL(word string) bool {
	return strings.Contains(word, "/")
}
