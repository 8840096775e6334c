package prose

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
)

// paraphrase is a sentence and what it says.
type paraphrase struct {
	words string
	want  []string
}

// paraphrases reads the families of testdata/paraphrases.txt.
func paraphrases(t *testing.T) []paraphrase {
	t.Helper()
	var all []paraphrase
	var want []string
	for _, line := range lines(t, "testdata/paraphrases.txt") {
		if family, ok := strings.CutPrefix(line, "= "); ok {
			want = strings.Split(family, " | ")
			continue
		}
		all = append(all, paraphrase{line, want})
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

// least is the part of the paraphrases, in thousandths, that is read: it may rise
// and must not fall.
const least = 975

// The rules carry to words that nobody published: most paraphrases are read, the
// others give less than they say, and none is read as anything else.
func TestParaphrases(t *testing.T) {
	held, all := 0, paraphrases(t)
	for _, p := range all {
		got := describe(read(p.words))
		for _, part := range got {
			if !slices.Contains(p.want, part) {
				t.Errorf("%q\nis read as %q, which it does not say", p.words, part)
			}
		}
		if slices.Equal(got, p.want) {
			held++
		} else {
			t.Logf("%q\ngives %q\nof    %q", p.words, got, p.want)
		}
	}
	t.Logf("%d of %d paraphrases hold", held, len(all))
	if held*1000 < least*len(all) {
		t.Errorf("%d of %d paraphrases hold, want %d of 1000", held, len(all), least)
	}
}

// What looks like a statement about callers and is none gives nothing.
func TestDecoys(t *testing.T) {
	for _, words := range lines(t, "testdata/decoys.txt") {
		if got := describe(read(words)); len(got) > 0 {
			t.Errorf("%q\nis read as %q", words, got)
		}
	}
}
