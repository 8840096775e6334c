package calls

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// format is a format with its reader.
type format struct {
	name, title string
	read        func(c *collector, body []byte) error
}

// detect tells the format by the content.
func detect(body []byte) (format, error) {
	start := bytes.TrimSpace(body)
	switch {
	case start[0] == '<':
		return format{}, errors.New("it is an HTML or XML page, not a list of calls")
	case start[0] == '{' && !bytes.HasPrefix(start, []byte("{{")): // "{{baseUrl}}/identities" is a line
		return detectJSON(body)
	case start[0] == '[' && json.Valid(body):
		return format{}, errNoFormat
	case openapiKey.Match(body):
		return format{FormatOpenAPI, "an OpenAPI document", readOpenAPIYAML}, nil
	case looksLikeLog(body):
		return format{FormatLog, "an access log", readLog}, nil
	default:
		return format{FormatLines, "lines of METHOD URL", readLines}, nil
	}
}

var openapiKey = regexp.MustCompile(`(?m)^["']?(?:openapi|swagger)["']?[ \t]*:`)

var errNoFormat = errors.New("it is JSON, but no Postman collection, HAR or OpenAPI document")

func detectJSON(body []byte) (format, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(body, &top); err != nil {
		return format{}, brokenJSON(body, err)
	}
	has := func(key string) bool { return top[key] != nil }
	switch {
	case has("openapi") || has("swagger"):
		return format{FormatOpenAPI, "an OpenAPI document", readOpenAPIJSON}, nil
	case has("item") && has("info"):
		return format{FormatPostman, "a Postman collection", readPostman}, nil
	case has("collection"): // what Postman's own API answers
		inner, err := detectJSON(top["collection"])
		if err != nil || inner.name != FormatPostman {
			return format{}, errNoFormat
		}
		return format{inner.name, inner.title, func(c *collector, _ []byte) error { return readPostman(c, top["collection"]) }}, nil
	case has("_postman_variable_scope"):
		return format{}, errors.New("it is a Postman environment, which has variables but no calls: give the collection")
	case has("requests") && has("order"):
		return format{}, errors.New("it is a Postman collection of version 1: export it as version 2.1")
	case has("log") && isHAR(top["log"]):
		return format{FormatHAR, "a HAR", readHAR}, nil
	default:
		return format{}, errNoFormat
	}
}

func isHAR(log json.RawMessage) bool {
	var fields map[string]json.RawMessage
	return json.Unmarshal(log, &fields) == nil && fields["entries"] != nil
}

// brokenJSON says where the JSON breaks.
func brokenJSON(body []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return errNoFormat
	}
	offset := min(int(syntax.Offset), len(body))
	before := body[:max(offset-1, 0)] // the offset is behind the byte that breaks it
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Errorf("it is broken JSON at line %d, column %d (byte %d): %w", line, column, offset, syntax)
}

// checkText turns away what is no text.
func checkText(body []byte) error {
	starts := func(mark string) bool { return bytes.HasPrefix(body, []byte(mark)) }
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return errors.New("it is empty")
	case starts("\xff\xfe") || starts("\xfe\xff"): // what Windows PowerShell's > writes
		return errors.New("it is text in UTF-16: save it as UTF-8")
	case starts("\x1f\x8b") || starts("PK\x03\x04"):
		return errors.New("it is a compressed file: unpack it first")
	case bytes.IndexByte(body, 0) >= 0 || mostlyNoText(body[:min(len(body), 4096)]):
		return errors.New("it is a binary file, not text")
	default:
		return nil
	}
}

// mostlyNoText reports whether more than a tenth of a sample is no text. A few
// such bytes stand in the logs of any public server.
func mostlyNoText(sample []byte) bool {
	bad, size := 0, len(sample)
	for len(sample) > 0 {
		r, n := utf8.DecodeRune(sample)
		if r == utf8.RuneError && n == 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			bad++
		}
		sample = sample[n:]
	}
	return bad*10 > size
}
