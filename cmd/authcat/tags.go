package main

import (
	"github.com/spf13/cobra"

	"authcat/catalog/answer"
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
		RunE: flags.ask(e, func(c *answer.Catalog, words []string) (export.Answer, error) {
			features, err := c.Features(apis, words)
			return export.Features(c.Dataset, features), err
		}),
	}
	flags.add(command, e, onlyForm(export.TagsForm))
	command.Flags().StringSliceVar(&apis, "api", nil, "only these `APIs`")
	command.ValidArgsFunction = complete(&flags, tagNames)
	completeFlags(command, map[string]cobra.CompletionFunc{"api": complete(&flags, apiIDs)})
	return command
}
