package docs

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"

	"authcat/catalog"
)

// text collects the words of elements as lines: a block ends its line, so that
// the sentences of two paragraphs or list items don't run together.
type text struct {
	// skip selects what is no text of the page's author.
	skip string
	// stop selects the element at which reading ends for good; "" for none.
	stop    string
	stopped bool
	words   strings.Builder
}

// readHTML parses a page. HTML that is nested more than 512 deep is an error.
func readHTML(ctx context.Context, body []byte) (*goquery.Document, error) {
	if err := checkSize(body, maxPage); err != nil {
		return nil, err
	}
	doc, err := goquery.NewDocumentFromReader(interruptible(ctx, body))
	if err != nil {
		return nil, fmt.Errorf("it can't be read as HTML: %w", err)
	}
	return doc, nil
}

const blocks = "address, blockquote, br, dd, details, div, dl, dt, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, summary, table, td, th, tr, ul"

// spaces within a line, as characters that are no line end to lines.
var inLine = strings.NewReplacer("\n", " ", "\r", " ")

// add collects one node, its descendants included.
func (t *text) add(node *goquery.Selection) {
	name := goquery.NodeName(node)
	switch {
	case t.stopped:
	case name == "#text":
		t.words.WriteString(inLine.Replace(node.Text()))
	case strings.HasPrefix(name, "#"): // a comment
	case t.stop != "" && node.Is(t.stop):
		t.stopped = true
	case node.Is(t.skip):
	default:
		block := node.Is(blocks)
		if block {
			t.words.WriteByte('\n')
		}
		node.Contents().Each(func(_ int, child *goquery.Selection) { t.add(child) })
		if block {
			t.words.WriteByte('\n')
		}
	}
}

// invisible characters are put into words to break or not to break lines.
var invisible = strings.NewReplacer("\u200b", "", "\u00ad", "", "\ufeff", "", "\u2060", "", "\u2011", "-")

// lines returns what was collected, without empty lines.
func (t *text) lines() []string {
	var lines []string
	for line := range strings.SplitSeq(invisible.Replace(t.words.String()), "\n") {
		if line = catalog.OneLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// oneLine returns an element's text in one line.
func oneLine(element *goquery.Selection) string {
	t := text{skip: notText}
	element.Each(func(_ int, node *goquery.Selection) { t.add(node) })
	return strings.Join(t.lines(), " ")
}

// notText selects what a reader doesn't read as the author's words: code, the
// anchors and buttons of the theme, drawings.
const notText = "script, style, noscript, template, button, svg, img, .hash-link, .headerlink"

// pattern compiles on first use: every command links this package, and few parse a page.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
