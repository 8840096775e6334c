package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
	"authcat/catalog/printable"
	"authcat/export"
)

// explainFlags are the flags of the explain command.
type explainFlags struct {
	dataFlags
	as           string
	scopes       []string
	levels       []string
	experimental bool
	status       string
}

func newExplain(e environment) *cobra.Command {
	var flags explainFlags
	var web bool
	command := &cobra.Command{
		Use:   "explain [METHOD] ADDRESS | OPERATION --as pat|authorization-code|client-credentials",
		Short: "Say whether a call would pass with a credential, and if not, why",
		Long: `Say whether a call would pass with a credential, and if not, why: the causes,
the most likely first, each with what to do about it. With --status, what the
call got, also what nothing published excludes. What is not said (--scope,
--level) is not known: the answer may then be "unknown".

The call is named as for lookup: a method and a path or URL, or an operationId.
Levels are named as SailPoint writes them or as the user interface does: Admin is
ORG_ADMIN. An address without a version is that of the newest version.

Exit code 4 where the call would be refused, 0 where it would pass or where
that is unknown.`,
		Example: `  authcat explain GET /v2025/identities --as client-credentials --scope sp:scopes:all --status 403
  authcat explain POST /v2025/accounts --as pat --scope idn:accounts:manage --level "Source Admin"
  authcat explain listIdentities --as client-credentials`,
		Args: arguments(1, many),
		RunE: func(command *cobra.Command, args []string) error {
			call, err := flags.call(command, args)
			if err != nil {
				return err
			}
			if web {
				return flags.openDocs(command.Context(), e, call.Question)
			}
			return flags.explain(command.Context(), e, call)
		},
	}
	flags.add(command, e, onlyForm(export.ExplainForm))
	set := command.Flags()
	addCredential(command, &flags.as, "`KIND` of credential")
	set.StringSliceVar(&flags.scopes, "scope", nil, "a `SCOPE` of the token; repeat it, or separate several by commas")
	set.StringSliceVar(&flags.levels, "level", nil, "a user `LEVEL` of the user behind the token; repeat it, or separate several by commas")
	set.BoolVar(&flags.experimental, "header-experimental", false, "the call sends "+catalog.ExperimentalHeader+": true; =false says that it does not")
	addChoice(command, &flags.status, "status", "", statusNames(), "`STATUS` that the call got")
	addWeb(command, &web)
	_ = command.MarkFlagRequired("as") // fails only for a flag that does not exist
	return command
}

// call is the call that the arguments name, with the credential that the flags describe.
func (f *explainFlags) call(command *cobra.Command, args []string) (call answer.Call, err error) {
	scopes := make([]string, len(f.scopes))
	for i, scope := range f.scopes {
		scopes[i] = printable.Name(scope) // the answer repeats it, and a token is easily taken for one
	}
	changed := command.Flags().Changed
	call.Status, _ = strconv.Atoi(f.status) // one of statusNames, or none
	call.ByHand = true
	call.Held = explain.Held{
		Credential: credentialNamed(f.as),
		Scopes:     catalog.Normalize(scopes), ScopesKnown: changed("scope"),
		Levels: catalog.Normalize(f.levels), LevelsKnown: changed("level"),
		Experimental: f.experimental, ExperimentalKnown: changed("header-experimental"),
	}
	call.Question, err = parseQuestion(args)
	return call, err
}

// explain answers about a call; where it would be refused that is an error too.
func (f *dataFlags) explain(ctx context.Context, e environment, call answer.Call) error {
	explained, err := answer.Explain(f.reader(ctx), call)
	if err != nil {
		return answer.TellGone(err, call.Question, bundledDays)
	}
	for _, unlisted := range explained.Unlisted {
		fmt.Fprintf(e.stderr, "warning: --scope: %v\n", unlisted)
	}
	if err := f.show(e, export.Explain(explained)); err != nil {
		return err
	}
	for _, o := range explained.Elsewhere {
		api, _ := explained.API(o.API)
		fmt.Fprintf(e.stderr, "%s has such an endpoint too: %s\n", api.Title, o.Called())
	}
	if explained.Refused() {
		return saidNo
	}
	return nil
}
