package factfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// Parts are facts in texts that can be kept and read one by one. Unlike the
// files of Encode they leave nothing out.
type Parts struct {
	// Sources is what belongs to no endpoint: APIs and documents, user levels,
	// corrections, and what could not be read.
	Sources string
	// Endpoints are the operations with their pages, by lineage.
	Endpoints map[string]string
	// Names has the operationIds of each lineage, a line of words each: it tells
	// which endpoints a filter of catalog.Choosing chooses.
	Names string
}

// In a part a line of its own, "in v2025", says of which API the operations or
// problems that follow are.
const inAPI = "in"

// Split writes the facts of a snapshot in parts.
func Split(s *catalog.Snapshot) Parts {
	parts, heads := Parts{Endpoints: map[string]string{}}, map[string]*head{}
	for _, api := range s.APIs {
		h := headOf(api, s.Facts)
		heads[api.ID] = &h
	}
	var names strings.Builder
	for _, endpoint := range s.Endpoints() {
		var p part
		called := []string{endpoint.Lineage}
		for _, o := range endpoint.Versions {
			called = append(called, o.OperationID)
			h := heads[o.API]
			if h == nil { // of an API that is not declared, which no catalog keeps
				continue
			}
			h.add(o.Security)
			b := block{head: h, observation: o.Observation}
			if o.Page != nil {
				b.page = *o.Page
			}
			for _, said := range o.Others {
				b.others = append(b.others, catalog.OperationStatement{Key: o.Key, Statement: said})
			}
			p.in(o.API)
			b.write(p.next())
		}
		parts.Endpoints[endpoint.Lineage] = p.text.String()
		fmt.Fprintln(&names, joinWords(called))
	}
	parts.Names = names.String()
	parts.Sources = sourcesPart(s, heads)
	return parts
}

func sourcesPart(s *catalog.Snapshot, heads map[string]*head) string {
	var p part
	for _, api := range s.APIs {
		writeFields(p.next(), headFields(), heads[api.ID])
	}
	for _, document := range s.Documents {
		if document.Role != catalog.RoleSpec {
			writeFields(p.next(), partFields(), &site{document: document})
		}
	}
	for _, level := range s.Levels {
		writeFields(p.next(), partFields(), &site{level: &level})
	}
	for _, override := range s.Overrides {
		writeFields(p.next(), partFields(), &site{override: &override})
	}
	for _, problem := range s.Problems {
		p.in(problem.API)
		writeFields(p.next(), problemFields(), &problem)
	}
	return p.text.String()
}

// part is a text of blocks.
type part struct {
	text bytes.Buffer
	api  string
}

// next starts a block.
func (p *part) next() *bytes.Buffer {
	if p.text.Len() > 0 {
		p.text.WriteByte('\n')
	}
	return &p.text
}

// in says of which API the next blocks are, "" for none.
func (p *part) in(api string) {
	if api != p.api {
		p.api = api
		fmt.Fprintln(p.next(), inAPI, quoteText(api))
	}
}

// Join reads parts: the sources, and those of some endpoints. The facts are in
// the order of their APIs, then of path and method.
func Join(sources string, endpoints ...string) (catalog.Facts, error) {
	j := joiner{readers: map[string]*reader{}}
	for _, text := range append([]string{sources}, endpoints...) {
		j.at = &reader{facts: &j.facts}
		for block := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), string(blankLine)) {
			if err := j.block(block); err != nil {
				first, _, _ := strings.Cut(block, "\n")
				return catalog.Facts{}, fmt.Errorf("%s: %w", first, err)
			}
		}
	}
	j.sort()
	return j.facts, nil
}

// Chosen is the filter of the lineages that one of catalog.Choosing chooses, by
// the Names of parts.
func Chosen(names string, filter catalog.Filter) (catalog.Filter, error) {
	var lineages []string
	for line := range strings.Lines(names) {
		words, err := splitWords(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return filter, err
		}
		if len(words) > 0 && slices.ContainsFunc(words[1:], filter.Called) && filter.Names(words[0]) {
			lineages = append(lineages, words[0])
		}
	}
	return catalog.NewFilter(lineages...), nil
}

// joiner reads the blocks of parts.
type joiner struct {
	facts   catalog.Facts
	readers map[string]*reader
	// at reads what is of the API of which the blocks are now.
	at *reader
}

func (j *joiner) block(text string) error {
	first, _, _ := strings.Cut(text, "\n")
	keyword, name, _ := strings.Cut(first, " ")
	switch keyword {
	case "": // a part without blocks
		return nil
	case "api":
		r := &reader{facts: &j.facts}
		err := r.start(text)
		j.readers[r.head.api.ID] = r
		return err
	case inAPI:
		api, err := unquoteText(name)
		if j.at = j.readers[api]; j.at == nil && err == nil {
			err = errors.New("there is no such API")
		}
		return err
	case "document", "level", "override":
		var s site
		if err := readFields(text, partFields(), &s); err != nil {
			return err
		}
		s.addTo(&j.facts)
		return nil
	default:
		if j.at.head.api.ID == "" && keyword != "problem" {
			return errors.New("it stands before its API")
		}
		j.at.last = catalog.Key{} // each endpoint is in an order of its own
		return j.at.block([]byte(text))
	}
}

func (j *joiner) sort() {
	position := map[string]int{}
	for i, api := range j.facts.APIs {
		position[api.ID] = i
	}
	compare := func(a, b catalog.Key) int {
		return cmp.Or(cmp.Compare(position[a.API], position[b.API]), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	}
	slices.SortFunc(j.facts.Observations, func(a, b catalog.Observation) int { return compare(a.Key, b.Key) })
	slices.SortFunc(j.facts.Pages, func(a, b catalog.Page) int { return compare(a.Key, b.Key) })
	slices.SortStableFunc(j.facts.Statements, func(a, b catalog.OperationStatement) int { return compare(a.Key, b.Key) })
}
