package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newLookup(e environment) *cobra.Command {
	var flags dataFlags
	var evidence bool
	command := &cobra.Command{
		Use:   "lookup [METHOD] ADDRESS | OPERATION | WORDS",
		Short: "Say which credential an endpoint needs, and where that stands",
		Long: `Say which credential an endpoint needs, and where that stands.

It takes what people have: a method and a path or URL, with ids or a template; a
path without version, for every API that has it; an operationId or the name of
an SDK's method; words of a title.`,
		Example: `  authcat lookup GET /v2025/identities/2c918084660f45d6016617daa9210584
  authcat lookup "https://acme.api.identitynow.com/v2025/identities?limit=1"
  authcat lookup listIdentities
  authcat lookup list identities
  authcat lookup --format json GET /identities/v1
  authcat lookup --evidence POST /v3/accounts/{id}/disable`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			question, err := parseQuestion(args)
			if err != nil {
				return &usageError{err}
			}
			snapshot, dataset, err := flags.load(command.Context(), question.filter())
			if err != nil {
				return err
			}
			found := question.ask(&snapshot)
			if len(found) == 0 {
				return flags.nothing(command.Context(), question, dataset)
			}
			if evidence {
				return flags.render(e, export.Evidence(dataset, valuesOf(found)))
			}
			return answer(e, flags, &snapshot, dataset, found, question)
		},
	}
	flags.add(command, e)
	command.Flags().BoolVar(&evidence, "evidence", false, "list what every source says, fact by fact, and which is believed")
	command.ValidArgsFunction = complete(&flags, addresses)
	return command
}

// question is what lookup was asked: an address, or words.
type question struct {
	address catalog.Address
	words   []string
}

var httpMethods = []string{"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"}

// parseQuestion tells an address, with or without its method, from words.
func parseQuestion(args []string) (question, error) {
	words := strings.Fields(strings.Join(args, " "))
	if len(words) == 0 {
		return question{}, fmt.Errorf("nothing to look up")
	}
	method := ""
	if slices.Contains(httpMethods, strings.ToUpper(words[0])) && len(words) == 2 {
		method, words = words[0], words[1:]
	}
	if len(words) == 1 && slices.Contains(httpMethods, strings.ToUpper(words[0])) {
		return question{}, fmt.Errorf("%s what? Name a path too, as in: GET /v2025/identities", words[0])
	}
	if len(words) > 1 || method == "" && !strings.Contains(words[0], "/") {
		return question{words: words}, nil
	}
	address, err := catalog.ParseAddress(method, words[0])
	return question{address: address}, err
}

// filter takes what can answer: words may be anywhere.
func (q question) filter() catalog.Filter {
	if len(q.words) > 0 {
		return catalog.Filter{}
	}
	return q.address.Filter()
}

func (q question) ask(snapshot *catalog.Snapshot) []*catalog.Operation {
	if len(q.words) == 0 {
		return snapshot.Match(q.address)
	}
	if len(q.words) == 1 {
		if found := snapshot.ByName(q.words[0]); len(found) > 0 {
			return found
		}
	}
	return snapshot.Search(q.words)
}

// String is the question as it may be repeated where it found something.
func (q question) String() string {
	if len(q.words) > 0 {
		return catalog.PrintableName(strings.Join(q.words, " "))
	}
	return q.address.String()
}

// nothing is the error of a question without an answer; it names the nearest
// addresses. Words are not repeated: a token may be among them.
func (f *dataFlags) nothing(ctx context.Context, q question, dataset export.Dataset) error {
	if len(q.words) > 0 {
		return &notFoundError{fmt.Sprintf("no operation is called that, or has these words in its title, path or tags, in the %s", dataset)}
	}
	what := fmt.Sprintf("no operation %s in the %s", q.address, dataset)
	snapshot, _, err := f.load(ctx, catalog.Filter{})
	if err != nil {
		return err
	}
	absence := snapshot.Absent(q.address)
	what += ": " + export.AbsencePhrase(absence)
	if absence.Kind != catalog.AbsentPath {
		return &notFoundError{what}
	}
	for _, o := range snapshot.Nearest(q.address, 5) {
		api, _ := snapshot.API(o.API)
		what += "\n  nearest: " + o.Method + " " + api.Address(o.Path)
	}
	return &notFoundError{what}
}

// fewCards is up to how many endpoints are shown one below the other; more are
// a list, of which a terminal shows no more than manyRows.
const (
	fewCards = 8
	manyRows = 40
)

// answer shows what was found. Programs get every operation; people get every
// endpoint once, by its current version, which names the others.
func answer(e environment, flags dataFlags, snapshot *catalog.Snapshot, dataset export.Dataset, found []*catalog.Operation, q question) error {
	if flags.format != "table" {
		return flags.render(e, export.Endpoints(dataset, valuesOf(found)))
	}
	endpoints := valuesOf(firstOfEach(found))
	if len(endpoints) <= fewCards {
		return export.Cards(e.stdout, e.width, dataset, endpoints, snapshot)
	}
	more := 0
	if e.width > 0 && len(endpoints) > manyRows {
		more = len(endpoints) - manyRows
		endpoints = endpoints[:manyRows]
	}
	if err := flags.render(e, export.Endpoints(dataset, endpoints)); err != nil || more == 0 {
		return err
	}
	_, err := fmt.Fprintf(e.stderr, "%d more endpoints are like this: add words, or list them all with 'authcat list %s'\n", more, q)
	return err
}

func valuesOf(found []*catalog.Operation) []catalog.Operation {
	operations := make([]catalog.Operation, len(found))
	for i, o := range found {
		operations[i] = *o
	}
	return operations
}

// firstOfEach keeps of each endpoint the first version that was found: the
// current one, where it was.
func firstOfEach(found []*catalog.Operation) []*catalog.Operation {
	seen := map[string]bool{}
	var first []*catalog.Operation
	for _, o := range found {
		if !seen[o.Lineage] {
			seen[o.Lineage] = true
			first = append(first, o)
		}
	}
	return first
}
