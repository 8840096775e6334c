package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

// deniedError is a call that would be refused: the answer "no".
type deniedError struct{ what string }

func (e *deniedError) Error() string { return e.what }

// explainFlags are the flags of the explain command.
type explainFlags struct {
	dataFlags
	as           string
	scopes       []string
	levels       []string
	experimental bool
	status       int
}

func newExplain(e environment) *cobra.Command {
	var flags explainFlags
	command := &cobra.Command{
		Use:   "explain METHOD ADDRESS --as pat|authorization-code|client-credentials",
		Short: "Say whether a call would pass with a credential, and if not, why",
		Long: `Say whether a call would pass with a credential, and if not, why: the causes,
the most likely first, each with what to do about it. With --status, what the
call got, also what nothing published excludes. What is not said (--scope,
--level) is not known: the answer may then be "unknown".

Exit code 4 where the call would be refused, 0 where it would pass or where
that is unknown. An address without a version is that of the newest version.`,
		Example: `  authcat explain GET /v2025/identities --as client-credentials --scope sp:scopes:all --status 403
  authcat explain POST /v2025/accounts --as pat --scope idn:accounts:manage --level ORG_ADMIN`,
		Args: cobra.ExactArgs(2),
		RunE: func(command *cobra.Command, args []string) error {
			held, err := flags.held(command)
			if err != nil {
				return err
			}
			address, err := catalog.ParseAddress(args[0], args[1])
			if err != nil {
				return &usageError{err}
			}
			return explain(command.Context(), e, &flags.dataFlags, address, held, flags.status)
		},
	}
	flags.add(command, e)
	set := command.Flags()
	set.StringVar(&flags.as, "as", "", "`KIND` of credential: pat, authorization-code, client-credentials")
	set.StringSliceVar(&flags.scopes, "scope", nil, "a `SCOPE` of the token; repeat it, or separate several by commas")
	set.StringSliceVar(&flags.levels, "level", nil, "a user `LEVEL` of the user behind the token; repeat it, or separate several by commas")
	set.BoolVar(&flags.experimental, "header-experimental", false, "the call sends X-SailPoint-Experimental: true; =false says that it does not")
	set.IntVar(&flags.status, "status", 0, "`STATUS` that the call got: 401 or 403")
	_ = command.MarkFlagRequired("as") // fails only for a flag that does not exist
	return command
}

// held is the credential that the flags describe.
func (f *explainFlags) held(command *cobra.Command) (catalog.Held, error) {
	if f.status != 0 && f.status != 401 && f.status != 403 {
		return catalog.Held{}, &usageError{fmt.Errorf("--status %d: explain knows about 401 and 403", f.status)}
	}
	credential := catalog.Credential(strings.ReplaceAll(f.as, "-", "_"))
	switch credential {
	case catalog.CredentialPAT, catalog.CredentialAuthorizationCode, catalog.CredentialClient:
	default:
		return catalog.Held{}, &usageError{errors.New("--as takes pat, authorization-code or client-credentials")}
	}
	changed := command.Flags().Changed
	held := catalog.Held{
		Credential: credential,
		Scopes:     catalog.Normalize(f.scopes), ScopesKnown: changed("scope"),
		Levels: catalog.Normalize(f.levels), LevelsKnown: changed("level"),
		Experimental: f.experimental, ExperimentalKnown: changed("header-experimental"),
	}
	for i, level := range held.Levels {
		held.Levels[i] = strings.ToUpper(level)
	}
	return held, nil
}

// explain answers about one call; it fails with a deniedError where the newest
// version that matches would refuse it.
func explain(ctx context.Context, e environment, flags *dataFlags, address catalog.Address, held catalog.Held, status int) error {
	snapshot, dataset, err := flags.load(ctx, address.Filter())
	if err != nil {
		return err
	}
	found := snapshot.Match(address)
	if len(found) == 0 {
		return flags.nothing(ctx, question{address: address}, dataset)
	}
	explanations := explainEach(found, held, status)
	if flags.format == "table" {
		err = export.WriteExplanations(e.stdout, e.width, dataset, explanations, &snapshot)
	} else {
		err = flags.render(e, export.Causes(dataset, explanations, &snapshot))
	}
	if err == nil && explanations[0].Passes == catalog.No {
		err = &deniedError{fmt.Sprintf("%s would be refused: %s", address, explanations[0].Causes[0].Code)}
	}
	return err
}

// explainEach explains every operation, those with the same answer once.
func explainEach(found []*catalog.Operation, held catalog.Held, status int) []export.Explanation {
	var explanations []export.Explanation
	for _, o := range found {
		verdict := catalog.Explain(o, held, status)
		same := slices.IndexFunc(explanations, func(x export.Explanation) bool {
			return x.Passes == verdict.Passes && x.Operation.Confidence == o.Confidence && slices.Equal(x.Causes, verdict.Causes)
		})
		if same >= 0 {
			explanations[same].Also = append(explanations[same].Also, o)
			continue
		}
		explanations = append(explanations, export.Explanation{Verdict: verdict})
	}
	return explanations
}
