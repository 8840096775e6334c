package docs

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
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

// packed is the page's data in its chunk: front matter of the page, repeated
// in its metadata. "eJ" is how zlib's header looks in base64.
var packed = pattern(`\bapi["']?\s*:\s*["'](eJ[^"']*)["']`)

// ParseChunk reads the operation of a script chunk of the developer site:
// base64 of zlib of JSON. It fails when the chunk has no such data or they
// can't be read, also when method or path are missing.
func ParseChunk(js []byte) (Operation, error) {
	if err := checkSize(js, maxScript); err != nil {
		return Operation{}, err
	}
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

func readOperation(data []byte) (Operation, error) {
	published, err := readMembers(data)
	if err != nil {
		return Operation{}, fmt.Errorf("no valid JSON of an operation: %w", err)
	}
	var o Operation
	err = errors.Join(published.read("method", &o.Method), published.read("path", &o.Path), published.read("deprecated", &o.Deprecated))
	if err != nil {
		return Operation{}, fmt.Errorf("no valid JSON of an operation: %w", err)
	}
	if o.Method == "" || o.Path == "" {
		return Operation{}, fmt.Errorf("no operation: method %.100q, path %.100q", o.Method, o.Path)
	}
	o.Method = strings.ToUpper(o.Method)
	for _, field := range []string{catalog.LevelsField, catalog.MisspeltLevelsField} {
		levels, err := published.names(field)
		if err != nil {
			return Operation{}, err
		}
		if levels != nil && o.LevelsField == "" {
			o.LevelsField, o.Levels = field, levels
		}
	}
	if o.Security, err = readSecurity(published); err != nil {
		return Operation{}, err
	}
	return o, nil
}

// readSecurity reads the alternatives, nil where none are stated.
func readSecurity(published members) (*catalog.Security, error) {
	var alternatives []json.RawMessage
	if err := published.read("security", &alternatives); err != nil || alternatives == nil {
		return nil, err
	}
	if len(alternatives) > maxAlternatives {
		return nil, fmt.Errorf("its security has %d alternatives, where at most %d are read", len(alternatives), maxAlternatives)
	}
	var declared map[string]struct{ Type string }
	if err := published.read("securitySchemes", &declared); err != nil {
		return nil, err
	}
	security := &catalog.Security{Basis: catalog.BasisOperation}
	for _, alternative := range alternatives {
		if string(alternative) == "null" { // not {}, which would ask for no token
			return nil, errors.New("its security has an alternative that is null")
		}
		requirement, err := readRequirement(alternative, declared)
		if err != nil {
			return nil, fmt.Errorf("its security: %w", err)
		}
		security.Alternatives = append(security.Alternatives, requirement)
	}
	return security, nil
}

// readRequirement reads one alternative. declared are the document's schemes,
// nil where the page doesn't have them.
func readRequirement(data []byte, declared map[string]struct{ Type string }) (catalog.Requirement, error) {
	schemes, err := readMembers(data)
	if err != nil {
		return nil, err
	}
	if len(schemes) > maxSchemes {
		return nil, fmt.Errorf("an alternative of %d schemes, where at most %d are read", len(schemes), maxSchemes)
	}
	requirement := catalog.Requirement{}
	for _, name := range slices.Sorted(maps.Keys(schemes)) {
		use := catalog.SchemeUse{Scheme: name, Scoped: true}
		if use.Scopes, err = schemes.names(name); err != nil {
			return nil, err
		}
		if declared != nil {
			scheme, ok := declared[name]
			use.Undeclared = !ok
			use.Scoped = !ok || scheme.Type == "" || scheme.Type == "oauth2" || scheme.Type == "openIdConnect"
		}
		requirement = append(requirement, use)
	}
	return requirement, nil
}
