package export

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"authcat/catalog"
	"authcat/catalog/explain"
)

// What a program gets of an answer that people read as text: a line a fact, label
// and value with a tab between them. A label may come several times.

// facts writes labelled facts, those that say something.
func (t Terminal) facts(w io.Writer, facts [][]string) error {
	var rows [][]cell
	for _, fact := range facts {
		rows = appendFact(rows, fact[0], fact[1], toneNone)
	}
	return t.table(w, []string{"FACT", "VALUE"}, rows)
}

// facts are the endpoints, each beginning with its name.
func (l lookedUp) facts(endpoints []*catalog.Operation) [][]string {
	var all [][]string
	for _, o := range endpoints {
		all = append(all, []string{"endpoint", o.Called()}, []string{"title", o.Name()})
		all = append(append(all, plainRows(l.card(o))...), linkFacts(o, l.found.Snapshot)...)
	}
	return append(all, []string{"data set", l.Dataset.String() + l.history()})
}

// plainRows are the texts of rows.
func plainRows(rows [][]cell) [][]string {
	plain := make([][]string, len(rows))
	for i, row := range rows {
		plain[i] = texts(row)
	}
	return plain
}

func linkFacts(o *catalog.Operation, snapshot *catalog.Snapshot) [][]string {
	var all [][]string
	for _, link := range links(o, snapshot) {
		all = append(all, []string{link.label, link.url})
	}
	return all
}

// facts are the verdicts, each beginning with its endpoint.
func (e explained) facts() [][]string {
	var all [][]string
	for _, x := range e.answer.Explanations {
		first, rest := leading(x.Verdict)
		said, reason := headline(x.Verdict, first)
		_, remedy := CauseWords(x.Verdict, first)
		all = append(all, []string{"endpoint", x.Operation.Called()}, []string{"title", x.Operation.Name()},
			[]string{"verdict", string(x.Passes)}, []string{"answer", said + reason}, []string{"do this", remedy})
		for _, cause := range rest {
			all = append(all, []string{"also", causePhrase(x.Verdict, cause)})
		}
		all = append(append(all, plainRows(facts(x))...), linkFacts(x.Operation, e.answer.Snapshot)...)
	}
	return append(all, []string{"data set", e.Dataset.String()})
}

// causePhrase is a cause with its certainty and what to do about it.
func causePhrase(v explain.Verdict, cause explain.Cause) string {
	text, remedy := CauseWords(v, cause)
	return string(cause.Certainty) + ": " + upperFirst(text) + " " + upperFirst(remedy)
}

// facts are the plan: what it answers, then its parts.
func (p planned) facts() [][]string {
	all := [][]string{{"answer", planAnswer(p.plan)}, {"credential", string(p.plan.Credential)}}
	return append(append(all, sectionFacts(planSections(p.plan))...), []string{"data set", p.Dataset.String()})
}

// facts are what a change to code needs, then its parts.
func (c codeChanged) facts() [][]string {
	var all [][]string
	for _, sentence := range changeSentences(c.answer) {
		all = append(all, []string{"answer", sentence})
	}
	all = append(all, sectionFacts(changeSections(c.answer))...)
	return append(all, []string{"compared with", basePhrase(c.answer.Base)}, []string{"data set", c.Dataset.String()})
}

// sectionFacts are the parts of an answer, labelled with their headings.
func sectionFacts(sections []section) [][]string {
	var all [][]string
	for _, s := range sections {
		label := lowerFirst(s.title)
		for _, note := range s.notes {
			all = append(all, []string{label, note})
		}
		for _, i := range s.items {
			value := i.text()
			var calls []string
			for _, call := range i.calls {
				calls = append(calls, call.text())
			}
			if len(calls) > 0 {
				value += ": " + strings.Join(calls, ", ")
			}
			all = append(all, []string{label, value})
		}
	}
	return all
}

func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}
