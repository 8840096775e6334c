package docs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"authcat/catalog"
)

// cell is a cell of the table.
type cell struct {
	lines []string // its text without footnote marks
	marks []string // its footnotes' marks
	icon  bool     // a drawing: what the page uses for ticks
}

func (c cell) text() string { return strings.Join(c.lines, " ") }

func readRow(tr *goquery.Selection) []cell {
	var row []cell
	tr.ChildrenFiltered("th, td").Each(func(_ int, element *goquery.Selection) {
		t := text{skip: notText + ", sup"}
		t.add(element)
		c := cell{lines: t.lines(), icon: element.Find("svg, img").Length() > 0}
		element.Find("sup").Each(func(_ int, sup *goquery.Selection) {
			c.marks = append(c.marks, splitMarks(oneLine(sup))...)
		})
		row = append(row, c)
	})
	return row
}

func splitMarks(marks string) []string {
	return strings.FieldsFunc(marks, func(r rune) bool { return r == ' ' || r == ',' })
}

// ticks are the characters that the page has used for ticks before it took to icons.
var ticks = strings.NewReplacer("✓", " ", "✔", " ", "✅", " ", "\ufe0f", "")

var footnoteMark = pattern(`^([0-9]+|[*†‡]+)$`)

// tick reports whether a cell is ticked, and with which footnotes: "✓", "✓2",
// "✓ *", an icon and <sup>2</sup>. A cell with words is not.
func (c cell) tick() (ticked bool, marks []string) {
	text := c.text()
	rest := ticks.Replace(text)
	if !c.icon && rest == text {
		return false, nil
	}
	marks = splitMarks(rest)
	if slices.ContainsFunc(marks, func(m string) bool { return !footnoteMark().MatchString(m) }) {
		return false, nil
	}
	return true, append(marks, c.marks...)
}

func isTicked(c cell) bool { ticked, _ := c.tick(); return ticked }

// readTicks reads what each level may open. Rows without a tick are headings,
// repeated titles and links to details.
func (m *matrix) readTicks(notes map[string]string) error {
	rows := 0
	for _, row := range m.rows {
		if len(row) == 0 || !slices.ContainsFunc(row[1:], isTicked) {
			continue
		}
		rows++
		name := row[0].text()
		if len(row) != len(m.technical) || name == "" {
			return fmt.Errorf("row %q of the matrix has %d cells, where there are %d and a name", name, len(row), len(m.technical))
		}
		for i, c := range row[1:] {
			ticked, marks := c.tick()
			if !ticked && strings.Trim(c.text(), "-–—") != "" {
				return fmt.Errorf("row %q of the matrix has the cell %q, which is neither a tick nor empty", name, c.text())
			}
			for _, at := range m.columns[i] {
				if ticked {
					open(&m.levels[at], name, marks, notes)
				}
			}
		}
	}
	if rows == 0 {
		return errors.New("the matrix has no tick: its markup changed")
	}
	return nil
}

func open(level *catalog.UserLevel, name string, marks []string, notes map[string]string) {
	level.Opens = append(level.Opens, name)
	for _, mark := range marks {
		note := notes[mark]
		if note == "" {
			note = "footnote " + mark + ", which the page does not explain"
		}
		level.Notes = append(level.Notes, name+": "+note)
	}
}

// footnotes are the texts after the marks outside of the table, by mark.
func footnotes(doc *goquery.Document) map[string]string {
	notes := map[string]string{}
	marked := func(_ int, paragraph *goquery.Selection) bool { return paragraph.Find("sup").Length() > 0 }
	doc.Find("p, li").FilterFunction(marked).Not("table *").Each(func(_ int, paragraph *goquery.Selection) {
		var marks []string
		note := text{skip: notText}
		end := func() {
			for _, mark := range marks {
				notes[mark] = strings.Join(note.lines(), " ")
			}
			note = text{skip: notText}
		}
		paragraph.Contents().Each(func(_ int, node *goquery.Selection) {
			if !node.Is("sup") {
				note.add(node)
				return
			}
			end()
			marks = splitMarks(oneLine(node))
		})
		end()
	})
	return notes
}
