package calls

import (
	"bytes"
	"strings"
)

// cutLogLine takes the request out of a line of the common log format,
// "%h %l %u %t \"%r\" %>s %b", with or without the two quoted fields of the
// combined one behind it and a virtual host in front: what stands quoted
// between a time in brackets and a status. In quotes, quotes are escaped.
// https://httpd.apache.org/docs/current/mod/mod_log_config.html
func cutLogLine(line []byte) (request []byte, ok bool) {
	for start := 1; start < len(line); {
		end := bytes.IndexByte(line[start:], ']')
		if end < 0 {
			return nil, false
		}
		end += start
		rest := line[end+1:]
		open := bytes.IndexByte(line[start:end], '[')
		if open >= 0 && start+open+1 < end && bytes.HasPrefix(rest, []byte(` "`)) {
			if request, rest, ok := cutQuoted(rest[2:]); ok && startsWithStatus(rest) {
				return request, true
			}
		}
		start = end + 1
	}
	return nil, false
}

// cutQuoted cuts at the quote that ends a text in quotes.
func cutQuoted(text []byte) (quoted, rest []byte, ok bool) {
	for at := 0; at < len(text); at++ {
		quote := bytes.IndexByte(text[at:], '"')
		if quote < 0 {
			return nil, nil, false
		}
		escape := bytes.IndexByte(text[at:at+quote], '\\')
		if escape < 0 {
			return text[:at+quote], text[at+quote+1:], true
		}
		at += escape + 1 // the byte behind it, whatever it is
	}
	return nil, nil, false
}

// startsWithStatus reports whether a text is " 200 …", or " - …" where the server sent none.
func startsWithStatus(text []byte) bool {
	if len(text) < 2 || text[0] != ' ' {
		return false
	}
	end := 2
	if text[1] != '-' {
		if end = 4; len(text) < end {
			return false
		}
		for _, b := range text[1:end] {
			if b < '0' || b > '9' {
				return false
			}
		}
	}
	return len(text) == end || bytes.IndexByte([]byte(" \t\n\f\r"), text[end]) >= 0
}

func isLogLine(line []byte) bool {
	_, ok := cutLogLine(line)
	return ok
}

func readLogLine(c *collector, number int, line []byte) {
	if line[0] == '#' {
		return
	}
	text, ok := cutLogLine(line)
	if !ok {
		c.skipLine(number, "it is no line of the common or combined log format")
		return
	}
	if c.answer != nil {
		c.answer.readBeside(line, text)
	}
	method, url, why := cutRequestLine(text)
	switch {
	case why != "":
		c.skipLine(number, why)
	case bytes.IndexByte(url, '\\') >= 0:
		c.call(request{method: string(method), url: unescapeLog(string(url)), line: number})
	default:
		c.line(number, method, url)
	}
}

// readBeside reads what stands beside the request that cutLogLine took out of a
// line: the time in brackets before it, the status behind it.
func (a *Answer) readBeside(line, request []byte) {
	at := cap(line) - cap(request) // of the line's own bytes
	before, rest := line[:at-len(`] "`)], line[at+len(request)+len(`" `):]
	a.readLine(rest[:min(len(rest), 3)], before[bytes.LastIndexByte(before, '[')+1:])
}

// cutRequestLine reads "GET /v3/identities HTTP/1.1", or says why it can't. What
// speaks no HTTP to a server's port leaves "-" or bytes of another protocol in
// its place.
func cutRequestLine(text []byte) (method, url []byte, why string) {
	first, last := bytes.IndexByte(text, ' '), bytes.LastIndexByte(text, ' ')
	if first < 0 || first == last || !bytes.HasPrefix(text[last+1:], []byte("HTTP/")) {
		return nil, nil, "its request is not one of HTTP"
	}
	method, url = text[:first], text[first+1:last]
	if bytes.IndexByte(url, ' ') >= 0 {
		return nil, nil, "its request has a space in its URL"
	}
	if string(url) == "*" {
		return nil, nil, "its request is about the server, not about a URL"
	}
	return method, url, ""
}

// unescapeLog turns a log's escapes into a URL's: both servers write a byte
// that is not printable as \x and two hex digits, Apache a quote as \".
func unescapeLog(url string) string {
	return strings.NewReplacer(`\x`, "%", `\"`, "%22", `\\`, "%5C").Replace(url)
}
