package catalog

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// ByName returns the operations of an operationId or of an SDK's method, whose
// names SailPoint's SDKs make of it: "listIdentities", "ListIdentities",
// "list_identities", "IdentitiesAPI.ListIdentities", "list-identities-v-1".
// The version at the end of API v1's names may be left out. They come in the
// order of the snapshot: an endpoint's current version first.
func (s *Snapshot) ByName(name string) []*Operation {
	name = name[strings.LastIndexByte(name, '.')+1:]
	want := squeeze(name)
	if want == "" {
		return nil
	}
	var found []*Operation
	for i := range s.Operations {
		o := &s.Operations[i]
		if id := squeeze(o.OperationID); id == want || withoutVersion(id) == withoutVersion(want) {
			found = append(found, o)
		}
	}
	return found
}

// squeeze keeps the letters and digits of a name, in lower case.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// withoutVersion cuts a version off the end of a squeezed name: "listidentitiesv1".
func withoutVersion(name string) string {
	base := strings.TrimRight(name, "0123456789")
	if base != name && strings.HasSuffix(base, "v") {
		return strings.TrimSuffix(base, "v")
	}
	return name
}

// Search returns the operations in whose title, path, operationId or tags all
// the words occur; those whose title or path is just these words first.
func (s *Snapshot) Search(words []string) []*Operation {
	phrase := strings.ToLower(strings.Join(words, " "))
	var exact, found []*Operation
	for i := range s.Operations {
		o := &s.Operations[i]
		_, path, _ := strings.Cut(o.Lineage, "/")
		switch {
		case strings.ToLower(o.Name()) == phrase, squeeze(path) == squeeze(phrase) && phrase != "":
			exact = append(exact, o)
		case o.hasWords(strings.Fields(phrase)):
			found = append(found, o)
		}
	}
	return append(exact, found...)
}

// Nearest returns up to n operations whose addresses are most like one that
// matched nothing, one an endpoint.
func (s *Snapshot) Nearest(a Address, n int) []*Operation {
	type candidate struct {
		o        *Operation
		distance int
	}
	want := "/" + strings.Join(slices.DeleteFunc(segmentsOf(a.path), versionSegment), "/")
	var candidates []candidate
	seen := map[string]bool{}
	for i := range s.Operations {
		o := &s.Operations[i]
		if seen[o.Lineage] {
			continue
		}
		seen[o.Lineage] = true
		_, path, _ := strings.Cut(o.Lineage, "/")
		distance := editDistance(want, "/"+path)
		if a.method != "" && o.Method != a.method {
			distance += 2
		}
		if distance <= max(3, len(want)/2) {
			candidates = append(candidates, candidate{o, distance})
		}
	}
	slices.SortStableFunc(candidates, func(x, y candidate) int { return cmp.Compare(x.distance, y.distance) })
	var nearest []*Operation
	for _, c := range candidates[:min(n, len(candidates))] {
		nearest = append(nearest, c.o)
	}
	return nearest
}

// editDistance is Levenshtein's: the least number of bytes to insert, delete or replace.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(above+1, row[j]+1, replace)
			diagonal = above
		}
	}
	return row[len(b)]
}
