package main

import (
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/export"
)

func newLookup(e environment) *cobra.Command {
	var flags dataFlags
	var evidence, web bool
	command := &cobra.Command{
		Use:   "lookup [METHOD] ADDRESS | OPERATION | WORDS",
		Short: "Say which credential an endpoint needs, and where that stands",
		Long: `Say which credential an endpoint needs, and where that stands.

It takes what people have: a method and a path or URL, with ids or a template; a
path without version, for every API that has it; an operationId or the name of
an SDK's method or cmdlet; words of a title. A class, module or prefix that says
the version narrows it to that.`,
		Example: `  authcat lookup GET /v2025/identities/2c918084660f45d6016617daa9210584
  authcat lookup "https://acme.api.identitynow.com/v2025/identities?limit=1"
  authcat lookup listIdentities
  authcat lookup Get-V2025Identities
  authcat lookup sailpoint.v2025.IdentitiesApi.list_identities
  authcat lookup list identities
  authcat lookup --format json GET /identities/v1
  authcat lookup --evidence POST /v3/accounts/{id}/disable`,
		Args: arguments(1, many),
		RunE: func(command *cobra.Command, args []string) error {
			question, err := parseQuestion(args)
			if err != nil {
				return err
			}
			if web {
				return flags.openDocs(command.Context(), e, question)
			}
			found, err := answer.Lookup(flags.reader(command.Context()), question)
			if err != nil {
				return answer.TellGone(err, question, bundledDays)
			}
			if evidence {
				return flags.show(e, export.Evidence(found))
			}
			if err := found.Tell(bundledNeeds); err != nil {
				return err
			}
			return flags.show(e, export.Lookup(found))
		},
	}
	flags.add(command, e, func([]string) export.Form {
		if evidence {
			return export.EvidenceForm
		}
		return export.LookupForm
	})
	command.Flags().BoolVar(&evidence, "evidence", false, "list what every source says, fact by fact, and which is believed")
	addWeb(command, &web)
	command.MarkFlagsMutuallyExclusive("web", "evidence")
	command.ValidArgsFunction = complete(&flags, addresses)
	return command
}

// parseQuestion reads a question off the arguments of a command.
func parseQuestion(args []string) (answer.Question, error) {
	question, err := answer.ParseQuestion(strings.Join(args, " "))
	if err != nil {
		return question, &usageError{err}
	}
	return question, nil
}
