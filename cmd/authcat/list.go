package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

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
func (f *queryFlags) build(command *cobra.Command, snapshot *catalog.Snapshot, words []string) (q catalog.Query, err error) {
	q = f.query
	q.Words = strings.Fields(strings.ToLower(strings.Join(words, " ")))
	if q.Needs, err = resolve("needs", f.needs, catalog.NeedsNamed); err != nil {
		return q, err
	}
	if q.Confidence, err = resolve("confidence", f.confidence, catalog.ConfidenceNamed); err != nil {
		return q, err
	}
	if q.APIs, err = resolve("api", q.APIs, snapshot.APINamed); err != nil {
		return q, err
	}
	for _, name := range []struct {
		flag    string
		value   *string
		resolve func(string) (string, error)
	}{
		{"method", &q.Method, methodNamed}, {"tag", &q.Tag, snapshot.TagNamed},
		{"scope", &q.Scope, snapshot.ScopeNamed}, {"level", &q.Level, snapshot.LevelNamed},
	} {
		if !command.Flags().Changed(name.flag) {
			continue
		}
		if *name.value, err = name.resolve(*name.value); err != nil {
			return q, &usageError{fmt.Errorf("--%s: %w", name.flag, err)}
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

// resolve reads a flag's values as the names that they mean.
func resolve[T any](flag string, values []string, named func(string) (T, error)) ([]T, error) {
	var names []T
	for _, value := range values {
		name, err := named(value)
		if err != nil {
			return nil, &usageError{fmt.Errorf("--%s: %w", flag, err)}
		}
		names = append(names, name)
	}
	return names, nil
}

func methodNamed(text string) (string, error) {
	if method := strings.ToUpper(text); slices.Contains(httpMethods, method) {
		return method, nil
	}
	return "", &catalog.UnknownNameError{Kind: "HTTP method", Name: text, Nearest: httpMethods, Complete: true}
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
			return flags.show(e, export.Endpoints(dataset, snapshot.Select(query)))
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
