package calls

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/find"
)

// maxYAML is the longest YAML document that is read: its tree takes some
// hundred times its size in memory. The longest of SailPoint's has 4 MB.
const maxYAML = 16 << 20

var errLongYAML = fmt.Errorf("it is YAML of more than %d MiB: convert it to JSON, of which %d MiB are read", maxYAML>>20, MaxBytes>>20)

// openapiDocument is the part of an OpenAPI 3 or Swagger 2 document that matters here.
type openapiDocument struct {
	OpenAPI  scalar              `json:"openapi" yaml:"openapi"`
	Swagger  scalar              `json:"swagger" yaml:"swagger"`
	Servers  []server            `json:"servers" yaml:"servers"`
	BasePath string              `json:"basePath" yaml:"basePath"` // of Swagger 2
	Paths    map[string]pathItem `json:"paths" yaml:"paths"`
}

type pathItem struct {
	Ref     string     `json:"$ref" yaml:"$ref"`
	Servers []server   `json:"servers" yaml:"servers"`
	Get     *operation `json:"get" yaml:"get"`
	Head    *operation `json:"head" yaml:"head"`
	Post    *operation `json:"post" yaml:"post"`
	Put     *operation `json:"put" yaml:"put"`
	Patch   *operation `json:"patch" yaml:"patch"`
	Delete  *operation `json:"delete" yaml:"delete"`
	Options *operation `json:"options" yaml:"options"`
	Trace   *operation `json:"trace" yaml:"trace"`
}

type operation struct {
	Servers []server `json:"servers" yaml:"servers"`
}

// operations in the order of methods.
func (p pathItem) operations() []*operation {
	return []*operation{p.Get, p.Head, p.Post, p.Put, p.Patch, p.Delete, p.Options, p.Trace}
}

func readOpenAPIJSON(c *collector, body []byte) error {
	var document openapiDocument
	if err := decodeLoosely(body, &document); err != nil {
		return brokenJSON(body, err)
	}
	return document.read(c)
}

func readOpenAPIYAML(c *collector, body []byte) error {
	if len(body) > maxYAML {
		return errLongYAML
	}
	var document openapiDocument
	err := yaml.Unmarshal(body, &document)
	if odd := (*yaml.TypeError)(nil); err != nil && !errors.As(err, &odd) {
		return brokenYAML(err)
	}
	return document.read(c)
}

func (d openapiDocument) read(c *collector) error {
	if !strings.HasPrefix(string(d.OpenAPI), "3") && !strings.HasPrefix(string(d.Swagger), "2") {
		return errors.New("it is an OpenAPI document of another version; OpenAPI 3 and Swagger 2 are read")
	}
	prefix := base{path: "/" + strings.Trim(d.BasePath, "/")}
	prefix.written = prefix.path
	if len(d.Servers) > 0 {
		prefix = d.Servers[0].base()
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		d.Paths[path].read(c, prefix, path)
	}
	return nil
}

func (p pathItem) read(c *collector, prefix base, path string) {
	shown := find.ReadAddress("", path, path).URL()
	pointer := "#/paths/" + catalog.EscapePointer(shown[:min(len(shown), maxURL)])
	switch {
	case strings.HasPrefix(path, "x-"): // an extension
		return
	case !strings.HasPrefix(path, "/"):
		c.skip(pointer, "it is no path: it does not begin with a slash")
		return
	case p.Ref != "":
		c.skip(pointer, "it stands elsewhere, and only a reference to it is here")
	}
	if len(p.Servers) > 0 {
		prefix = p.Servers[0].base()
	}
	for i, operation := range p.operations() {
		if c.done || operation == nil {
			continue
		}
		front := prefix
		if len(operation.Servers) > 0 {
			front = operation.Servers[0].base()
		}
		if len(front.path)+len(path) > maxURL {
			c.skip(pointer, tooLong)
			continue
		}
		c.call(request{
			method: methods[i], url: strings.TrimRight(front.path, "/") + path, written: strings.TrimRight(front.written, "/") + path,
			where: pointer + "/" + strings.ToLower(methods[i]),
		})
	}
}
