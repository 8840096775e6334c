package factfile

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"authcat/catalog"
)

// head is what a file starts with: an API and its document.
type head struct {
	api      catalog.API
	document catalog.Document
	schemes
}

// schemes are those in use that are declared nowhere, and those that have no scopes.
type schemes struct{ undeclared, unscoped []string }

var headFields = sync.OnceValue(func() []field[head] {
	return slices.Concat([]field[head]{
		text("api", func(h *head) *string { return &h.api.ID }),
		text("title", func(h *head) *string { return &h.api.Title }),
		text("product", func(h *head) *catalog.Product { return &h.api.Product }),
		text("base-path", func(h *head) *string { return &h.api.BasePath }),
		text("spec", func(h *head) *string { return &h.api.SpecURL }),
		text("docs", func(h *head) *string { return &h.api.DocsURL }),
		text("status", func(h *head) *string { return &h.api.Status }),
		text("end-of-life", func(h *head) *string { return &h.api.EndOfLife }),
	}, within(documentFields(), func(h *head) *catalog.Document { return &h.document }), []field[head]{
		words("undeclared", func(h *head) *[]string { return &h.undeclared }),
		words("unscoped", func(h *head) *[]string { return &h.unscoped }),
	})
})

// documentFields are those of a document; none are written where there is none.
func documentFields() []field[catalog.Document] {
	type document = catalog.Document
	fetched := day("fetched", func(d *document) *time.Time { return &d.FetchedAt })
	write := fetched.write
	fetched.write = func(d *document) []string {
		if d.URL == "" {
			return nil
		}
		return write(d)
	}
	return []field[document]{
		text("url", func(d *document) *string { return &d.URL }),
		text("sha256", func(d *document) *string { return &d.SHA256 }),
		fetched,
		flag("kept", func(d *document) *bool { return &d.Kept }),
		text("refused", func(d *document) *string { return &d.Refused }),
		text("refused-on", func(d *document) *string { return &d.RefusedOn }),
	}
}

// site is a document that belongs to no API, a user level, or a correction.
type site struct {
	document catalog.Document
	level    *catalog.UserLevel
	override *catalog.Override
}

// siteFields leave out what a level opens: that is the matrix's to show, not a
// fact about an operation. Corrections have a file of their own.
var siteFields = sync.OnceValue(func() []field[site] {
	type level = catalog.UserLevel
	return slices.Concat([]field[site]{
		text("document", func(s *site) *catalog.Role { return &s.document.Role }),
	}, within(documentFields(), func(s *site) *catalog.Document { return &s.document }), []field[site]{
		quoted(field[site]{"level",
			func(s *site) []string {
				if s.level == nil {
					return nil
				}
				return []string{s.level.Name}
			},
			func(s *site, name string) error { s.level = &level{Name: name}; return nil },
		}),
	}, within([]field[level]{
		text("title", func(l *level) *string { return &l.Title }),
		words("excludes", func(l *level) *[]string { return &l.Excludes }),
	}, func(s *site) *level { return s.level }))
})

// partFields are siteFields and what those leave out.
var partFields = sync.OnceValue(func() []field[site] {
	type (
		level    = catalog.UserLevel
		override = catalog.Override
	)
	return slices.Concat(siteFields(), within([]field[level]{
		quoted(plainEach("opens", func(l *level) *[]string { return &l.Opens })),
		quoted(plainEach("note", func(l *level) *[]string { return &l.Notes })),
	}, func(s *site) *level { return s.level }), []field[site]{
		{"override",
			func(s *site) []string {
				if s.override == nil {
					return nil
				}
				return []string{joinWords([]string{s.override.API, s.override.Method, s.override.Path})}
			},
			func(s *site, rest string) error {
				words, err := splitWords(rest)
				if err == nil && len(words) != 3 {
					err = errors.New("not an API, a method and a path")
				}
				if err == nil {
					s.override = &override{Key: catalog.Key{API: words[0], Method: words[1], Path: words[2]}}
				}
				return err
			}},
	}, within([]field[override]{
		text("fact", func(o *override) *catalog.Fact { return &o.Fact }),
		words("value", func(o *override) *[]string { return &o.Values }),
		words("replaces", func(o *override) *[]string { return &o.Replaces }),
		text("reason", func(o *override) *string { return &o.Reason }),
		text("evidence", func(o *override) *string { return &o.Evidence }),
		text("date", func(o *override) *string { return &o.Date }),
	}, func(s *site) *override { return s.override }))
})

// block is an operation with its page and what else is said of it.
type block struct {
	head        *head
	observation catalog.Observation
	page        catalog.Page
	// stated and pageStated are the keywords of the two securities, "" before their first lines.
	stated, pageStated string
	pageSchemes        schemes
	others             []catalog.OperationStatement
}

var blockFields = sync.OnceValue(func() []field[block] {
	return slices.Concat([]field[block]{
		text("id", func(b *block) *string { return &b.observation.OperationID }),
		text("title", func(b *block) *string { return &b.observation.Title }),
		quoted(plainEach("tag", func(b *block) *[]string { return &b.observation.Tags })),
		flag("deprecated", func(b *block) *bool { return &b.observation.Deprecated }),
		text("experimental", func(b *block) *string { return &b.observation.Experimental }),
	}, securityFields("", ownSecurity), []field[block]{
		flag("unauthorized", func(b *block) *bool { return &b.observation.Unauthorized }),
		{"levels", writeLevels, readLevels},
		words("rights", func(b *block) *[]string { return &b.observation.Rights }),
		words("audience", func(b *block) *[]string { return &b.observation.Audience }),
		text("successor", func(b *block) *string { return &b.observation.Successor }),
	},
		proseFields("prose-", catalog.WitnessDescription, func(b *block) *catalog.Prose { return &b.observation.Prose }),
		proseFields("note-", catalog.WitnessNote, func(b *block) *catalog.Prose { return &b.observation.SecurityNote }),
		[]field[block]{
			text("page", func(b *block) *string { return &b.page.URL }),
			{"page-read", writePageRead, readPageRead},
			text("page-title", func(b *block) *string { return &b.page.Title }),
			flag("page-deprecated", func(b *block) *bool { return &b.page.Deprecated }),
			flag("page-experimental", func(b *block) *bool { return &b.page.Experimental }),
		},
		proseFields("page-prose-", catalog.WitnessPage, func(b *block) *catalog.Prose { return &b.page.Prose }),
		[]field[block]{
			words("page-undeclared", func(b *block) *[]string { return &b.pageSchemes.undeclared }),
			words("page-unscoped", func(b *block) *[]string { return &b.pageSchemes.unscoped }),
		},
		securityFields("page-", pageSecurity), []field[block]{
			words("page-levels", func(b *block) *[]string { return &b.page.Levels }),
			{"says", writeOthers, readOther},
		})
})

// proseFields are what words say; a condition says where it stands only where
// that is not among the words of the witness.
func proseFields(prefix string, witness catalog.Witness, at func(*block) *catalog.Prose) []field[block] {
	return []field[block]{
		words(prefix+"levels", func(b *block) *[]string { return &at(b).Levels }),
		words(prefix+"scopes", func(b *block) *[]string { return &at(b).Scopes }),
		{prefix + "when",
			func(b *block) []string {
				var lines []string
				for _, c := range at(b).Conditions {
					lines = append(lines, writeCondition(c, b.observation.Place(witness)))
				}
				return lines
			},
			func(b *block, rest string) error {
				c, err := readCondition(rest, b.observation.Place(witness))
				at(b).Conditions = append(at(b).Conditions, c)
				return err
			}},
		{prefix + "condition", // a sentence, in files from before conditions were data: nothing follows from it
			func(*block) []string { return nil }, func(*block, string) error { return nil }},
		{prefix + "needs",
			func(b *block) []string { return present(string(at(b).Needs)) },
			func(b *block, rest string) error {
				at(b).Needs = catalog.Class(rest)
				if at(b).Needs != catalog.ClassUser && at(b).Needs != catalog.ClassClient {
					return errors.New("no kind of token")
				}
				return nil
			}},
		flag(prefix+"all-scopes", func(b *block) *bool { return &at(b).AllScopes }),
		flag(prefix+"broken", func(b *block) *bool { return &at(b).Broken }),
	}
}

func writeLevels(b *block) []string {
	if b.observation.LevelsField == "" {
		return nil
	}
	return []string{joinWords(append([]string{b.observation.LevelsField}, b.observation.Levels...))}
}

func readLevels(b *block, rest string) error {
	words, err := splitWords(rest)
	if err == nil && len(words) > 0 {
		b.observation.LevelsField, b.observation.Levels = words[0], words[1:]
	}
	return err
}

func writePageRead(b *block) []string {
	if b.page.Read.IsZero() {
		return nil
	}
	return []string{joinWords([]string{b.page.Read.UTC().Format(time.RFC3339), b.page.SHA256})}
}

func readPageRead(b *block, rest string) (err error) {
	words, err := splitWords(rest)
	if err == nil && len(words) != 2 {
		err = errors.New("not a time and a hash")
	}
	if err == nil {
		b.page.SHA256 = words[1]
		b.page.Read, err = time.Parse(time.RFC3339, words[0])
	}
	return err
}

func writeOthers(b *block) []string {
	var lines []string
	for _, s := range b.others {
		lines = append(lines, joinWords([]string{string(s.Witness), string(s.Fact), s.Value.String(), s.Pointer, s.URL, s.On, s.Agreed}))
	}
	return lines
}

func readOther(b *block, rest string) error {
	words, err := splitWords(rest)
	if err != nil {
		return err
	}
	if len(words) != 7 {
		return errors.New("not a witness, a fact, a value, a pointer, an address, a day and until when it was published so")
	}
	s := catalog.Statement{Witness: catalog.Witness(words[0]), Fact: catalog.Fact(words[1]), Pointer: words[3], URL: words[4], On: words[5], Agreed: words[6]}
	s.Value, err = catalog.ParseValue(s.Fact, words[2])
	b.others = append(b.others, catalog.OperationStatement{Key: b.observation.Key, Statement: s})
	return err
}

// problemFields are those of what could not be read.
var problemFields = sync.OnceValue(func() []field[catalog.Problem] {
	type problem = catalog.Problem
	return []field[problem]{
		text("problem", func(p *problem) *catalog.Code { return &p.Code }),
		text("method", func(p *problem) *string { return &p.Method }),
		text("path", func(p *problem) *string { return &p.Path }),
		text("seen", func(p *problem) *string { return &p.Seen }),
		text("pointer", func(p *problem) *string { return &p.Pointer }),
	}
})

// add adds those of a security.
func (s *schemes) add(security catalog.Security) {
	for _, use := range slices.Concat(security.Alternatives...) {
		if use.Undeclared {
			s.undeclared = insert(s.undeclared, use.Scheme)
		}
		if !use.Scoped {
			s.unscoped = insert(s.unscoped, use.Scheme)
		}
	}
}

// insert puts a name into its place in a sorted list, once.
func insert(names []string, name string) []string {
	at, found := slices.BinarySearch(names, name)
	if found {
		return names
	}
	return slices.Insert(names, at, name)
}

// isMethod reports whether a line's first word is an HTTP method.
func isMethod(word string) bool {
	return word != "" && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
