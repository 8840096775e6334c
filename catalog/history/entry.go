package history

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"authcat/catalog/sums"
)

// entry is the content of a date's file: what changed over a base, under a head
// that names it and ends with the hash of the changes.
type entry struct {
	date, origin string
	// base is the hash of whole texts, by which their file is named.
	base    string
	changes string
}

const entryHead = "authcat-history 2\ndate %s\norigin %s\nbase %s\nchanges %s\n\n"

// Who made an entry.
const (
	originCrawl      = "crawl"
	originRepository = "repository"
)

func (e entry) head() string {
	return fmt.Sprintf(entryHead, e.date, e.origin, e.base, sum(e.changes))
}

var errDamaged = errors.New("its content is not what was written")

func decodeEntry(packed []byte) (e entry, err error) {
	text, err := unpack(packed)
	if err != nil {
		return entry{}, err
	}
	var hash string
	if _, err := fmt.Sscanf(text, entryHead, &e.date, &e.origin, &e.base, &hash); err != nil {
		return entry{}, fmt.Errorf("it does not start as an entry does: %w", err)
	}
	_, e.changes, _ = strings.Cut(text, "\n\n")
	if e.head()+e.changes != text {
		return entry{}, errDamaged
	}
	return e, nil
}

// longest is how long a text can be: forty times the longest that there is, all
// facts of a day with their pages. A few damaged bytes can unpack to much more.
const longest = 64 << 20

func unpack(packed []byte) (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", errDamaged
	}
	text, err := io.ReadAll(io.LimitReader(r, longest+1))
	if err != nil || len(text) > longest {
		return "", errDamaged
	}
	return string(text), nil
}

// pack compresses a text; there is no time and no name in it, so the same text
// gives the same bytes.
func pack(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

func sum(text string) string { return sums.Of([]byte(text)) }
