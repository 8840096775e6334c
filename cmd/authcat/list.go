package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

// errNoAPI is a wrong value of --api.
var errNoAPI = errors.New("--api: there is no API of this name; 'authcat status' lists them")

// queryFlags are the filters of list.
type queryFlags struct {
	query        catalog.Query
	needs        []string
	confidence   []string
	deprecated   bool
	experimental bool
}

func (f *queryFlags) add(command *cobra.Command) {
	set := command.Flags()
	set.StringSliceVar(&f.needs, "needs", nil, "pat, pat-or-client, client, none or other; several with commas")
	set.StringSliceVar(&f.query.APIs, "api", nil, "only these `APIs`")
	set.StringVar(&f.query.Tag, "tag", "", "only this `TAG` (feature)")
	set.StringVar(&f.query.Scope, "scope", "", "only what this `SCOPE` opens")
	set.StringVar(&f.query.Level, "level", "", "only what names this user `LEVEL`")
	set.StringVar(&f.query.Method, "method", "", "only this `METHOD`")
	set.StringSliceVar(&f.confidence, "confidence", nil, "stated, inherited, prose, conflict or unstated")
	set.BoolVar(&f.deprecated, "deprecated", false, "only deprecated operations (=false: only others)")
	set.BoolVar(&f.experimental, "experimental", false, "only experimental operations (=false: only others)")
	set.BoolVar(&f.query.Differs, "differs", false, "only operations whose endpoint needs another credential in another API")
}

// build checks the filters against what there is; words are looked for in titles and paths.
func (f *queryFlags) build(command *cobra.Command, snapshot *catalog.Snapshot, words []string) (catalog.Query, error) {
	q := f.query
	q.Method, q.Level = strings.ToUpper(q.Method), strings.ToUpper(q.Level)
	q.Words = strings.Fields(strings.ToLower(strings.Join(words, " ")))
	for _, needs := range f.needs {
		if !slices.Contains(catalog.AllNeeds, catalog.Needs(needs)) {
			return q, &usageError{errors.New("--needs takes pat, pat-or-client, client, none or other")}
		}
		q.Needs = append(q.Needs, catalog.Needs(needs))
	}
	for _, confidence := range f.confidence {
		if !slices.Contains(catalog.AllConfidences, catalog.Confidence(confidence)) {
			return q, &usageError{errors.New("--confidence takes stated, inherited, prose, conflict or unstated")}
		}
		q.Confidence = append(q.Confidence, catalog.Confidence(confidence))
	}
	for _, id := range q.APIs {
		if _, known := snapshot.API(id); !known {
			return q, &usageError{errNoAPI}
		}
	}
	if command.Flags().Changed("deprecated") {
		q.Deprecated = &f.deprecated
	}
	if command.Flags().Changed("experimental") {
		q.Experimental = &f.experimental
	}
	return q, nil
}

func newList(e environment) *cobra.Command {
	var flags dataFlags
	var filters queryFlags
	command := &cobra.Command{
		Use:   "list [WORDS]",
		Short: "List operations with the credential that each needs",
		Example: `  authcat list --api v1 --needs pat --scope idn:identity:read
  authcat list --tag "Access Requests" --format csv > access-requests.csv
  authcat list --differs entitlements`,
		RunE: func(command *cobra.Command, words []string) error {
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			query, err := filters.build(command, &snapshot, words)
			if err != nil {
				return err
			}
			return flags.render(e, export.Endpoints(dataset, snapshot.Select(query)))
		},
	}
	flags.add(command, e)
	filters.add(command)
	completeFlags(command, map[string]cobra.CompletionFunc{
		"api": complete(&flags, apiIDs), "tag": complete(&flags, tagNames),
		"scope": complete(&flags, scopeNames), "level": complete(&flags, levelNames),
	})
	return command
}
