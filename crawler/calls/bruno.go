package calls

import (
	"slices"
	"strings"
)

// formatBruno is a request of Bruno's, in its own markup.
const formatBruno = "bruno"

var brunoFile = format{formatBruno, "a request of Bruno", nil, func(c *collector, body []byte) error {
	c.bruno(string(body))
	return nil
}}

// isBruno reports whether a text begins with one of Bruno's blocks.
func (s sample) isBruno() bool {
	first := strings.TrimSpace(string(s.firstLine()))
	name, isBlock := strings.CutSuffix(first, " {")
	return isBlock && (name == "meta" || slices.Contains(methods, strings.ToUpper(name)))
}

// bruno reads the blocks of a request: "get {", then "url: …", then "}" at the
// start of a line. https://docs.usebruno.com/bru-lang/overview
func (c *collector) bruno(text string) {
	values := map[string]string{}
	block, number := "", 0
	var r request
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, " \t\r\n")
		name, begins := strings.CutSuffix(line, " {")
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch {
		case line == "}" || line == "]":
			block = ""
		case block == "" && begins:
			block = name
			if method := strings.ToUpper(name); slices.Contains(methods, method) {
				r.method, r.line = method, number
			}
		case r.method != "" && strings.EqualFold(block, r.method) || block == "http":
			switch key {
			case "url":
				r.written, r.line = value, number
			case "method":
				r.method = value
			case "auth":
				r.auth = knownAuth(value)
			}
		case strings.HasPrefix(block, "vars"):
			values[key] = value
		}
	}
	if r.line == 0 {
		return
	}
	sent, ok := (&variables{values: values}).expand(r.written)
	if !ok {
		c.skipLine(r.line, tooLong)
		return
	}
	r.url = sent
	c.expression(r)
}
