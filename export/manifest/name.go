package manifest

import (
	"errors"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckName accepts a relative path that stays where it is put on every
// system that may check the repository out.
func CheckName(name string) error {
	switch {
	case name == "" || name == ".":
		return errors.New("it is empty")
	case !utf8.ValidString(name):
		return errors.New("it is not UTF-8")
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
		return errors.New("it holds control or invisible characters")
	case strings.Contains(name, `\`):
		return errors.New(`it holds '\', which separates folders on Windows`)
	case strings.HasPrefix(name, "/") || path.Clean(name) != name || name == ".." || strings.HasPrefix(name, "../"):
		return errors.New("it must be a plain path below the folder, without '..', '.', '//' or a leading or trailing '/'")
	}
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > 255 {
			return errors.New("a part of it is longer than 255 bytes, more than file systems take")
		}
		// Windows ignores trailing dots and spaces, and knows .git as git~1 too.
		bare := strings.ToLower(strings.TrimRight(part, ". "))
		if bare == ".git" || bare == "git~1" || strings.HasPrefix(bare, ".git:") {
			return errors.New("'.git' is git's own")
		}
	}
	return nil
}
