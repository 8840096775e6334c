package prose

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
)

// rule is one way of saying something about callers.
type rule struct {
	// form is matched against a sentence with marks, whatever its case. Besides
	// the classes of words (CALLER, MUST, REQUIRES, …) it has these: WHO is
	// authority or callers, PERSON who a caller is, YOU the caller of this call,
	// OBJECT what is owned, NAME and FEATURE a name, REST the rest of the sentence.
	form string
	// near are words of which one stands in each sentence that the form matches,
	// where the form leaves that to its meaning; they spare time only.
	near []string
	// means adds what a match says to the reading. It returns false for a match
	// that says no such thing after all.
	means func(m match, r *reading) bool
	// example is a sentence that the rule reads, want what it gives, as
	// describe writes it: the rule's test and its documentation.
	example string
	want    []string
}

// match is a rule's match in a sentence.
type match struct {
	s       *sentence
	pattern *regexp.Regexp
	at      []int
}

// group returns what a named group of the form matched, "" for nothing.
func (m match) group(name string) string {
	i := m.pattern.SubexpIndex(name)
	if i < 0 || m.at[2*i] < 0 {
		return ""
	}
	return m.s.text[m.at[2*i]:m.at[2*i+1]]
}

// has reports whether a named group matched anything.
func (m match) has(name string) bool { return m.group(name) != "" }

// who returns what the mark in a named group stands for.
func (m match) who(name string) mention { return m.s.of(m.group(name)) }

// whoever is who, whichever of a form's alternatives names it.
func (m match) whoever() mention {
	for _, group := range []string{"who2", "who3"} {
		if m.has(group) {
			return m.who(group)
		}
	}
	return m.who("who")
}

// words returns a group's words in lower case, as they stood in the text.
func (m match) words(name string) string { return strings.ToLower(m.s.words(m.group(name))) }

// before is the sentence up to the match, after what follows it, in lower case and in words.
func (m match) before() string { return strings.ToLower(m.s.words(m.s.text[:m.at[0]])) }
func (m match) after() string  { return strings.ToLower(m.s.words(m.s.text[m.at[1]:])) }

// text returns all that was matched, in lower case and in words.
func (m match) text() string { return strings.ToLower(m.s.words(m.s.text[m.at[0]:m.at[1]])) }

// sentence returns all of the sentence, in lower case and in words.
func (m match) sentence() string { return strings.ToLower(m.s.words(m.s.text)) }

// name returns the name in a group as it is published.
func (m match) name(name string) string {
	return strings.Trim(m.s.words(m.group(name)), " ,.:;`()")
}

// matcher is a rule ready for use.
type matcher struct {
	*regexp.Regexp
	means func(match, *reading) bool
	// needles and marks are texts in lower case, and kinds of mark, of each of
	// which one stands in all that the form can match: looking for them first
	// spares most matching.
	needles, marks []string
}

// forms puts what only forms name into them.
var forms = strings.NewReplacer(
	"WHO2", `(?P<who2><[AW]\d+>)`,
	"WHO3", `(?P<who3><[AW]\d+>)`,
	"WHO", `(?P<who><[AW]\d+>)`,
	"PERSON2", `(?:(?:any|every|each|one of|either) )*(?P<person2><(?:P|W)\d+>)`,
	"PERSON", `(?:(?:any|every|each|one of|either) )*(?P<person><(?:P|W)\d+>)`,
	"YOU", `(?:(?:the |an? |any )?(?:(?:current(?:ly)?|calling|logged[- ]in|signed[- ]in|authenticated|requesting|invoking|acting) )*(?:user|caller)s?|you|(?:the )?(?:calling|current|authenticated|requesting|logged[- ]in) identity)`,
	"OBJECT", objects(),
	"NAME3", `(?P<name3><[NSA]\d+>)`,
	"NAME2", `(?P<name2><[NSA]\d+>|(?-i:[A-Z0-9][\w&/-]*(?: (?:of|and|for|&)? ?[A-Z0-9][\w&/-]*)*))`,
	"NAME", `(?P<name><[NSA]\d+>|(?-i:[A-Z0-9][\w&/-]*(?: (?:of|and|for|&)? ?[A-Z0-9][\w&/-]*)*))`,
	"FEATURE", `(?P<name><[NSA]\d+>|(?-i:[A-Z0-9][\w&/-]*(?: (?:of|and|for|&)? ?[A-Za-z0-9][\w&/-]*){0,3}?))`,
	"REST", `(?P<rest>.*)`,
)

// tables of rules, in the order in which they are tried: first what looks like
// a statement and is none, then what bounds somebody, then what is required.
func tables() [][]rule {
	return [][]rule{licenceRules, exceptionRules, nothingRules, tokenRules, parameterRules, pairRules, restrictionRules, alternativeRules, requirementRules, ownershipRules}
}

// compiled are the rules ready for use. A command that reads no prose does not
// pay for them.
var compiled = sync.OnceValue(func() []matcher {
	var all []matcher
	for _, table := range tables() {
		for _, r := range table {
			all = append(all, r.compile())
		}
	}
	return all
})

func (r rule) compile() matcher {
	pattern := `(?i)` + classes.Replace(forms.Replace(r.form))
	m := matcher{Regexp: regexp.MustCompile(pattern), means: r.means, needles: needles(pattern)}
	if len(r.near) > 0 {
		m.needles = r.near
	}
	switch {
	case strings.Contains(r.form, "WHO"), strings.Contains(r.form, "<[AW]"):
		m.marks = []string{"<A", "<W"}
	case strings.Contains(r.form, "PERSON"):
		m.marks = []string{"<P", "<W"}
	}
	return m
}

// mayMatch reports whether it is worth to try the rule.
func (m matcher) mayMatch(text, lower string) bool {
	return oneIn(text, m.marks) && oneIn(lower, m.needles)
}

func oneIn(text string, needles []string) bool {
	return len(needles) == 0 || slices.ContainsFunc(needles, func(needle string) bool { return strings.Contains(text, needle) })
}

// describe lists what was read, in codes and in a fixed order.
func describe(p catalog.Prose) []string {
	var all []string
	add := func(set bool, words ...string) {
		if set {
			all = append(all, strings.Join(words, " "))
		}
	}
	add(len(p.Levels) > 0, append([]string{"levels"}, p.Levels...)...)
	add(len(p.Scopes) > 0, append([]string{"scopes"}, p.Scopes...)...)
	add(p.AllScopes, "all scopes")
	add(p.Needs != "", "needs", string(p.Needs))
	for _, c := range p.Conditions {
		add(true, c.String())
	}
	add(p.Broken, "broken")
	return all
}
