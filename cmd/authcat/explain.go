package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
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
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			held, err := flags.held(command)
			if err != nil {
				return err
			}
			question, err := parseQuestion(args)
			if err != nil {
				return &usageError{err}
			}
			call, err := flags.find(command.Context(), question)
			if err != nil {
				return err
			}
			if held, err = flags.checkNames(command.Context(), e, &call.snapshot, held); err != nil {
				return err
			}
			return call.explain(e, &flags.dataFlags, held, flags.status)
		},
	}
	flags.add(command, e)
	set := command.Flags()
	set.StringVar(&flags.as, "as", "", "`KIND` of credential: pat, authorization-code, client-credentials")
	set.StringSliceVar(&flags.scopes, "scope", nil, "a `SCOPE` of the token; repeat it, or separate several by commas")
	set.StringSliceVar(&flags.levels, "level", nil, "a user `LEVEL` of the user behind the token; repeat it, or separate several by commas")
	set.BoolVar(&flags.experimental, "header-experimental", false, "the call sends X-SailPoint-Experimental: true; =false says that it does not")
	set.IntVar(&flags.status, "status", 0, "`STATUS` that the call got: "+statusNames())
	_ = command.MarkFlagRequired("as") // fails only for a flag that does not exist
	return command
}

// statusNames lists the statuses that explain knows about.
func statusNames() string {
	names := make([]string, len(catalog.Statuses))
	for i, status := range catalog.Statuses {
		names[i] = strconv.Itoa(status)
	}
	return strings.Join(names, ", ")
}

// held is the credential that the flags describe.
func (f *explainFlags) held(command *cobra.Command) (catalog.Held, error) {
	if f.status != 0 && !slices.Contains(catalog.Statuses, f.status) {
		return catalog.Held{}, &usageError{fmt.Errorf("--status %d: explain knows about %s", f.status, statusNames())}
	}
	credential, err := catalog.CredentialNamed(f.as)
	if err != nil {
		return catalog.Held{}, &usageError{errors.New("--as takes pat, authorization-code or client-credentials")}
	}
	scopes := make([]string, len(f.scopes))
	for i, scope := range f.scopes {
		scopes[i] = catalog.PrintableName(scope) // the answer repeats it, and a token is easily taken for one
	}
	changed := command.Flags().Changed
	return catalog.Held{
		Credential: credential,
		Scopes:     catalog.Normalize(scopes), ScopesKnown: changed("scope"),
		Levels: catalog.Normalize(f.levels), LevelsKnown: changed("level"),
		Experimental: f.experimental, ExperimentalKnown: changed("header-experimental"),
	}, nil
}

// call is one call that a question names: an endpoint in one or more versions.
type call struct {
	question question
	snapshot catalog.Snapshot
	dataset  export.Dataset
	// versions that the question may mean, the newest first.
	versions []*catalog.Operation
	// others are endpoints of the same address in other products.
	others []*catalog.Operation
}

// find reads the call that a question names. It fails where there is none, or more than one.
func (f *dataFlags) find(ctx context.Context, q question) (*call, error) {
	c := &call{question: q}
	var err error
	if c.snapshot, c.dataset, err = f.load(ctx, q.filter()); err != nil {
		return nil, err
	}
	found := q.ask(&c.snapshot)
	if len(found) == 0 {
		return nil, f.nothing(ctx, q, c.dataset)
	}
	// A path without a version may be one of Identity Security Cloud and one of
	// another product: Identity Security Cloud comes first.
	for _, o := range found {
		if o.Product == found[0].Product {
			c.versions = append(c.versions, o)
		} else {
			c.others = append(c.others, o)
		}
	}
	if endpoints := firstOfEach(c.versions); len(endpoints) > 1 {
		return nil, severalError(q, endpoints, &c.snapshot)
	}
	return c, nil
}

// explain answers about the call; it fails with a deniedError where its newest
// version would refuse it.
func (c *call) explain(e environment, flags *dataFlags, held catalog.Held, status int) error {
	explanations := explainEach(c.versions, held, status)
	err := flags.show(e, export.Explanations(c.dataset, explanations, &c.snapshot))
	for _, o := range firstOfEach(c.others) {
		api, _ := c.snapshot.API(o.API)
		fmt.Fprintf(e.stderr, "%s has such an endpoint too: %s %s\n", api.Title, o.Method, api.Address(o.Path))
	}
	if err == nil && explanations[0].Passes == catalog.No {
		err = &deniedError{fmt.Sprintf("as published, %s would be refused: %s", c.question, explanations[0].Causes[0].Code)}
	}
	return err
}

// mostNamed bounds the endpoints that an error names.
const mostNamed = 8

// severalError is a question that names more than one endpoint: their answers
// may differ, and none is the answer.
func severalError(q question, endpoints []*catalog.Operation, snapshot *catalog.Snapshot) error {
	text := fmt.Sprintf("%s is the name of %d endpoints; explain one of them:", q, len(endpoints))
	for _, o := range endpoints[:min(len(endpoints), mostNamed)] {
		api, _ := snapshot.API(o.API)
		text += "\n  " + o.Method + " " + api.Address(o.Path)
	}
	if more := len(endpoints) - mostNamed; more > 0 {
		text += fmt.Sprintf("\n  and %d more", more)
	}
	return &usageError{errors.New(text)}
}

// checkNames reads the held levels as the data set calls them, and warns of
// scopes that no operation lists: tenants have more than are published. Names
// that the question's own operations don't know are looked for in all of the
// data set, which takes longer.
func (f *dataFlags) checkNames(ctx context.Context, e environment, snapshot *catalog.Snapshot, held catalog.Held) (catalog.Held, error) {
	all := snapshot
	everything := func() error {
		if all != snapshot {
			return nil
		}
		whole, _, err := f.load(ctx, catalog.Filter{})
		all = &whole
		return err
	}
	levels := make([]string, len(held.Levels))
	for i, text := range held.Levels {
		name, err := snapshot.LevelNamed(text)
		if err != nil {
			if err := everything(); err != nil {
				return held, err
			}
			if name, err = all.LevelNamed(text); err != nil {
				return held, &usageError{fmt.Errorf("--level: %w", err)}
			}
		}
		levels[i] = name
	}
	held.Levels = catalog.Normalize(levels)
	for _, scope := range held.Scopes {
		if _, err := snapshot.ScopeNamed(scope); err == nil {
			continue
		}
		if err := everything(); err != nil {
			return held, err
		}
		if _, err := all.ScopeNamed(scope); err != nil {
			fmt.Fprintf(e.stderr, "warning: --scope: %v\n", err)
		}
	}
	return held, nil
}

// explainEach explains every operation, those with the same answer once.
func explainEach(found []*catalog.Operation, held catalog.Held, status int) []export.Explanation {
	var explanations []export.Explanation
	for _, o := range found {
		verdict := catalog.Explain(o, held, status)
		same := slices.IndexFunc(explanations, func(x export.Explanation) bool {
			return x.Passes == verdict.Passes && x.Operation.Confidence == o.Confidence && slices.EqualFunc(x.Causes, verdict.Causes, catalog.Cause.Equal)
		})
		if same >= 0 {
			explanations[same].Also = append(explanations[same].Also, o)
			continue
		}
		explanations = append(explanations, export.Explanation{Verdict: verdict})
	}
	return explanations
}
