package docs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// ErrNoPanel is the error of a page without an endpoint panel (a guide, a tag
// page, another site's page, markup that changed): such a page documents no
// public endpoint, as far as can be seen.
var ErrNoPanel = errors.New("it has no endpoint panel")

// Page is what the HTML of an endpoint page says. There is no authorization
// data in it; see ParseChunk.
type Page struct {
	// Title is the operation's summary in sentence case: the site has "Get jwks" for "Get JWKS".
	Title  string
	Method string // upper case
	// Path as the page shows it: ":id" for "{id}", no server.
	Path         string
	Deprecated   bool
	Experimental bool
	// Tag is the page's group in the breadcrumbs, "Accounts"; "" for a page in none.
	Tag string
	// Description is the author's text, a paragraph or list item a line, without
	// the generator's own note boxes.
	Description string
}

// ParsePage reads an endpoint page of the developer site. The error is
// ErrNoPanel when title, method or path is missing; a page with two endpoints
// is another error, since it would have to be guessed which one it documents.
func ParsePage(ctx context.Context, body []byte) (Page, error) {
	doc, err := readHTML(ctx, body)
	if err != nil {
		return Page{}, err
	}
	// The theme draws the same panel for the callbacks of an operation, within its tabs.
	panel := doc.Find(".openapi__method-endpoint").Not("[class^=openapi-tabs] *, [class*=' openapi-tabs'] *")
	if panel.Length() > 1 {
		return Page{}, fmt.Errorf("it has %d endpoint panels, where a page has one", panel.Length())
	}
	page := Page{
		Title:  oneLine(doc.Find(".openapi__heading").First()),
		Method: strings.ToUpper(oneLine(panel.Find(".badge").First())),
		Path:   oneLine(panel.Find(".openapi__method-endpoint-path").First()),
		Tag:    tag(doc),
	}
	switch {
	case panel.Length() == 0:
		return Page{}, fmt.Errorf("%w: no .openapi__method-endpoint", ErrNoPanel)
	case page.Title == "":
		return Page{}, fmt.Errorf("%w: no .openapi__heading", ErrNoPanel)
	case page.Method == "":
		return Page{}, fmt.Errorf("%w: no method in .openapi__method-endpoint", ErrNoPanel)
	case !strings.HasPrefix(page.Path, "/"):
		return Page{}, fmt.Errorf("%w: no path in .openapi__method-endpoint-path", ErrNoPanel)
	}
	page.readDescription(panel)
	return page, nil
}

// parameter is the site's own pattern for the parameters that it shows as ":name".
var parameter = pattern(`(?i)\{([a-z0-9_-]+)\}`)

// Documents reports whether the page is that of an operation of an OpenAPI
// document: "GET" and "/accounts/v1/{id}" for the path "/accounts/v1/:id".
func (p Page) Documents(method, template string) bool {
	return strings.EqualFold(p.Method, method) && p.Path == parameter().ReplaceAllString(template, ":$1")
}

// tag is the breadcrumb before the page's own, unless that is the first, the site's root.
func tag(doc *goquery.Document) string {
	crumbs := doc.Find("ul.breadcrumbs > li")
	if crumbs.Length() < 3 {
		return ""
	}
	return oneLine(crumbs.Eq(crumbs.Length() - 2))
}

// afterDescription selects what the generator writes after the author's text:
// the request, or for an operation without parameters and body, placeholders
// and the responses.
const afterDescription = "h2#request, [class^='openapi-'], [class*=' openapi-']"

// readDescription reads what stands between the panel and the request: the
// notices of the generator and the author's text.
func (p *Page) readDescription(panel *goquery.Selection) {
	start := panel.NextFiltered(".openapi__divider")
	if start.Length() == 0 {
		start = panel
	}
	description := text{skip: notText, stop: afterDescription}
	started := false
	start.Parent().Contents().Each(func(_ int, node *goquery.Selection) {
		if started && !description.stopped && !p.readNotice(node) {
			description.add(node)
		}
		started = started || node.IsSelection(start)
	})
	p.Description = strings.Join(description.lines(), "\n")
}

// readNotice reads a note box of the generator by its title, and reports whether
// a node is one. The kind of box is not enough: authors write boxes of the same
// kinds (":::caution" in the description of completeCampaignV1, which is not
// deprecated), and theirs are part of the description.
func (p *Page) readNotice(node *goquery.Selection) bool {
	if !node.Is(".theme-admonition") {
		return false
	}
	switch strings.ToLower(oneLine(node.Children().First())) {
	case "deprecated":
		p.Deprecated = true
	case "experimental":
		p.Experimental = true
	default:
		return false
	}
	return true
}
