package prose

import (
	"regexp"
	"strconv"
	"strings"

	"authcat/catalog"
)

// sentence is one sentence in which what matters is replaced by marks: "a token
// with <L0> authority is required". Rules are about marks, whatever the names.
type sentence struct {
	text     string
	mentions []mention
	seen     *context
}

// context is what the sentences before have said.
type context struct {
	// parameter is the name of the parameter that the text describes, "" for an operation's.
	parameter string
	// subadmins are the levels of subadministrators that were named.
	subadmins []string
	// lastCase is the value of the parameter of which the sentence before spoke.
	lastCase string
	// inCase is set after a sentence about tenants with a feature.
	inCase bool
}

// mention is what a mark stands for.
type mention struct {
	// words that the mark replaced; marks among them are older ones.
	words          string
	levels, scopes []string
	persons        []person
	// both is set where all the scopes are meant together, either where level
	// and scope are alternatives.
	both, either bool
	// loose is set for levels that only the context shows to be some.
	loose bool
}

// person is who a caller is to an object.
type person struct {
	catalog.Person
	object string
}

// Marks: <L0> a level, <S1> a scope, <P2> a person, <N3> a name set apart,
// <A4> levels or scopes in one list, <W5> callers who hold such, <E6> everyone.
var (
	quotedMark = lazy("`(<[A-Z]\\d+>)`")
	anyMark    = lazy(`<[A-Z](\d+)>`)
	scopeName  = lazy("`?\\b(?:idn|iai|sp|isc|ams|nerm|[a-z]+:[a-z0-9-]+):[a-z0-9-]+(?::[a-z0-9-]+)*\\b`?")
	// named is an identifier: in backticks, or by its form.
	named = lazy("`[^`]+`|\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b|\\b[a-z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)+\\b|\\b[a-z]+(?:[A-Z][a-z0-9]*)+\\b|\\b[a-z]+(?:-[a-z]+)*-(?:ids?|for|subadmin)\\b|\\b[a-z]\\w+(?:\\.[a-zA-Z]\\w+)+\\b|\\b(?:idn|iai|sp|idg|isc):[a-z0-9-]+\\b")
)

// add keeps a mention and returns its mark.
func (s *sentence) add(kind byte, m mention) string {
	s.mentions = append(s.mentions, m)
	return "<" + string(kind) + strconv.Itoa(len(s.mentions)-1) + ">"
}

// mark replaces what a pattern matches by marks of what read makes of it.
func (s *sentence) mark(pattern *regexp.Regexp, kind byte, read func(string) (mention, bool)) {
	s.text = pattern.ReplaceAllStringFunc(s.text, func(words string) string {
		m, ok := read(words)
		if !ok {
			return words
		}
		m.words = words
		return s.add(kind, m)
	})
}

func always(m mention) func(string) (mention, bool) {
	return func(string) (mention, bool) { return m, true }
}

// of returns what a mark stands for.
func (s *sentence) of(mark string) mention {
	found := anyMark().FindStringSubmatch(mark)
	if found == nil {
		return mention{}
	}
	n, _ := strconv.Atoi(found[1])
	return s.mentions[n]
}

// words puts the words back in place of marks.
func (s *sentence) words(text string) string {
	for anyMark().MatchString(text) {
		text = anyMark().ReplaceAllStringFunc(text, func(mark string) string { return s.of(mark).words })
	}
	return strings.ReplaceAll(text, "`", "")
}

// newSentence marks scopes, levels, persons and names, then what they are part of.
func newSentence(text string, seen *context) *sentence {
	s := &sentence{text: text, seen: seen}
	if strings.Contains(text, ":") {
		s.mark(scopeName(), 'S', func(words string) (mention, bool) {
			scope := strings.Trim(words, "`")
			return mention{scopes: []string{scope}}, strings.Count(scope, ":") > 1 // a licence has two words: idn:machine-identity-security
		})
	}
	s.levels()
	s.text = quotedMark().ReplaceAllString(s.text, "$1")
	s.mark(named(), 'N', func(words string) (mention, bool) { return mention{}, words != "`me`" })
	s.text = namedLevel().ReplaceAllStringFunc(s.text, func(words string) string {
		name := strings.Trim(s.of(words).words, "`")
		if technicalName().FindString(name) != name {
			return words
		}
		return s.add('L', mention{levels: []string{name}, words: name}) + words[strings.IndexByte(words, '>')+1:]
	})
	s.persons()
	s.phrases()
	return s
}
