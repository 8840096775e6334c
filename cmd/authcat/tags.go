package main

import (
	"github.com/spf13/cobra"

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
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			features, err := c.Features(apis, words)
			if err != nil {
				return err
			}
			return flags.show(e, export.Features(c.Dataset, features))
		},
	}
	flags.add(command, e)
	command.Flags().StringSliceVar(&apis, "api", nil, "only these `APIs`")
	command.ValidArgsFunction = complete(&flags, tagNames)
	completeFlags(command, map[string]cobra.CompletionFunc{"api": complete(&flags, apiIDs)})
	return command
}
