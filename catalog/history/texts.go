package history

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"authcat/catalog/factfile"
)

// texts are factfile's files of a day, each as the blocks that blank lines part:
// an operation is a block.
type texts map[string][]string

const apiSuffix = ".txt"

func textsOf(files map[string][]byte) texts {
	t := texts{}
	for name, text := range files {
		t[name] = blocksOf(string(text))
	}
	return t
}

func blocksOf(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n\n") }

// ReadFile returns a file's text.
func (t texts) ReadFile(name string) ([]byte, error) {
	if t[name] == nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return []byte(strings.Join(t[name], "\n\n") + "\n"), nil
}

// Open is there for fs.FS: files are read whole.
func (t texts) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
}

// apis lists the APIs, in their order.
func (t texts) apis() []string {
	if t == nil {
		return nil
	}
	return strings.Split(strings.Join(t[factfile.IndexName], ""), "\n")[1:]
}

// only are the texts of one API, and of no documentation.
func (t texts) only(api string) texts {
	format, _, _ := strings.Cut(t[factfile.IndexName][0], "\n")
	return texts{factfile.IndexName: {format + "\n" + api}, factfile.SitesName: {""}, api + apiSuffix: t[api+apiSuffix]}
}

// heads are the texts without what belongs to operations: the documents.
func (t texts) heads() texts {
	cut := maps.Clone(t)
	for _, id := range t.apis() {
		cut[id+apiSuffix] = t[id+apiSuffix][:1]
	}
	return cut
}

// The signs of a text that is written over another one; no block starts so.
const (
	fileSign = "file "
	sameSign = "same " // from where, and how many blocks
)

// over writes the texts over others, of which equal blocks are not repeated:
//
//	file v1.txt
//
//	same 0 118
//
//	GET /identities/v1
//	id listIdentitiesV1
//	security userAuth idn:identity:read
//
//	same 119 702
func (t texts) over(base texts) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(t)) {
		lines = append(lines, fileSign+name)
		was := base[name]
		where := make(map[string]int, len(was))
		for i, block := range was {
			where[block] = i
		}
		for i := 0; i < len(t[name]); {
			from, known := where[t[name][i]]
			if !known {
				lines = append(lines, t[name][i])
				i++
				continue
			}
			n := 1
			for i+n < len(t[name]) && from+n < len(was) && t[name][i+n] == was[from+n] {
				n++
			}
			lines = append(lines, fmt.Sprint(sameSign, from, " ", n))
			i += n
		}
	}
	return strings.Join(lines, "\n\n")
}

// readOver reads what was written over texts.
func readOver(base texts, text string) (texts, error) {
	t, name := texts{}, ""
	for block := range strings.SplitSeq(text, "\n\n") {
		if file, ok := strings.CutPrefix(block, fileSign); ok {
			name = file
			continue
		}
		if !strings.HasPrefix(block, sameSign) {
			t[name] = append(t[name], block)
			continue
		}
		var from, n int
		_, err := fmt.Sscanf(block, sameSign+"%d %d", &from, &n)
		if err != nil || from < 0 || n < 0 || n > len(base[name])-from {
			return nil, errors.New("it repeats what is not there")
		}
		t[name] = append(t[name], base[name][from:from+n]...)
	}
	for _, id := range t.apis() {
		if t[id+apiSuffix] == nil {
			return nil, errors.New("it lacks the text of " + id)
		}
	}
	return t, nil
}

var (
	// fetched is when a document was received, received all that says so, of a
	// page too: what may change without any fact of an operation.
	fetched  = regexp.MustCompile(`(?m)^fetched .*$`)
	received = regexp.MustCompile(`(?m)^(fetched|sha256|kept|page).*$`)
)

// alike reports whether blocks are the same but for lines of a kind.
func alike(a, b []string, but *regexp.Regexp) bool {
	return slices.EqualFunc(a, b, func(a, b string) bool {
		return a == b || but.ReplaceAllLiteralString(a, "") == but.ReplaceAllLiteralString(b, "")
	})
}

// keepReadings dates each page by the first reading that said what it says now.
// A site that is built anew every night changes the bytes of every page, and
// the day of reading moves with each crawl: neither is a fact.
func (t texts) keepReadings(before texts) {
	for name, blocks := range t {
		first := map[string]string{}
		for _, block := range before[name] {
			if page, read := pageOf(block); read != "" {
				first[page] = read
			}
		}
		for i, block := range blocks {
			if page, read := pageOf(block); read != "" && first[page] != "" {
				blocks[i] = strings.Replace(block, read, first[page], 1)
			}
		}
	}
}

// pageOf is what a block says of its operation's page, and the line that says
// when that was read, "" where it was not.
func pageOf(block string) (page, read string) {
	if !strings.Contains(block, "\npage-read ") {
		return "", ""
	}
	page, _, _ = strings.Cut(block, "\n")
	for line := range strings.SplitSeq(block, "\n") {
		if strings.HasPrefix(line, "page-read ") {
			read = line
		} else if strings.HasPrefix(line, "page") {
			page += "\n" + line
		}
	}
	return page, read
}
