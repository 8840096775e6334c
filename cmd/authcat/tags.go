package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newTags(e environment) *cobra.Command {
	var flags dataFlags
	var apis []string
	command := &cobra.Command{
		Use:   "tags [WORDS]",
		Short: "List features with how far an API client gets with each",
		Long: `List features (the tags of the OpenAPI documents) with how far an API client
gets with each: fully, partly or not at all. WORDS select features by name.`,
		Example: "  authcat tags --api v1\n  authcat tags --api v1 access request",
		RunE: func(command *cobra.Command, words []string) error {
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			only, err := resolve("api", apis, snapshot.APINamed)
			if err != nil {
				return err
			}
			features := slices.DeleteFunc(catalog.Features(snapshot.Select(catalog.Query{APIs: only})), func(f catalog.Feature) bool {
				return !strings.Contains(strings.ToLower(f.Name), strings.ToLower(strings.Join(words, " ")))
			})
			if len(features) == 0 {
				return &notFoundError{fmt.Sprintf("no feature has these words in its name in the %s", dataset)}
			}
			return flags.show(e, export.Features(dataset, features))
		},
	}
	flags.add(command, e)
	command.Flags().StringSliceVar(&apis, "api", nil, "only these `APIs`")
	command.ValidArgsFunction = complete(&flags, tagNames)
	completeFlags(command, map[string]cobra.CompletionFunc{"api": complete(&flags, apiIDs)})
	return command
}
