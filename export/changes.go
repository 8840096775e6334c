package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/plan"
)

// checked is what became stricter for a plan as an answer: by operation for people.
type checked struct {
	Listing
	answer *answer.Checked
	// verdict is the answer in a sentence, in two parts: it is of all changes.
	verdict, forWhat string
}

// Check is the answer to "what became stricter for a plan?".
func Check(a *answer.Checked) Answer {
	listing := Listing{
		Kind: CheckForm.Rows, Dataset: a.Dataset,
		Columns: CheckForm.Columns(),
	}
	for _, c := range a.Changes {
		before, after := beforeAndAfter(a.Lock, c)
		listing.Rows = append(listing.Rows, []any{c.API, c.Method, c.Path, string(c.What), before, after, lossPhrase(a.Lock, c)})
	}
	for _, contest := range a.Contested {
		o := contest.Operation
		for _, s := range contest.Seen {
			listing.Rows = append(listing.Rows, []any{o.API, o.Method, o.Path, "observed", string(o.Decision.Needs), string(o.Decision.Needs), newSighting(s).Phrase()})
		}
	}
	verdict, forWhat := checkedPhrase(a)
	return checked{listing, a, verdict, forWhat}
}

// checkedPhrase says whether anything became stricter, and for what.
func checkedPhrase(a *answer.Checked) (verdict, forWhat string) {
	all := Plural(len(a.Lock.Operations), "operation")
	if n := a.Operations(); n > 0 {
		return fmt.Sprintf("%d of %s became stricter", n, all), " since the plan of " + a.Lock.Dataset
	}
	return "Nothing became stricter", fmt.Sprintf(" for the %s of the plan of %s", all, a.Lock.Dataset)
}

// Note is the answer in a sentence, for who reads the rows elsewhere.
func (a checked) Note() string { return a.verdict + a.forWhat + ": " + a.Listing.Note() }

// Text writes what became stricter, by operation, in lines that fit the terminal.
func (a checked) Text(w io.Writer, terminal Terminal) (string, error) {
	if terminal.Width <= 0 {
		return a.Note(), terminal.Rows(w, a.Listing)
	}
	how := toneGood
	if len(a.answer.Changes) > 0 {
		how = toneBad
	}
	terminal.lead(w, cell{a.verdict, how, ""}, a.forWhat+".", "", "")
	var last catalog.Key
	for _, c := range a.answer.Changes {
		if c.Key != last {
			fmt.Fprintln(w)
			terminal.lead(w, cell{c.Key.String(), toneStrong, ""}, "", "", "  ")
			last = c.Key
		}
		before, after := beforeAndAfter(a.answer.Lock, c)
		terminal.lead(w, cell{string(c.What), toneBad, ""}, ": "+lossPhrase(a.answer.Lock, c), "  ", "    ")
		terminal.Paragraph(w, "before: "+before, "    ", "      ")
		terminal.Paragraph(w, "after: "+after, "    ", "      ")
	}
	for _, contest := range a.answer.Contested {
		fmt.Fprintln(w)
		terminal.lead(w, cell{contest.Operation.Key.String(), toneStrong, ""}, ": contested", "", "  ")
		for _, s := range contest.Seen {
			terminal.Paragraph(w, "observed: "+newSighting(s).Phrase(), "  ", "    ")
		}
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", a.Dataset)
	return "", err
}

// beforeAndAfter are both values of what became stricter.
func beforeAndAfter(l plan.Lock, c plan.Change) (before, after string) {
	switch was, is := c.Before, c.After; c.What {
	case plan.AspectCredential:
		return string(was.Needs), string(is.Needs)
	case plan.AspectScopes:
		return catalog.ListPhrase(l.Listed(was), was.ScopeRule), catalog.ListPhrase(l.Listed(is), is.ScopeRule)
	case plan.AspectLevels:
		return catalog.ListPhrase(was.UserLevels, catalog.AnyScope), catalog.ListPhrase(is.UserLevels, catalog.AnyScope)
	case plan.AspectExperimental:
		return "not experimental", "experimental"
	default:
		return "published", string(c.Loss)
	}
}

// lossPhrase says what a change means for a plan.
func lossPhrase(l plan.Lock, c plan.Change) string {
	held := func(names []string) string { return ": it has " + cmp.Or(strings.Join(names, " "), "none") }
	switch c.Loss {
	case plan.LossGone:
		if c.Elsewhere != "" {
			return "the operation is not published any more; the endpoint goes on as " + c.Elsewhere
		}
		return "the operation is not published any more"
	case plan.LossUnknown:
		return "the data set has no document of the API " + c.API
	case plan.LossUnreadable:
		return "the operation can't be read in the API's document"
	case plan.LossUnstated:
		return "nothing says any more that the plan's credential is accepted"
	case plan.LossEveryScope:
		return "none of the plan's scopes is accepted" + held(l.Scopes)
	case plan.LossSomeScope:
		return "all of them are needed, and the plan lacks " + strings.Join(c.Missing, " ")
	case plan.LossLevels:
		return "none of the plan's user levels is accepted" + held(l.Levels)
	case plan.LossHeader:
		return "callers must send the header " + catalog.ExperimentalHeader + ": true"
	case plan.LossRefused:
		return refusalPhrase(l.Credential)
	default:
		return string(c.Loss)
	}
}

// refusalPhrase says that a plan's credential is not accepted any more.
func refusalPhrase(credential catalog.Credential) string {
	switch credential {
	case catalog.CredentialClient:
		return "an API client's token is not accepted any more"
	case catalog.CredentialPAT:
		return "a user's token is not accepted any more"
	default:
		return "a token is needed now, and the plan has none"
	}
}
