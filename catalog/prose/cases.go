package prose

import (
	"strings"

	"authcat/catalog"
)

// A requirement may hold in a case only: for calls with a value of a parameter.
var (
	omittedCase = lazy(`(?i)\b(?:(?:if|when|where|whenever) (?:the )?(<N\d+>)(?: (?:query|path|body|parameter|param|field|option|flag|value))* (?:is|was|being) (?:omitted|left out|absent|missing|empty|not (?:given|set|passed|used|provided|specified|present))|(?:if|when|where) no (<N\d+>)|(?:without|omitting|leaving out|(?:if|when) (?:you|callers?|the caller) (?:leaves? out|omits?)) (?:the |an? )?(<N\d+>))`)
	valueCase   = lazy(`(?i)\b(?:if|when|where|whenever|with|for|to|setting) (?:[^<.]*?\(|(?:[a-z'-]+ )*?)(<N\d+>)(?:: | (?:(?:query|parameter|option|flag|field|attribute|setting|is|are|to|set|of|equals?|=|being|has|the|value) )+)(<N\d+>|true|false)\b?`)
	// someCase is any other case, about which nothing is known.
	someCase = lazy(`\b(?:if|when|where|whenever|unless|in case|as long as|only for)\b`)
	// callCase is no case: whoever reads about the operation means to call it.
	callCase = lazy(`\b(?:if|when|where|whenever) (?:you (?:want to |wish to )?|(?:the )?caller |it is )?(?:call|us|invok|mak)(?:e|ing|ed)?s?\b`)
)

// caseOf returns the parameter and value for which a match holds, "" for all calls.
func caseOf(m match) (parameter, value string) {
	text := m.s.text
	if found := omittedCase().FindStringSubmatch(text); found != nil {
		return m.nameOf(found[1] + found[2] + found[3]), catalog.ValueOmitted
	}
	if found := valueCase().FindStringSubmatch(text); found != nil {
		return m.nameOf(found[1]), m.nameOf(found[2])
	}
	return "", ""
}

func (m match) nameOf(mark string) string { return strings.Trim(m.s.words(mark), "` ") }

// inSomeCase reports whether a match holds in a case that can't be told.
func inSomeCase(m match) bool {
	rest := m.before() + " … " + m.after()
	return someCase().MatchString(callCase().ReplaceAllString(rest, ""))
}
