package publish

import (
	"context"
	"path"
	"regexp"
	"strings"
)

// withoutStubs drops from the names of strangers' files those of pages that are
// nobody's work: a wiki's first page, as the wiki proposes it.
func (r *repository) withoutStubs(ctx context.Context, names []string, tree map[string]entry, set *fileSet) ([]string, error) {
	var others []string
	for _, name := range names {
		file := tree[set.path(name)]
		if path.Ext(name) != ".md" || !file.regular() {
			others = append(others, name)
			continue
		}
		body, err := r.blob(ctx, file.id)
		if err != nil {
			return nil, err
		}
		if !isStub(string(body)) {
			others = append(others, name)
		}
	}
	return others, nil
}

var (
	// welcome is all that is on the page that GitHub proposes as a wiki's first,
	// and without which the wiki has no repository.
	welcome   = regexp.MustCompile(`^Welcome to the .+ wiki!$`)
	heading   = regexp.MustCompile(`^#{1,6}(\s.*)?$`)
	underline = regexp.MustCompile(`^(=+|-+)$`)
)

// isStub reports whether a Markdown page has no more than one heading and a
// wiki's own words of welcome.
func isStub(page string) bool {
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(page, "\ufeff")) {
		if line = strings.TrimSpace(line); line != "" && !welcome.MatchString(line) {
			lines = append(lines, line)
		}
	}
	switch len(lines) {
	case 0:
		return true
	case 1:
		return heading.MatchString(lines[0])
	case 2:
		return underline.MatchString(lines[1]) && !heading.MatchString(lines[0])
	default:
		return false
	}
}
