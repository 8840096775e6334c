package answer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/printable"
)

// Question names an endpoint as people do: by an address, or by words.
type Question struct {
	// Address of the endpoint, where there are no Words.
	Address find.Address
	Words   []string
}

// ParseQuestion tells an address, with or without its method, from words: an
// operationId, the name of an SDK's method or cmdlet, words of a title.
func ParseQuestion(text string) (Question, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Question{}, errors.New("nothing to look up")
	}
	method := ""
	if find.IsMethod(words[0]) && len(words) == 2 {
		method, words = words[0], words[1:]
	}
	if len(words) == 1 && find.IsMethod(words[0]) {
		return Question{}, fmt.Errorf("%s what? Name a path too, as in: GET /v2025/identities", words[0])
	}
	if len(words) > 1 || method == "" && !strings.Contains(words[0], "/") {
		return Question{Words: words}, nil
	}
	address, err := find.ParseAddress(method, words[0])
	return Question{Address: address}, err
}

// Filter takes what can answer: more than one word may be anywhere, one that is
// no operation's name too.
func (q Question) Filter() catalog.Filter {
	switch len(q.Words) {
	case 0:
		return q.Address.Filter()
	case 1:
		return find.NameFilter(q.Words[0])
	default:
		return catalog.Filter{}
	}
}

// String is the question as it may be repeated where it found something.
func (q Question) String() string {
	if len(q.Words) > 0 {
		return printable.Name(strings.Join(q.Words, " "))
	}
	return q.Address.String()
}

func (q Question) ask(snapshot *catalog.Snapshot) []*catalog.Operation {
	if len(q.Words) == 0 {
		return find.Match(snapshot, q.Address)
	}
	if len(q.Words) == 1 {
		return find.ByName(snapshot, q.Words[0])
	}
	return find.Search(snapshot, q.Words)
}

// Found are the operations that a question means: at least one.
type Found struct {
	*Catalog
	Question   Question
	Operations []*catalog.Operation
	// Since says of operations since when they need what they need, by History;
	// nothing before Tell.
	Since   map[catalog.Key]Since
	History Dataset
}

// Lookup finds the operations that a question means, the current version of an
// endpoint before its others. It fails with a *NothingError where there is none.
func Lookup(read Reader, q Question) (*Found, error) {
	c, err := read(q.Filter())
	if err != nil {
		return nil, err
	}
	found := q.ask(c.Snapshot)
	if len(found) == 0 && len(q.Words) == 1 {
		if c, err = read(catalog.Filter{}); err != nil {
			return nil, err
		}
		found = find.Search(c.Snapshot, q.Words)
	}
	if len(found) == 0 {
		return nil, q.nothing(read, c.Dataset)
	}
	return &Found{Catalog: c, Question: q, Operations: found}, nil
}

// mostNearest bounds the operations that come near an address.
const mostNearest = 5

// nothing is the error of a question without an answer. Words are not repeated:
// a token may be among them.
func (q Question) nothing(read Reader, dataset Dataset) error {
	if len(q.Words) > 0 {
		return nothing("no operation is called that, or has these words in its title, path or tags, in the %s", dataset)
	}
	whole, err := read(catalog.Filter{})
	if err != nil {
		return err
	}
	missing := &NothingError{What: fmt.Sprintf("no operation %s in the %s", q.Address, dataset), Absence: find.Absent(whole.Snapshot, q.Address)}
	if missing.Absence.Kind == find.AbsentPath {
		missing.Nearest = find.Nearest(whole.Snapshot, q.Address, mostNearest)
	}
	return missing
}

// Endpoints are the endpoints that were found, each by the first of its versions:
// the current one, where it was found.
func (f *Found) Endpoints() []*catalog.Operation { return firstOfEach(f.Operations) }

func firstOfEach(found []*catalog.Operation) []*catalog.Operation {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(found), func(o *catalog.Operation) bool {
		again := seen[o.Lineage]
		seen[o.Lineage] = true
		return again
	})
}
