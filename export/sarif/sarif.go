// Package sarif writes what is found in source code as a SARIF 2.1.0 log, which
// code hosts show beside the lines.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package sarif

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Result is one finding about a call.
type Result struct {
	Rule Rule
	// Level is the rule's own where it is "".
	Level Level
	// Message is plain text, its first sentence the summary.
	Message string
	// File is relative to the root of the sources, with slashes; "" where the
	// call stands in none. Line counts from 1, 0 where it is not known.
	File string
	Line int
	// Operation is what is called, "v2025 GET /identities", or the call as far as it is known.
	Operation string
}

// Tool is the program and what it answered from.
type Tool struct {
	// Version of the program, "" where it has none.
	Version string
	// Dataset is named in the log, since results follow from it: "bundled snapshot of 2026-08-22".
	Dataset string
}

// schema is that of the standard with its first errata.
const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// Encode writes results as one run. The same results in another order give the same bytes.
func Encode(tool Tool, results []Result) ([]byte, error) {
	driver := component{Name: "authcat", Version: tool.Version}
	index := map[Rule]int{}
	for i, d := range descriptions {
		index[d.id] = i
		driver.Rules = append(driver.Rules, d.descriptor())
	}
	r := run{Tool: toolObject{driver}, Results: []result{}}
	if tool.Dataset != "" {
		r.Properties = map[string]string{"dataset": tool.Dataset}
	}
	seen := map[[sha256.Size]byte]int{}
	for _, found := range slices.SortedFunc(slices.Values(results), compare) {
		i, known := index[found.Rule]
		if !known {
			return nil, fmt.Errorf("there is no rule %q", found.Rule)
		}
		place := digest(string(found.Rule), found.File, found.Operation)
		r.Results = append(r.Results, found.object(i, seen[place]))
		seen[place]++
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(log{Schema: schema, Version: "2.1.0", Runs: []run{r}})
	return b.Bytes(), err
}

func compare(a, b Result) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Level, b.Level))
}

// object is the result; rule is the rule's place, ordinal counts the results
// before it of the same rule, file and operation.
func (r Result) object(rule, ordinal int) result {
	o := result{RuleID: r.Rule, RuleIndex: rule, Level: cmp.Or(r.Level, descriptions[rule].level), Message: textObject{messageText(r.Message)}}
	// Lines are no part of it: a result whose line moves stays the same one.
	sum := digest(string(r.Rule), r.File, r.Operation, strconv.Itoa(ordinal))
	o.Fingerprints = map[string]string{"operationHash/v1": hex.EncodeToString(sum[:16])}
	if r.Operation != "" {
		o.Properties = map[string]string{"operation": r.Operation}
	}
	if r.File != "" {
		physical := physicalLocation{Artifact: artifact{URI: relativeURI(r.File), Base: "%SRCROOT%"}}
		if r.Line > 0 {
			physical.Region = &region{r.Line}
		}
		o.Locations = []location{{physical}}
	}
	return o
}

// digest is of texts, not of what they are put together.
func digest(texts ...string) [sha256.Size]byte {
	var b []byte
	for _, text := range texts {
		b = fmt.Appendf(b, "%d:%s", len(text), text)
	}
	return sha256.Sum256(b)
}

// relativeURI is a path as a relative reference: a colon in the first segment
// is no scheme, and slashes in front are no host.
func relativeURI(file string) string {
	return (&url.URL{Path: strings.TrimLeft(file, "/")}).String()
}

// messageText is text in which nothing stands for something else: braces are
// doubled (section 3.11.5), and no link is made (3.11.6).
func messageText(text string) string {
	return messageEscapes.Replace(strings.Join(strings.Fields(text), " "))
}

var messageEscapes = strings.NewReplacer("{", "{{", "}", "}}", "](", "] (")
