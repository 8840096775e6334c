package catalog

import (
	"strings"
	"time"
)

// Facts is everything that the sources say, before anything is concluded:
// what a crawl extracts, what a catalog keeps, what Merge reads.
type Facts struct {
	// APIs in the order in which every output lists them.
	APIs []API
	// Documents that were read, in the order of their APIs.
	Documents []Document
	// Observations in any order; Merge sorts.
	Observations []Observation
	// Problems are what could not be read: an operation, a document.
	Problems []Problem
}

// Document is one published document as it was received.
type Document struct {
	API string
	URL string
	// SHA256 of the bytes as received, in hex.
	SHA256 string
	// FetchedAt is when the bytes were received, in UTC; of a mirror's file, when it was written.
	FetchedAt time.Time
	// Kept is set when the document could not be read in the latest crawl and
	// these are the last good facts of an earlier one.
	Kept bool
}

// Key names one operation: an API, a method in upper case and a path template as published.
type Key struct {
	API    string
	Method string
	Path   string
}

// String is the form that users type: "v2025 GET /identities".
func (k Key) String() string { return k.API + " " + k.Method + " " + k.Path }

// Observation is what one OpenAPI document says about one operation, as
// published: nothing trimmed, corrected or concluded.
type Observation struct {
	Key
	// OperationID is "" where the document has none.
	OperationID string
	Title       string
	Tags        []string
	Deprecated  bool
	// Experimental is the JSON pointer of the X-SailPoint-Experimental header
	// parameter, "" where the operation has none.
	Experimental string
	Security     Security
	// LevelsField is the extension that states the user levels, misspelt or
	// not; "" where none does. Levels are its entries.
	LevelsField string
	Levels      []string
	Prose       Prose
}

// The extension that states user levels, and its typo (POST /accounts/{id}/disable).
const (
	LevelsField         = "x-sailpoint-userLevels"
	MisspeltLevelsField = "x-sailpont-userLevels"
)

// Prose is what the words of an operation's description say about its callers.
type Prose struct {
	// AllScopes is set when the words ask for all the listed scopes together
	// (POST /access-profiles: "you need all the listed scopes").
	AllScopes bool
}

// Problem is a part of a source that could not be read.
type Problem struct {
	Key
	Code Code
	// Seen says what was found, Pointer where in the API's document.
	Seen    string
	Pointer string
}

// Fact names one fact of an operation, for its evidence.
type Fact string

// The facts.
const (
	FactOperationID  Fact = "operation_id"
	FactTitle        Fact = "title"
	FactTags         Fact = "tags"
	FactDeprecated   Fact = "deprecated"
	FactExperimental Fact = "experimental"
	FactSecurity     Fact = "security"
	FactLevels       Fact = "user_levels"
	FactScopeRule    Fact = "scope_rule"
)

// Evidence is where a fact stands: a JSON pointer in the operation's document.
type Evidence struct {
	Fact    Fact
	Pointer string
}

// Pointer of the operation in its document, by RFC 6901: "/paths/~1identities~1v1/get".
func (o *Observation) Pointer() string {
	return "/paths/" + EscapePointer(o.Path) + "/" + strings.ToLower(o.Method)
}

// Evidence lists where each published fact of the operation stands, in a fixed order.
func (o *Observation) Evidence() []Evidence {
	base := o.Pointer()
	var all []Evidence
	add := func(present bool, fact Fact, pointer string) {
		if present {
			all = append(all, Evidence{fact, pointer})
		}
	}
	add(o.OperationID != "", FactOperationID, base+"/operationId")
	add(o.Title != "", FactTitle, base+"/summary")
	add(len(o.Tags) > 0, FactTags, base+"/tags")
	add(o.Deprecated, FactDeprecated, base+"/deprecated")
	add(o.Experimental != "", FactExperimental, o.Experimental)
	add(o.Security.Basis == BasisOperation, FactSecurity, base+"/security")
	add(o.Security.Basis == BasisInherited, FactSecurity, "/security")
	add(o.LevelsField != "", FactLevels, base+"/"+o.LevelsField)
	add(o.Prose.AllScopes, FactScopeRule, base+"/description")
	return all
}

// EscapePointer escapes one reference token of a JSON pointer (RFC 6901).
func EscapePointer(token string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(token)
}

// Keep adds to the facts what older ones say of an API whose source failed,
// marked as kept. Where they say nothing either, that is a problem.
func (f Facts) Keep(api API, older Facts, why string) Facts {
	kept := false
	for _, document := range older.Documents {
		if document.API == api.ID {
			document.Kept = true
			f.Documents = append(f.Documents, document)
			kept = true
		}
	}
	if !kept {
		f.Problems = append(f.Problems, Problem{Key: Key{API: api.ID}, Code: CodeSourceUnavailable, Seen: why})
		return f
	}
	for _, observation := range older.Observations {
		if observation.API == api.ID {
			f.Observations = append(f.Observations, observation)
		}
	}
	for _, problem := range older.Problems {
		if problem.API == api.ID {
			f.Problems = append(f.Problems, problem)
		}
	}
	return f
}
