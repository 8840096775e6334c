// Package factfile writes facts as text that diffs well in git, one file an
// API, and reads them back: the form of the snapshot bundled in the program.
//
// A file starts with what is known of the API and its document; then, after a
// blank line each, one block an operation in the order of path and method:
//
//	GET /identities/v1
//	id listIdentitiesV1
//	title List identities
//	tag Identities
//	security userAuth idn:identity:read idn:identity:manage
//	levels x-sailpoint-userLevels ORG_ADMIN
package factfile

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"

	"authcat/catalog"
)

// Version of the format; a file of another one is refused.
const Version = "2"

// magic is how an index starts.
const magic = "authcat-facts"

// IndexName is the file that lists the APIs in their order, SitesName the one
// of what belongs to no API: documentation sites and user levels.
const (
	IndexName = "index.txt"
	SitesName = "sites.txt"
	suffix    = ".txt"
)

// Encode returns the files that hold the facts, by name.
func Encode(facts catalog.Facts) map[string][]byte {
	files := map[string][]byte{}
	var index bytes.Buffer
	fmt.Fprintln(&index, magic, Version)
	for _, api := range facts.APIs {
		fmt.Fprintln(&index, api.ID)
		files[api.ID+suffix] = encodeAPI(api, facts)
	}
	files[IndexName] = index.Bytes()
	files[SitesName] = encodeSites(facts)
	return files
}

// encodeSites writes the documents that belong to no API, and the user levels.
func encodeSites(facts catalog.Facts) []byte {
	var b bytes.Buffer
	for _, document := range facts.Documents {
		if document.Role != catalog.RoleSpec {
			writeFields(&b, siteFields(), &site{document: document})
			b.WriteByte('\n')
		}
	}
	for _, level := range facts.Levels {
		writeFields(&b, siteFields(), &site{level: &level})
		b.WriteByte('\n')
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func encodeAPI(api catalog.API, facts catalog.Facts) []byte {
	blocks := blocksOf(api, facts)
	h := headOf(api, facts)
	for i := range blocks {
		blocks[i].head = &h
		h.add(blocks[i].observation.Security)
	}
	var b bytes.Buffer
	writeFields(&b, headFields(), &h)
	for i := range blocks {
		b.WriteByte('\n')
		blocks[i].write(&b)
	}
	for _, problem := range facts.Problems {
		if problem.API == api.ID {
			b.WriteByte('\n')
			writeFields(&b, problemFields(), &problem)
		}
	}
	return b.Bytes()
}

// headOf is an API's, without schemes.
func headOf(api catalog.API, facts catalog.Facts) head {
	h := head{api: api}
	for _, document := range facts.Documents {
		if document.Role == catalog.RoleSpec && document.API == api.ID {
			h.document = document
		}
	}
	return h
}

func (b *block) write(w io.Writer) {
	if b.page.Security != nil {
		b.pageSchemes.add(*b.page.Security)
	}
	fmt.Fprintf(w, "%s %s\n", b.observation.Method, quoteText(b.observation.Path))
	writeFields(w, blockFields(), b)
}

// blocksOf are an API's operations, in the order of path and method.
func blocksOf(api catalog.API, facts catalog.Facts) []block {
	pages, others := map[catalog.Key]catalog.Page{}, map[catalog.Key][]catalog.OperationStatement{}
	for _, page := range facts.Pages {
		pages[page.Key] = page
	}
	for _, s := range facts.Statements {
		others[s.Key] = append(others[s.Key], s)
	}
	var blocks []block
	for _, o := range facts.Observations {
		if o.API == api.ID {
			blocks = append(blocks, block{observation: o, page: pages[o.Key], others: others[o.Key]})
		}
	}
	slices.SortFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.observation.Path, b.observation.Path), cmp.Compare(a.observation.Method, b.observation.Method))
	})
	return blocks
}
