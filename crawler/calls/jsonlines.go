package calls

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// ErrNoFields is an input whose fields have to be named.
var ErrNoFields = errors.New("it is lines of JSON without the fields of a proxy or gateway that authcat knows: name those of the method and the URL")

// jsonLines makes the format of JSON lines with the fields that are named, or
// those of the form that reads most of a sample's lines.
func (in *Input) jsonLines(s sample) (format, error) {
	fields, read := in.Fields, 0
	if fields == (Fields{}) {
		for _, form := range forms {
			if n := form.count(s); n > read {
				fields, read = form, n
			}
		}
		if read == 0 {
			return format{}, ErrNoFields
		}
	}
	reader := newJSONReader(fields)
	if in.Answer != nil {
		if err := reader.findAnswers(s); err != nil {
			return format{}, err
		}
	}
	return format{formatJSON, "lines of JSON", reader.readLine, nil}, nil
}

// count is of how many lines of a sample the fields make a request, on a host if one is named.
func (f Fields) count(s sample) int {
	n := 0
	reader := newJSONReader(f)
	for line := range s.lines {
		if _, _, why := reader.request(line); why == "" && (f.Host == "" || len(reader.found.values[hostField]) > 0) {
			n++
		}
	}
	return n
}

// jsonReader reads JSON lines.
type jsonReader struct {
	found jsonFields
	url   []byte
}

// The places of fields.
const (
	methodField = iota
	urlField
	lineField
	hostField
	callFields // of the call; those of the answer follow
)

const (
	statusField = callFields + iota
	timeField
	allFields
)

func newJSONReader(f Fields) *jsonReader {
	return &jsonReader{found: jsonFields{looked: callFields, paths: jsonPaths{
		methodField: f.Method, urlField: f.URL, lineField: f.Line, hostField: f.Host, statusField: f.Status, timeField: f.Time,
	}}}
}

func (r *jsonReader) readLine(c *collector, number int, line []byte) {
	method, url, why := r.request(line)
	if why != "" {
		c.skipLine(number, why)
		return
	}
	if c.answer != nil {
		c.answer.readLine(r.found.values[statusField], r.found.values[timeField])
	}
	c.line(number, method, r.withHost(url))
}

// request is what the fields of a line say, or why it is none.
func (r *jsonReader) request(line []byte) (method, url []byte, why string) {
	if line[0] != '{' || !r.found.find(line) {
		return nil, nil, "it is no whole object of JSON"
	}
	for i, value := range r.found.values {
		if bytes.IndexByte(value, '\\') >= 0 {
			r.found.values[i] = []byte(unquoted(value))
		}
	}
	method, url = r.found.values[methodField], r.found.values[urlField]
	if text := r.found.values[lineField]; len(text) > 0 {
		if method, url, _ = bytes.Cut(text, []byte(" ")); bytes.IndexByte(url, ' ') >= 0 {
			method, url, why = cutRequestLine(text)
		}
	}
	switch {
	case why != "":
	case len(method) == 0 || len(url) == 0 || string(url) == "-":
		why = "it has no method and URL in the fields that are read"
	case bytes.Contains(url, []byte("+}")): // AWS's "/{proxy+}"
		why = "its URL is a pattern of the gateway's, not the one that was called"
	}
	return method, url, why
}

// withHost is a path on the host that the line names, and any other URL as it is.
func (r *jsonReader) withHost(url []byte) []byte {
	host := r.found.values[hostField]
	if url[0] != '/' || len(host) == 0 || string(host) == "-" {
		return url
	}
	r.url = append(append(append(r.url[:0], "https://"...), host...), url...)
	return r.url
}

// isDocument reports whether a line is all of a document that is read as a whole.
func isDocument(line []byte) bool {
	if !json.Valid(line) {
		return false
	}
	_, err := detectJSON(line)
	return !errors.Is(err, errNoFormat)
}

// looksLikeJSONLines reports whether a text is lines of objects rather than one document.
func (s sample) looksLikeJSONLines() bool {
	first, rest, found := bytes.Cut(bytes.TrimLeft(s.text, " \t\r\n"), []byte("\n"))
	var object jsonFields
	if !found && !s.whole || !object.find(bytes.TrimSpace(first)) || isDocument(first) {
		return false
	}
	return len(bytes.TrimSpace(rest)) > 0 || s.whole && anyForm(s)
}

func anyForm(s sample) bool {
	return slices.ContainsFunc(forms, func(f Fields) bool { return f.count(s) > 0 })
}

func isJSONLine(line []byte) bool { return new(jsonFields).find(line) }
