package prose

import (
	"bufio"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// paraphrase is a sentence and what it says. Of one that is not understood so
// far less is read.
type paraphrase struct {
	words      string
	want       []string
	understood bool
}

// paraphrases reads the families of testdata/paraphrases.txt and wordings.txt.
func paraphrases(t *testing.T) []paraphrase {
	t.Helper()
	var all []paraphrase
	var want []string
	for _, line := range slices.Concat(lines(t, "testdata/paraphrases.txt"), lines(t, "testdata/wordings.txt")) {
		if family, ok := strings.CutPrefix(line, "= "); ok {
			want = strings.Split(family, " | ")
			continue
		}
		line, unread := strings.CutPrefix(line, "? ")
		for _, words := range wordings(line) {
			all = append(all, paraphrase{words, want, !unread})
		}
	}
	return all
}

// choice is a list of words of which one stands in a sentence: "{must|should}".
var choice = regexp.MustCompile(`\{([^}]*)\}`)

// wordings writes a sentence with each of the words that its braces offer, and
// the first of those in its other braces.
func wordings(line string) []string {
	write := func(at, which int) string {
		n := -1
		return choice.ReplaceAllStringFunc(line, func(braces string) string {
			words := strings.Split(braces[1:len(braces)-1], "|")
			if n++; n == at {
				return words[which]
			}
			return words[0]
		})
	}
	all := []string{write(-1, 0)}
	for at, braces := range choice.FindAllString(line, -1) {
		for which := 1; which <= strings.Count(braces, "|"); which++ {
			all = append(all, write(at, which))
		}
	}
	return all
}

// lines returns the lines of a file that are neither empty nor comments.
func lines(t *testing.T, name string) []string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []string
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		if line := strings.TrimSpace(scanner.Text()); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// The rules carry to words that nobody published: of a paraphrase they read what
// it says, or less where the table admits it, and nothing else.
func TestParaphrases(t *testing.T) {
	for _, p := range paraphrases(t) {
		got := describe(read(p.words))
		for _, part := range got {
			if !slices.Contains(p.want, part) {
				t.Errorf("%q\nis read as %q, which it does not say", p.words, part)
			}
		}
		if slices.Equal(got, p.want) != p.understood {
			t.Errorf("%q\ngives %q\nof    %q, want all of it: %v", p.words, got, p.want, p.understood)
		}
	}
}

// What looks like a statement about callers and is none gives nothing.
func TestDecoys(t *testing.T) {
	for _, line := range lines(t, "testdata/decoys.txt") {
		for _, words := range wordings(line) {
			if got := describe(read(words)); len(got) > 0 {
				t.Errorf("%q\nis read as %q", words, got)
			}
		}
	}
}
