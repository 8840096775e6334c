package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"authcat/catalog"
)

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
func Search(s *catalog.Snapshot, words []string) []*catalog.Operation {
	phrase := strings.ToLower(strings.Join(words, " "))
	var exact, found []*catalog.Operation
	for i := range s.Operations {
		o := &s.Operations[i]
		_, path, _ := strings.Cut(o.Lineage, "/")
		switch {
		case strings.ToLower(o.Name()) == phrase, squeeze(path) == squeeze(phrase) && phrase != "":
			exact = append(exact, o)
		case hasWords(o, strings.Fields(phrase)):
			found = append(found, o)
		}
	}
	return append(exact, found...)
}

// Nearest returns up to n operations whose addresses are most like one that
// matched nothing, one an endpoint: in the version that was asked for where it is there.
func Nearest(s *catalog.Snapshot, a Address, n int) []*catalog.Operation {
	type candidate struct {
		o        *catalog.Operation
		distance int
	}
	var version string
	want := "/" + strings.Join(slices.DeleteFunc(segmentsOf(a.path), func(segment string) bool {
		if !catalog.VersionSegment(segment) {
			return false
		}
		version = segment
		return true
	}), "/")
	var candidates []candidate
	seen := map[string]int{}
	for i := range s.Operations {
		o := &s.Operations[i]
		if at, ok := seen[o.Lineage]; ok {
			if at >= 0 && slices.Contains(segmentsOf(o.Address), version) {
				candidates[at].o = o
			}
			continue
		}
		seen[o.Lineage] = -1
		_, path, _ := strings.Cut(o.Lineage, "/")
		distance := catalog.EditDistance(want, "/"+path)
		if a.method != "" && o.Method != a.method {
			distance += 2
		}
		if distance <= max(3, len(want)/2) {
			seen[o.Lineage] = len(candidates)
			candidates = append(candidates, candidate{o, distance})
		}
	}
	slices.SortStableFunc(candidates, func(x, y candidate) int { return cmp.Compare(x.distance, y.distance) })
	var nearest []*catalog.Operation
	for _, c := range candidates[:min(n, len(candidates))] {
		nearest = append(nearest, c.o)
	}
	return nearest
}
