package calls

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// formatHTTP is a file of requests for an editor: VS Code's REST Client, JetBrains' HTTP Client.
const formatHTTP = "http"

var httpFile = format{formatHTTP, "a file of HTTP requests", nil, func(c *collector, body []byte) error {
	c.requests(string(body))
	return nil
}}

// fileVariable is "@name = value".
var fileVariable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^@([\w.-]+)\s*=\s*(.*)$`) })

// isHTTPFile tells one by what separates its requests, or by its variables.
func (s sample) isHTTPFile() bool {
	marked, request := false, false
	for line := range s.lines {
		marked = marked || strings.HasPrefix(string(line), "###") || fileVariable().Match(line)
		request = request || isRequest(line)
	}
	// A separator alone is a comment, which no line of s.lines is.
	return request && (marked || strings.HasPrefix(string(s.text), "###") || strings.Contains(string(s.text), "\n###"))
}

// The parts of a request that lines belong to.
const (
	beforeRequest = iota
	inURL         // which may go on, indented
	inHeaders
	inBody // up to a separator
)

// restReader reads requests line by line.
type restReader struct {
	c         *collector
	variables *variables
	part      int
	// script is set within "< {% … %}".
	script bool
	next   request
}

// requests reads the requests of a file.
// https://github.com/Huachao/vscode-restclient, https://www.jetbrains.com/help/idea/exploring-http-syntax.html
func (c *collector) requests(text string) {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		if found := fileVariable().FindStringSubmatch(strings.TrimSpace(line)); found != nil && len(found[2]) <= maxURL {
			values[found[1]] = strings.Trim(found[2], `"'`)
		}
	}
	r := restReader{c: c, variables: &variables{values: values}}
	number := 0
	for line := range strings.Lines(text) {
		if c.done {
			return
		}
		number++
		r.line(number, strings.TrimRight(line, "\r\n"))
	}
	r.finish()
}

func (r *restReader) line(number int, line string) {
	text := strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(line, "###"):
		r.finish()
		r.script = false
	case r.part != beforeRequest && startsRequest(line): // the separator was forgotten
		r.finish()
		r.begin(number, text)
	case r.part == inBody:
	case text == "":
		if r.part == inHeaders || r.part == inURL {
			r.finish()
			r.part = inBody
		}
	case r.part == inURL && line[0] <= ' ' && text[0] != '#':
		if len(r.next.written) <= maxURL {
			r.next.written += text
		}
	case r.part != beforeRequest:
		r.part = inHeaders
	case r.script || strings.HasPrefix(text, "< {%"):
		r.script = !strings.HasSuffix(text, "%}")
	case text[0] == '#' || strings.HasPrefix(text, "//") || text[0] == '@':
	default:
		r.begin(number, text)
	}
}

// startsRequest reports whether a line is one of a request, and nothing else.
func startsRequest(line string) bool {
	method, url, ok := strings.Cut(line, " ")
	url = restLine(url)
	return ok && slices.Contains(methods, method) && restURL(url) && !strings.Contains(url, " ")
}

// begin reads the line that begins a request: "METHOD URL HTTP/1.1", or a URL alone for a GET.
func (r *restReader) begin(number int, text string) {
	method, url, _ := strings.Cut(text, " ")
	if strings.HasPrefix(method, "HTTP/") { // an answer that is shown
		r.part = inBody
		return
	}
	if restURL(text) {
		method, url = "GET", text
	}
	if url = restLine(url); method == "" || !restURL(url) {
		r.c.skipLine(number, "it is no METHOD URL")
		r.part = inBody
		return
	}
	r.part = inURL
	r.next = request{method: method, written: url, line: number}
}

func restURL(text string) bool {
	return strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") || strings.HasPrefix(text, "{{") || strings.Contains(text, "/") && !strings.Contains(text, " ")
}

// restLine is the URL in what stands behind a method.
func restLine(text string) string {
	text, _, _ = strings.Cut(text, " #")
	if at := strings.LastIndex(text, " HTTP/"); at >= 0 {
		text = text[:at]
	}
	return strings.TrimSpace(text)
}

// finish takes the request that was read.
func (r *restReader) finish() {
	if r.part == inURL || r.part == inHeaders {
		url, ok := r.variables.expand(r.next.written)
		if ok {
			r.next.url = url
			r.c.expression(r.next)
		} else {
			r.c.room -= vainText
			r.c.skipLine(r.next.line, tooLong)
		}
	}
	r.part, r.next = beforeRequest, request{}
}
