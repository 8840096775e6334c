package catalog

import (
	"regexp"
	"strings"
)

// Printable takes out of a message what may be secret in it: of every address
// its user, password, query and fragment, tokens, and what follows "Bearer".
// Messages of libraries repeat addresses as they were given. It is the second
// line of defence: what a message is made of should be printable already.
func Printable(message string) string {
	message = messageAddress.ReplaceAllStringFunc(message, publicWord)
	message = pathUser.ReplaceAllString(message, "/")
	message = plainQuery.ReplaceAllStringFunc(message, func(query string) string {
		return query[len(strings.TrimRight(query, sentenceMarks)):]
	})
	message = credential.ReplaceAllString(message, "$1 "+Redacted)
	message = named.ReplaceAllString(message, "$1"+Redacted)
	return jwt.ReplaceAllString(message, Redacted)
}

var (
	// messageAddress is an address in a message, or a user with a password
	// before a host. Log lines in JSON and quoted strings end at a quote.
	messageAddress = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*:/[^\s"\\]*|[^\s"'/@:=]+:[^\s"\\]*@`)
	pathUser       = regexp.MustCompile(`/[^\s"\\/@:]+:[^\s"\\/]*@`)
	plainQuery     = regexp.MustCompile(`\?[^\s"\\=]*=[^\s"\\]*`)
	credential     = regexp.MustCompile(`(?i)\b(bearer|basic):? +[^\s"\\]*[0-9=_~+/][^\s"\\]*`)
	named          = regexp.MustCompile(`(?i)((?:secret|token|passw(?:or)?d|api_?key)=)[^\s"\\&]+`)
	jwt            = regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{7,}[A-Za-z0-9_.=-]*`)
)

// sentenceMarks end an address in a message, and are none of it.
const sentenceMarks = ".,:;!)]}>'"

func publicWord(word string) string {
	if strings.HasSuffix(word, "@") && !strings.Contains(word, ":/") { // user:password@, the host follows
		return ""
	}
	address := strings.TrimRight(word, sentenceMarks)
	return PublicURL(address) + word[len(address):]
}

// PrintableName is what is printed of a name that somebody gave to a call.
// Postman names a request by its URL where its user does not.
func PrintableName(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		switch {
		case len(word) > longestName && !strings.ContainsAny(word, "/?"):
			words[i] = Redacted
		case i > 0 && credentialWord.MatchString(words[i-1]):
			words[i] = Redacted
		case strings.ContainsAny(word, "/?@"):
			words[i] = ReadAddress("", word, word).URL() // never ""
		case tokenLike(word) || strings.ContainsAny(word, "=") && mayBeSecret(word):
			words[i] = Redacted
		}
	}
	return strings.Join(words, " ")
}

// Unquoted takes out of a library's message what it quotes of its input, as
// YAML's parser does: "unknown anchor … referenced". Names of small letters stay,
// and short numbers.
func Unquoted(message string) string {
	return quoted.ReplaceAllStringFunc(message, func(text string) string {
		if harmless.MatchString(text[1 : len(text)-1]) {
			return text
		}
		return "…"
	})
}

var (
	quoted   = regexp.MustCompile("'[^'\\s]{2,}'|\"[^\"]{2,}\"|`[^`]*`")
	harmless = regexp.MustCompile(`^(?:[a-z][a-z_-]{0,30}|[0-9.]{1,6})$`)
)
