package calls

import (
	"fmt"
	"slices"
	"strings"
)

// formatCollection is a collection of another program than Postman: of Insomnia,
// Bruno (OpenCollection) or Thunder Client, in JSON or YAML.
const formatCollection = "collection"

const collectionTitle = "a collection of requests"

func readCollection(tree func([]byte) (*node, error)) format {
	return format{formatCollection, collectionTitle, nil, func(c *collector, body []byte) error {
		root, err := tree(body)
		if err != nil {
			return err
		}
		r := collectionReader{c: c, variables: &variables{values: map[string]string{}}}
		r.environments(root, 0)
		r.read("", root)
		return nil
	}}
}

// collectionReader reads requests wherever they stand: those programs differ in
// where they keep them, and hardly in what a request has.
type collectionReader struct {
	c         *collector
	variables *variables
}

// environments takes the values that a collection comes with: Insomnia's
// environments, Bruno's variables. The first of a name counts.
func (r *collectionReader) environments(n *node, depth int) {
	for i, key := range n.keys {
		switch value := &n.items[i]; key {
		case "data":
			for j, name := range value.keys {
				r.define(name, value.items[j].text)
			}
		case "variables":
			for _, variable := range value.list() {
				r.define(variable.value("name"), variable.value("value"))
			}
		}
	}
	for i := range n.list() {
		r.environments(&n.items[i], depth+1)
	}
}

func (r *collectionReader) define(name, value string) {
	if _, known := r.variables.values[name]; !known && name != "" && value != "" {
		r.variables.values[name] = value
	}
}

// skippedKeys are those of what is no folder: answers that were kept, bodies.
var skippedKeys = []string{"examples", "responses", "response", "body", "headers", "environments", "cookies", "docs"}

func (r *collectionReader) read(parent string, n *node) {
	if r.c.done {
		return
	}
	where := parent
	if name := n.name(); name != "" && n.isObject() {
		where = place(parent, name)
	}
	for _, at := range [][]string{nil, {"http"}, {"request"}} {
		if request := n.get(at...); request.child("url") != nil && request.child("method") != nil {
			r.request(where, n, request)
			return
		}
	}
	for i := range n.items {
		if n.keys == nil || !slices.Contains(skippedKeys, n.keys[i]) {
			r.read(where, &n.items[i])
		}
	}
}

// name that its user gave it.
func (n *node) name() string {
	if name := n.value("name"); name != "" {
		return name
	}
	return n.value("info", "name")
}

func (r *collectionReader) request(where string, n, request *node) {
	if where == "" {
		where = fmt.Sprintf("line %d", n.line)
	}
	if kind := n.value("type"); strings.Contains(kind, "graphql") || strings.Contains(kind, "grpc") || strings.Contains(kind, "websocket") || n.value("_type") == "websocket_request" {
		r.c.skip(where, "it is no request of HTTP")
		return
	}
	// Insomnia writes "{{ _.name }}", and "{% … %}" for what it makes up.
	url := strings.ReplaceAll(strings.ReplaceAll(request.value("url"), "{{ _.", "{{"), "{{_.", "{{")
	sent, ok := r.variables.expand(url)
	if !ok {
		r.c.room -= vainText
		r.c.skip(where, tooLong)
		return
	}
	method := request.value("method")
	if method == "" {
		method = "GET"
	}
	r.c.send(method, sent, url, where, request)
}

func (c *collector) send(method, sent, written, where string, n *node) {
	c.expression(request{method: method, url: sent, written: written, where: where, line: n.child("url").line, auth: clientAuth(n)})
}

// clientAuth is the type of a request's authorization by Postman's name for it.
func clientAuth(n *node) string {
	for _, path := range [][]string{{"auth", "type"}, {"auth", "mode"}, {"authentication", "type"}, {"auth"}} {
		if kind := knownAuth(n.value(path...)); kind != "" {
			return kind
		}
	}
	return ""
}

// knownAuth is a type of authorization by Postman's name for it, "" for one that it has not.
func knownAuth(kind string) string {
	switch {
	case kind == "none":
		return "noauth"
	case slices.Contains(authTypes, kind):
		return kind
	default:
		return ""
	}
}
