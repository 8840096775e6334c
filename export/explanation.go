package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
)

// explained are verdicts as an answer: prose for people.
type explained struct {
	Listing
	answer *answer.Explained
}

// Text writes verdicts one below the other, as prose for a terminal: the
// answer, what to do, other causes, and where that stands.
func (e explained) Text(w io.Writer, terminal Terminal) (string, error) {
	if terminal.Width <= 0 {
		return "", terminal.facts(w, e.facts())
	}
	for i, explanation := range e.answer.Explanations {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := writeExplanation(w, terminal, explanation, e.answer.Snapshot); err != nil {
			return "", err
		}
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", e.Dataset)
	return "", err
}

func writeExplanation(w io.Writer, terminal Terminal, x answer.Explanation, snapshot *catalog.Snapshot) error {
	o := x.Operation
	paragraph := func(text string) {
		terminal.Paragraph(w, text, "", "")
		fmt.Fprintln(w)
	}
	terminal.lead(w, cell{o.Called(), toneStrong, ""}, ": "+o.Name(), "", "")
	fmt.Fprintln(w)
	first, rest := leading(x.Verdict)
	said, reason := headline(x.Verdict, first)
	terminal.lead(w, cell{said, verdictTone(x.Verdict), ""}, reason, "", "")
	fmt.Fprintln(w)
	if _, remedy := CauseWords(x.Verdict, first); remedy != "" {
		paragraph("Do this: " + remedy)
	}
	if len(rest) > 0 {
		paragraph("Also, the likeliest first:")
		var rows [][]cell
		for i, cause := range rest {
			text, remedy := CauseWords(x.Verdict, cause)
			rows = append(rows, []cell{{text: strconv.Itoa(i + 1)}, {text: string(cause.Certainty)}, {text: printable(upperFirst(text) + " " + upperFirst(remedy))}})
		}
		if err := terminal.table(w, nil, rows); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if err := terminal.table(w, nil, facts(x)); err != nil {
		return err
	}
	return terminal.links(w, o, snapshot)
}

// leading is the cause that belongs into the answer itself, and the others.
// A call that passes has none: what may stand in its way is no answer, but for
// conditions, which the answer names.
func leading(x explain.Verdict) (first explain.Cause, rest []explain.Cause) {
	if x.Passes == catalog.Yes && x.Status == 0 || len(x.Causes) == 0 {
		return explain.Cause{}, slices.DeleteFunc(slices.Clone(x.Causes), func(c explain.Cause) bool { return c.Code == explain.CauseCondition })
	}
	return x.Causes[0], x.Causes[1:]
}

// verdictTone is that of a verdict's own words.
func verdictTone(v explain.Verdict) tone {
	switch {
	case v.Passes == catalog.No:
		return toneBad
	case v.Passes == catalog.Yes && v.Status == 0 && len(v.Conditions()) == 0 && !contested(v):
		return toneGood
	default:
		return toneOpen
	}
}

// headline is the answer in one or two sentences: the verdict's own words, and
// what follows them. A status that the published facts don't lead to comes first:
// it is what the reader asks about.
func headline(v explain.Verdict, first explain.Cause) (verdict, reason string) {
	said, _ := CauseWords(v, first)
	switch {
	case v.Status == 401 && v.Passes == catalog.No:
		return "The 401 is about the token: ", said + " With a good one it is No all the same, as published: see below."
	case v.Status != 0 && v.Status != 401 && v.Status != 403:
		return "", upperFirst(said) + " " + byPublished(v.Passes)
	case v.Passes == catalog.No && first.Certainty == explain.Likely:
		return "Likely no: ", said
	case v.Passes == catalog.No:
		return "No: ", said
	case v.Passes == catalog.Yes && v.Status != 0:
		return fmt.Sprintf("By what is published the call passes, yet it got %d. ", v.Status), likelihood(first) + said
	case v.Passes == catalog.Yes && v.Operation.Decision.Needs == catalog.NeedsNone:
		return "Yes: ", "no token is needed, as published."
	case v.Passes == catalog.Yes && len(v.Conditions()) > 0:
		return "Yes, as far as published, on a condition: ", strings.Join(ConditionPhrases(v.Conditions()), "; ") + "."
	case v.Passes == catalog.Yes && contested(v):
		return "Yes, as far as published; ", "somebody saw it fail: see below."
	case v.Passes == catalog.Yes:
		return "Yes, as far as published.", ""
	case v.Status != 0:
		return fmt.Sprintf("Unknown whether the call should pass; it got %d. ", v.Status), likelihood(first) + said
	case v.Leaning == catalog.Yes:
		return "Likely yes: ", said
	default:
		return "Unknown: ", said
	}
}

// contested reports whether somebody saw otherwise with this kind of credential.
func contested(v explain.Verdict) bool {
	return slices.ContainsFunc(v.Causes, func(c explain.Cause) bool { return c.Code == explain.CauseObserved })
}

// likelihood introduces the first of several causes: "most likely" is not said
// of one that nothing but its possibility speaks for.
func likelihood(first explain.Cause) string {
	if first.Certainty == explain.Possible {
		return "One possible cause: "
	}
	return "Most likely: "
}

// byPublished says what follows for the credential, beside a status that is not about it.
func byPublished(passes catalog.Answer) string {
	switch passes {
	case catalog.Yes:
		return "The credential will do, as far as published."
	case catalog.No:
		return "Besides, the credential will not do, as published: see below."
	default:
		return "Whether the credential will do is unknown."
	}
}

// facts are the rows about the call, its operation and the evidence.
func facts(x answer.Explanation) [][]cell {
	o, d := x.Operation, x.Operation.Decision
	var rows [][]cell
	add := func(label, value string) { rows = appendFact(rows, label, value, toneNone) }
	add("held", heldPhrase(x.Held))
	add("needs", CredentialPhrase(o))
	if d.Needs != catalog.NeedsNone && d.Needs != catalog.NeedsOther {
		scopes := d.UserScopes
		if d.Needs == catalog.NeedsClient || d.Needs == catalog.NeedsPATOrClient && !x.Held.User() {
			scopes = d.ClientScopes
		}
		add("scopes", ScopesPhrase(scopes, d.ScopeRule))
	}
	if d.Needs == catalog.NeedsPAT || d.Needs == catalog.NeedsPATOrClient && x.Held.User() {
		add("user levels", LevelsPhrase(o.UserLevels, o.LevelsWitness))
	}
	add("basis", BasisPhrase(d.Basis))
	add("confidence", ConfidencePhrase(o.Confidence))
	for _, finding := range o.Findings {
		if finding.Conflict() {
			add("finding", string(finding.Code)+": "+finding.Seen+"; assumed "+Assumed(finding.Code))
		}
	}
	for _, other := range x.Also {
		add("same for", other.Called())
	}
	return rows
}

// heldPhrase says what the caller holds.
func heldPhrase(held explain.Held) string {
	phrase := map[catalog.Credential]string{
		catalog.CredentialPAT:               "a PAT",
		catalog.CredentialAuthorizationCode: "an authorization-code token",
		catalog.CredentialClient:            "an API client's token (client_credentials)",
	}[held.Credential]
	if held.ScopesKnown {
		phrase += ", scopes " + cmp.Or(strings.Join(held.Scopes, " "), "none")
	}
	if held.LevelsKnown && held.User() {
		phrase += ", user levels " + cmp.Or(strings.Join(held.Levels, " "), "none")
	}
	if held.Expired {
		phrase += ", expired"
	}
	return phrase
}

func upperFirst(text string) string {
	if text == "" || strings.HasPrefix(text, "sp:") {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// causeColumns names the columns of causes as rows.
func causeColumns() []string {
	causes := ExplainForm.Members[len(ExplainForm.Members)-1]
	return Form{Members: causes.Of}.Columns()
}

// Explain is the answer to "would this call pass, and if not, why?". Its
// rows are the causes of the verdicts; a verdict without any has one row of rank
// 0 with the code "none", so that every verdict is in the list.
func Explain(e *answer.Explained) Answer {
	listing := Listing{
		Kind: "causes", Dataset: e.Dataset,
		Columns: causeColumns(),
		Brief:   []string{"rank", "code", "certainty", "cause", "remedy"},
		Rows:    [][]any{},
	}
	for _, x := range e.Explanations {
		causes, rank := x.Causes, 1
		if len(causes) == 0 {
			causes, rank = []explain.Cause{{Code: "none", Certainty: explain.Certain}}, 0
		}
		for _, o := range append([]*catalog.Operation{x.Operation}, x.Also...) {
			for i, cause := range causes {
				text, remedy := CauseWords(x.Verdict, cause)
				if rank == 0 {
					verdict, reason := headline(x.Verdict, explain.Cause{})
					text = verdict + reason
				}
				listing.Rows = append(listing.Rows, []any{
					rank + i, string(cause.Code), cause.Certainty == explain.Certain, text, remedy, string(cause.Certainty), string(x.Passes),
					o.API, o.Method, o.Address, string(o.Decision.Needs), string(o.Confidence), o.Source(), o.DocsURL,
				})
			}
		}
	}
	return explained{listing, e}
}
