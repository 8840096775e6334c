package history

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
)

// An entry is refused, or says what it says when it is written again.
func FuzzEntry(f *testing.F) {
	e := entry{date: "2026-08-22", origin: originCrawl, base: sum("x"), changes: "file v1.txt\n\nsame 0 1"}
	f.Add(e.head() + e.changes)
	f.Add(strings.Replace(e.head(), "crawl", "", 1))
	f.Fuzz(func(t *testing.T, text string) {
		if e, err := decodeEntry(pack(text)); err == nil && e.head()+e.changes != text {
			t.Errorf("%q is read as %+v", text, e)
		}
	})
}

// An entry with any bytes of its file changed is what it was, or damaged.
func FuzzDamage(f *testing.F) {
	was := entry{date: "2026-08-22", origin: originCrawl, base: sum("x"), changes: "file v1.txt\n\nGET /a\nsecurity userAuth idn:a:read"}
	packed := pack(was.head() + was.changes)
	f.Add(0, []byte{1})
	f.Add(12, []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, at int, mix []byte) {
		changed := bytes.Clone(packed)
		for i, b := range mix {
			changed[(at&0xffff+i)%len(changed)] ^= b
		}
		if got, err := decodeEntry(changed); err == nil && got != was {
			t.Errorf("another entry: %+v", got)
		}
	})
}

// Texts that are written over others come back as they were.
func FuzzOver(f *testing.F) {
	f.Add("aabca", "abcaab")
	f.Add("", "a|b")
	f.Add("abcdef|ab", "bcdeaf|")
	f.Fuzz(func(t *testing.T, before, after string) {
		was, now := lettered(before), lettered(after)
		text := now.over(was)
		got, err := readOver(was, text)
		if err != nil || !maps.EqualFunc(got, now, slices.Equal) {
			t.Errorf("%v over %v is %q, and reads %v, %v", now, was, text, got, err)
		}
	})
}

// lettered are texts with a letter a block, by turns of two files.
func lettered(text string) texts {
	t := texts{"index.txt": {"authcat-facts 2\na\nb"}}
	for i, letters := range strings.SplitN(text+"|", "|", 2) {
		name := []string{"a.txt", "b.txt"}[i]
		t[name] = []string{"api " + name}
		for _, letter := range letters {
			t[name] = append(t[name], "GET /"+string(letter%8+'a'))
		}
	}
	return t
}
