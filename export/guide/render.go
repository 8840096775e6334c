package guide

import (
	"fmt"
	"io"
	"strings"
	"time"

	"authcat/export"
)

// answer is the guide as an answer: questions and answers for people.
type answer struct{ export.Listing }

// All is the guide as the answer to a command: rows of answers, and in a
// terminal the text.
func All() export.Answer {
	listing := export.Listing{
		Kind: export.GuideForm.Rows, Dataset: export.Dataset{Name: "SailPoint's documentation", AsOf: AsOf()},
		Columns: export.GuideForm.Columns(),
		Brief:   []string{"question", "answer", "source"},
	}
	for _, q := range Questions {
		for _, a := range q.Answers {
			listing.Rows = append(listing.Rows, []any{q.Text, plain(a.Text), a.Source, a.Doubt})
		}
	}
	return answer{listing}
}

// Note is empty: what stands in the guide is not counted.
func (answer) Note() string { return "" }

// First are the first n answers.
func (a answer) First(n int) export.Answer { return answer{a.FirstRows(n)} }

// Text writes the guide for a terminal; for a program an answer a line.
func (a answer) Text(w io.Writer, terminal export.Terminal) (string, error) {
	if terminal.Width <= 0 {
		return a.Note(), terminal.Rows(w, a.Listing)
	}
	asked := ""
	for _, row := range a.Rows {
		question, text, source := row[0].(string), row[1].(string), row[2].(string)
		if question != asked {
			if asked != "" {
				fmt.Fprintln(w)
			}
			terminal.Heading(w, question)
			asked = question
		}
		fmt.Fprintln(w)
		terminal.Paragraph(w, text, "  ", "  ")
		if err := terminal.Link(w, "  ", source); err != nil {
			return "", err
		}
	}
	_, err := fmt.Fprintf(w, "\nBy SailPoint's pages as they were on %s.\n", AsOf().Format(time.DateOnly))
	return "", err
}

// Markdown writes the guide's questions as sections under a heading's level.
func Markdown(level int) string {
	var b strings.Builder
	for _, q := range Questions {
		fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", level), export.Escape(q.Text))
		for _, a := range q.Answers {
			fmt.Fprintf(&b, "- %s ([source](%s))\n", marked(a), export.Target(a.Source))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Part is a piece of an answer's text, in code type or not.
type Part struct {
	Text string
	Code bool
}

// Parts are the pieces of the answer's text, in their order.
func (a Answer) Parts() []Part {
	var parts []Part
	for i, text := range strings.Split(a.Text, "`") {
		if text != "" {
			parts = append(parts, Part{text, i%2 == 1})
		}
	}
	return parts
}

// marked is an answer in Markdown.
func marked(a Answer) string {
	var b strings.Builder
	for _, part := range a.Parts() {
		if part.Code {
			b.WriteString(export.CodeSpan(part.Text))
		} else {
			b.WriteString(spaced(part.Text, export.Escape(part.Text)))
		}
	}
	return b.String()
}

// spaced puts back the spaces at the ends of a text that escaping trims.
func spaced(text, escaped string) string {
	if strings.HasPrefix(text, " ") {
		escaped = " " + escaped
	}
	if strings.HasSuffix(text, " ") && strings.TrimSpace(text) != "" {
		escaped += " "
	}
	return escaped
}

func plain(text string) string { return strings.ReplaceAll(text, "`", "") }
