package export

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// ConditionPhrase says in English what a condition says in codes:
// "ROLE_SUBADMIN: only where the user administers the source".
func ConditionPhrase(c catalog.Condition) string {
	about := subjectPhrase(c.Applies)
	switch c.Kind {
	case catalog.NeedsLicence:
		return prefixed(about, "the tenant must have "+c.Asks.Licence)
	case catalog.Pairs:
		return strings.Join(c.Applies.Names, " ") + ": goes with the user level " + OrList(c.Asks.Levels)
	case catalog.Widens:
		return widensPhrase(c, about)
	case catalog.ByParameter:
		return prefixed(about, parameterPhrase(c))
	default:
		return prefixed(about, bindsPhrase(c))
	}
}

// ConditionPhrases are those of several conditions, each once.
func ConditionPhrases(conditions []catalog.Condition) []string {
	var all []string
	for _, c := range conditions {
		if phrase := ConditionPhrase(c); !slices.Contains(all, phrase) {
			all = append(all, phrase)
		}
	}
	return all
}

func prefixed(about, text string) string {
	if about == "" {
		return text
	}
	return about + ": " + text
}

// subjectPhrase says what a condition applies to, "" for all calls.
func subjectPhrase(s catalog.Subject) string {
	names := strings.Join(s.Names, " ")
	switch {
	case s.Type == catalog.OnAll:
		return ""
	case s.Type == catalog.OnFeature:
		return "where the tenant uses " + names
	case s.Type == catalog.OnParameter && s.Value == catalog.ValueOmitted:
		return "without " + names
	case s.Type == catalog.OnParameter && s.Value == catalog.ValueOther:
		return names + " of somebody else"
	case s.Type == catalog.OnParameter && s.Value != "":
		return names + "=" + s.Value
	case s.Without:
		return "without " + OrList(s.Names)
	default:
		return names
	}
}

// persons in a sentence, before "of the source".
var persons = map[catalog.Person]string{
	catalog.PersonSelf: "oneself", catalog.PersonOwner: "the owner", catalog.PersonRequester: "the requester", catalog.PersonApprover: "an approver",
	catalog.PersonReviewer: "a reviewer", catalog.PersonManager: "the manager", catalog.PersonAccountManager: "an account manager",
	catalog.PersonCreator: "the creator", catalog.PersonRecipient: "the recipient", catalog.PersonAssignee: "the assignee",
	catalog.PersonMember: "a member", catalog.PersonAdministrator: "an administrator", catalog.PersonStaff: "SailPoint's own staff",
}

func personPhrase(a catalog.Ask) string {
	person := cmp.Or(persons[a.Person], string(a.Person))
	if a.Object == "" || a.Person == catalog.PersonSelf {
		return person
	}
	return person + " of the " + strings.ReplaceAll(a.Object, "-", " ")
}

// bindsPhrase says what is asked of whoever a condition binds. What several
// sentences say of ownership are often alternatives: no "only" there.
func bindsPhrase(c catalog.Condition) string {
	a, only := c.Asks, "only "
	if c.Kind == catalog.Ownership && !c.Applies.Without {
		only = ""
	}
	object := strings.ReplaceAll(a.Object, "-", " ")
	switch {
	case a.Person == catalog.PersonSelf && object != "":
		return only + "for one's own " + object
	case a.Person == catalog.PersonSelf:
		return only + "for oneself"
	case a.Person == catalog.PersonAdministrator && object != "":
		return only + "where the user administers the " + object
	case a.Person != "":
		return only + "where the user is " + personPhrase(a)
	case a.Token == catalog.ClassUser:
		return "only a user's token is sure to work"
	case c.Kind == catalog.OtherCondition && len(a.Scopes) > 0:
		return "only with the right " + OrList(a.Scopes)
	case c.Applies.Type == catalog.OnFeature:
		return "only what it lets the user see"
	default:
		return cmp.Or(asksPhrase(a), "only in part, as the description says")
	}
}

// widensPhrase says who needs no level or scope, or what these open.
func widensPhrase(c catalog.Condition, about string) string {
	switch {
	case c.Asks.Person == catalog.PersonAnyone:
		return prefixed(about, "whosever object it is")
	case c.Applies.Type == catalog.OnAll:
		return "also for " + cmp.Or(personPhrase(c.Asks), asksPhrase(c.Asks))
	case c.Asks.Person != "":
		return prefixed(about, "not needed by "+personPhrase(c.Asks))
	case len(c.Asks.Scopes)+len(c.Asks.Levels) > 0:
		return prefixed(about, "not needed with "+asksPhrase(c.Asks))
	default:
		return prefixed(about, "opens more, as the description says")
	}
}

func parameterPhrase(c catalog.Condition) string {
	a := c.Asks
	switch {
	case a.Parameter == "" && a.Person != "":
		return "for " + personPhrase(a)
	case a.Parameter == "":
		return "needs " + asksPhrase(a)
	case a.Value == "":
		return a.Parameter + " gives what such a user sees"
	case a.Value == catalog.ValueMe:
		return "only with " + a.Parameter + "=me or one's own id"
	case a.Value == catalog.ValueAny:
		return "with anybody's id as " + a.Parameter
	case a.Value == catalog.ValueOmitted:
		return "also without " + a.Parameter
	default:
		return "only with " + a.Parameter + "=" + a.Value
	}
}

// asksPhrase names the levels and scopes that are asked.
func asksPhrase(a catalog.Ask) string {
	var parts []string
	if len(a.Levels) > 0 {
		parts = append(parts, "the user level "+OrList(a.Levels))
	}
	switch {
	case len(a.Scopes) == 1:
		parts = append(parts, "the scope "+a.Scopes[0])
	case a.All:
		parts = append(parts, "all the scopes "+strings.Join(a.Scopes, ", "))
	case len(a.Scopes) > 1:
		parts = append(parts, "one of the scopes "+strings.Join(a.Scopes, ", "))
	}
	return strings.Join(parts, " and ")
}

func OrList(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return strings.Join(names, "")
}

// placePhrase says where a condition stands that is not in the description.
func placePhrase(p catalog.Place) string {
	switch p.Witness {
	case catalog.WitnessParameter:
		return " (by the parameter " + p.Parameter + ")"
	case catalog.WitnessDescription, "":
		return ""
	default:
		return " (by the " + WitnessPhrase(p.Witness) + ")"
	}
}
