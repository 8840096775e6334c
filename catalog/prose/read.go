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

	"authcat/catalog"
)

// Text is the words that stand in one place.
type Text struct {
	Words string
	catalog.Place
}

// MaxText bounds a text, in bytes. SailPoint's longest description has 8,828.
const MaxText = 64 << 10

// Read reads the texts of one operation. Levels and scopes are taken from all
// texts but those of parameters, which are about calls with that parameter. It
// fails for a text that is longer than MaxText, of which nothing is read.
func Read(texts ...Text) (catalog.Prose, error) {
	var prose catalog.Prose
	for _, text := range texts {
		if len(text.Words) > MaxText {
			return catalog.Prose{}, fmt.Errorf("it has %d bytes, where at most %d are read", len(text.Words), MaxText)
		}
		r := reading{place: text.Place, context: context{parameter: text.Parameter}}
		for _, words := range sentences(text.Words) {
			r.sentence(words, compiled())
		}
		if text.Witness != catalog.WitnessParameter {
			prose.Levels = append(prose.Levels, r.prose.Levels...)
			prose.Scopes = append(prose.Scopes, r.prose.Scopes...)
			prose.Broken = prose.Broken || r.prose.Broken
			prose.AllScopes = prose.AllScopes || r.prose.AllScopes
			if r.prose.Needs != "" {
				prose.Needs = r.prose.Needs
			}
		}
		prose.Conditions = append(prose.Conditions, r.prose.Conditions...)
	}
	prose.Levels, prose.Scopes = catalog.Normalize(prose.Levels), catalog.Normalize(prose.Scopes)
	return prose, nil
}

// reading is what one text says, as far as it was read.
type reading struct {
	place catalog.Place
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
	c.Said = r.place
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
