// Package prose reads what the words of an operation's description say about
// who may call it. It says "don't know" (nothing) rather than guess.
package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"authcat/catalog"
)

// MaxText bounds a text, in bytes: a megabyte of the right words takes
// seconds. SailPoint's longest description has 8,828.
const MaxText = 64 << 10

// Read reads the texts of one operation: its description, its summary. It
// fails for a text that is longer than MaxText, of which nothing is read.
func Read(texts ...string) (catalog.Prose, error) {
	var prose catalog.Prose
	for _, text := range texts {
		if len(text) > MaxText {
			return catalog.Prose{}, fmt.Errorf("it has %d bytes, where at most %d are read", len(text), MaxText)
		}
		rest := plain(text)
		lower := strings.ToLower(rest)
		for i, pattern := range compiled() {
			// What a rule takes out leaves needles in lower that are gone: a needless match, no wrong one.
			if strings.Contains(lower, pattern.needle) {
				rest = apply(rules[i], pattern.Regexp, rest, &prose)
			}
		}
	}
	prose.Levels = catalog.Normalize(prose.Levels)
	prose.Scopes = catalog.Normalize(prose.Scopes)
	slices.Sort(prose.Conditions)
	prose.Conditions = slices.Compact(prose.Conditions)
	return prose, nil
}

// apply reads every match of a rule and returns the text without them.
func apply(r rule, pattern *regexp.Regexp, text string, prose *catalog.Prose) string {
	var rest strings.Builder
	end := 0
	for _, match := range pattern.FindAllStringSubmatchIndex(text, -1) {
		group := func(name string) string {
			if i := pattern.SubexpIndex(name); i > 0 && match[2*i] >= 0 {
				return text[match[2*i]:match[2*i+1]]
			}
			return ""
		}
		if !r.read(group("levels"), group("scopes"), prose) {
			continue
		}
		rest.WriteString(text[end:match[0]])
		rest.WriteByte(' ')
		end = match[1]
	}
	rest.WriteString(text[end:])
	return rest.String()
}

// read adds what one match says. It returns false for a match that names
// nothing although the rule is about names: it was no such sentence.
func (r rule) read(levelList, scopeList string, prose *catalog.Prose) bool {
	levels := append(slices.Clone(r.levels), levelsIn(levelList)...)
	scopes := scopesIn(scopeList)
	if (levelList != "" || scopeList != "") && len(levels)+len(scopes) == 0 {
		return false
	}
	if !r.restricts {
		prose.Levels = append(prose.Levels, levels...)
	}
	prose.Scopes = append(prose.Scopes, scopes...)
	if r.condition != "" {
		prose.Conditions = append(prose.Conditions, conditions(append(levels, scopes...), r.condition)...)
	}
	if r.needs != "" {
		prose.Needs = r.needs
	}
	prose.AllScopes = prose.AllScopes || r.allScopes
	prose.Broken = prose.Broken || r.broken
	return true
}

// conditions writes a condition on each name it is about.
func conditions(names []string, condition string) []string {
	if len(names) == 0 {
		return []string{condition}
	}
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name + ": " + condition
	}
	return out
}

var (
	link   = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	markup = strings.NewReplacer("`", "", "*", "", `"`, "", "'", "", "“", "", "”", "", "\u2019", "", "<br/>", " ", "<br>", " ", "<br />", " ", ">", "")
)

// plain drops Markdown's marks and quotes and folds white space.
func plain(text string) string {
	if strings.Contains(text, "](") {
		text = link.ReplaceAllString(text, "$1")
	}
	return catalog.OneLine(markup.Replace(text))
}

// displayNames are levels as the words call them, in lower case, and their
// technical names. https://documentation.sailpoint.com/saas/help/common/users/user_level_matrix.html
// has the pairs; MULTIHOSTS_ADMIN and APPROVAL_OWNER appear in the extension
// only. A name without a published technical one takes the form of one.
var displayNames = []struct{ words, level string }{
	{"multi-host integration admin", "MULTIHOSTS_ADMIN"},
	{"multi-host admin", "MULTIHOSTS_ADMIN"},
	{"multi host admin", "MULTIHOSTS_ADMIN"},
	{"service desk admin", "SERVICE_DESK_ADMIN"},
	{"saas platform internal", "SAAS_PLATFORM_INTERNAL"},
	{"devops", "DEVOPS"},
	{"owner of the approval", "APPROVAL_OWNER"},
	{"trusted api client application", catalog.LevelAPI},
	{"organization admin", "ORG_ADMIN"},
	{"org admin", "ORG_ADMIN"},
	{"source sub-admin", "SOURCE_SUBADMIN"},
	{"source admin", "SOURCE_ADMIN"},
	{"admin users", "ORG_ADMIN"},
}

var technicalName = regexp.MustCompile(`\b(?:API|[A-Z]+(?:_[A-Z]+)+|HELPDESK|DASHBOARD|USER)\b`)

// levelsIn returns the levels that a list names, in technical names.
func levelsIn(list string) []string {
	levels := technicalName.FindAllString(list, -1)
	lower := strings.ToLower(list)
	for _, name := range displayNames {
		if strings.Contains(lower, name.words) {
			levels = append(levels, name.level)
			lower = strings.ReplaceAll(lower, name.words, "")
		}
	}
	return levels
}

var scopeName = regexp.MustCompile(`\b[a-z]+(?::[a-z0-9-]+)+`)

func scopesIn(list string) []string { return scopeName.FindAllString(list, -1) }
