// Package printable says what may be printed of an input without its secrets: of
// an address ([Split], [PublicURL]), of a name ([Name]), of a message
// ([Message], [Unquoted]).
package printable

import (
	"cmp"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Redacted stands in place of what may be a secret.
const Redacted = "[redacted]"

// Origin is what is printed of scheme and host.
func (l Location) Origin() string {
	switch {
	case l.Scheme == "":
		return l.ShownHost()
	case tokenLike(l.Scheme):
		return Redacted + "://" + l.ShownHost()
	default:
		return l.Scheme + "://" + l.ShownHost()
	}
}

// String is what is printed of the address, without method.
func (l Location) String() string { return cmp.Or(l.Origin()+Path(l.Path), Redacted) }

// ShownHost is the host, unless it is something else in its place.
func (l Location) ShownHost() string {
	if !hostName(l.Host) || tokenLike(l.Host) {
		return Redacted
	}
	return l.Host
}

// Path is what is printed of a path: its segments without parameters
// (";jsessionid="), and without those that may be secrets. Behind a "?" or "#"
// that is percent-encoded nothing is printed, as behind a plain one, nor behind
// what is too long for a name.
func Path(path string) string {
	var shown []string
	for segment := range strings.SplitSeq(path, "/") {
		if segment, _, _ = strings.Cut(segment, ";"); segment == "" {
			continue
		}
		if len(segment) > longestName {
			shown = append(shown, Redacted)
			break
		}
		plain := decodeFully(segment)
		if mayBeSecret(plain) {
			segment = Redacted
		}
		shown = append(shown, segment)
		if strings.ContainsAny(plain, "?#") {
			break
		}
	}
	text := strings.Join(shown, "/")
	if strings.HasPrefix(path, "/") {
		text = "/" + text
	}
	return text
}

// longestName is longer than any name in a path.
const longestName = 200

// decodeFully undoes percent-encoding, once and more often. What is left of it
// after that can't be undone.
func decodeFully(segment string) string {
	const rounds = 4
	for range rounds {
		decoded, err := url.PathUnescape(segment)
		if err != nil || decoded == segment {
			break
		}
		segment = decoded
	}
	return segment
}

// namesCredential reports whether a text has the word that stands before a
// credential in an Authorization header.
func namesCredential(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.EqualFold(word, "bearer") || strings.EqualFold(word, "basic") {
			return true
		}
	}
	return false
}

// mayBeSecret reports whether a segment of a path, decoded, is more than a name
// or an id: it has the marks of a query, of a user with a password or of a
// header, or the look of a token.
func mayBeSecret(segment string) bool {
	return strings.ContainsAny(segment, "?#@=&;%\\\"'`|") ||
		strings.Contains(strings.TrimPrefix(segment, ":"), ":") ||
		!utf8.ValidString(segment) || strings.ContainsFunc(segment, func(r rune) bool { return !unicode.IsPrint(r) }) ||
		namesCredential(segment) || tokenLike(segment)
}

// tokenLike reports whether a text has a word in it that looks like a token, a
// key or a generated password.
func tokenLike(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return classOf(r) == other && !strings.ContainsRune("-_+~", r) }) {
		if tokenWord(word) {
			return true
		}
	}
	return false
}

// The classes of characters in tokens.
const (
	other = iota
	digit
	lower
	upper
)

func classOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case r >= 'a' && r <= 'z':
		return lower
	case r >= 'A' && r <= 'Z':
		return upper
	default:
		return other
	}
}

// tokenWord tells random characters from a name by how often small letters,
// capitals and digits take turns: in a name they stand in runs
// ("getSSFConfigurationV1"). SailPoint's ids are 32 hex digits or UUIDs, its
// client secrets 64 hex digits.
func tokenWord(word string) bool {
	const (
		shortest = 20 // of random letters and digits: 100 bits and more
		longest  = 32 // of an id
	)
	if strings.HasPrefix(word, "eyJ") && len(word) >= shortest/2 { // "{" and a quote in base64: a JWT's header
		return true
	}
	var count [upper + 1]int
	turns, before, hex := 0, other, true
	for _, r := range word {
		class := classOf(r)
		count[class]++
		if class == other {
			continue
		}
		if before != other && class != before {
			turns++
		}
		before = class
		hex = hex && strings.ContainsRune("0123456789abcdefABCDEF", r)
	}
	size := len(word) - count[other]
	switch {
	case len(word) < shortest || hex && size <= longest || count[digit] == 0:
		return false
	case size > longest && count[digit] > 5:
		return true
	case count[lower] > 0 && count[upper] > 0:
		return count[digit] > 1 && turns*5 >= (size-1)*2
	default: // letters of one case; with hyphens they are words and numbers
		return turns > 3 && count[other] == 0
	}
}

// PublicURL is an address without what may be secret in it: user, password,
// parameters, query and fragment. Its path stays as it is. The same of what it
// returns is the same, so that facts may pass it more than once.
func PublicURL(address string) string {
	const most = 8 // "a ; # x" needs three
	for range most {
		public := publicPart(address)
		if public == address {
			break
		}
		address = public
	}
	return address
}

func publicPart(address string) string {
	l := Split(address)
	path := withoutParameters(l.Path)
	switch {
	case l.Scheme != "":
		return l.Scheme + "://" + l.knownHost() + path
	case l.Host != "":
		return l.knownHost() + path
	default:
		return path
	}
}

// withoutParameters takes from every segment what is behind a ";".
func withoutParameters(path string) string {
	if !strings.Contains(path, ";") {
		return path
	}
	segments := strings.Split(path, "/")
	for i := range segments {
		segments[i], _, _ = strings.Cut(segments[i], ";")
	}
	return strings.Join(segments, "/")
}

func (l Location) knownHost() string {
	if !hostName(l.Host) {
		return Redacted
	}
	return l.Host
}
