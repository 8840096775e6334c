package history

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"authcat/catalog"
)

// course is what was known of an API, or of one of its operations, over time.
type course struct {
	key catalog.Key // without method and path that of an API
	// name is the first line of the block that factfile writes of it.
	name string
	days []day
}

// day is what changed of it on one day: lines that replace those of the same
// keyword, and "no KEYWORD" where none is left.
type day struct {
	date  string
	gone  bool
	lines []string
}

const (
	goneSign = " gone"
	noSign   = "no "
)

// readCourse reads a block of a log's text. The first line has been read.
func readCourse(key catalog.Key, name, lines string) (*course, error) {
	c := &course{key: key, name: name}
	for line := range strings.SplitSeq(strings.TrimSuffix(lines, "\n"), "\n") {
		if line == "" || line[0] < '0' || line[0] > '9' {
			if len(c.days) == 0 || c.days[len(c.days)-1].gone || line == "" {
				return nil, fmt.Errorf("%q stands below no day", line)
			}
			c.days[len(c.days)-1].lines = append(c.days[len(c.days)-1].lines, line)
			continue
		}
		date, gone := strings.CutSuffix(line, goneSign)
		if err := checkDate(date); err != nil {
			return nil, err
		}
		if n := len(c.days); n > 0 && c.days[n-1].date >= date {
			return nil, fmt.Errorf("%s stands behind %s", date, c.days[n-1].date)
		}
		c.days = append(c.days, day{date: date, gone: gone})
	}
	if len(c.days) == 0 || c.days[0].gone {
		return nil, errors.New("it begins with no day on which it was there")
	}
	return c, nil
}

// block is the course as text.
func (c *course) block() string {
	lines := []string{c.name}
	if c.key.Method != "" {
		lines[0] = c.key.API + " " + c.name
	}
	for _, d := range c.days {
		if d.gone {
			d.date += goneSign
		}
		lines = append(append(lines, d.date), d.lines...)
	}
	return strings.Join(lines, "\n")
}

// keyOf reads the first line of an operation's block, "GET /identities".
func keyOf(api, name string) (key catalog.Key, err error) {
	key.API = api
	method, path, _ := strings.Cut(name, " ")
	if strings.HasPrefix(path, `"`) {
		path, err = strconv.Unquote(path)
	}
	if err == nil && (strings.Trim(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || method == "" || path == "") {
		err = errors.New("no method and path")
	}
	key.Method, key.Path = method, path
	return key, err
}

// at is what was known at the end of a date, nil where it was not there.
func (c *course) at(date string) []string {
	var lines []string
	for _, d := range c.days {
		switch {
		case d.date > date:
			return lines
		case d.gone:
			lines = nil
		default:
			lines = over(lines, d.lines)
		}
	}
	return lines
}

// first is the day on which it appeared.
func (c *course) first() string { return c.days[0].date }

// over are lines with what changed of them.
func over(lines, changes []string) []string {
	changed := grouped(changes)
	now := slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		_, also := changed[keyword(line)]
		return also
	})
	for _, line := range changes {
		if !strings.HasPrefix(line, noSign) {
			now = append(now, line)
		}
	}
	return now
}

// changes are the lines that over needs to make lines of others.
func changes(was, now []string) []string {
	before, after := grouped(was), grouped(now)
	changed := slices.DeleteFunc(slices.Clone(now), func(line string) bool {
		return slices.Equal(before[keyword(line)], after[keyword(line)])
	})
	for _, word := range slices.Sorted(maps.Keys(before)) {
		if after[word] == nil {
			changed = append(changed, noSign+word)
		}
	}
	return changed
}

// grouped are lines by what they are about.
func grouped(lines []string) map[string][]string {
	groups := make(map[string][]string, len(lines))
	for _, line := range lines {
		groups[keyword(line)] = append(groups[keyword(line)], line)
	}
	return groups
}

// keyword is the first word of a line, or the one that is no more.
func keyword(line string) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(line, noSign), " ")
	return word
}

// note keeps what is known on a day, nil for nothing: behind all that was noted.
func (c *course) note(date string, now []string) {
	last := day{}
	if n := len(c.days); n > 0 {
		last = c.days[n-1]
	}
	was := c.at(date)
	switch changed := changes(was, now); {
	case now == nil && (last.gone || last.date == ""):
	case now == nil:
		c.days = append(c.days, day{date: date, gone: true})
	case len(changed) > 0:
		c.days = append(c.days, day{date: date, lines: changed})
	}
}

func checkDate(date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("%q is no date like 2026-08-22", date)
	}
	return nil
}
