package changelog

import (
	"bytes"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/export"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (run with -update and look):\n%s", name, got)
	}
}

func key(api, path string) catalog.Key { return catalog.Key{API: api, Method: "GET", Path: path} }

var (
	refused = diff.Change{Key: key("v2026", "/entitlements"), Was: key("v2025", "/entitlements"), Title: "List entitlements",
		Aspect: diff.AspectNeeds, Effect: diff.Stricter, Before: "pat-or-client", After: "pat", Reason: "an API client's token is not accepted any more"}
	opened = diff.Change{Key: key("v1", "/a/v1"), Was: key("v1", "/a/v1"), Aspect: diff.AspectLevels, Effect: diff.Looser,
		Before: "ORG_ADMIN", After: "any one of ORG_ADMIN SOURCE_ADMIN", Reason: "a user with SOURCE_ADMIN may call now"}
	added = diff.Change{Key: key("v1", "/new/v1"), Title: "New", Aspect: diff.AspectAdded, Effect: diff.Looser, After: "pat", Reason: "the operation is new"}
)

func hostile() diff.Change {
	evil := "=cmd|' /C calc'!A0 <script>alert(1)</script>\n## [x](javascript:alert(1)) \u202egpj\x00\x1b[31m `|` \xff"
	return diff.Change{Key: catalog.Key{API: "v1|", Method: "GET", Path: "/`a|b`/<b>\n"}, Was: catalog.Key{API: "v1", Method: "GET", Path: evil}, Title: evil,
		Aspect: diff.AspectScopes, Effect: diff.Stricter, Before: evil, After: strings.Repeat("idn:scope:", 1000), Reason: evil}
}

func manyDays() []Entry {
	return []Entry{
		{Date: "2026-11-21", Against: "published catalog of 2026-11-20", Changes: []diff.Change{opened}},
		{Date: "2026-11-23", Against: "published catalog of 2026-11-22", Changes: []diff.Change{refused, added}},
		{Date: "2026-11-22", Against: "published catalog of 2026-11-21"},
		{Date: "2026-11-23", Against: "published catalog of 2026-11-23", Changes: []diff.Change{hostile()}},
	}
}

func TestListing(t *testing.T) {
	listing := Listing(export.Dataset{Name: "test"}, []diff.Change{refused, opened, added})
	want := [][]any{
		{"stricter", "needs", "v2026", "GET", "/entitlements", "v2025 GET /entitlements", "pat-or-client", "pat", "an API client's token is not accepted any more"},
		{"looser", "levels", "v1", "GET", "/a/v1", "", "ORG_ADMIN", "any one of ORG_ADMIN SOURCE_ADMIN", "a user with SOURCE_ADMIN may call now"},
		{"looser", "added", "v1", "GET", "/new/v1", "", "", "pat", "the operation is new"},
	}
	if !reflect.DeepEqual(listing.Rows, want) {
		t.Errorf("rows %q", listing.Rows)
	}
	if got := strings.Join(listing.Columns, ","); got != "effect,what,api,method,path,was,before,after,reason" {
		t.Errorf("columns %s", got)
	}
	for _, format := range export.Formats(80) {
		var b bytes.Buffer
		if _, err := format.Renderer.Render(&b, Listing(export.Dataset{Name: "test"}, []diff.Change{refused, hostile()})); err != nil {
			t.Errorf("%s: %v", format.Name, err)
		}
		for line := range strings.Lines(b.String()) {
			if format.Name == "table" && len(strings.TrimSuffix(line, "\n")) > 80 {
				t.Errorf("a terminal's line is too wide: %q", line)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	golden(t, "changes.md", Page(manyDays(), Links{Feed: "changes.atom"}))
	feed, err := Feed(manyDays(), Site{Tag: "example.com,2026", Page: "https://example.com/changes", Feed: "https://example.com/changes.atom"})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "changes.atom", feed)
}

func headings(page []byte) []string {
	var all []string
	for line := range strings.Lines(string(page)) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			all = append(all, strings.TrimSpace(heading))
		}
	}
	return all
}

func TestPageIsNewestFirst(t *testing.T) {
	want := []string{"2026-11-23 2", "2026-11-23", "2026-11-22", "2026-11-21"}
	if got := headings(Page(manyDays(), Links{})); !reflect.DeepEqual(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
	if page := string(Page(nil, Links{})); !strings.Contains(page, "Nothing has changed yet.") || strings.Contains(page, "Atom") {
		t.Errorf("an empty page is\n%s", page)
	}
}

func TestPageIsInert(t *testing.T) {
	page := string(Page([]Entry{{Date: "2026-11-23\n# x", Against: "<b>|", Changes: []diff.Change{hostile()}}}, Links{}))
	rows := 0
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "|") {
			rows++
			if bars := strings.Count(line, "|") - strings.Count(line, `\|`); bars != 7 {
				t.Errorf("%d cell borders, want 7: %s", bars, line)
			}
		}
	}
	if rows != 3 || strings.Contains(page, "<script") || strings.Contains(page, "[x](") || strings.ContainsAny(page, "\u202e\x00\x1b") {
		t.Errorf("%d rows of a table, not inert:\n%s", rows, page)
	}
	if got := headings([]byte(page)); len(got) != 1 {
		t.Errorf("headings %q", got)
	}
	if strings.Contains(page, strings.Repeat("idn:scope:", 41)) {
		t.Error("an endless value is not cut")
	}
}

// many is a day with so many changes.
func many(date string, n int) Entry {
	entry := Entry{Date: date, Against: "published catalog"}
	for i := range n {
		c := refused
		c.Path += strconv.Itoa(i)
		c.Reason = strings.Repeat("because ", 30)
		entry.Changes = append(entry.Changes, c)
	}
	return entry
}

func TestPageStaysSmall(t *testing.T) {
	links := Links{Rest: "https://example.com/all changes"}
	tests := map[string]struct {
		entries  []Entry
		headings []string
		line     string
	}{
		"older entries are dropped": {[]Entry{many("2026-11-21", 10), many("2026-11-22", 700), many("2026-11-23", 700)}, []string{"2026-11-23"},
			"Left out here: what changed on 2026-11-22 and before. It is in [the rest](https://example.com/all%20changes).\n"},
		"one endless day": {[]Entry{many("2026-11-22", 1), many("2026-11-23", 5000)}, []string{"2026-11-23"},
			"more changes of this day and what changed before. It is in [the rest](https://example.com/all%20changes).\n"},
		"all fit": {[]Entry{many("2026-11-22", 300), many("2026-11-23", 300)}, []string{"2026-11-23", "2026-11-22"}, "|\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			page := Page(test.entries, links)
			if len(page) > 400_000 {
				t.Errorf("%d bytes", len(page))
			}
			if got := headings(page); !reflect.DeepEqual(got, test.headings) {
				t.Errorf("headings %q, want %q", got, test.headings)
			}
			if !bytes.HasSuffix(page, []byte(test.line)) {
				t.Errorf("ends in %q", page[len(page)-200:])
			}
		})
	}
}

// atomForm is what RFC 4287 asks of a feed, as a reader takes it in.
type atomForm struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  struct {
		Name string `xml:"name"`
	} `xml:"author"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"summary"`
		Content string `xml:"content"`
		Inner   string `xml:",innerxml"`
	} `xml:"entry"`
}

func TestFeed(t *testing.T) {
	text, err := Feed(manyDays(), Site{})
	if err != nil {
		t.Fatal(err)
	}
	var feed atomForm
	if err := xml.Unmarshal(text, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.ID == "" || feed.Title == "" || feed.Author.Name == "" || feed.Updated != "2026-11-23T00:00:00Z" {
		t.Errorf("head %+v", feed)
	}
	ids := []string{feed.ID}
	for _, entry := range feed.Entries {
		if _, err := time.Parse(time.RFC3339, entry.Updated); err != nil || entry.Title == "" || entry.Content == "" || entry.Summary.Type != "text" || entry.Summary.Text == "" {
			t.Errorf("entry %+v: %v", entry, err)
		}
		if strings.Contains(entry.Inner, "<script") || strings.ContainsAny(entry.Content, "\u202e\x1b") {
			t.Errorf("not inert: %s", entry.Inner)
		}
		ids = append(ids, entry.ID)
	}
	want := []string{"tag:authcat.invalid,2026:changes", "tag:authcat.invalid,2026:changes/2026-11-23-2", "tag:authcat.invalid,2026:changes/2026-11-23", "tag:authcat.invalid,2026:changes/2026-11-21"}
	if !reflect.DeepEqual(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	again, _ := Feed(manyDays(), Site{})
	if !bytes.Equal(text, again) {
		t.Error("written twice, the feed differs")
	}
}

func TestFeedIsBounded(t *testing.T) {
	var entries []Entry
	for day := range 60 {
		entries = append(entries, many(time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), 1))
	}
	entries = append(entries, many("2026-12-01", 1000))
	text, err := Feed(entries, Site{})
	var feed atomForm
	if err != nil || xml.Unmarshal(text, &feed) != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 50 || feed.Entries[49].Updated != "2026-01-12T00:00:00Z" {
		t.Errorf("%d entries, the last one of %s", len(feed.Entries), feed.Entries[len(feed.Entries)-1].Updated)
	}
	if content := feed.Entries[0].Content; !strings.HasSuffix(content, "and 900 more changes\n") || strings.Count(content, "\n") != 102 {
		t.Errorf("%d lines, the end is %q", strings.Count(content, "\n"), content[len(content)-60:])
	}
}

func TestFeedRefusesDates(t *testing.T) {
	for _, date := range []string{"", "yesterday", "2026-13-01", "2026-11-23T00:00:00Z"} {
		if _, err := Feed([]Entry{{Date: date}}, Site{}); err == nil || !strings.Contains(err.Error(), "2006-01-02") {
			t.Errorf("%q: %v", date, err)
		}
	}
	text, err := Feed(nil, Site{})
	if err != nil || !bytes.Contains(text, []byte("<updated>1970-01-01T00:00:00Z</updated>")) {
		t.Errorf("an empty feed: %s, %v", text, err)
	}
}
