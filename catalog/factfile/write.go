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
	"slices"
	"strings"
	"time"

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
// What a level opens is left out: that is the matrix's to show, not a fact
// about an operation.
func encodeSites(facts catalog.Facts) []byte {
	var w writer
	for _, document := range facts.Documents {
		if document.Role != catalog.RoleSpec {
			w.text("document", string(document.Role))
			w.document(document)
			w.WriteByte('\n')
		}
	}
	for _, level := range facts.Levels {
		fmt.Fprintln(&w, "level", quoteText(level.Name))
		w.text("title", level.Title)
		w.words("excludes", level.Excludes)
		w.WriteByte('\n')
	}
	return bytes.TrimSuffix(w.Bytes(), []byte("\n"))
}

func encodeAPI(api catalog.API, facts catalog.Facts) []byte {
	var observations []catalog.Observation
	for _, observation := range facts.Observations {
		if observation.API == api.ID {
			observations = append(observations, observation)
		}
	}
	slices.SortFunc(observations, func(a, b catalog.Observation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})

	var w writer
	w.api(api)
	for _, document := range facts.Documents {
		if document.Role == catalog.RoleSpec && document.API == api.ID {
			w.document(document)
		}
	}
	pages := map[catalog.Key]catalog.Page{}
	for _, page := range facts.Pages {
		pages[page.Key] = page
	}
	w.schemes(observations)
	for _, observation := range observations {
		w.operation(observation)
		if page, ok := pages[observation.Key]; ok {
			w.page(page)
		}
		for _, s := range facts.Statements {
			if s.Key == observation.Key {
				w.words("says", []string{string(s.Witness), string(s.Fact), s.Value.String(), s.Pointer, s.URL, s.On})
			}
		}
	}
	for _, problem := range facts.Problems {
		if problem.API == api.ID {
			w.problem(problem)
		}
	}
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

// line writes a keyword and a text, nothing where the text is empty.
func (w *writer) line(keyword, text string) {
	if text != "" {
		fmt.Fprintln(w, keyword, text)
	}
}

func (w *writer) text(keyword, text string) {
	if text != "" {
		w.line(keyword, quoteText(text))
	}
}

func (w *writer) words(keyword string, words []string) { w.line(keyword, joinWords(words)) }

func (w *writer) flag(keyword string, set bool) {
	if set {
		fmt.Fprintln(w, keyword)
	}
}

func (w *writer) api(api catalog.API) {
	w.text("api", api.ID)
	w.text("title", api.Title)
	w.text("product", string(api.Product))
	w.text("base-path", api.BasePath)
	w.text("spec", api.SpecURL)
	w.text("docs", api.DocsURL)
	w.text("status", api.Status)
	w.text("end-of-life", api.EndOfLife)
}

func (w *writer) document(document catalog.Document) {
	w.text("url", document.URL)
	w.text("sha256", document.SHA256)
	w.text("fetched", document.FetchedAt.UTC().Format(time.RFC3339))
	w.flag("kept", document.Kept)
	w.text("refused", document.Refused)
	w.text("refused-on", document.RefusedOn)
}

// schemes writes which of the schemes in use are declared nowhere, and which have no scopes.
func (w *writer) schemes(observations []catalog.Observation) {
	var undeclared, unscoped []string
	for _, observation := range observations {
		for _, use := range slices.Concat(observation.Security.Alternatives...) {
			if use.Undeclared {
				undeclared = append(undeclared, use.Scheme)
			}
			if !use.Scoped {
				unscoped = append(unscoped, use.Scheme)
			}
		}
	}
	slices.Sort(undeclared)
	slices.Sort(unscoped)
	w.words("undeclared", slices.Compact(undeclared))
	w.words("unscoped", slices.Compact(unscoped))
}

func (w *writer) operation(o catalog.Observation) {
	w.WriteByte('\n')
	w.line(o.Method, quoteText(o.Path))
	w.text("id", o.OperationID)
	w.text("title", o.Title)
	for _, tag := range o.Tags {
		fmt.Fprintln(w, "tag", quoteText(tag))
	}
	w.flag("deprecated", o.Deprecated)
	w.text("experimental", o.Experimental)
	w.security(keywordOf(o.Security.Basis), o.Security)
	w.flag("unauthorized", o.Unauthorized)
	if o.LevelsField != "" {
		w.words("levels", append([]string{o.LevelsField}, o.Levels...))
	}
	w.words("rights", o.Rights)
	w.words("audience", o.Audience)
	w.text("successor", o.Successor)
	w.prose("prose", o.Prose, o.Place(catalog.WitnessDescription))
	w.prose("note", o.SecurityNote, o.Place(catalog.WitnessNote))
}

func (w *writer) prose(prefix string, prose catalog.Prose, usual catalog.Place) {
	w.words(prefix+"-levels", prose.Levels)
	w.words(prefix+"-scopes", prose.Scopes)
	for _, condition := range prose.Conditions {
		w.condition(prefix+"-when", condition, usual)
	}
	w.text(prefix+"-needs", string(prose.Needs))
	w.flag(prefix+"-all-scopes", prose.AllScopes)
	w.flag(prefix+"-broken", prose.Broken)
}

// page writes the documentation page: its address and, where it was read, what it says.
func (w *writer) page(page catalog.Page) {
	w.text("page", page.URL)
	if page.Read.IsZero() {
		return
	}
	w.words("page-read", []string{page.Read.UTC().Format(time.RFC3339), page.SHA256})
	w.text("page-title", page.Title)
	w.flag("page-deprecated", page.Deprecated)
	w.flag("page-experimental", page.Experimental)
	w.prose("page-prose", page.Prose, catalog.Place{Witness: catalog.WitnessPage})
	if page.Security != nil {
		w.security("page-"+keywordOf(page.Security.Basis), *page.Security)
	}
	w.words("page-levels", page.Levels)
}

// The keywords of an operation's security, by who stated it. Every operation has
// one: a line that is missing can't be taken for a list without alternatives.
const (
	keywordOperation = "security"
	keywordInherited = "inherited"
	keywordUnstated  = "unstated"
)

func keywordOf(basis catalog.Basis) string {
	switch basis {
	case catalog.BasisOperation:
		return keywordOperation
	case catalog.BasisInherited:
		return keywordInherited
	default:
		return keywordUnstated
	}
}

func (w *writer) security(keyword string, security catalog.Security) {
	if len(security.Alternatives) == 0 {
		w.line(keyword, noAlternative)
	}
	for _, alternative := range security.Alternatives {
		uses := make([]string, len(alternative))
		for i, use := range alternative {
			uses[i] = joinWords(append([]string{use.Scheme}, use.Scopes...))
		}
		w.line(keyword, cmp.Or(strings.Join(uses, " "+together+" "), noScheme))
	}
}

func (w *writer) problem(problem catalog.Problem) {
	w.WriteByte('\n')
	w.text("problem", string(problem.Code))
	w.text("method", problem.Method)
	w.text("path", problem.Path)
	w.text("seen", problem.Seen)
	w.text("pointer", problem.Pointer)
}
