package history

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// What an authcat with an index a date and texts under their hashes kept is
// taken over, once; a date of which a text is lost is kept for a look.
func TestMigrate(t *testing.T) {
	s := open(t)
	if err := os.MkdirAll(filepath.Join(s.dir, "objects"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(s.dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	days := map[string]catalog.Facts{"2024-01-01": facts(1, many(pat)...), "2024-01-02": facts(2, many(both)...), "2024-01-03": facts(3, both)}
	for date, f := range days {
		f.Documents = append(f.Documents, catalog.Document{Role: catalog.RoleSitemap, URL: "https://h/sitemap.xml", FetchedAt: read("", 5).FetchedAt, Kept: true})
		days[date] = f
		plain := f
		plain.Documents = slices.Clone(f.Documents)
		index := "authcat-history 1\ndate " + date + "\norigin crawl\n"
		for i, d := range f.Documents {
			plain.Documents[i] = catalog.Document{Role: d.Role, API: d.API, URL: d.URL}
		}
		for name, text := range factfile.Encode(plain) {
			index += "file " + name + " " + sum(string(text)) + "\n"
			write("objects/"+sum(string(text))+".gz", pack(string(text)))
		}
		for _, d := range f.Documents {
			index += fmt.Sprintln("document", d.Role, cmp.Or(d.API, "-"), cmp.Or(d.SHA256, "-"), d.FetchedAt.Format(time.RFC3339), map[bool]string{true: "kept", false: "read"}[d.Kept])
		}
		write(date+".index", []byte(index+"check "+sum(index)+"\n"))
	}
	write("2024-01-03.index", []byte("authcat-history 1\n"))
	for range 2 {
		s = reopen(t, s.dir)
		s.wantDates(t, "2024-01-01", "2024-01-02")
		for date, want := range days {
			if got, err := s.Load(date, catalog.Filter{}); date < "2024-01-03" && (err != nil || !reflect.DeepEqual(got.Documents, want.Documents) || len(got.Observations) != 61) {
				t.Errorf("%s: %+v, %v", date, got.Documents, err)
			}
		}
	}
	if first, err := s.FirstCrawl(); first != "2024-01-01" || err != nil {
		t.Errorf("first crawl %q, %v", first, err)
	}
	if n := len(s.files(t)); n != 2+1+1+5+1 { // entries, their base, what is kept for a look with the texts, lock
		t.Errorf("%d files", n)
	}
}

// An index that is whole by its own hash, and whose lines lack words, is damaged.
func TestMigrateRefusesShortLines(t *testing.T) {
	for _, line := range []string{"origin", "file v1.txt", "document spec v1 ab", "file"} {
		s := open(t)
		text := "authcat-history 1\n" + line + "\n"
		path := filepath.Join(s.dir, "2024-01-01.index")
		if err := os.MkdirAll(s.dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text+"check "+sum(text)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.older(path); !errors.Is(err, errDamaged) {
			t.Errorf("%q: error %v", line, err)
		}
	}
}
