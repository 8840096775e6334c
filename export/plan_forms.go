package export

import (
	"fmt"
	"io"
	"strings"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// planAnswer is the answer in one sentence. It counts operations, each once.
func planAnswer(p plan.Plan) string {
	verdict, rest := planVerdict(p)
	return verdict + rest
}

// planTone is that of the verdict of a plan.
func planTone(p plan.Plan) tone {
	switch p.Credential {
	case catalog.CredentialClient, plan.CredentialNone:
		return toneGood
	default:
		return toneOpen
	}
}

// planVerdict is the answer's own words, and what follows them.
func planVerdict(p plan.Plan) (verdict, rest string) {
	known := 0
	for _, call := range p.Calls {
		if call.Operation.Decision.Needs != catalog.NeedsOther {
			known++
		}
	}
	var answer string // behind the verdict
	switch p.Credential {
	case catalog.CredentialPAT:
		verdict = "A PAT is needed"
		answer = fmt.Sprintf(": %d of %s %s it", len(p.ForcedBy), Plural(known, "call"), verb(len(p.ForcedBy), "force"))
		if n := len(p.ClientOnly); n > 0 {
			answer += fmt.Sprintf(", yet %d %s only an API client's token", n, verb(n, "take"))
		}
	case catalog.CredentialClient:
		verdict = "An API client can do " + allCalls(known)
	case plan.CredentialNone:
		verdict = "No token is needed for " + allCalls(known)
	default:
		if len(p.Calls) == 0 {
			return "No call matched an operation.", ""
		}
		verdict = "It is not published what " + allCalls(len(p.Calls)) + " " + verb(len(p.Calls), "need")
	}
	if rest := len(p.Calls) - known; rest > 0 && known > 0 {
		answer += fmt.Sprintf("; of %s more it is not published what %s", Plural(rest, "call"), pick(rest, "it needs", "they need"))
	}
	if n := len(p.Unmatched); n > 0 {
		answer += fmt.Sprintf("; %s matched no operation", Plural(n, "call"))
	}
	if p.Unlisted > 0 {
		answer += fmt.Sprintf(", nor did %d more to other addresses", p.Unlisted)
	}
	if n := len(p.Open); n > 0 {
		answer += fmt.Sprintf("; %s not tell which operation %s", pick(n, "1 more does", fmt.Sprint(n)+" more do"), pick(n, "it is", "they are"))
	}
	return verdict, answer + "."
}

func allCalls(n int) string {
	if n == 1 {
		return "the one call"
	}
	return fmt.Sprintf("all %d calls", n)
}

// verb is a verb's form for so many: "1 forces", "2 force".
func verb(n int, plural string) string { return pick(n, plural+"s", plural) }

func pick(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Text writes the plan in lines that fit the terminal.
func (p planned) Text(w io.Writer, terminal Terminal) (string, error) {
	if terminal.Width <= 0 {
		return "", terminal.facts(w, p.facts())
	}
	verdict, rest := planVerdict(p.plan)
	terminal.lead(w, cell{verdict, planTone(p.plan), ""}, rest, "", "")
	terminal.sections(w, planSections(p.plan))
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", p.Dataset)
	return "", err
}

// sections writes the parts of an answer.
func (t Terminal) sections(w io.Writer, sections []section) {
	for _, s := range sections {
		fmt.Fprintln(w)
		t.Heading(w, s.title+":")
		for _, note := range s.notes {
			t.Paragraph(w, note, "", "")
		}
		for _, i := range s.items {
			t.Paragraph(w, i.text(), "  ", "    ")
			for _, call := range i.calls {
				t.Paragraph(w, call.text(), "    ", "      ")
			}
		}
	}
}

// text is the item with what is said about it: "GET /a (line 3: no operation has this path)".
func (i item) text() string {
	if i.about == "" {
		return i.name
	}
	return i.name + " (" + i.about + ")"
}

// Document is the plan as a short Markdown document.
func (p planned) Document() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Credential plan\n\n%s\n\nFrom the %s.\n", Escape(planAnswer(p.plan)), Escape(p.Dataset.String()))
	writeSections(&b, planSections(p.plan))
	if len(p.plan.Calls) > 0 {
		b.WriteString("\n## Calls\n\n")
		TableHead(&b, []string{"Operation", "Where", "Needs"})
		for _, call := range p.plan.Calls {
			TableRow(&b, []string{CodeSpan(call.Operation.Key.String()), Escape(place(call.Call, call.Count, call.Places)), NeedsHeading(call.Operation.Decision.Needs)})
		}
	}
	return b.String()
}

func writeSections(b *strings.Builder, sections []section) {
	for _, s := range sections {
		fmt.Fprintf(b, "\n## %s\n\n", s.title)
		for _, note := range s.notes {
			fmt.Fprintf(b, "%s\n\n", Escape(note))
		}
		for _, i := range s.items {
			writeItem(b, "", i)
			for _, call := range i.calls {
				writeItem(b, "  ", call)
			}
		}
	}
}

func writeItem(b *strings.Builder, indent string, i item) {
	fmt.Fprintf(b, "%s- %s", indent, CodeSpan(i.name))
	if i.about != "" {
		fmt.Fprintf(b, ": %s", Escape(i.about))
	}
	b.WriteString("\n")
}
