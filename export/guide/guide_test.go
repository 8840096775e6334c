package guide

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"authcat/export"
)

// The six questions of SailPoint's developer forum
// (https://developer.sailpoint.com/discuss/t/192826) each find their answer.
func TestTheForumsQuestionsAreAnswered(t *testing.T) {
	text := Markdown(2)
	for question, answers := range map[string][]string{
		"what API Management is for, by grant type": {"API Management", "scripts, programs and integrations", "web applications"},
		"which API returns grant types":             {"`grantTypes`", "`GET /oauth-clients/v1`"},
		"PATs are objects of their own":             {"`GET /personal-access-tokens/v1`", "implicitly"},
		"refresh tokens":                            {"`REFRESH_TOKEN` can only be used together with `AUTHORIZATION_CODE`"},
		"limits":                                    {"10 PATs", "`userAwareTokenNeverExpires`", "without dashes", "20 minutes", "429"},
		"broad scopes":                              {"`sp:scopes:all` grants a PAT all that its user's level allows", "`sp:scopes:default` opens only", "contradicts itself"},
	} {
		for _, answer := range answers {
			if !strings.Contains(text, answer) {
				t.Errorf("%s: %q is not in the guide", question, answer)
			}
		}
	}
}

func TestEveryAnswerNamesSailPointsPage(t *testing.T) {
	doubts := 0
	for _, q := range Questions {
		if !strings.HasSuffix(q.Text, "?") || len(q.Answers) == 0 {
			t.Errorf("%q is no question with answers", q.Text)
		}
		for _, a := range q.Answers {
			page, err := url.Parse(a.Source)
			if err != nil || page.Scheme != "https" || page.Host != "developer.sailpoint.com" && page.Host != "documentation.sailpoint.com" {
				t.Errorf("%q has the source %q", a.Text, a.Source)
			}
			if strings.Count(a.Text, "`")%2 != 0 {
				t.Errorf("%q has an odd backquote", a.Text)
			}
			if a.Doubt {
				doubts++
			}
		}
	}
	if doubts != 3 {
		t.Errorf("%d contradictions are named, want 3", doubts)
	}
}

func TestWriteFits(t *testing.T) {
	for _, width := range []int{60, 80} {
		var b bytes.Buffer
		if _, err := (export.Terminal{Width: width}).Render(&b, All()); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if !strings.Contains(line, "https://") && runewidth.StringWidth(strings.TrimSuffix(line, "\n")) > width {
				t.Errorf("wider than %d columns: %s", width, line)
			}
		}
	}
	if rows := len(All().Table().Rows); rows < 20 {
		t.Errorf("the listing has %d answers", rows)
	}
}
