package calls

import (
	"bytes"
	"slices"
	"strings"

	"authcat/catalog/find"
)

// readRequest reads a line of a list, "METHOD URL", or a URL alone. A "#" begins
// a comment at its start or after white space, since one within a URL begins its
// fragment. The protocol of a request line ("GET /v3/identities HTTP/1.1") may
// follow. URLs are read as people write them in code.
func readRequest(c *collector, number int, line []byte) {
	if method, url, ok := bytes.Cut(line, []byte(" ")); ok && plainMethod(method) && plainURL(url) && !bytes.ContainsAny(url, "${[<%") {
		c.give(Call{Request: find.NewRequest(method, url), line: c.at(number)})
		return
	}
	if fields := significant(line); len(fields) > 0 {
		readFields(c, number, fields)
	}
}

func isRequest(line []byte) bool {
	fields := significant(line)
	return len(fields) > 1 && slices.Contains(methods, strings.ToUpper(fields[0])) && looksLikeURL(fields[1])
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

func readFields(c *collector, number int, fields []string) {
	switch {
	case len(fields) == 1 && looksLikeURL(fields[0]) && c.open:
		c.expression(request{url: fields[0], line: number})
	case len(fields) == 1 && looksLikeURL(fields[0]):
		c.skipLine(number, "there is no method in front of the URL")
	case len(fields) == 1 && slices.Contains(methods, strings.ToUpper(fields[0])):
		c.skipLine(number, "there is no URL behind the method")
	case len(fields) == 1 || !looksLikeURL(fields[1]):
		c.skipLine(number, "it is no METHOD URL")
	case len(fields) > 3 || len(fields) == 3 && !strings.HasPrefix(fields[2], "HTTP/"):
		c.skipLine(number, "there is more on the line than a method and a URL")
	default:
		c.expression(request{method: fields[0], url: fields[1], line: number})
	}
}

// looksLikeURL tells a URL or path, "{{baseUrl}}" in front included, from a word.
func looksLikeURL(word string) bool {
	return strings.Contains(word, "/")
}
