package find

import "strings"

// expression is a text of which placeholders are read, and what becomes of it.
type expression struct {
	text string
	at   int
	// sent has "{name}" for every placeholder; in written those that ReadAddress
	// knows stay as they are.
	sent, written strings.Builder
}

// longestPlaceholder is longer than any that has a name between two marks.
const longestPlaceholder = 100

// ends reports whether a query or a fragment begins.
func (s *expression) ends() bool {
	return s.text[s.at] == '?' || s.text[s.at] == '#' && !strings.HasPrefix(s.text[s.at:], "#{")
}

// placeholder steps over one, if it comes next, and writes what stands for it.
func (s *expression) placeholder() bool {
	rest := s.text[s.at:]
	size, name := 0, ""
	switch rest[0] {
	case '$':
		size, name = dollar(rest)
	case '{':
		size, name = bracketed(rest)
	case '#', '@': // Ruby's, Power Automate's
		if strings.HasPrefix(rest[1:], "{") {
			size, name = bracketed(rest[1:])
			size++
		}
	case '<':
		if end := strings.IndexAny(rest[:min(len(rest), longestPlaceholder)], "/>"); end > 1 && rest[end] == '>' {
			size, name = end+1, rest[1:end]
		}
	case '[':
		size, name = square(rest)
	case '%':
		size, name = percent(rest)
	}
	if size == 0 {
		return false
	}
	plain := "{" + nameOf(name) + "}"
	s.sent.WriteString(plain)
	if whole := rest[:size]; whole == "{"+plain+"}" {
		plain = whole
	}
	s.written.WriteString(plain)
	s.at += size
	return true
}

// dollar reads "$(…)", "${…}", "$name" and PowerShell's "$script:name".
func dollar(text string) (size int, name string) {
	if strings.HasPrefix(text[1:], "(") || strings.HasPrefix(text[1:], "{") {
		size, name = bracketed(text[1:])
		return size + 1, name
	}
	end := 1 + identifier(text[1:])
	if rest, ok := strings.CutPrefix(text[end:], ":"); ok && end > 1 && strings.Contains(" env global local private script using variable ", " "+strings.ToLower(text[1:end])+" ") {
		if n := identifier(rest); n > 0 {
			return end + 1 + n, rest[:n]
		}
	}
	if end == 1 && len(text) > 1 && strings.IndexByte("0123456789@*", text[1]) >= 0 {
		end++
	}
	if end == 1 {
		return 0, ""
	}
	return end, text[1:end]
}

// bracketed reads what stands between brackets of a kind, with such brackets
// in it; up to the end where they are not closed.
func bracketed(text string) (size int, inner string) {
	open, closing := text[0], byte('}')
	if open == '(' {
		closing = ')'
	}
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case open:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i + 1, text[1:i]
			}
		}
	}
	return len(text), text[1:]
}

// square reads "[id]" and, at the end, "[id".
func square(text string) (size int, name string) {
	n := 1
	for n < len(text) && (text[n] == '-' || text[n] == ' ' || identifierByte(text[n])) {
		n++
	}
	switch {
	case n == 1 || n < len(text) && text[n] != ']':
		return 0, ""
	case n < len(text):
		return n + 1, text[1:n]
	default:
		return n, text[1:]
	}
}

// percent reads what printf, Python, cmd.exe and SailPoint's config tools put
// values in with: "%s", "%[1]s", "%(id)s", "%ID%", "%%ID%%". An escaped
// character ("%2F") is none.
func percent(text string) (size int, name string) {
	marks := 1
	if strings.HasPrefix(text, "%%") {
		marks = 2
	}
	if n := identifier(text[marks:]); n > 0 && strings.HasPrefix(text[marks+n:], text[:marks]) && (n != 2 || !hexByte(text[marks]) || !hexByte(text[marks+1])) {
		return n + 2*marks, text[marks : marks+n]
	}
	if marks != 1 {
		return 0, ""
	}
	i := 1
	for _, brackets := range []string{"[]", "()"} {
		if strings.HasPrefix(text[1:], brackets[:1]) {
			end := strings.IndexByte(text[:min(len(text), longestPlaceholder)], brackets[1])
			if end < 0 {
				return 0, ""
			}
			i = end + 1
		}
	}
	switch {
	case i < len(text) && strings.IndexByte("svqiu", text[i]) >= 0:
	case i < len(text) && text[i] == 'd' && (i+1 == len(text) || !hexByte(text[i+1])):
	default:
		return 0, ""
	}
	return i + 1, strings.Trim(text[1:i], "[]()0123456789")
}

// nameOf is the name of a placeholder by what stands in it, the last of a
// path: "id" of "$.trigger.id"; "x" where it is no plain name. Nothing else
// that stands there comes out: it may be a default value.
func nameOf(inner string) string {
	const longest = 40
	inner = strings.Trim(inner, "{}$. \t")
	inner = inner[strings.LastIndexByte(inner, '.')+1:]
	if n := identifier(inner); n == 0 || n != len(inner) || n > longest {
		return "x"
	}
	return inner
}

// identifier is the length of the name that a text begins with.
func identifier(text string) int {
	n := 0
	for n < len(text) && identifierByte(text[n]) && (n > 0 || !digitByte(text[n])) {
		n++
	}
	return n
}

func identifierByte(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || digitByte(b)
}

func digitByte(b byte) bool { return b >= '0' && b <= '9' }

func hexByte(b byte) bool {
	return digitByte(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}
