package printable

import (
	"regexp"
	"strings"
	"sync"
)

// Message takes out of a message what may be secret in it: of every address
// its user, password, query and fragment, tokens, and what follows "Bearer".
// Messages of libraries repeat addresses as they were given. It is the second
// line of defence: what a message is made of should be printable already.
func Message(message string) string {
	if !strings.Contains(message, ":/") && !strings.ContainsAny(message, "@=") && !strings.Contains(message, "eyJ") && !namesCredential(message) {
		return message // most have nothing, and short commands need no patterns
	}
	p := patterns()
	message = p.address.ReplaceAllStringFunc(message, publicWord)
	message = p.user.ReplaceAllString(message, "/")
	message = p.query.ReplaceAllStringFunc(message, func(query string) string {
		return query[len(strings.TrimRight(query, sentenceMarks)):]
	})
	message = p.credential.ReplaceAllString(message, "$1 "+Redacted)
	message = p.named.ReplaceAllString(message, "$1"+Redacted)
	return p.token.ReplaceAllString(message, Redacted)
}

// messagePatterns find what may be secret in a message.
type messagePatterns struct {
	// address is one, or a user with a password before a host. Log lines in
	// JSON and quoted strings end at a quote.
	address *regexp.Regexp
	// user with a password behind a slash, query behind a path.
	user, query *regexp.Regexp
	// credential of a header, named value ("client_secret=…"), token as a JWT.
	credential, named, token *regexp.Regexp
}

var patterns = sync.OnceValue(func() messagePatterns {
	return messagePatterns{
		address:    regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*:/[^\s"\\]*|[^\s"'/@:=]+:[^\s"\\]*@`),
		user:       regexp.MustCompile(`/[^\s"\\/@:]+:[^\s"\\/]*@`),
		query:      regexp.MustCompile(`\?[^\s"\\=]*=[^\s"\\]*`),
		credential: regexp.MustCompile(`(?i)\b(bearer|basic):? +[^\s"\\]*[0-9=_~+/][^\s"\\]*`),
		named:      regexp.MustCompile(`(?i)((?:secret|token|passw(?:or)?d|api_?key)=)[^\s"\\&]+`),
		token:      regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{7,}[A-Za-z0-9_.=-]*`),
	}
})

// sentenceMarks end an address in a message, and are none of it.
const sentenceMarks = ".,:;!)]}>'"

func publicWord(word string) string {
	if strings.HasSuffix(word, "@") && !strings.Contains(word, ":/") { // user:password@, the host follows
		return ""
	}
	address := strings.TrimRight(word, sentenceMarks)
	return PublicURL(address) + word[len(address):]
}

// Name is what is printed of a name that somebody gave to a call.
// Postman names a request by its URL where its user does not.
func Name(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		switch {
		case len(word) > longestName && !strings.ContainsAny(word, "/?"):
			words[i] = Redacted
		case i > 0 && namesCredential(words[i-1]):
			words[i] = Redacted
		case strings.ContainsAny(word, "/?@"):
			words[i] = Split(word).String() // never ""
		case tokenLike(word), strings.ContainsAny(word, "=%") && mayBeSecret(decodeFully(word)):
			words[i] = Redacted
		}
	}
	return strings.Join(words, " ")
}

// Unquoted takes out of a library's message what it quotes of its input, as
// YAML's parser does: "unknown anchor … referenced". Names of small letters stay,
// and short numbers.
func Unquoted(message string) string {
	return quoted().ReplaceAllStringFunc(message, func(text string) string {
		if inner := text[1 : len(text)-1]; harmless(inner) {
			return text
		}
		return "…"
	})
}

var quoted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("'[^'\\s]{2,}'|\"[^\"]{2,}\"|`[^`]*`")
})

func harmless(text string) bool {
	return len(text) <= 30 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_-") == "" ||
		len(text) <= 6 && strings.Trim(text, "0123456789.") == ""
}
