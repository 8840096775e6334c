package catalog

import (
	"fmt"
	"time"
)

// Keep adds to the facts what older ones say of an API whose source failed,
// marked as kept. Where they say nothing either, that is a problem.
func (f Facts) Keep(api API, older Facts, why string) Facts {
	kept := false
	for _, document := range older.Documents {
		if document.Role == RoleSpec && document.API == api.ID {
			document.Kept = true
			f.Documents = append(f.Documents, document)
			kept = true
		}
	}
	if !kept {
		f.Problems = append(f.Problems, Problem{Key: Key{API: api.ID}, Code: CodeSourceUnavailable, Seen: Printable(why)})
		return f
	}
	for _, observation := range older.Observations {
		if observation.API == api.ID {
			f.Observations = append(f.Observations, observation)
		}
	}
	for _, problem := range older.Problems {
		if problem.API == api.ID {
			f.Problems = append(f.Problems, problem)
		}
	}
	return f
}

// KeepDocumentation adds what older facts say of documentation sites that
// could not be read this time: the list of pages and the user levels, marked
// as kept, and what each page said when it was last read.
func (f Facts) KeepDocumentation(older Facts) Facts {
	if sitemap, ok := older.site(RoleSitemap); ok && !f.has(RoleSitemap) {
		f.Documents = append(f.Documents, sitemap)
		f.Pages = older.Pages
	}
	if levels, ok := older.site(RoleLevels); ok && !f.has(RoleLevels) {
		f.Documents = append(f.Documents, levels)
		f.Levels = older.Levels
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

func (f Facts) has(role Role) bool {
	_, ok := f.site(role)
	return ok
}

// site returns the document of a role, marked as kept.
func (f Facts) site(role Role) (Document, bool) {
	for _, document := range f.Documents {
		if document.Role == role {
			document.Kept = true
			return document, true
		}
	}
	return Document{}, false
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
