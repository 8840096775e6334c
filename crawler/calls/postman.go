package calls

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog/printable"
)

// postmanItem is a request or a folder of them; a collection has the fields of
// a folder.
// https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
type postmanItem struct {
	Name     string            `json:"name"`
	Item     *[]postmanItem    `json:"item"`
	Request  json.RawMessage   `json:"request"`
	Auth     *postmanAuth      `json:"auth"`
	Variable []postmanVariable `json:"variable"`
}

type postmanAuth struct {
	Type string `json:"type"`
}

type postmanRequest struct {
	Method string          `json:"method"`
	URL    json.RawMessage `json:"url"`
	Auth   *postmanAuth    `json:"auth"`
}

// folder is what requests inherit.
type folder struct {
	where     string
	auth      string
	variables *variables
}

func readPostman(c *collector, body []byte) error {
	var collection postmanItem
	if err := decodeLoosely(body, &collection); err != nil {
		return brokenJSON(body, err)
	}
	collection.Name = "" // it would stand in front of every request's place
	readFolder(c, folder{}, collection)
	return nil
}

func readFolder(c *collector, parent folder, item postmanItem) {
	inner := folder{
		where:     parent.where,
		auth:      item.Auth.or(parent.auth),
		variables: &variables{parent: parent.variables, values: postmanValues(item.Variable, false)},
	}
	if item.Name != "" {
		inner.where = place(parent.where, item.Name)
	}
	if item.Item == nil {
		return
	}
	for i, child := range *item.Item {
		if c.done {
			return
		}
		if strings.TrimSpace(child.Name) == "" {
			child.Name = fmt.Sprintf("item %d", i+1)
		}
		if child.Item != nil {
			readFolder(c, inner, child)
			continue
		}
		inner.readRequest(c, child)
	}
}

func (f folder) readRequest(c *collector, item postmanItem) {
	where := place(f.where, item.Name)
	r, ok := decodeRequest(item.Request)
	if !ok {
		c.skip(where, "it is neither a folder nor a request")
		return
	}
	written, filled := postmanURLText(r.URL)
	url, ok := f.variables.expand(filled)
	if !ok {
		c.room -= vainText
		c.skip(where, tooLong)
		return
	}
	method, _ := f.variables.expand(r.Method)
	if method == "" {
		method = "GET" // Postman's default
	}
	url = strings.ReplaceAll(strings.TrimSpace(url), " ", "%20") // Postman takes them, and sends them so
	c.call(request{method: method, url: url, written: strings.TrimSpace(written), where: where, auth: r.Auth.or(f.auth)})
}

// decodeRequest reads a request. A bare string is the URL of a GET.
func decodeRequest(data json.RawMessage) (request postmanRequest, ok bool) {
	switch {
	case len(data) == 0:
		return request, false
	case data[0] == '"':
		request.URL = data
		return request, true
	default:
		return request, data[0] == '{' && decodeLoosely(data, &request) == nil
	}
}

// authTypes are Postman's types of authorization.
var authTypes = []string{"apikey", "asap", "awsv4", "basic", "bearer", "digest", "edgegrid", "hawk", "jwt", "noauth", "ntlm", "oauth1", "oauth2"}

// or is the type of the authorization, "other" for one that Postman does not
// know, the inherited one where it states none.
func (a *postmanAuth) or(inherited string) string {
	switch {
	case a == nil || a.Type == "":
		return inherited
	case slices.Contains(authTypes, a.Type):
		return a.Type
	default:
		return "other"
	}
}

// place writes where a request stands, "folder / request", in one line. Places
// of absurd length stay without their last names.
func place(parent, name string) string {
	const longest = 1000
	name = printable.Name(name)
	name = strings.ToValidUTF8(name[:min(len(name), longest)], "")
	switch {
	case parent == "":
		return name
	case len(parent) > longest:
		return parent
	default:
		return parent + " / " + name
	}
}
