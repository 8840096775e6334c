package history

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"authcat/catalog"
)

// An index whose hash is right is refused, or says what it says when it is written again.
func FuzzEntry(f *testing.F) {
	e := entry{date: "2026-08-22", origin: originCrawl, files: []file{{"v1.txt", sum([]byte("x"))}},
		documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v1", SHA256: "ab", FetchedAt: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC), Kept: true}}}
	text := e.encode()
	f.Add(string(text[:bytes.LastIndex(text, []byte(checkWord))]))
	f.Add(magic + "\norigin repository\ndocument sitemap - - 2026-08-22T00:00:00Z read\n")
	f.Fuzz(func(t *testing.T, lines string) {
		first, err := parseEntry([]byte(lines + checkWord + sum([]byte(lines)) + "\n"))
		if err != nil {
			return
		}
		again, err := parseEntry(first.encode())
		if err != nil || !reflect.DeepEqual(again, first) {
			t.Errorf("written again it says %+v, %v; not %+v", again, err, first)
		}
	})
}

// An object with any bytes changed is the text of its name, or damaged.
func FuzzObject(f *testing.F) {
	const text = "api v1\nproduct isc\n\nGET /a\nsecurity userAuth idn:a:read\n"
	packed, err := pack([]byte(text))
	if err != nil {
		f.Fatal(err)
	}
	name := filepath.Join(f.TempDir(), "object.gz")
	f.Add(0, []byte{1})
	f.Add(12, []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, at int, mix []byte) {
		changed := bytes.Clone(packed)
		for i, b := range mix {
			changed[(at&0xffff+i)%len(changed)] ^= b
		}
		if err := os.WriteFile(name, changed, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := readObject(name, sum([]byte(text))); err == nil && string(got) != text {
			t.Errorf("another text: %q", got)
		}
	})
}
