package openapi

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// What a document may make long has a bound. Behind each stands the most that
// the 481 versions of SailPoint's documents have that were published in the
// year to 2026-08-22. What is beyond one is refused and says so; nothing is
// cut off.
const (
	maxBytes      = 32 << 20  // of the document: 4 MB
	maxMarks      = 1_000_000 // characters that can begin a YAML node: 243,000; at the bound the tree takes 400 MB
	maxDirectives = 16        // of YAML: none
	maxVisits     = 2_000_000 // keys and entries read, those behind aliases each time: 64,000
	maxMerges     = 16        // "<<" within "<<": none
	maxReferences = 16        // from reference to reference: 1
	maxOperations = 20_000    // 1,297
	maxVersions   = 16        // operations that differ in no more than a version and parameter names: 2
	maxProblems   = 20_000    // none
	maxProse      = 2 << 20   // bytes of all descriptions: 494,000

	maxName         = 1000 // bytes of a path, a title, a scope and the like: 200
	maxNote         = 4000 // bytes of a note on a deprecated operation: 195
	maxAlternatives = 32   // of a security: 2
	maxSchemes      = 16   // of an alternative: 1
	maxScopes       = 64   // of a scheme: 4
	maxNames        = 64   // levels, tags and the like of an operation: 8
	maxParameters   = 256  // of an operation or a path: 13
)

// tooMany says that a document is beyond a bound.
func tooMany(n, most int, what string) error {
	return fmt.Errorf("%d %s, where at most %d are read", n, what, most)
}

// brief quotes a text of the document, its beginning where it is long.
func brief(text string) string {
	const most = 80
	if len(text) <= most {
		return strconv.Quote(text)
	}
	end := most
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return strconv.Quote(text[:end]) + "…"
}
