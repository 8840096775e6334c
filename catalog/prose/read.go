// Package prose reads what published words say about who may call an operation:
// levels and scopes that they name, and conditions that an answer depends on.
// It says "don't know" (nothing) rather than guess.
//
// A text is split into sentences; in each sentence names of levels, scopes and
// persons are replaced by marks, marks are put together to phrases ("a token
// with ORG_ADMIN authority" is one), and rules read clauses of phrases. So a
// rule is about a way of saying something, not about one sentence.
package prose

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
)

// Text is the words that stand in one place.
type Text struct {
	Words string
	catalog.Place
}

// MaxText bounds a text, in bytes. SailPoint's longest description has 8,828.
const MaxText = 64 << 10

// Read is (*Reader).Read for texts of which no other is like them.
func Read(texts ...Text) (catalog.Prose, error) { return new(Reader).Read(texts...) }

// Reader reads texts and remembers what they say: most are published in five
// versions of an API, and again on every day. The zero Reader is ready, and any
// number of goroutines may use one.
type Reader struct {
	mutex sync.Mutex
	known map[words]catalog.Prose
	size  int
}

// words are what the meaning of a text depends on.
type words struct{ text, parameter string }

// maxKnown bounds the texts that a Reader remembers, in bytes. Those of all
// SailPoint's documents of a day have two million.
const maxKnown = 16 << 20

// Read reads the texts of one operation. Levels and scopes are taken from all
// texts but those of parameters, which are about calls with that parameter. It
// fails for a text that is longer than MaxText, of which nothing is read.
func (r *Reader) Read(texts ...Text) (catalog.Prose, error) {
	var prose catalog.Prose
	for _, text := range texts {
		if len(text.Words) > MaxText {
			return catalog.Prose{}, fmt.Errorf("it has %d bytes, where at most %d are read", len(text.Words), MaxText)
		}
		said := r.said(words{text.Words, text.Parameter})
		if text.Witness != catalog.WitnessParameter {
			prose.Levels = append(prose.Levels, said.Levels...)
			prose.Scopes = append(prose.Scopes, said.Scopes...)
			prose.Broken = prose.Broken || said.Broken
			prose.AllScopes = prose.AllScopes || said.AllScopes
			if said.Needs != "" {
				prose.Needs = said.Needs
			}
		}
		for _, condition := range said.Conditions {
			condition.Said = text.Place
			prose.Conditions = append(prose.Conditions, condition)
		}
	}
	prose.Levels, prose.Scopes = catalog.Normalize(prose.Levels), catalog.Normalize(prose.Scopes)
	return prose, nil
}

// said is what one text says, wherever it stands.
func (r *Reader) said(w words) catalog.Prose {
	r.mutex.Lock()
	said, ok := r.known[w]
	r.mutex.Unlock()
	if ok {
		return said
	}
	reading := reading{context: context{parameter: w.parameter}}
	for _, sentence := range sentences(w.text) {
		reading.sentence(sentence, compiled())
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.size += len(w.text); r.known == nil || r.size > maxKnown {
		r.known, r.size = map[words]catalog.Prose{}, len(w.text)
	}
	r.known[w] = reading.prose
	return reading.prose
}

// reading is what one text says, as far as it was read.
type reading struct {
	context
	prose catalog.Prose
}

// longest is the length of the longest sentence that is read, in bytes: what
// is longer is a table or a listing, and must not cost more than it is worth.
const longest = 2000

// sentence reads one sentence by rules: what one of them has read is gone for the next, so
// that a restriction ("a ROLE_SUBADMIN may only …") is never taken for a permission.
func (r *reading) sentence(words string, rules []matcher) {
	if len(words) > longest || !telling(words) {
		return
	}
	s := newSentence(words, &r.context)
	lower := strings.ToLower(s.text)
	for _, rule := range rules {
		if rule.mayMatch(s.text, lower) && r.apply(rule, s) {
			lower = strings.ToLower(s.text)
		}
	}
	r.remember(s, lower)
}

// apply reads every match of a rule and cuts it out of the sentence. It reports
// whether there was one.
func (r *reading) apply(rule matcher, s *sentence) (applied bool) {
	for from := 0; ; {
		found := rule.FindStringSubmatchIndex(s.text[from:])
		if found == nil {
			return applied
		}
		for i := range found {
			if found[i] >= 0 {
				found[i] += from
			}
		}
		if from = found[1]; rule.means(match{s, rule.Regexp, found}, r) {
			s.text = s.text[:found[0]] + "…" + s.text[found[1]:]
			from, applied = found[0], true
		}
	}
}

// remember keeps what later sentences refer to.
func (r *reading) remember(s *sentence, lower string) {
	r.lastCase = ""
	if r.parameter != "" && startsOmitted().MatchString(lower) {
		r.lastCase = catalog.ValueOmitted
	}
	for _, m := range s.mentions {
		for _, level := range m.levels {
			if strings.HasSuffix(level, "SUBADMIN") && !slices.Contains(r.subadmins, level) {
				r.subadmins = append(r.subadmins, level)
			}
		}
	}
}

// startsOmitted is "If absent, …", after which a parameter's text speaks of such calls.
var startsOmitted = lazy(`^(?:if|when|where) (?:it is |the parameter is |this parameter is |this is )?(?:absent|omitted|missing|left out|empty|not (?:given|set|passed|provided|specified|present))`)

// add keeps a condition, once.
func (r *reading) add(c catalog.Condition) {
	if c.Applies.Type == "" {
		c.Applies.Type = catalog.OnAll
	}
	if !slices.ContainsFunc(r.prose.Conditions, c.Says) {
		r.prose.Conditions = append(r.prose.Conditions, c)
	}
}

// signs are the beginnings of words without which a sentence says nothing about callers.
var signs = []string{"admin", "idn:", "sp:", "iai:", "author", "scope", "right", "level", "role", "owner", "own", "manager", "reviewer", "approver", "request", "requir",
	"licen", "feature", "token", "caller", "belong", "product", "tenant", "current user", "calling", "logged", "user", "staff", "employee", "must", "segment", "api key", "pats", "personal access", "identit", "_"}

func telling(words string) bool {
	lower := strings.ToLower(words)
	return slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(lower, sign) })
}
