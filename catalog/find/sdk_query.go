package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"authcat/catalog"
)

// nameQuery is a name that is looked up.
type nameQuery struct {
	// tag is the squeezed one of the class and version the API that the name says; "" for none.
	tag, version string
	// methods are the name and what it may be a variant of, squeezed.
	methods []string
	// verb and noun are a cmdlet's, in lower case, "" where it is none. command
	// is set where it is written as one, and so is no page's slug ("get-identity").
	verb, noun string
	command    bool
}

func readName(name string) nameQuery {
	name, _, _ = strings.Cut(name, "(")
	parts := strings.FieldsFunc(strings.ReplaceAll(name, "->", "."), func(r rune) bool { return r == '.' || r == ':' || r == '\\' })
	var q nameQuery
	if len(parts) == 0 {
		return q
	}
	for _, part := range parts[:len(parts)-1] {
		tag, version := classTag(part)
		if module, api := classVersion(strings.TrimPrefix(squeeze(part), "api")); module == "" { // "v2025", "api_v2025"
			tag, version = "", api
		}
		q.tag, q.version = cmp.Or(tag, q.tag), cmp.Or(version, q.version)
	}
	method := parts[len(parts)-1]
	for _, name := range [3]string{method, variantOf(golang, method), variantOf(python, method)} {
		if name = squeeze(name); name != "" && !slices.Contains(q.methods, name) {
			q.methods = append(q.methods, name)
		}
	}
	if verb, noun, ok := strings.Cut(method, "-"); ok && verb != "" && !strings.Contains(noun, "-") {
		q.verb, q.noun = strings.ToLower(verb), strings.ToLower(noun)
		q.command = unicode.IsUpper(rune(verb[0]))
	}
	return q
}

// methodFit tells how an operation's id fits as that of a method.
func (q *nameQuery) methodFit(_ *catalog.Operation, id string) nameFit {
	name := squeeze(id)
	best := fitsNotAtAll
	for _, method := range q.methods {
		switch {
		case method == name:
			return fitsName
		case withoutVersion(method) == withoutVersion(name):
			best = fitsAnyVersion
		}
	}
	return best
}

// cmdletFit tells how an operation's id fits as that of a cmdlet. IdentityIQ has none.
func (q *nameQuery) cmdletFit(o *catalog.Operation, id string) nameFit {
	verb, noun := q.cmdletOf(id)
	switch {
	case verb == "" || o.Product == catalog.ProductIIQ:
		return fitsNotAtAll
	case strings.ToLower(apiPrefix(o.API))+noun == q.noun:
		return fitsName
	case withoutVersion(noun) == q.noun:
		return fitsAnyVersion
	default:
		return fitsNotAtAll
	}
}

// cmdletOf is the id's cmdlet without a prefix, in lower case, where the name may be it.
func (q *nameQuery) cmdletOf(id string) (verb, noun string) {
	if q.verb == "" {
		return "", ""
	}
	verb, noun, _ = strings.Cut(strings.ToLower(cmdlet(id, "")), "-")
	if verb != q.verb {
		return "", ""
	}
	return verb, noun
}

// mayBe reports whether the name may be that of an id in some API.
func (q *nameQuery) mayBe(id string) bool {
	if q.methodFit(nil, id) != fitsNotAtAll {
		return true
	}
	verb, noun := q.cmdletOf(id)
	return verb != "" && (strings.HasSuffix(q.noun, noun) || withoutVersion(noun) == q.noun)
}

// mayBeUnnamed reports whether the name may be that of an operation without an
// id: it ends in the method.
func (q *nameQuery) mayBeUnnamed() bool {
	return slices.ContainsFunc(methods, func(method string) bool {
		end := strings.ToLower(method)
		return strings.HasSuffix(q.noun, end) || slices.ContainsFunc(q.methods, func(name string) bool { return strings.HasSuffix(name, end) })
	})
}
