package history

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// Log is what happened to operations, told operation by operation: what was
// published of each since when. It is a folder of texts, one for all operations
// whose paths have the same first segment, so that a question about an endpoint
// reads one or two of them and finds its versions side by side:
//
//	v2025 GET /entitlements
//	2025-08-25
//	id listEntitlements
//	security userAuth idn:entitlement:read
//	2026-01-09
//	security userAuth idn:entitlement:read
//	security applicationAuth idn:entitlement:read
//	2026-03-02 gone
//
// The lines are factfile's; those of a day replace the ones with the same
// keyword. What is of no operation is in index.txt: the APIs, and up to which day
// the log goes. It has no documentation pages and no hashes.
type Log struct {
	// Through is the day up to which the log tells, "" where it tells nothing.
	Through string

	files fs.FS
	// sizes is how many operations each text has.
	sizes map[string]int
	apis  []*course
	// without are the APIs of which it is not to tell.
	without map[string]bool
}

const logHead = "authcat-log 1\nthrough %s\n"

// ReadLog reads the index of a log.
func ReadLog(files fs.FS) (*Log, error) {
	l := &Log{files: files, sizes: map[string]int{}}
	text, err := fs.ReadFile(files, factfile.IndexName)
	if err != nil {
		return nil, err
	}
	first, rest, _ := strings.Cut(string(text), "\n\n")
	if _, err := fmt.Sscanf(first+"\n", logHead, &l.Through); err != nil || checkDate(l.Through) != nil {
		return nil, fmt.Errorf("%s: it is no log that this authcat reads", factfile.IndexName)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(rest, "\n"), "\n\n") {
		err := l.readIndex(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", factfile.IndexName, err)
		}
	}
	return l, nil
}

// readIndex reads a block of the index: how many operations a text has, or an API.
func (l *Log) readIndex(block string) error {
	name, lines, _ := strings.Cut(block, "\n")
	if strings.HasPrefix(name, fileSign) {
		for line := range strings.SplitSeq(block, "\n") {
			var file string
			var n int
			if _, err := fmt.Sscanf(line, fileSign+"%s %d", &file, &n); err != nil || !fs.ValidPath(file) {
				return fmt.Errorf("%q names no file", line)
			}
			l.sizes[file] = n
		}
		return nil
	}
	id, ok := strings.CutPrefix(name, "api ")
	if !ok || id == "" || l.api(id) != nil {
		return fmt.Errorf("%q begins no API, or one that is there", name)
	}
	c, err := readCourse(catalog.Key{API: id}, name, lines)
	if err == nil {
		l.apis = append(l.apis, c)
	}
	return err
}

func (l *Log) api(id string) *course {
	for _, c := range l.apis {
		if c.key.API == id {
			return c
		}
	}
	return nil
}

// apiOf is what was last known of an API, as far as filters ask.
func (c *course) apiOf() catalog.API {
	api := catalog.API{ID: c.key.API}
	for _, d := range c.days {
		for _, line := range d.lines {
			switch word, value, _ := strings.Cut(line, " "); word {
			case "base-path":
				api.BasePath = value
			case "product":
				api.Product = catalog.Product(value)
			case "spec":
				api.SpecURL = value
			}
		}
	}
	return api
}

// textOf names the text of an operation, by its path without versions.
func textOf(endpoint string) string {
	head, _, _ := strings.Cut(strings.TrimPrefix(endpoint, "/"), "/")
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-", r) {
			return r
		}
		return -1
	}, strings.ToLower(head))
	return cmp.Or(name, "any") + apiSuffix
}

// namesFor are the texts that may have what a filter takes: a lineage's path
// begins with an API's base path.
func (l *Log) namesFor(filter catalog.Filter) []string {
	if filter.All() || filter.Chooses() {
		return slices.Sorted(maps.Keys(l.sizes))
	}
	bases := map[string]bool{}
	for _, c := range l.apis {
		bases[catalog.EndpointPath(c.apiOf().BasePath)] = true
	}
	names := map[string]bool{}
	for _, lineage := range filter.Lineages {
		_, path, _ := strings.Cut(lineage, "/")
		for base := range bases {
			if rest, ok := strings.CutPrefix("/"+path, base+"/"); ok && l.sizes[textOf(rest)] > 0 {
				names[textOf(rest)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// courses are those that a filter takes, in the order of path and method.
func (l *Log) courses(filter catalog.Filter) ([]*course, error) {
	names := l.namesFor(filter)
	parts, errs := make([][]*course, len(names)), make([]error, len(names))
	var reading sync.WaitGroup
	for i, name := range names {
		reading.Go(func() { parts[i], errs[i] = l.text(name, filter) })
	}
	reading.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, fmt.Errorf("%s: %w", names[i], errs[i])
	}
	all := slices.Concat(parts...)
	slices.SortStableFunc(all, func(a, b *course) int {
		return cmp.Or(cmp.Compare(a.key.Path, b.key.Path), cmp.Compare(a.key.Method, b.key.Method))
	})
	return all, nil
}

// text reads what a filter takes of a text.
func (l *Log) text(name string, filter catalog.Filter) (taken []*course, err error) {
	text, err := fs.ReadFile(l.files, name)
	if err != nil {
		return nil, err
	}
	apis := map[string]catalog.API{}
	for _, c := range l.apis {
		apis[c.key.API] = c.apiOf()
	}
	n := 0
	for block := range strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n\n") {
		n++
		first, lines, _ := strings.Cut(block, "\n")
		id, name, _ := strings.Cut(first, " ")
		api, known := apis[id]
		key, err := keyOf(id, name)
		if err == nil && !known {
			err = fmt.Errorf("there is no API %q", id)
		}
		if err == nil && !l.without[id] && filter.Takes(api, key.Method, key.Path) {
			var c *course
			if c, err = readCourse(key, name, lines); err == nil {
				taken = append(taken, c)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", first, err)
		}
	}
	if n != l.sizes[name] {
		return nil, fmt.Errorf("it has %d operations, and the index says %d", n, l.sizes[name])
	}
	return taken, nil
}

// At are the facts at the end of a day, as far as a filter takes them.
func (l *Log) At(date string, filter catalog.Filter) (catalog.Facts, error) {
	operations, err := l.courses(filter)
	if err != nil {
		return catalog.Facts{}, err
	}
	now := l.texts(date, operations)
	for _, id := range now.apis() {
		now[id+apiSuffix][0] += "\nfetched " + date + "T00:00:00Z"
	}
	facts, err := factfile.Decode(now, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("the log of %s: %w", date, err)
	}
	return facts, nil
}

// texts are factfile's texts of a day, with what is known of operations.
func (l *Log) texts(date string, operations []*course) texts {
	t := textsOf(factfile.Encode(catalog.Facts{}))
	for _, c := range l.apis {
		if lines := c.at(date); lines != nil && !l.without[c.key.API] {
			t[factfile.IndexName][0] += "\n" + c.key.API
			t[c.key.API+apiSuffix] = []string{c.name + "\n" + strings.Join(lines, "\n")}
		}
	}
	for _, c := range operations {
		name := c.key.API + apiSuffix
		if lines := c.at(date); lines != nil && t[name] != nil {
			t[name] = append(t[name], c.name+"\n"+strings.Join(lines, "\n"))
		}
	}
	return t
}

// dates are the days on which something changed of operations, or of their APIs.
func (l *Log) dates(operations []*course) []string {
	var all []string
	about := slices.Clone(operations)
	for _, c := range operations {
		if api := l.api(c.key.API); !slices.Contains(about, api) {
			about = append(about, api)
		}
	}
	for _, c := range about {
		for _, d := range c.days {
			all = append(all, d.date)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// From is the first day of the log.
func (l *Log) From() string {
	from := l.Through
	for _, c := range l.apis {
		from = min(from, c.first())
	}
	return from
}
