package history

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// entry is the content of a date's index:
//
//	authcat-history 1
//	date 2026-08-22
//	origin crawl
//	file index.txt SHA256
//	file v1.txt SHA256
//	file sites.txt SHA256
//	document spec v1 SHA256 2026-08-22T00:00:00Z read
//	document sitemap - SHA256 2026-08-22T00:00:00Z kept
//	check SHA256
//
// What changes every night without any fact changing stands here, so that the
// facts of an API stay one object: when its document was received, the hash of
// the bytes, whether it was kept from an earlier crawl. The last line is the
// hash of the lines before it.
type entry struct {
	// date is "" in an entry of an authcat that did not write it down.
	date      string
	origin    string
	files     []file
	documents []catalog.Document
}

// file is one of factfile's files by the hash of its text.
type file struct{ name, hash string }

const (
	magic      = "authcat-history 1"
	checkWord  = "check "
	noValue    = "-"
	stateRead  = "read"
	stateKept  = "kept"
	apiSuffix  = ".txt"
	hashLength = 2 * sha256.Size
)

// Who made an entry.
const (
	originCrawl      = "crawl"
	originRepository = "repository"
)

func (e entry) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, magic)
	if e.date != "" {
		fmt.Fprintln(&b, "date", e.date)
	}
	fmt.Fprintln(&b, "origin", e.origin)
	for _, f := range e.files {
		fmt.Fprintln(&b, "file", f.name, f.hash)
	}
	for _, d := range e.documents {
		state := stateRead
		if d.Kept {
			state = stateKept
		}
		fmt.Fprintln(&b, "document", d.Role, cmp.Or(d.API, noValue), cmp.Or(d.SHA256, noValue), d.FetchedAt.UTC().Format(time.RFC3339), state)
	}
	fmt.Fprintln(&b, checkWord+sum(b.Bytes()))
	return b.Bytes()
}

func parseEntry(text []byte) (entry, error) {
	if firstLine(text) != magic {
		return entry{}, fmt.Errorf("it does not start with %q", magic)
	}
	end := bytes.LastIndex(text, []byte("\n"+checkWord)) + 1
	if end == 0 || string(text[end:]) != checkWord+sum(text[:end])+"\n" {
		return entry{}, errors.New("its last line is not the hash of the others")
	}
	var e entry
	for line := range strings.Lines(string(text[len(magic)+1 : end])) {
		if err := e.line(strings.Fields(line)); err != nil {
			return entry{}, fmt.Errorf("%q: %w", strings.TrimSpace(line), err)
		}
	}
	if e.origin != originCrawl && e.origin != originRepository {
		return entry{}, fmt.Errorf("it has the unknown origin %q", e.origin)
	}
	return e, nil
}

func (e *entry) line(words []string) error {
	switch {
	case len(words) == 2 && words[0] == "date":
		e.date = words[1]
	case len(words) == 2 && words[0] == "origin":
		e.origin = words[1]
	case len(words) == 3 && words[0] == "file":
		if _, err := hex.DecodeString(words[2]); err != nil || len(words[2]) != hashLength {
			return errors.New("no SHA-256")
		}
		e.files = append(e.files, file{words[1], words[2]})
	case len(words) == 6 && words[0] == "document" && (words[5] == stateRead || words[5] == stateKept):
		fetched, err := time.Parse(time.RFC3339, words[4])
		if err != nil {
			return err
		}
		e.documents = append(e.documents, catalog.Document{
			Role: catalog.Role(words[1]), API: value(words[2]), SHA256: value(words[3]), FetchedAt: fetched, Kept: words[5] == stateKept,
		})
	default:
		return errors.New("unknown line")
	}
	return nil
}

func value(word string) string {
	if word == noValue {
		return ""
	}
	return word
}

// same tells whether two entries say the same: the same facts of the same
// bytes, whenever they were received and whoever wrote them down.
func (e entry) same(other entry) bool {
	undated := func(documents []catalog.Document) []catalog.Document {
		documents = slices.Clone(documents)
		for i := range documents {
			documents[i].FetchedAt = time.Time{}
		}
		return documents
	}
	return slices.Equal(e.files, other.files) && slices.Equal(undated(e.documents), undated(other.documents))
}

func (e entry) hash(name string) (string, bool) {
	for _, f := range e.files {
		if f.name == name {
			return f.hash, true
		}
	}
	return "", false
}

// apis lists the entry's APIs, in their order.
func (e entry) apis() []string {
	var ids []string
	for _, f := range e.files {
		if f.name != factfile.IndexName && f.name != factfile.SitesName {
			ids = append(ids, strings.TrimSuffix(f.name, apiSuffix))
		}
	}
	return ids
}

// hasSpec tells whether the facts of an API are those of a document, and not
// merely that it could not be read.
func (e entry) hasSpec(api string) bool {
	return slices.ContainsFunc(e.documents, func(d catalog.Document) bool { return d.Role == catalog.RoleSpec && d.API == api })
}

// restore fills in what the index keeps of each document.
func (e entry) restore(documents []catalog.Document) {
	for i := range documents {
		d := &documents[i]
		for _, kept := range e.documents {
			if kept.Role == d.Role && kept.API == d.API {
				d.SHA256, d.FetchedAt, d.Kept = kept.SHA256, kept.FetchedAt, kept.Kept
			}
		}
	}
}

func sum(data []byte) string {
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:])
}
