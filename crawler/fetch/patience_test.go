package fetch

import (
	"errors"
	"testing"
)

// A host is down once it fails so often in a row; what is one page's own fault,
// or another's success, begins the row anew.
func TestPatience(t *testing.T) {
	status := func(n int) error { return &Error{Kind: Refused, Status: n, Err: errors.New("no")} }
	down, missing := &Error{Kind: Unreachable, Err: errors.New("no route")}, status(404)
	forbidden := &Error{Kind: Forbidden, Err: errors.New("robots.txt")}
	for name, test := range map[string]struct {
		most    int32
		answers []error
		want    bool
	}{
		"nothing yet":           {2, nil, false},
		"one failure":           {2, []error{down}, false},
		"two in a row":          {2, []error{down, status(503)}, true},
		"too many requests":     {2, []error{status(429), status(500)}, true},
		"one page had between":  {2, []error{down, nil, down}, false},
		"one missing between":   {2, []error{down, missing, down}, false},
		"pages that are not":    {2, []error{missing, missing, missing}, false},
		"pages that are barred": {2, []error{forbidden, forbidden, forbidden}, false},
		"a document's own":      {2, []error{errors.New("no sitemap"), errors.New("no sitemap")}, false},
		"back after all":        {2, []error{down, down, nil}, false},
		"without a limit":       {0, []error{down, down, down}, false},
	} {
		p := &Patience{Most: test.most}
		for _, err := range test.answers {
			p.Note(err)
		}
		if p.Over() != test.want {
			t.Errorf("%s: over %v", name, p.Over())
		}
	}
}
