package history

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// LogWriter makes a log of facts, a day after the other.
type LogWriter struct {
	through string
	// order of the APIs, of which the first are the newest.
	order   []string
	courses map[string]map[string]*course // by API and name
}

// NewLogWriter returns the writer of an empty log, whose APIs are to stand in an order.
func NewLogWriter(apis []catalog.API) *LogWriter {
	w := &LogWriter{courses: map[string]map[string]*course{}}
	for _, api := range apis {
		w.order = append(w.order, api.ID)
		w.courses[api.ID] = map[string]*course{}
	}
	return w
}

// Add notes what is known at the end of a day, which is behind all others. An
// API whose document could not be read, and an operation that could not, stay
// as they were; what else is not there is gone.
func (w *LogWriter) Add(date string, facts catalog.Facts) error {
	if err := checkDate(date); err != nil || date <= w.through {
		return cmp.Or(err, fmt.Errorf("%s is told already", date))
	}
	w.through = date
	facts.Pages = nil
	now, err := encode(facts)
	if err != nil {
		return err
	}
	for _, id := range w.order {
		blocks := now[id+apiSuffix]
		read := slices.ContainsFunc(facts.Documents, func(d catalog.Document) bool { return d.API == id && !d.Kept })
		if blocks == nil || read {
			problems := slices.DeleteFunc(slices.Clone(facts.Problems), func(p catalog.Problem) bool { return p.API != id })
			if err := w.add(date, id, blocks, part{problems: problems}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Through says up to which day the facts are known, where that is not the last one added.
func (w *LogWriter) Through(date string) { w.through = max(w.through, date) }

// add notes what is known of an API.
func (w *LogWriter) add(date, id string, blocks []string, p part) error {
	now := map[string][]string{}
	for _, block := range blocks {
		name, lines, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(name, "problem ") {
			continue
		}
		now[name] = slices.DeleteFunc(strings.Split(lines, "\n"), func(line string) bool { return received.MatchString(line) })
		if w.courses[id][name] != nil {
			continue
		}
		c := &course{key: catalog.Key{API: id}, name: name}
		if !strings.HasPrefix(name, "api ") {
			var err error
			if c.key, err = keyOf(id, name); err != nil {
				return fmt.Errorf("%s %s: %w", id, name, err)
			}
		}
		w.courses[id][name] = c
	}
	for name, c := range w.courses[id] {
		if now[name] != nil || len(blocks) == 0 || !p.unread(c.key) {
			c.note(date, now[name])
		}
	}
	return nil
}

// Files are the texts of the log, by name.
func (w *LogWriter) Files() map[string][]byte {
	var apis, sizes []string
	files := map[string][]string{}
	for _, id := range w.order {
		head := w.courses[id]["api "+id]
		if head == nil {
			continue
		}
		apis = append(apis, head.block())
		for _, c := range w.courses[id] {
			if c != head {
				name := textOf(catalog.EndpointPath(c.key.Path))
				files[name] = append(files[name], c.block())
			}
		}
	}
	texts := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		slices.SortFunc(files[name], w.compare)
		sizes = append(sizes, fmt.Sprintf("%s%s %d", fileSign, name, len(files[name])))
		texts[name] = []byte(strings.Join(files[name], "\n\n") + "\n")
	}
	index := append([]string{strings.TrimSuffix(fmt.Sprintf(logHead, w.through), "\n"), strings.Join(sizes, "\n")}, apis...)
	texts[factfile.IndexName] = []byte(strings.Join(index, "\n\n") + "\n")
	return texts
}

// compare puts the blocks of an endpoint's versions next to each other.
func (w *LogWriter) compare(a, b string) int {
	words := func(block string) (api, method, path string) {
		first, _, _ := strings.Cut(block, "\n")
		api, name, _ := strings.Cut(first, " ")
		method, path, _ = strings.Cut(name, " ")
		return api, method, path
	}
	oneAPI, oneMethod, one := words(a)
	otherAPI, otherMethod, other := words(b)
	return cmp.Or(
		cmp.Compare(catalog.EndpointPath(one), catalog.EndpointPath(other)), cmp.Compare(oneMethod, otherMethod),
		slices.Index(w.order, oneAPI)-slices.Index(w.order, otherAPI), cmp.Compare(one, other),
	)
}

// Pack makes one compressed file of a log's texts, a zip archive.
func Pack(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file, err := w.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
