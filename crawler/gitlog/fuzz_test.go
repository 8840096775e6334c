package gitlog

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"
)

// FuzzParseLog checks that any output of git log ends in commits in the order
// of their times, each with the changes that stand after it, or in an error of one line.
func FuzzParseLog(f *testing.F) {
	change := func(from, to, status string) string {
		return ":" + from + " " + to + " " + strings.Repeat("0", 40) + " " + strings.Repeat("a", 40) + " " + status + "\x00"
	}
	for _, seed := range []string{
		"1a 1700000000\x00\n" + change("100644", "100644", "M") + "a/b.yaml\x002b 1600000000\x00\n" + change("100644", "000000", "D") + "a/b.yaml\x00",
		"1a 1\x00" + change("000000", "120000", "A") + "link\x00", "1a 99999999999999\x00", "1a -5\x00", ":1 2\x00a\x00", "1a 1\x00:1 2 3 4 5\x00", "", "\x00\n\x00", "1a x\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, out string) {
		commits, err := parseLog(out)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") || commits != nil {
				t.Errorf("error %q is not one sentence", err)
			}
			return
		}
		var last time.Time
		changes := 0
		for _, commit := range commits {
			if commit.Time.Before(last) || commit.Time.Year() > 9999 || commit.Time.Location() != time.UTC {
				t.Errorf("a commit of %s after one of %s", commit.Time, last)
			}
			last = commit.Time
			changes += len(commit.Changes)
		}
		if n := strings.Count(out, "\x00") + 1; len(commits)+2*changes > n {
			t.Errorf("%d commits and %d changes of %d fields", len(commits), changes, n)
		}
	})
}

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

// FuzzReadObject checks that any answer of git cat-file ends in a blob of the
// length that was announced, or in an error, and is bounded.
func FuzzReadObject(f *testing.F) {
	for _, seed := range []string{
		"aa blob 3\nabc\n", "aa blob 3\nab", "aa missing\n", "aa tree 3\nabc\n", "aa blob -1\n\n", "aa blob 99999999999\n", "aa blob 67108864\nx", "", "\n", "aa blob x\n", "aa blob 0\n\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		o := &objects{questions: discard{io.Discard}, answers: bufio.NewReader(strings.NewReader(answer))}
		body, err := o.read("aa", "blob")
		if err != nil {
			if body != nil {
				t.Errorf("%d bytes beside the error %v", len(body), err)
			}
			return
		}
		line, rest, _ := strings.Cut(answer, "\n")
		words := strings.Fields(line)
		if size, err := strconv.Atoi(words[len(words)-1]); err != nil || size != len(body) || string(body) != rest[:size] {
			t.Errorf("%q gives %q", answer, body)
		}
	})
}
