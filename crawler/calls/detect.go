package calls

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// format is a format with its reader: of a line, without white space around
// it, or of all of a document. One that is told only by the whole has neither.
type format struct {
	name, title string
	line        func(c *collector, number int, line []byte)
	document    func(c *collector, body []byte) error
}

// The formats.
const (
	formatLines   = "lines"   // METHOD URL, one a line
	formatPostman = "postman" // Postman collection v2.0 or v2.1
	formatHAR     = "har"     // HTTP Archive 1.x, as browsers and proxies save it
	formatOpenAPI = "openapi" // OpenAPI 3 or Swagger 2, YAML or JSON
	formatLog     = "log"     // Apache's and nginx's common and combined log formats
	formatJSON    = "json"    // an object a line, as proxies and gateways log
)

// detect tells the format by the beginning of the content, if that is enough.
func (in *Input) detect(s sample) (format, error) {
	if err := checkText(s.text); err != nil {
		return format{}, err
	}
	if f := in.scripted(s); f.document != nil {
		return f, nil
	}
	start := bytes.TrimSpace(s.text)
	switch {
	case start[0] == '<':
		return format{}, errors.New("it is an HTML or XML page, not a list of calls")
	case start[0] == '{' && !bytes.HasPrefix(start, []byte("{{")): // "{{baseUrl}}/identities" is a line
		if in.Fields != (Fields{}) || s.looksLikeJSONLines() {
			return in.jsonLines(s)
		}
		return format{}, nil
	case start[0] == '[' && s.isJSON():
		return format{}, nil
	case hasTopKey(s.text, "openapi", "swagger"):
		return format{formatOpenAPI, "an OpenAPI document", nil, readOpenAPIYAML}, nil
	case in.yaml(s).document != nil:
		return in.yaml(s), nil
	case s.most(isLogLine):
		return format{formatLog, "an access log", readLogLine, nil}, nil
	case s.most(isJSONLine): // behind the end of one that was cut
		return in.jsonLines(s)
	case s.whole || s.most(isRequest):
		return format{formatLines, "lines of METHOD URL", readRequest, nil}, nil
	default:
		return format{}, nil
	}
}

// detectDocument tells the format by all of the content.
func (in *Input) detectDocument(body []byte) (format, error) {
	start := bytes.TrimSpace(body)
	switch {
	case start[0] == '{' && !bytes.HasPrefix(start, []byte("{{")):
		return detectJSON(body)
	case start[0] == '[' && json.Valid(body):
		return detectList(body)
	default:
		return in.detect(sample{body, true})
	}
}

// hasTopKey reports whether a line begins with a key as YAML has them at its top,
// in quotes or without.
func hasTopKey(text []byte, keys ...string) bool {
	for line := range bytes.Lines(text) {
		key, _, found := bytes.Cut(line, []byte(":"))
		if !found || len(key) > longestKey {
			continue
		}
		key = bytes.TrimRight(key, " \t")
		if len(key) > 0 && (key[0] == '"' || key[0] == '\'') {
			key = key[1:]
		}
		if n := len(key); n > 0 && (key[n-1] == '"' || key[n-1] == '\'') {
			key = key[:n-1]
		}
		if slices.Contains(keys, string(key)) {
			return true
		}
	}
	return false
}

// longestKey is longer than that, with spaces behind it.
const longestKey = 1000

// isJSON reports whether a sample is a JSON value, or the beginning of one.
func (s sample) isJSON() bool {
	if s.whole {
		return json.Valid(s.text)
	}
	for tokens := json.NewDecoder(bytes.NewReader(s.text)); ; {
		if _, err := tokens.Token(); err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
}

var errNoFormat = errors.New("it is JSON, but no Postman collection, HAR or OpenAPI document")

func detectJSON(body []byte) (format, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(body, &top); err != nil {
		return format{}, brokenJSON(body, err)
	}
	has := func(key string) bool { return top[key] != nil }
	switch {
	case has("openapi") || has("swagger"):
		return format{formatOpenAPI, "an OpenAPI document", nil, readOpenAPIJSON}, nil
	case has("item") && has("info"):
		return format{formatPostman, "a Postman collection", nil, readPostman}, nil
	case has("collection"): // what Postman's own API answers
		inner, err := detectJSON(top["collection"])
		if err != nil || inner.name != formatPostman {
			return format{}, errNoFormat
		}
		inner.document = func(c *collector, _ []byte) error { return readPostman(c, top["collection"]) }
		return inner, nil
	case has("_postman_variable_scope"):
		return format{}, errors.New("it is a Postman environment, which has variables but no calls: give the collection")
	case has("requests") && has("order"):
		return format{}, errors.New("it is a Postman collection of version 1: export it as version 2.1")
	case has("log") && isHAR(top["log"]):
		return format{formatHAR, "a HAR", nil, readHAR}, nil
	default:
		return detectOther(body, has)
	}
}

// detectOther tells formats by keys that no other has at its top.
func detectOther(body []byte, has func(key string) bool) (format, error) {
	switch {
	case has("arazzo"):
		return arazzoDocument(jsonTree), nil
	case has("definition"):
		return workflowExport("an export of a workflow"), nil
	case has("objects") && (has("version") || has("tenant") || has("timestamp") || has("options")):
		return workflowExport("an export of SP-Config"), nil
	case has("commands") && (has("sourceConfig") || has("accountSchema") || has("entitlementSchemas")):
		return connectorManifest, nil
	case has("opencollection"), has("_type") && has("resources"), has("requests"), has("items") && has("name"):
		return readCollection(jsonTree), nil
	default:
		return format{}, errNoFormat
	}
}

// detectList tells the format of a list by its first element.
func detectList(body []byte) (format, error) {
	var list []json.RawMessage
	var top map[string]json.RawMessage
	if json.Unmarshal(body, &list) != nil || len(list) == 0 || json.Unmarshal(list[0], &top) != nil {
		return format{}, errNoFormat
	}
	has := func(key string) bool { return top[key] != nil }
	switch {
	case has("RequestedUri"):
		return usageSummary, nil
	case has("definition"):
		return workflowExport("an export of workflows"), nil
	case has("self") && has("object"):
		return workflowExport("an export of SP-Config"), nil
	case has("url") && has("method"), has("requests"):
		return readCollection(jsonTree), nil
	default:
		return format{}, errNoFormat
	}
}

// connectorManifest is a SaaS connector's "connector-spec.json". It lists what the
// platform may ask of the connector; what the connector calls stands in its code.
// https://developer.sailpoint.com/docs/connectivity/saas-connectivity/connector-spec
var connectorManifest = format{"connector", "a SaaS connector manifest, which names none", nil, func(*collector, []byte) error { return nil }}

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

var errBinary = errors.New("it is a binary file, not text")

// beginning is how much of an input has to be text. A log goes on behind what a
// crash of its machine left in it.
const beginning = 4096

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
	case bytes.IndexByte(body[:min(len(body), beginning)], 0) >= 0 || mostlyNoText(body[:min(len(body), beginning)]):
		return errBinary
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
