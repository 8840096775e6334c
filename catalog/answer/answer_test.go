package answer_test

import (
	"errors"
	"testing"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
)

func TestParseQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"GET /v2025/things":                    "GET /v2025/things",
		"get /things":                          "GET /things",
		"/things":                              "/things",
		"listThings":                           "listThings",
		"GET listThings":                       "this is no path or address: a path starts with \"/\"",
		"get access profile":                   "get access profile",
		"":                                     "nothing to look up",
		"GET":                                  "GET what? Name a path too, as in: GET /v2025/identities",
		"GET https://example.com/v2025/things": "example.com is no host of a SailPoint API (TENANT.api.identitynow.com)",
	} {
		question, err := answer.ParseQuestion(text)
		got := question.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Names that a person wrote are read as the data set has them; a level that
// nothing has is an error, a scope that no operation lists is told.
func TestExplainReadsNames(t *testing.T) {
	question, err := answer.ParseQuestion("listThings")
	if err != nil {
		t.Fatal(err)
	}
	call := answer.Call{Question: question, ByHand: true, Held: explain.Held{
		Credential: catalog.CredentialPAT, Scopes: []string{"idn:else:read", "idn:thing:read"}, ScopesKnown: true, Levels: []string{"end user"}, LevelsKnown: true,
	}}
	explained, err := answer.Explain(read, call)
	if err != nil {
		t.Fatal(err)
	}
	if held := explained.Call.Held; len(held.Levels) != 1 || held.Levels[0] != catalog.LevelUser {
		t.Errorf("levels %q", held.Levels)
	}
	if len(explained.Unlisted) != 1 || explained.Refused() {
		t.Errorf("unlisted %v, refused %v", explained.Unlisted, explained.Refused())
	}
	if n, also := len(explained.Explanations), explained.Explanations[0].Also; n != 1 || len(also) != 1 {
		t.Errorf("%d explanations of the same, the first of %d more", n, len(also))
	}
	call.Held.Levels = []string{"nobody at all"}
	var name *answer.NameError
	if _, err := answer.Explain(read, call); !errors.As(err, &name) || name.Of != "level" {
		t.Errorf("an unknown level: %v", err)
	}
}
