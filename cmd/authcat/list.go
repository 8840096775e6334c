package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/export"
)

// addFilters adds the filters of list; what they say is read by read, which
// needs to know which of them were given.
func addFilters(command *cobra.Command) (read func(words []string) answer.Filters) {
	var f answer.Filters
	var method, tag, scope, level string
	var deprecated, experimental bool
	set := command.Flags()
	addChoices(command, &f.Needs, "needs", namesOf(catalog.AllNeeds), "only what needs this `CREDENTIAL`")
	set.StringSliceVar(&f.APIs, "api", nil, "only these `APIs`")
	set.StringVar(&tag, "tag", "", "only this `TAG` (feature)")
	set.StringVar(&scope, "scope", "", "only what this `SCOPE` opens")
	set.StringVar(&level, "level", "", "only what names this user `LEVEL`")
	set.StringVar(&method, "method", "", "only this `METHOD`")
	addChoices(command, &f.Confidence, "confidence", namesOf(catalog.AllConfidences), "only answers of this `CONFIDENCE`")
	set.BoolVar(&deprecated, "deprecated", false, "only deprecated operations (=false: only others)")
	set.BoolVar(&experimental, "experimental", false, "only experimental operations (=false: only others)")
	set.BoolVar(&f.Differs, "differs", false, "only operations whose endpoint needs another credential in another API")
	return func(words []string) answer.Filters {
		f.Words = words
		f.Method, f.Tag, f.Scope, f.Level = given(set, "method", &method), given(set, "tag", &tag), given(set, "scope", &scope), given(set, "level", &level)
		f.Deprecated, f.Experimental = given(set, "deprecated", &deprecated), given(set, "experimental", &experimental)
		return f
	}
}

// given is a flag's value, nil where the flag was not given.
func given[T any](set *pflag.FlagSet, name string, value *T) *T {
	if !set.Changed(name) {
		return nil
	}
	return value
}

func newList(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:   "list [WORDS]",
		Short: "List operations with the credential that each needs",
		Example: `  authcat list --api v1 --needs pat --scope idn:identity:read
  authcat list --tag "Access Requests" --format csv > access-requests.csv
  authcat list --differs entitlements`,
	}
	flags.add(command, e, onlyForm(export.ListForm))
	filters := addFilters(command)
	command.RunE = flags.ask(e, func(c *answer.Catalog, words []string) (export.Answer, error) {
		listed, err := c.List(filters(words))
		return export.Endpoints(c.Dataset, listed), err
	})
	completeFlags(command, map[string]cobra.CompletionFunc{
		"api": complete(&flags, apiIDs), "tag": complete(&flags, tagNames),
		"scope": complete(&flags, scopeNames), "level": complete(&flags, levelNames),
	})
	return command
}
