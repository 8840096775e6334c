package openapi

import (
	"regexp"
	"slices"
	"strings"

	"authcat/catalog"
)

// levels reads the user levels from the extension, or from its typo, and says
// which of the two it was.
func (f *fields) levels() (name string, levels []string) {
	for _, field := range []string{catalog.LevelsField, catalog.MisspeltLevelsField} {
		read, stated := f.names(field)
		switch {
		case !stated:
		case name == "":
			name, levels = field, read
		case !slices.Equal(levels, read):
			f.remark(catalog.CodeFieldOdd, field, "%s has %s, and %s has %s: the second is not read",
				name, strings.Join(levels, ", "), field, strings.Join(read, ", "))
		}
	}
	if name != "" && len(levels) == 0 {
		f.remark(catalog.CodeFieldOdd, name, "%s is an empty list: it states no level", name)
	}
	return name, levels
}

var markdownLink = regexp.MustCompile(`\]\((https://[^)\s]+)\)`)

// successor returns the address of the first Markdown link in the note on a
// deprecated operation, "" without one.
func (f *fields) successor() string {
	note := f.words(catalog.SuccessorField)
	if len(note) > maxNote {
		f.remark(catalog.CodeFieldOdd, catalog.SuccessorField, "%s has %d bytes, where at most %d are read: it is not read", catalog.SuccessorField, len(note), maxNote)
		return ""
	}
	if match := markdownLink.FindStringSubmatch(note); match != nil {
		return match[1]
	}
	return ""
}
