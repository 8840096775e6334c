package typescript

import "strings"

// scripts are the parts of the source that are read: all of it, or the contents
// of the script elements where it begins with markup and has such, as Vue's and
// Svelte's files do.
func scripts(src string) [][2]int {
	begin := strings.TrimLeft(strings.TrimPrefix(src, "\ufeff"), " \t\r\n")
	if !strings.HasPrefix(begin, "<") || !strings.HasPrefix(begin, "<template") && !strings.HasPrefix(begin, "<!") && !strings.Contains(src, "<script") {
		return [][2]int{{0, len(src)}}
	}
	var parts [][2]int
	for at := 0; ; {
		begin := strings.Index(src[at:], "<script")
		if begin < 0 {
			return parts
		}
		at += begin
		tag := strings.IndexByte(src[at:], '>')
		if tag < 0 {
			return parts
		}
		attributes := src[at : at+tag]
		at += tag + 1
		end := strings.Index(src[at:], "</script")
		if end < 0 {
			end = len(src) - at
		}
		if !strings.HasSuffix(attributes, "/") && program(attributes) {
			parts = append(parts, [2]int{at, at + end})
		}
		at += end
	}
}

// program reports whether a script element with these attributes has a program and not data or a template.
func program(attributes string) bool {
	_, kind, typed := strings.Cut(attributes, "type=")
	if !typed {
		return true
	}
	kind, _, _ = strings.Cut(strings.TrimLeft(kind, `"'`), `"`)
	for _, word := range [...]string{"module", "javascript", "typescript", "ecmascript", "babel", "jsx"} {
		if strings.Contains(kind, word) {
			return true
		}
	}
	return false
}
