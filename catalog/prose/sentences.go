package prose

import (
	"strings"

	"authcat/catalog"
)

// Descriptions are Markdown with HTML in it, written by many hands.
var (
	link      = lazy(`\[([^\]]*)\]\([^)]*\)`)
	lineBreak = lazy(`(?i)</?br ?/?>|</?[uo]l>|</p>`)
	listItem  = lazy(`(?i)<li>`)
	tag       = lazy(`(?i)</?(?:code|li|b|i|em|strong|p|span|pre|sup)>`)
	// bullet starts an item of a list.
	bullet = lazy(`^(?:[-*+]|\d+[.)])\s+`)
	// inlineBullet is one in a list that was folded into a line: "… scopes: - a:b:c - d:e:f".
	inlineBullet = lazy(`([:)]|[a-z0-9]) - `)
	// stop ends a sentence: a full stop and a word that begins anew.
	stop = lazy(`([^.\s][.!?]|\.\.)["')]?\s+(["'(*_]*(?:[A-Z]|[` + "`" + `*]))`)
	// glued is where a sentence begins although the one before has no full stop.
	glued = lazy(`([a-z0-9)]) ((?:Requires|Request will|A token with|A user with|Any authenticated|When|If|In addition,|Additionally,|Callers|You must)\b)`)
	// code is an identifier that authors set apart, by backticks, quotes or
	// asterisks: `owner-id`, "me", *for-subadmin*.
	code = lazy("[`\"'*\u201c\u2018]+([A-Za-z][\\w.:/-]*)[`\"'*\u201d\u2019]+")
)

// contractions are written out: rules see one form of "not".
var contractions = strings.NewReplacer("\u2019", "'", "can't", "can not", "Can't", "Can not", "cannot", "can not", "Cannot", "Can not", "won't", "will not",
	"n't ", " not ", "'re ", " are ", "'ve ", " have ", "'ll ", " will ", "'s ", " \x03s ", "s' ", "s \x03s ")

// marks are dropped.
var marks = strings.NewReplacer("`", "", "*", "", `"`, "", "'", "", "\u201c", "", "\u201d", "", "\u2018", "", "<", "", ">", "", "__", "")

// sentences splits a text into sentences without Markdown. An item of a list
// that only names something belongs to the sentence that leads to it: "Request
// will need one of the following scopes: - sp:config:read - sp:config:manage".
func sentences(text string) []string {
	text = lineBreak().ReplaceAllString(link().ReplaceAllString(text, "$1"), "\n")
	text = tag().ReplaceAllString(listItem().ReplaceAllString(text, "\n- "), "")
	var all []string
	for _, block := range blocks(text) {
		for _, sentence := range split(block) {
			sentence = plain(sentence)
			last := len(all) - 1
			switch {
			case sentence == "":
			case last >= 0 && leadsOn(all[last]) && isName(sentence):
				all[last] += " " + sentence
			default:
				all = append(all, sentence)
			}
		}
	}
	return all
}

// split splits a block into sentences; one that is too long to be read is split
// at all its full stops.
func split(block string) []string {
	var all []string
	for _, sentence := range strings.Split(glued().ReplaceAllString(stop().ReplaceAllString(block, "$1\n$2"), "$1\n$2"), "\n") {
		if len(sentence) <= longest {
			all = append(all, sentence)
		} else {
			all = append(all, strings.SplitAfter(sentence, ". ")...)
		}
	}
	return all
}

// blocks folds the lines of each paragraph and item of a list into one.
func blocks(text string) []string {
	var all []string
	current := ""
	flush := func() {
		if current = strings.TrimSpace(current); current != "" {
			all = append(all, current)
		}
		current = ""
	}
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(strings.TrimSpace(line), ">|# ")
		item := bullet().ReplaceAllString(line, "")
		if line == "" || item != line || strings.HasPrefix(line, ":::") {
			flush()
		}
		current += " " + strings.TrimPrefix(item, ":::")
	}
	flush()
	return all
}

// leadsOn reports whether a sentence is about to name something.
func leadsOn(sentence string) bool {
	last := sentence[strings.LastIndexByte(sentence, ' ')+1:]
	return strings.HasSuffix(sentence, ":") || last == "of" || scopeName().MatchString(last)
}

// isName reports whether all words of a sentence are names of scopes or levels.
func isName(sentence string) bool {
	for word := range strings.FieldsSeq(sentence) {
		word = strings.Trim(word, "`,.")
		if !scopeName().MatchString(word) && !technicalName().MatchString(word) && word != "-" && word != "or" && word != "and" {
			return false
		}
	}
	return true
}

// plain drops Markdown's marks, folds white space and writes contractions out.
// Identifiers that authors set apart keep backticks.
func plain(sentence string) string {
	const open, closed = "\x01", "\x02"
	sentence = code().ReplaceAllStringFunc(sentence, func(match string) string {
		name := code().FindStringSubmatch(match)[1]
		if match[0] != '`' && !isIdentifier(name) {
			return match
		}
		return open + name + closed
	})
	sentence = marks.Replace(contractions.Replace(sentence + " "))
	sentence = strings.NewReplacer(open, "`", closed, "`", "\x03", "'").Replace(inlineBullet().ReplaceAllString(sentence, "$1, "))
	return catalog.OneLine(sentence)
}

// isIdentifier reports whether a quoted or emphasised word is a name and not
// just stressed: "me", "owner-id", "forceProvisioning", not "NOT" or "any".
func isIdentifier(word string) bool {
	return word == "me" || word == "mine" || strings.ContainsAny(word, "-_:.") || strings.ToUpper(word[1:]) != word[1:] && strings.ToLower(word[1:]) != word[1:]
}
