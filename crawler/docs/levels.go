package docs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"authcat/catalog"
)

var technicalName = pattern(`^[A-Z][A-Z0-9_]*$`)

// readLevels reads the levels off the rows of titles and technical names.
func (m *matrix) readLevels() error {
	seen := map[string]bool{}
	for i := range m.technical[1:] {
		names := splitNames(m.technical[i+1].lines)
		titles, err := splitTitles(m.titles[i+1].lines, len(names))
		if err != nil {
			return err
		}
		m.columns = append(m.columns, nil)
		for j, name := range names {
			if seen[name] {
				return fmt.Errorf("the matrix has more than one level of technical name %q", name)
			}
			if name != "" && !technicalName().MatchString(name) {
				return fmt.Errorf("the matrix has the technical name %q, which is none", name)
			}
			seen[name] = true
			m.columns[i] = append(m.columns[i], len(m.levels))
			m.levels = append(m.levels, catalog.UserLevel{Name: name, Title: titles[j]})
		}
	}
	return nil
}

// splitNames returns the technical names of a column, at least one; the end user's is "".
func splitNames(lines []string) []string {
	names := strings.FieldsFunc(strings.Join(lines, " "), func(r rune) bool { return strings.ContainsRune(" ,/", r) })
	if len(names) == 0 {
		names = []string{""}
	}
	return names
}

// asterisks were the marks of footnotes before those became <sup>.
var asterisks = strings.NewReplacer("*", "", "†", "", "‡", "")

// splitTitles returns the titles of a column's n levels. Columns of two
// levels shorten the second title: "Role Admin<br>Sub-Admin" is "Role Admin"
// and "Role Sub-Admin", "Cloud Gov Admin/User" is "Cloud Gov Admin" and
// "Cloud Gov User".
func splitTitles(lines []string, n int) ([]string, error) {
	whole := asterisks.Replace(strings.Join(lines, "\n"))
	if n == 1 {
		title := catalog.OneLine(whole)
		if title == "" {
			return nil, errors.New("the matrix has a column without a title")
		}
		return []string{title}, nil
	}
	var titles []string
	for part := range strings.FieldsFuncSeq(whole, func(r rune) bool { return r == '\n' || r == '/' }) {
		if part = strings.TrimSpace(part); part != "" {
			titles = append(titles, part)
		}
	}
	if len(titles) != n {
		return nil, fmt.Errorf("the matrix has a column %q with %d technical names", catalog.OneLine(whole), n)
	}
	words := strings.Fields(titles[0])
	for i, title := range titles[1:] {
		if len(words) > 1 && strings.Fields(title)[0] != words[0] {
			titles[i+1] = strings.Join(append(slices.Clone(words[:len(words)-1]), title), " ")
		}
	}
	return titles, nil
}

// exclusive is the sentence before the list of pairs.
var exclusive = pattern(`(?i)assigned at the same time`)

// readExclusions reads the list of pairs that can't be assigned at the same
// time ("Role Admin and Source Sub-Admin"). A page without that sentence has
// no such pairs, as older ones hadn't.
func readExclusions(doc *goquery.Document, levels []catalog.UserLevel) error {
	lists := doc.Find("ul, ol").FilterFunction(func(_ int, list *goquery.Selection) bool {
		return exclusive().MatchString(oneLine(list.Prev()))
	})
	pairs := lists.ChildrenFiltered("li")
	if pairs.Length() == 0 && exclusive().MatchString(oneLine(doc.Find("body"))) {
		return errors.New("it says that levels can't be assigned at the same time, and the list of pairs after that is gone")
	}
	byTitle := map[string]*catalog.UserLevel{}
	for i := range levels {
		title := fold(levels[i].Title)
		if byTitle[title] != nil {
			return fmt.Errorf("the matrix has more than one level titled %q", levels[i].Title)
		}
		byTitle[title] = &levels[i]
	}
	for _, pair := range pairs.Map(func(_ int, item *goquery.Selection) string { return oneLine(item) }) {
		one, other, _ := strings.Cut(strings.TrimSuffix(pair, "."), " and ")
		a, b := byTitle[fold(one)], byTitle[fold(other)]
		if a == nil || b == nil || a.Name == "" || b.Name == "" {
			return fmt.Errorf("the pair %q that can't be assigned at the same time names no two levels of the matrix", pair)
		}
		a.Excludes = append(a.Excludes, b.Name)
		b.Excludes = append(b.Excludes, a.Name)
	}
	for i := range levels {
		slices.Sort(levels[i].Excludes)
		levels[i].Excludes = slices.Compact(levels[i].Excludes)
	}
	return nil
}

// fold makes the spellings of a title equal: the page has "Source Sub-Admin",
// "Source-Sub Admin" and "Sub‑admin".
func fold(title string) string {
	return strings.Map(func(r rune) rune {
		if !isWord(r) {
			return -1
		}
		return r
	}, strings.ToLower(title))
}
