package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"authcat/catalog/printable"
)

// Keep adds to the facts what older ones say of an API whose source failed,
// marked as kept. Where they say nothing either, that is a problem.
func (f Facts) Keep(api API, older Facts, why string) Facts {
	document, ok := older.document(RoleSpec, api.ID)
	if !ok {
		f.Problems = append(f.Problems, Problem{Key: Key{API: api.ID}, Code: CodeSourceUnavailable, Seen: printable.Message(why)})
		return f
	}
	return f.keep(document, older)
}

// KeepDocumentation adds what older facts say of documentation sites that
// could not be read this time: the list of pages and the user levels, marked
// as kept, and what each page said when it was last read.
func (f Facts) KeepDocumentation(older Facts) Facts {
	for _, role := range []Role{RoleSitemap, RoleLevels} {
		if _, has := f.document(role, ""); has {
			continue
		}
		if document, ok := older.document(role, ""); ok {
			f = f.keep(document, older)
		}
	}
	lastRead := map[Key]Page{}
	for _, page := range older.Pages {
		if !page.Read.IsZero() {
			lastRead[page.Key] = page
		}
	}
	for i, page := range f.Pages {
		if known, ok := lastRead[page.Key]; ok && page.Read.IsZero() && known.URL == page.URL {
			f.Pages[i] = known
		}
	}
	return f
}

// Quarantine puts what older facts say of a document in the place of what was
// received, which is refused: the document is marked as kept, with the reason
// and the day from which on it is refused. ok is false where older facts say
// nothing of the document; then f is returned.
func (f Facts) Quarantine(role Role, api string, older Facts, why string, day time.Time) (_ Facts, ok bool) {
	document, ok := older.document(role, api)
	if !ok {
		return f, false
	}
	if document.Refused == "" {
		document.RefusedOn = day.UTC().Format(time.DateOnly)
	}
	document.Refused = why
	return f.without(role, api).keep(document, older), true
}

// without returns the facts without a document and what it says. Facts are
// shared: no list is changed in place.
func (f Facts) without(role Role, api string) Facts {
	f.Documents = drop(f.Documents, func(d Document) bool { return d.Role == role && d.API == api })
	switch role {
	case RoleSpec:
		f.Observations = drop(f.Observations, func(o Observation) bool { return o.API == api })
		f.Problems = drop(f.Problems, func(p Problem) bool { return p.API == api })
		f.Pages = drop(f.Pages, func(p Page) bool { return p.API == api })
		f.Statements = drop(f.Statements, func(s OperationStatement) bool { return s.API == api })
	case RoleSitemap:
		f.Problems = drop(f.Problems, func(p Problem) bool { return p.Code == CodePagesUncovered })
		f.Pages = nil
	case RoleLevels:
		f.Levels = nil
	}
	return f
}

// keep adds a document of older facts, marked as kept, and what it says.
func (f Facts) keep(document Document, older Facts) Facts {
	document.Kept = true
	f.Documents = append(slices.Clip(f.Documents), document)
	slices.SortStableFunc(f.Documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(f.position(a), f.position(b)), cmp.Compare(a.Role, b.Role))
	})
	switch document.Role {
	case RoleSpec:
		of := document.API
		f.Observations = add(f.Observations, older.Observations, func(o Observation) bool { return o.API == of })
		f.Problems = add(f.Problems, older.Problems, func(p Problem) bool { return p.API == of && !p.Code.aboutSource() })
		f.Pages = add(f.Pages, older.Pages, func(p Page) bool { return p.API == of })
		f.Statements = add(f.Statements, older.Statements, func(s OperationStatement) bool { return s.API == of })
	case RoleSitemap:
		f.Problems = add(f.Problems, older.Problems, func(p Problem) bool { return p.Code == CodePagesUncovered })
		f.Pages = slices.Clone(older.Pages)
	case RoleLevels:
		f.Levels = older.Levels
	}
	return f
}

// position of a document among the others: those of the APIs, then those of no API.
func (f Facts) position(document Document) int {
	for i, api := range f.APIs {
		if document.Role == RoleSpec && document.API == api.ID {
			return i
		}
	}
	return len(f.APIs)
}

// aboutSource reports whether a problem is about how a document was had, not
// about what it says: it does not outlive the crawl that saw it.
func (c Code) aboutSource() bool {
	return c == CodeSourceUnavailable || c == CodeSourceStale || c == CodeDocumentDormant
}

// document returns the document of a role, and of an API where the role is a specification's.
func (f Facts) document(role Role, api string) (Document, bool) {
	for _, document := range f.Documents {
		if document.Role == role && document.API == api {
			return document, true
		}
	}
	return Document{}, false
}

func drop[T any](all []T, unwanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), unwanted)
}

func add[T any](to, from []T, wanted func(T) bool) []T {
	to = slices.Clip(to)
	for _, one := range from {
		if wanted(one) {
			to = append(to, one)
		}
	}
	return to
}

// StaleProblem says of a document that was kept that its facts are older than
// readers should trust without a warning.
func StaleProblem(document Document, limit time.Duration) Problem {
	return Problem{
		Key:  Key{API: document.API},
		Code: CodeSourceStale,
		Seen: fmt.Sprintf("%s of %s, older than %d days", document.Role, document.FetchedAt.UTC().Format(time.DateOnly), int(limit.Hours()/24)),
	}
}
