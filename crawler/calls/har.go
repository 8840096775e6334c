package calls

import (
	"fmt"
	"strings"
)

// har is the part of an HTTP Archive that matters here.
// http://www.softwareishard.com/blog/har-12-spec/
type har struct {
	Log struct {
		Entries []struct {
			Request *harRequest `json:"request"`
		} `json:"entries"`
	} `json:"log"`
}

type harRequest struct {
	Method  string `json:"method"`
	URL     string `json:"url"`
	Headers []struct {
		Name string `json:"name"`
	} `json:"headers"`
}

func readHAR(c *collector, body []byte) error {
	var archive har
	if err := decodeLoosely(body, &archive); err != nil {
		return brokenJSON(body, err)
	}
	var answers []harAnswer
	if c.answer != nil {
		answers = readHARAnswers(body)
	}
	for i, entry := range archive.Log.Entries {
		if c.done {
			break
		}
		if i < len(answers) {
			*c.answer = answers[i].read()
		}
		readHAREntry(c, fmt.Sprintf("entry %d", i+1), entry.Request)
	}
	return nil
}

func readHAREntry(c *collector, where string, r *harRequest) {
	switch {
	case r == nil:
		c.skip(where, "it has no request")
	case r.preflight():
		c.skip(where, "it is a browser's preflight, which needs no credential")
	case r.URL != "" && !strings.Contains(r.URL, "://"): // data:, blob:, about:
		c.skip(where, "its URL is no web address")
	default:
		c.call(request{method: r.Method, url: r.URL, where: where})
	}
}

// preflight reports whether a browser made the request to ask whether a page may
// make the real one, which follows.
func (r harRequest) preflight() bool {
	if !strings.EqualFold(r.Method, "OPTIONS") {
		return false
	}
	for _, header := range r.Headers {
		if strings.EqualFold(header.Name, "Access-Control-Request-Method") {
			return true
		}
	}
	return false
}
