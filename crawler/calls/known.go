package calls

import (
	"bytes"
	"slices"
)

// undecided is a document of JSON that only all of it tells the format of.
const undecided = "document"

// jsonKeys are those that JSON with calls has, one at least.
var jsonKeys = []string{`"item"`, `"log"`, `"openapi"`, `"swagger"`, `"arazzo"`, `"opencollection"`, `"definition"`, `"objects"`, `"resources"`, `"requests"`, `"items"`, `"RequestedUri"`, `"collection"`, `"url"`}

// Known tells which format a file of a folder has, by its name and how it
// begins: "shell", "http", "postman", "openapi", "workflow"; "document" for JSON
// that only all of it tells the format of; "" for one without calls that this
// package knows. Source is not read.
func (in *Input) Known(head []byte, whole bool) string {
	if len(head) > maxLine {
		head, whole = head[:maxLine], false
	}
	s := sample{bytes.TrimPrefix(head, byteOrderMark), whole}
	f, err := in.detect(s)
	switch {
	case err != nil:
		return ""
	case f.name == formatLines && !s.most(isRequest): // any text is lines
		return ""
	case f.name != "":
		return f.name
	case slices.ContainsFunc(jsonKeys, func(key string) bool { return bytes.Contains(s.text, []byte(key)) }):
		return undecided
	default:
		return ""
	}
}
