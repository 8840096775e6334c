package find

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/printable"
)

// UnknownNameError is a name in a question that the data set doesn't know. An
// answer about it would be about nothing: "no operation", or "yes".
type UnknownNameError struct {
	// Kind of name: "user level", "scope", "tag", "API".
	Kind string
	Name string
	// Nearest are the known names most like it, the likeliest first; all names where Complete is set.
	Nearest  []string
	Complete bool
}

// Error names the name, unless it may be a secret in the wrong place.
func (e *UnknownNameError) Error() string {
	const longest = 60
	text := fmt.Sprintf("there is no %s %q", e.Kind, e.Name)
	if len(e.Name) > longest || printable.Name(e.Name) != catalog.OneLine(e.Name) {
		text = fmt.Sprintf("there is no %s of the name that was given", e.Kind)
	}
	switch names := strings.Join(e.Nearest, ", "); {
	case names == "":
		return text
	case e.Complete:
		text += ", only " + names
		if meant := Meant(e.Name, e.Nearest); meant != "" {
			text += "; did you mean " + meant + "?"
		}
		return text
	case len(e.Nearest) == 1:
		return text + "; did you mean " + names + "?"
	default:
		return text + "; the nearest are " + names
	}
}

// LevelNamed returns the technical name of the user level that a reader names
// by its technical name or its title, in any case and with or without
// separators: "Admin", "org-admin" and "Org Admin" are ORG_ADMIN. It fails with
// an *UnknownNameError.
func LevelNamed(s *catalog.Snapshot, text string) (string, error) {
	// The plain user and every user are levels though operations of the data set may name neither.
	known := []string{catalog.LevelUser, catalog.LevelAny}
	titles := map[string]string{squeeze(catalog.LevelUserTitle): catalog.LevelUser}
	for _, use := range s.LevelUses() {
		if use.Name != "" {
			known = append(known, use.Name)
			titles[squeeze(use.Title)] = use.Name
		}
	}
	if name, ok := SameName(text, known); ok {
		return name, nil
	}
	if name, ok := titles[squeeze(text)]; ok && squeeze(text) != "" {
		return name, nil
	}
	return "", unknownName("user level", text, known)
}

// APINamed returns the id of an API that a reader names, in any case. It fails
// with an *UnknownNameError that lists the APIs.
func APINamed(s *catalog.Snapshot, text string) (string, error) {
	var known []string
	for _, api := range s.APIs {
		known = append(known, api.ID)
	}
	for _, id := range known {
		if strings.EqualFold(id, text) {
			return id, nil
		}
	}
	return "", &UnknownNameError{"API", text, known, true}
}

// TagNamed returns a tag that a reader names, in any case and with or without
// separators. It fails with an *UnknownNameError.
func TagNamed(s *catalog.Snapshot, text string) (string, error) {
	var known []string
	for _, feature := range catalog.Features(s.Operations) {
		known = append(known, feature.Name)
	}
	if name, ok := SameName(text, known); ok {
		return name, nil
	}
	return "", unknownName("tag", text, known)
}

// ScopeNamed returns a published scope that a reader names, white space around
// it aside. It fails with an *UnknownNameError: a tenant may still have the scope.
func ScopeNamed(s *catalog.Snapshot, text string) (string, error) {
	known := []string{catalog.ScopeAll, catalog.ScopeDefault}
	for _, use := range catalog.Scopes(s.Operations) {
		known = append(known, use.Scope)
	}
	if scope := strings.TrimSpace(text); slices.Contains(known, scope) {
		return scope, nil
	}
	return "", unknownName("published scope", text, known)
}

// NeedsNamed returns the answer to "which credential?" that a reader names, in
// any case and with or without separators. It fails with an *UnknownNameError.
func NeedsNamed(text string) (catalog.Needs, error) {
	return oneOfNames("answer", text, catalog.AllNeeds)
}

// ConfidenceNamed is NeedsNamed for degrees of confidence.
func ConfidenceNamed(text string) (catalog.Confidence, error) {
	return oneOfNames("confidence", text, catalog.AllConfidences)
}

// Credentials are the kinds of credential that a caller can hold.
var Credentials = []catalog.Credential{catalog.CredentialPAT, catalog.CredentialAuthorizationCode, catalog.CredentialClient}

// CredentialNamed is NeedsNamed for kinds of credential that a caller can hold.
func CredentialNamed(text string) (catalog.Credential, error) {
	return oneOfNames("kind of credential", text, Credentials)
}

// MethodNamed returns the HTTP method that a reader names, in any case. It fails
// with an *UnknownNameError.
func MethodNamed(text string) (string, error) {
	if IsMethod(text) {
		return strings.ToUpper(text), nil
	}
	return "", &UnknownNameError{"HTTP method", text, methods, true}
}

// CodeNamed returns the class of finding that a reader names. It fails with an *UnknownNameError.
func CodeNamed(text string) (catalog.Code, error) {
	var known []string
	for _, class := range catalog.FindingClasses {
		known = append(known, string(class.Code))
	}
	if name, ok := SameName(text, known); ok {
		return catalog.Code(name), nil
	}
	return "", unknownName("class of finding", text, known)
}

func oneOfNames[T ~string](kind, text string, all []T) (T, error) {
	known := make([]string, len(all))
	for i, name := range all {
		known[i] = string(name)
	}
	name, ok := SameName(text, known)
	if !ok {
		return "", &UnknownNameError{kind, text, known, true}
	}
	return T(name), nil
}

// SameName finds the name that differs only in case and separators.
func SameName(text string, known []string) (string, bool) {
	want := squeeze(text)
	i := slices.IndexFunc(known, func(name string) bool { return squeeze(name) == want })
	if i < 0 || want == "" {
		return "", false
	}
	return known[i], true
}

// mostNearest bounds the names that an error offers.
const mostNearest = 3

func unknownName(kind, text string, known []string) *UnknownNameError {
	return &UnknownNameError{kind, text, Alike(text, catalog.Normalize(known)), false}
}

// Alike returns up to three names that a text may have meant, the likeliest
// first: those that are few letters away, or contain the text.
func Alike(text string, known []string) []string {
	known, distance := byLikeness(text, known)
	near := slices.IndexFunc(known, func(name string) bool { return distance(name) > mostLetters(text) })
	if near < 0 {
		near = len(known)
	}
	return known[:min(near, mostNearest)]
}

// Meant returns the name that a text can only have meant, "" where none is
// alike, or several are as much.
func Meant(text string, known []string) string {
	known, distance := byLikeness(text, known)
	switch {
	case len(known) == 0 || distance(known[0]) > mostLetters(text):
		return ""
	case len(known) > 1 && distance(known[0]) == distance(known[1]):
		return ""
	default:
		return known[0]
	}
}

// mostLetters is how many letters of a name may be wrong.
func mostLetters(text string) int {
	n := len(squeeze(text))
	return min(max(2, n/3), n-1)
}

// byLikeness sorts names by how far a text is from each.
func byLikeness(text string, known []string) (sorted []string, distance func(string) int) {
	want := squeeze(text)
	distance = func(name string) int {
		name = squeeze(name)
		if len(want) >= mostNearest && strings.Contains(name, want) {
			return 1
		}
		return catalog.EditDistance(want, name)
	}
	sorted = slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	return sorted, distance
}
