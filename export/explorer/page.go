// Package explorer writes the catalog as one HTML file in which people search
// and filter all endpoints. It works from a file share: data, style and scripts
// are inside, and a content security policy keeps the page from asking for anything.
package explorer

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/export"
	"authcat/export/guide"
)

// view is what page.html shows without a script.
type view struct {
	// Policy is the content security policy.
	Policy     string
	Style      template.CSS
	Script     template.JS
	Catalog    template.JS
	Date       string
	Operations int
	APIs       int
	Warnings   []warning
	Sources    []source
	Guide      []guide.Question
	GuideDate  string
}

// warning is a finding about a whole document.
type warning struct{ Subject, Title, Seen, Assumed string }

// source is a document with the day from which it is.
type source struct {
	Name, URL, Day string
	Kept           bool
}

// Page returns the page of a snapshot. The same snapshot gives the same bytes.
func Page(snapshot *catalog.Snapshot, dataset export.Dataset, since answer.SinceAll) ([]byte, error) {
	// json writes <, >, & and U+2028/9 as escapes, so no title can end the script element.
	body, err := json.Marshal(Encode(snapshot, dataset, since))
	if err != nil {
		return nil, fmt.Errorf("explorer page: %w", err)
	}
	code := script()
	v := view{
		Policy: policy(style, code),
		Style:  template.CSS(style), Script: template.JS(code), Catalog: template.JS(body),
		Date: dataset.Date(), Operations: len(snapshot.Operations), APIs: snapshot.SpecCount(),
		Warnings: warnings(snapshot), Sources: sources(snapshot),
		Guide: guide.Questions, GuideDate: guide.AsOf().Format(time.DateOnly),
	}
	page, err := template.New("page").Funcs(template.FuncMap{"thousands": thousands}).Parse(pageHTML)
	if err != nil {
		return nil, fmt.Errorf("explorer page: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("explorer page: %w", err)
	}
	return out.Bytes(), nil
}

// policy allows the page's own style and script by their hashes, its icon
// (a data: address), and nothing else.
func policy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'", hash(style), hash(script))
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func warnings(snapshot *catalog.Snapshot) []warning {
	var all []warning
	for _, finding := range snapshot.Warnings() {
		words := export.FindingWordsOf(finding.Code)
		subject := finding.API
		if finding.Method != "" {
			subject = finding.Key.String()
		}
		all = append(all, warning{Subject: subject, Title: words.Title, Seen: finding.Seen, Assumed: words.Assumed})
	}
	return all
}

func sources(snapshot *catalog.Snapshot) []source {
	var all []source
	for _, document := range snapshot.Documents {
		name := string(document.Role)
		if document.Role == catalog.RoleSpec {
			api, _ := snapshot.API(document.API)
			name = document.API + ": " + api.Title
		}
		day := export.Dataset{AsOf: document.FetchedAt}.Date()
		all = append(all, source{Name: name, URL: document.URL, Day: day, Kept: document.Kept})
	}
	return all
}

// thousands writes 5755 as "5,755".
func thousands(n int) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
