package docs

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"authcat/catalog"
)

// Operation is what a page's script chunk says of its operation.
type Operation struct {
	Method string // upper case
	Path   string // the template, "/accounts/v1/{id}"
	// Security as published, nil where the data have none. The site's
	// generator has put the document's default in where the operation states
	// nothing, so the Basis "operation" may be an inherited one here: what was
	// inherited is known from the specification alone.
	Security *catalog.Security
	// LevelsField is the name of the extension with the levels, misspelt or
	// not; "" where there is none.
	LevelsField string
	Levels      []string // as published
	Deprecated  bool
}

// maxOperation bounds the unpacked data of one operation: its schemas and
// examples take the most, and whole specifications have some 4 MB.
const maxOperation = 8 << 20

// packed is the page's data in its chunk: front matter of the page, repeated
// in its metadata. "eJ" is how zlib's header looks in base64.
var packed = pattern(`\bapi["']?\s*:\s*["'](eJ[^"']*)["']`)

// ParseChunk reads the operation of a script chunk of the developer site:
// base64 of zlib of JSON. It fails when the chunk has no such data or they
// can't be read, also when method or path are missing.
func ParseChunk(js []byte) (Operation, error) {
	var found []string
	for _, match := range packed().FindAllSubmatch(js, -1) {
		found = append(found, string(match[1]))
	}
	slices.Sort(found)
	found = slices.Compact(found)
	switch len(found) {
	case 0:
		return Operation{}, errors.New(`it has no api:"eJ…" string: it is no endpoint's chunk, or its shape changed`)
	case 1:
	default:
		return Operation{}, fmt.Errorf("it has the data of %d operations, where a chunk has one", len(found))
	}
	data, err := unpack(found[0])
	if err != nil {
		return Operation{}, fmt.Errorf("its api string: %w", err)
	}
	operation, err := readOperation(data)
	if err != nil {
		return Operation{}, fmt.Errorf("the data in its api string: %w", err)
	}
	return operation, nil
}

func unpack(text string) ([]byte, error) {
	compressed, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return nil, fmt.Errorf("it is no valid base64: %w", err)
	}
	reader, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("it is no zlib data: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(reader, maxOperation+1))
	if err != nil {
		return nil, fmt.Errorf("its zlib data are damaged: %w", err)
	}
	if len(data) > maxOperation {
		return nil, fmt.Errorf("it unpacks to more than %d MiB", maxOperation>>20)
	}
	return data, nil
}

// published is the part of the JSON that matters here. Pointers tell a field
// that is absent from one that is empty.
type published struct {
	Method     string
	Path       string
	Deprecated bool
	Security   *[]map[string][]string
	// SecuritySchemes are the document's declarations.
	SecuritySchemes *map[string]struct{ Type string }
	Levels          *[]string `json:"x-sailpoint-userLevels"`
	MisspeltLevels  *[]string `json:"x-sailpont-userLevels"`
}

func readOperation(data []byte) (Operation, error) {
	var p published
	if err := json.Unmarshal(data, &p); err != nil {
		return Operation{}, fmt.Errorf("no valid JSON of an operation: %w", err)
	}
	if p.Method == "" || p.Path == "" {
		return Operation{}, fmt.Errorf("no operation: method %q, path %q", p.Method, p.Path)
	}
	operation := Operation{Method: strings.ToUpper(p.Method), Path: p.Path, Deprecated: p.Deprecated}
	switch {
	case p.Levels != nil:
		operation.LevelsField, operation.Levels = catalog.LevelsField, *p.Levels
	case p.MisspeltLevels != nil:
		operation.LevelsField, operation.Levels = catalog.MisspeltLevelsField, *p.MisspeltLevels
	}
	var err error
	operation.Security, err = p.security()
	return operation, err
}

func (p published) security() (*catalog.Security, error) {
	if p.Security == nil {
		return nil, nil
	}
	security := &catalog.Security{Basis: catalog.BasisOperation}
	for _, alternative := range *p.Security {
		if alternative == nil { // not {}, which would ask for no token
			return nil, errors.New("its security has an alternative that is null")
		}
		requirement := catalog.Requirement{}
		for scheme, scopes := range alternative {
			requirement = append(requirement, p.schemeUse(scheme, scopes))
		}
		slices.SortFunc(requirement, func(a, b catalog.SchemeUse) int { return strings.Compare(a.Scheme, b.Scheme) })
		security.Alternatives = append(security.Alternatives, requirement)
	}
	return security, nil
}

func (p published) schemeUse(scheme string, scopes []string) catalog.SchemeUse {
	use := catalog.SchemeUse{Scheme: scheme, Scopes: scopes, Scoped: true}
	if p.SecuritySchemes == nil {
		return use
	}
	declared, ok := (*p.SecuritySchemes)[scheme]
	use.Undeclared = !ok
	use.Scoped = !ok || declared.Type == "" || declared.Type == "oauth2" || declared.Type == "openIdConnect"
	return use
}
