package traffic

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// DetailBytes is how much of a body DetailCode needs at most: the field comes first in SailPoint's errors.
const DetailBytes = 4 << 10

// DetailCode is the detailCode of one of SailPoint's errors, "403 Forbidden" or
// "400.1.3 Illegal value", of as much of its JSON as there is. Only its number
// and words that SailPoint has there come out: what else stands in its place may
// be anything. It is "" where there is none.
func DetailCode(body []byte) string {
	tokens := json.NewDecoder(bytes.NewReader(body[:min(len(body), DetailBytes)]))
	if start, err := tokens.Token(); err != nil || start != json.Delim('{') {
		return ""
	}
	for tokens.More() {
		key, err := tokens.Token()
		if err != nil {
			return ""
		}
		if key != "detailCode" {
			var other json.RawMessage
			if tokens.Decode(&other) != nil {
				return ""
			}
			continue
		}
		var code string
		if tokens.Decode(&code) != nil {
			return ""
		}
		return knownDetail(code)
	}
	return ""
}

// detailForms are compiled when there is a code.
type detailForms struct {
	// number is that of a code, whole a number, words or both.
	number, whole *regexp.Regexp
	// words are those of the codes in SailPoint's documents and of HTTP's statuses.
	words map[string]bool
}

var forms = sync.OnceValue(func() detailForms {
	const number = `[1-5][0-9]{2}(?:\.[0-9]{1,3}){0,4}`
	f := detailForms{regexp.MustCompile("^" + number), regexp.MustCompile("^(?:" + number + ")?(?:(?:^| )[A-Za-z]+(?:_[A-Za-z]+)*)*$"), map[string]bool{}}
	for word := range strings.FieldsSeq(`bad request content not found referential integrity violation referenced object forbidden internal fault in use
		by another reference conflict illegal value required data missing or empty invalid unauthorized unsupported media type method allowed too many
		requests service unavailable server error gateway timeout unprocessable entity precondition failed argument syntax parameter size limit
		exceeded exceeds already exists idc identity ambiguous access denied insufficient scope user context operation null unique path body query
		field gone payload large implemented`) {
		f.words[word] = true
	}
	return f
})

// longestDetail is that of a record.
const longestDetail = 60

// knownDetail is a code as it is kept: as it is where all its words are known, else its number.
func knownDetail(code string) string {
	f, code := forms(), strings.TrimSpace(code)
	unknown := func(word string) bool { return !f.words[word] }
	number := f.number.FindString(code)
	switch {
	case len(code) <= longestDetail && f.whole.MatchString(code) && !slices.ContainsFunc(wordsOf(code[len(number):]), unknown):
		return code
	case len(code) > len(number) && code[len(number)] != ' ': // it goes on, and is none
		return ""
	default:
		return number
	}
}

// wordsOf splits "Not found" and "NOT_FOUND".
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '_' })
}

// withoutName is a detail code without its words where one of them is a tenant's name.
func withoutName(detail, tenant string) string {
	if tenant != "" && slices.Contains(wordsOf(detail), strings.ToLower(tenant)) {
		return forms().number.FindString(detail)
	}
	return detail
}
