package export

import (
	"testing"

	"authcat/catalog"
)

func TestEachClassOfFindingHasItsWords(t *testing.T) {
	for _, class := range catalog.FindingClasses {
		if words := FindingWordsOf(class.Code); words.Title == "" || words.Assumed == "" {
			t.Errorf("%s has no words", class.Code)
		}
	}
	for code := range findingWords {
		if _, ok := catalog.ClassOfCode(code); !ok {
			t.Errorf("there are words for %s, which is no class", code)
		}
	}
}
