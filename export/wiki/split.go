package wiki

import (
	"fmt"
	"strings"

	"authcat/export"
	"authcat/export/report"
)

// section is one feature's part of a page, written already.
type section struct {
	heading report.Heading
	body    string
}

// parts are the pages over which sections are spread, and where each stands.
type parts struct {
	name     string
	sections [][]section
}

// spread puts sections on as few pages as hold them. The first has room for
// reserved bytes fewer. A section that is larger than a page has one of its own.
func spread(name string, reserved, limit int, sections []section) parts {
	p := parts{name: name, sections: [][]section{nil}}
	room := limit - reserved
	for _, s := range sections {
		if last := len(p.sections) - 1; len(s.body) > room && (len(p.sections[last]) > 0 || last == 0 && reserved > 0) {
			p.sections = append(p.sections, nil)
			room = limit - partHead
		}
		last := len(p.sections) - 1
		p.sections[last] = append(p.sections[last], s)
		room -= len(s.body)
	}
	return p
}

// spread writes a page's head, its sections and its tail, on as many pages as
// they need. The head is written twice: how long it is tells where the sections
// stand, and where they stand what it links to.
func (w *Wiki) spread(name, title string, head func(parts) *page, sections []section, tail string) []export.File {
	draft := head(spread(name, 0, w.limit, sections))
	pages := spread(name, draft.text.Len()+len(tail), w.limit, sections)
	first := head(pages)
	for _, s := range pages.sections[0] {
		first.text.WriteString(s.body)
	}
	if more := pages.links(first); more != "" {
		first.paragraph("The rest:%s.", more)
	}
	first.text.WriteString(tail)
	return append([]export.File{first.file()}, pages.further(w.Layout, title)...)
}

// partHead is room for what stands at the head of a page after the first.
const partHead = 1000

// page names the page of a part: "api-v1", "api-v1-2".
func (p parts) page(part int) string {
	if part == 0 {
		return p.name
	}
	return fmt.Sprintf("%s-%d", p.name, part+1)
}

// isPartOf reports whether a page has the name of a part, after the first, of another.
func isPartOf(first, name string) bool {
	number, ok := strings.CutPrefix(name, first+"-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// where names the page on which a heading stands.
func (p parts) where(anchor string) string {
	for part, sections := range p.sections {
		for _, s := range sections {
			if s.heading.Anchor == anchor {
				return p.page(part)
			}
		}
	}
	return p.name
}

// further writes the pages after the first.
func (p parts) further(layout Layout, title string) []export.File {
	var files []export.File
	for part := 1; part < len(p.sections); part++ {
		next := page{name: p.page(part), layout: layout}
		next.heading(1, report.NewHeading(fmt.Sprintf("%s part %d", title, part+1)))
		next.paragraph("This page goes on from %s.", next.link(title, p.name, ""))
		for _, s := range p.sections[part] {
			next.text.WriteString(s.body)
		}
		files = append(files, next.file())
	}
	return files
}

// links names the pages after the first.
func (p parts) links(from *page) string {
	text := ""
	for part := 1; part < len(p.sections); part++ {
		text += " " + from.link(fmt.Sprintf("part %d", part+1), p.page(part), "")
	}
	return text
}
