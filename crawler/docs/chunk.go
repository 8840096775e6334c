package docs

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ChunkURL returns the URL of the script chunk that holds a page's own
// content, for ParseChunk. The route is the path of the page's URL,
// "/docs/api/list-accounts-v-1"; main and runtime are the scripts of Scripts.
//
// Webpack's names take three steps: main gives the route's content id; in
// runtime, which writes file names as "assets/js/"+({6518:"322ec6d9"}[e]||e)
// +"."+{6518:"f8de5192"}[e]+".js", the first table gives the id's number and
// the second the number's hash. It fails when a step finds nothing or more
// than one thing.
func ChunkURL(route, mainURL string, main, runtime []byte) (string, error) {
	base, err := absolute(mainURL)
	if err != nil {
		return "", err
	}
	if err := cmp.Or(checkSize(main, maxMain), checkSize(runtime, maxScript)); err != nil {
		return "", err
	}
	id, err := contentID(route, main)
	if err != nil {
		return "", err
	}
	hash, err := chunkHash(id, runtime)
	if err != nil {
		return "", fmt.Errorf("route %s: %w", route, err)
	}
	chunk, err := base.Parse(id + "." + hash + ".js")
	if err != nil {
		return "", err
	}
	return chunk.String(), nil
}

var (
	// routeKey is the end of a route's key. Docusaurus tells routes of equal
	// path apart by three hex digits, "/docs/api/list-accounts-v-1-f84".
	routeKey = pattern(`^/?-[0-9a-f]{3}["']\s*:\s*\{`)
	// content names the page's content; "__comp" and "__context" beside it are the theme's.
	content = pattern(`["']?\bcontent["']?\s*:\s*["']([^"']*)["']`)
)

// contentID finds the route's entry in main. Entries without content are
// those of layouts around pages.
func contentID(route string, main []byte) (string, error) {
	name := []byte(strings.TrimSuffix(route, "/"))
	if len(name) == 0 { // the site's root, which every route starts with
		return "", fmt.Errorf("%q is no route of a page", route)
	}
	var ids []string
	for rest := main; ; {
		at := bytes.Index(rest, name)
		if at < 0 {
			break
		}
		quoted := at > 0 && (rest[at-1] == '"' || rest[at-1] == '\'')
		rest = rest[at+len(name):]
		if end := routeKey().FindIndex(rest); quoted && end != nil {
			if id := content().FindSubmatch(object(rest[end[1]-1:])); id != nil {
				ids = append(ids, string(id[1]))
			}
		}
	}
	id, err := only(ids)
	if err != nil {
		return "", fmt.Errorf("main.*.js: content of route %q: %w", route, err)
	}
	return id, nil
}

// object returns the object literal at the start of a script, nothing of one
// that is too long to be a route's entry. Its strings are ids, which have no braces.
func object(js []byte) []byte {
	depth := 0
	for i, c := range js[:min(len(js), maxObject)] {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return js[:i+1]
			}
		}
	}
	return nil
}

const table = `\{(?:\s*["']?[\w.$-]+["']?\s*:\s*["'][^"'{}]*["']\s*,?)+\s*\}`

var (
	// fileName is the expression that gives a script's file name by its number. The runtime has more
	// tables than these two: ids to numbers, and file names of style sheets.
	fileName = pattern(`(` + table + `)[^{}]{1,60}?(` + table + `)[^{},;]{1,40}?\.js["']`)
	// tableEntry is an entry of such a table. Minifiers write 88000 as 88e3, in both tables.
	tableEntry = pattern(`["']?([\w.$-]+)["']?\s*:\s*["']([^"']*)["']`)
	namePart   = pattern(`^[\w-]+$`)
)

// chunkHash finds the hash in the name of a content id's chunk.
func chunkHash(id string, runtime []byte) (string, error) {
	tables := fileName().FindSubmatch(runtime)
	if tables == nil {
		return "", errors.New("runtime~main.*.js has no tables of script names: its shape changed")
	}
	var numbers, hashes []string
	for _, entry := range tableEntry().FindAllSubmatch(tables[1], -1) {
		if string(entry[2]) == id {
			numbers = append(numbers, string(entry[1]))
		}
	}
	number, err := only(numbers)
	if err != nil {
		return "", fmt.Errorf("runtime~main.*.js: number of content id %q: %w", id, err)
	}
	for _, entry := range tableEntry().FindAllSubmatch(tables[2], -1) {
		if string(entry[1]) == number {
			hashes = append(hashes, string(entry[2]))
		}
	}
	hash, err := only(hashes)
	if err != nil {
		return "", fmt.Errorf("runtime~main.*.js: hash of chunk %s: %w", number, err)
	}
	if !namePart().MatchString(id) || !namePart().MatchString(hash) {
		return "", fmt.Errorf("runtime~main.*.js: %q and %q make no file name", id, hash)
	}
	return hash, nil
}

// only returns the one thing found.
func only(found []string) (string, error) {
	slices.Sort(found)
	switch found = slices.Compact(found); len(found) {
	case 0:
		return "", errors.New("there is none: the site is newer than this page, or the script's shape changed")
	case 1:
		return found[0], nil
	default:
		return "", fmt.Errorf("there is more than one: %s", strings.Join(found, ", "))
	}
}
