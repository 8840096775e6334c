package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Statement is what one witness says about one fact of an operation.
type Statement struct {
	Witness Witness
	Fact    Fact
	Value   Value
	// Pointer is where it stands in the API's document (RFC 6901), URL where it
	// stands elsewhere. On is the day on which it was said, "2026-08-22", of a
	// witness that speaks of a day.
	Pointer, URL, On string
	// Agreed is the day until which what was published agreed with a witness
	// that speaks of an earlier day, StillAgreed where it does yet, "" where it
	// never did or nobody knows: one who said what was so contradicts no later change.
	Agreed string
}

// StillAgreed is the Agreed of a statement that agrees with what is published.
const StillAgreed = "still"

// OperationStatement is a statement about an operation of a witness that has no
// record of its own: it comes ready with the facts.
type OperationStatement struct {
	Key
	Statement
}

// Value is what a witness says of a fact.
type Value interface {
	// String is how documents and catalogs write it, and ParseValue reads it.
	fmt.Stringer
	// Contradicts reports whether the two values can't both hold.
	Contradicts(other Value) bool
}

// The kinds of value.
type (
	// LevelNames are user levels of which the user needs one.
	LevelNames []string
	// ScopeNames are scopes that open the operation.
	ScopeNames []string
	// Text is a title, or a sum of what words say.
	Text string
	// Flag is a fact that holds or doesn't.
	Flag bool
)

// Callers says whose tokens are taken, as far as it can be told from what was published.
type Callers struct {
	User, Client Answer
	// published is what that was, nil where the answers are all that is known.
	published fmt.Stringer
}

func (v LevelNames) String() string { return quotedList(v) }
func (v ScopeNames) String() string { return quotedList(v) }
func (v Text) String() string       { return string(v) }
func (v Flag) String() string       { return fmt.Sprint(bool(v)) }
func (r ScopeRule) String() string  { return string(r) }

// String is what was published, else "user yes, client no".
func (v Callers) String() string {
	if v.published != nil {
		return v.published.String()
	}
	return fmt.Sprintf("user %s, client %s", v.User, v.Client)
}

// Contradicts compares two lists of levels. The words "any user" and the level
// USER, which every user has, don't contradict each other.
func (v LevelNames) Contradicts(other Value) bool {
	levels, ok := other.(LevelNames)
	everyUser := func(a, b LevelNames) bool {
		return slices.Equal(a, LevelNames{LevelAny}) && slices.Contains(b, LevelUser)
	}
	return ok && !slices.Equal(v, levels) && !everyUser(v, levels) && !everyUser(levels, v) &&
		!(slices.Equal(v, LevelNames{LevelAny}) && slices.Contains(levels, LevelAny))
}

// Contradicts reports whether no scope is in both lists, of which one may be
// empty: who names a scope says that one is needed.
func (v ScopeNames) Contradicts(other Value) bool {
	scopes, ok := other.(ScopeNames)
	return ok && len(v)+len(scopes) > 0 && !slices.ContainsFunc(v, func(scope string) bool { return slices.Contains(scopes, scope) })
}

// Contradicts reports whether one takes a kind of token that the other turns away.
func (v Callers) Contradicts(other Value) bool {
	callers, ok := other.(Callers)
	opposed := func(a, b Answer) bool { return a != Unknown && a == b.Opposite() }
	return ok && (opposed(v.User, callers.User) || opposed(v.Client, callers.Client))
}

// Contradicts compares titles as the documentation site shows them, in sentence
// case: "Get jwks" for "Get JWKS".
func (v Text) Contradicts(other Value) bool {
	text, ok := other.(Text)
	return ok && !strings.EqualFold(OneLine(string(v)), OneLine(string(text)))
}

// Contradicts reports whether the two differ.
func (v Flag) Contradicts(other Value) bool { flag, ok := other.(Flag); return ok && v != flag }

// Contradicts reports whether the two differ.
func (r ScopeRule) Contradicts(other Value) bool {
	rule, ok := other.(ScopeRule)
	return ok && r != rule
}

// Contradicts compares two securities as published.
func (s Security) Contradicts(other Value) bool {
	security, ok := other.(Security)
	return ok && s.String() != security.String()
}

// ParseValue reads what a value's String wrote. A security has records of its
// own and is not read here. It fails on a fact that no such statement is about,
// and on a text that String doesn't write: what can't be read says nothing.
func ParseValue(fact Fact, text string) (Value, error) {
	value := readValue(fact, text)
	if value == nil {
		return nil, fmt.Errorf("no statement is about %q", fact)
	}
	if value.String() != text {
		return nil, fmt.Errorf("%q is no value of %s", text, fact)
	}
	return value, nil
}

// readValue reads a text that String wrote. Of another it makes a value that
// String writes otherwise; nil for an unknown fact.
func readValue(fact Fact, text string) Value {
	switch fact {
	case FactLevels:
		return LevelNames(splitList(text))
	case FactScopes:
		return ScopeNames(splitList(text))
	case FactTitle, FactProse:
		return Text(text)
	case FactDeprecated, FactExperimental:
		return Flag(text == "true")
	case FactScopeRule:
		if text == AllScopes.String() {
			return AllScopes
		}
		return AnyScope
	case FactToken, FactClient:
		if strings.Contains(text, outcomeParts) {
			return readOutcome(text)
		}
		return readCallers(text)
	default:
		return nil
	}
}

const noNames = "none"

func nameList(names []string) string {
	if len(names) == 0 {
		return noNames
	}
	return strings.Join(names, ", ")
}

// quotedList is nameList for names of whatever form: one that a reader could
// take for something else is a Go string literal.
func quotedList(names []string) string {
	quoted := slices.Clone(names)
	for i, name := range names {
		if name == "" || name == noNames || strings.ContainsAny(name, ",\"'`") {
			quoted[i] = strconv.Quote(name)
		}
	}
	return nameList(quoted)
}

// splitList reads what quotedList wrote.
func splitList(text string) []string {
	if text == noNames {
		return nil
	}
	var names []string
	for more := true; more; {
		name, rest := "", ""
		if literal, err := strconv.QuotedPrefix(text); err == nil {
			name, _ = strconv.Unquote(literal)
			rest, more = strings.CutPrefix(text[len(literal):], ", ")
		} else {
			name, rest, more = strings.Cut(text, ", ")
		}
		names, text = append(names, name), rest
	}
	return names
}
