package changelog

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"authcat/catalog/diff"
)

// Site is where a feed is published; each field may be "".
type Site struct {
	// Tag makes the feed's ids unique: an authority and the year in which it was
	// the publisher's, "example.com,2026" (RFC 4151). It must never change, or
	// readers see all entries anew.
	Tag string
	// Page is the address of the page of changes, Feed the feed's own.
	Page string
	Feed string
}

// defaultTag stands for a publisher without a domain of its own; names under
// .invalid belong to nobody (RFC 2606).
const defaultTag = "authcat.invalid,2026"

const (
	// feedEntries is how many entries a feed keeps: readers poll far more often.
	feedEntries = 50
	// feedLines is how many changes an entry spells out.
	feedLines = 100
)

// Feed writes entries as an Atom feed (RFC 4287), newest first, all of it plain
// text. An entry without changes is no news and is left out.
func Feed(entries []Entry, site Site) ([]byte, error) {
	feed := atomFeed{
		Namespace: "http://www.w3.org/2005/Atom",
		ID:        "tag:" + cmp.Or(site.Tag, defaultTag) + ":changes",
		Title:     "What changed for callers of SailPoint's APIs",
		Updated:   time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author:    atomAuthor{Name: "authcat"},
	}
	feed.link("self", site.Feed)
	feed.link("alternate", site.Page)
	for _, entry := range newestFirst(entries) {
		date, err := time.Parse(time.DateOnly, entry.Date)
		if err != nil {
			return nil, fmt.Errorf("an entry's date is %q: give it as 2006-01-02", entry.Date)
		}
		if len(entry.Changes) == 0 || len(feed.Entries) == feedEntries {
			continue
		}
		feed.Entries = append(feed.Entries, feed.entry(entry, date, site))
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", "  ")
	if err := encoder.Encode(feed); err != nil {
		return nil, err
	}
	b.WriteString("\n")
	return b.Bytes(), nil
}

type atomFeed struct {
	XMLName   xml.Name    `xml:"feed"`
	Namespace string      `xml:"xmlns,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Author    atomAuthor  `xml:"author"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary atomText   `xml:"summary"`
	Content atomText   `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f *atomFeed) link(rel, address string) {
	if address != "" {
		f.Links = append(f.Links, atomLink{rel, address})
	}
}

func (f *atomFeed) entry(entry numbered, date time.Time, site Site) atomEntry {
	summary := diff.Summarize(entry.Changes)
	e := atomEntry{
		ID:      f.ID + "/" + entry.anchor(),
		Title:   fmt.Sprintf("%s: %d stricter, %d looser, %d neutral", entry.heading(), summary.Effects[diff.Stricter], summary.Effects[diff.Looser], summary.Effects[diff.Neutral]),
		Updated: date.Format(time.RFC3339),
		Summary: atomText{"text", SummaryPhrase(summary)},
		Content: atomText{"text", entry.lines()},
	}
	if len(entry.Watched) > 0 {
		e.Title += fmt.Sprintf("; watched: %d", len(entry.Watched))
	}
	if site.Page != "" {
		e.Links = []atomLink{{"alternate", site.Page + "#" + entry.anchor()}}
	}
	return e
}

// lines spells changes out, one a line.
func (n numbered) lines() string {
	var b strings.Builder
	if n.Against != "" {
		fmt.Fprintf(&b, "Compared with %s:\n", shown(n.Against))
	}
	for _, watched := range n.Watched {
		fmt.Fprintf(&b, "Watched: %s\n", shown(watched))
	}
	for i, c := range n.Changes {
		if i == feedLines {
			fmt.Fprintf(&b, "and %s\n", more(len(n.Changes)-i))
			break
		}
		fmt.Fprintf(&b, "%s: %s: %s: %s", c.Effect, shown(c.Key.String()), c.Aspect, shown(c.Reason))
		if c.Before != "" && c.After != "" {
			fmt.Fprintf(&b, " (%s, now %s)", shown(c.Before), shown(c.After))
		}
		b.WriteString("\n")
	}
	return b.String()
}
