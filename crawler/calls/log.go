package calls

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// logLine is a line of the common log format, "%h %l %u %t \"%r\" %>s %b",
// with or without the two quoted fields of the combined one behind it and a
// virtual host in front. In quotes, quotes are escaped.
// https://httpd.apache.org/docs/current/mod/mod_log_config.html
var logLine = regexp.MustCompile(`^\S.*?\[[^\]]+\] "((?:[^"\\]|\\.)*)" (?:\d{3}|-)(?:\s|$)`)

// looksLikeLog reports whether most of the first lines that say anything are a log's.
func looksLikeLog(body []byte) bool {
	const sample = 100
	lines, log := 0, 0
	for line := range bytes.Lines(body) {
		if len(significant(line)) == 0 {
			continue
		}
		if logLine.Match(bytes.TrimSpace(line)) {
			log++
		}
		if lines++; lines == sample {
			break
		}
	}
	return log*2 > lines
}

func readLog(c *collector, body []byte) error {
	number := 0
	for line := range bytes.Lines(body) {
		number++
		if c.full {
			break
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("line %d", number)
		match := logLine.FindSubmatch(line)
		if match == nil {
			c.skip(where, "it is no line of the common or combined log format")
			continue
		}
		readRequestLine(c, where, string(match[1]))
	}
	return nil
}

// readRequestLine reads "GET /v3/identities HTTP/1.1". What speaks no HTTP to
// a server's port leaves "-" or bytes of another protocol in its place.
func readRequestLine(c *collector, where, text string) {
	fields := strings.Split(text, " ")
	if len(fields) < 3 || !strings.HasPrefix(fields[len(fields)-1], "HTTP/") {
		c.skip(where, "its request is not one of HTTP")
		return
	}
	if len(fields) > 3 {
		c.skip(where, "its request has a space in its URL")
		return
	}
	if fields[1] == "*" {
		c.skip(where, "its request is about the server, not about a URL")
		return
	}
	c.call(request{method: fields[0], url: unescapeLog(fields[1]), where: where})
}

// unescapeLog turns a log's escapes into a URL's: both servers write a byte
// that is not printable as \x and two hex digits, Apache a quote as \".
func unescapeLog(url string) string {
	if !strings.Contains(url, `\`) {
		return url
	}
	return strings.NewReplacer(`\x`, "%", `\"`, "%22", `\\`, "%5C").Replace(url)
}
