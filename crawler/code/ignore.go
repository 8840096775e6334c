package code

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// ignoreFile is where git is told which files are none of a repository.
// https://git-scm.com/docs/gitignore
const ignoreFile = ".gitignore"

// longestIgnore is how much of such a file is read.
const longestIgnore = 1 << 20

// ignoreRule is a line of a .gitignore.
type ignoreRule struct {
	// pattern of doublestar for a path from the root of the tree.
	pattern string
	// take is set for a line with "!", which takes back what one before ignores.
	take bool
	// folders is set for a line with a "/" at its end.
	folders bool
}

// ignoreRules are those that hold in a folder, the outermost first.
type ignoreRules []ignoreRule

// in adds the rules of a folder's own file, if it has one.
func (r ignoreRules) in(tree fs.FS, folder string) ignoreRules {
	// Asked before it is opened: a pipe would wait for its writer.
	if info, err := fs.Stat(tree, path.Join(folder, ignoreFile)); err != nil || !info.Mode().IsRegular() || info.Size() > longestIgnore {
		return r
	}
	body, err := fs.ReadFile(tree, path.Join(folder, ignoreFile))
	if err != nil {
		return r
	}
	all := append(ignoreRules{}, r...)
	for line := range bytes.Lines(body) {
		if rule, ok := ignoreLine(folder, strings.TrimRight(string(line), "\r\n")); ok {
			all = append(all, rule)
		}
	}
	return all
}

func ignoreLine(folder, line string) (rule ignoreRule, ok bool) {
	line = strings.TrimRight(line, " \t")
	if line == "" || line[0] == '#' {
		return rule, false
	}
	if line[0] == '!' {
		rule.take, line = true, line[1:]
	}
	if strings.HasSuffix(line, "/") {
		rule.folders, line = true, strings.TrimRight(line, "/")
	}
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if !anchored {
		line = "**/" + line
	}
	rule.pattern = line
	if folder != "." {
		rule.pattern = escaped(folder) + "/" + line
	}
	return rule, line != "" && doublestar.ValidatePattern(rule.pattern)
}

// escaped is a folder's name as a pattern for itself.
func escaped(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `{`, `\{`).Replace(name)
}

// ignored reports whether a file or folder is ignored: the last rule that fits decides.
func (r ignoreRules) ignored(name string, folder bool) bool {
	for i := len(r) - 1; i >= 0; i-- {
		if r[i].folders && !folder {
			continue
		}
		if fits, err := doublestar.Match(r[i].pattern, name); err == nil && fits {
			return !r[i].take
		}
	}
	return false
}
