package changelog

import (
	"fmt"
	"strings"

	"authcat/catalog/diff"
	"authcat/export"
)

// Links are the addresses that a page names, as seen from the page; each may be "".
type Links struct {
	// Feed is the Atom feed's.
	Feed string
	// Rest is where the entries are that the page has no room for.
	Rest string
}

// pageLimit is the most that a page may hold, in bytes. Forges show larger
// Markdown files as plain text: GitHub from 512 KB on.
const pageLimit = 400_000

// room is kept for the line that says what was left out.
const room = 1_000

// A paragraph is one line: Azure DevOps takes a line's end for a line break.
const pageHead = "# What changed\n\n" +
	"For callers of SailPoint's APIs, as published; newest first. *Stricter* is what shuts out a call that was accepted before, " +
	"*looser* what only lets further calls in, *neutral* what does neither.\n"

// Page writes entries as a Markdown page: newest first, one heading a date. The
// oldest entries are left out where the page would grow too large.
func Page(entries []Entry, links Links) []byte {
	var b strings.Builder
	b.WriteString(pageHead)
	if links.Feed != "" {
		fmt.Fprintf(&b, "\nSubscribe to the [Atom feed](%s).\n", export.Target(shown(links.Feed)))
	}
	if len(entries) == 0 {
		b.WriteString("\nNothing has changed yet.\n")
	}
	ordered := newestFirst(entries)
	for i, entry := range ordered {
		budget := pageLimit - room - b.Len()
		text, left := section(entry, budget)
		if left > 0 && i > 0 {
			fmt.Fprintf(&b, "\nLeft out here: what changed on %s and before. It is in %s.\n", entry.heading(), rest(links))
			break
		}
		b.WriteString(text)
		if left > 0 {
			fmt.Fprintf(&b, "\nLeft out here: %s of this day and what changed before. It is in %s.\n", more(left), rest(links))
			break
		}
	}
	return []byte(b.String())
}

// section writes one entry within a budget of bytes; left counts the changes
// that had no room, the last ones in their order.
func section(entry numbered, budget int) (text string, left int) {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", entry.heading())
	if entry.Against != "" {
		fmt.Fprintf(&b, "Compared with %s: ", export.Escape(shown(entry.Against)))
	}
	b.WriteString(export.Escape(SummaryPhrase(diff.Summarize(entry.Changes))) + "\n")
	if len(entry.Changes) == 0 {
		return b.String(), 0
	}
	for _, watched := range entry.Watched {
		b.WriteString("\n- Watched: " + export.Escape(shown(watched)))
	}
	if len(entry.Watched) > 0 {
		b.WriteString("\n")
	}
	b.WriteString("\n")
	export.TableHead(&b, []string{"Effect", "What", "Operation", "Before", "After", "For a caller"})
	for i, change := range entry.Changes {
		var row strings.Builder
		export.TableRow(&row, cells(change))
		if b.Len()+row.Len() > budget {
			return b.String(), len(entry.Changes) - i
		}
		b.WriteString(row.String())
	}
	return b.String(), 0
}

func cells(c diff.Change) []string {
	effect := string(c.Effect)
	if c.Effect == diff.Stricter {
		effect = "**" + effect + "**"
	}
	operation := export.CodeSpan(shown(c.Key.String()))
	if title := shown(c.Title); title != "" {
		operation += "<br>" + export.Escape(title)
	}
	if old := was(c); old != "" {
		operation += "<br>was " + export.CodeSpan(shown(old))
	}
	cells := []string{effect, string(c.Aspect), operation}
	for _, value := range []string{c.Before, c.After, c.Reason} {
		cells = append(cells, export.Escape(shown(value)))
	}
	return cells
}

func more(n int) string {
	if n == 1 {
		return "1 more change"
	}
	return fmt.Sprintf("%d more changes", n)
}

// rest names where the entries are that were left out.
func rest(links Links) string {
	if links.Rest == "" {
		return "the history of this file"
	}
	return "[the rest](" + export.Target(shown(links.Rest)) + ")"
}
