package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/plan"
	"authcat/export"
)

// addRequest adds --request, and --format with the formats that only a plan or its request has.
func (f *planFlags) addRequest(command *cobra.Command) {
	f.answers.add(command, func([]string) export.Form {
		if f.request != "" {
			return export.RequestForm(plan.RequestKind(f.request))
		}
		return export.PlanForm
	}, export.FormatCurl, export.FormatSARIF, export.FormatBadge)
	names := requestNames()
	command.Flags().StringVar(&f.request, "request", "", "print what creates it: `"+strings.Join(names, "|")+"`")
	completeFlags(command, map[string]cobra.CompletionFunc{"request": cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)})
}

func requestNames() []string {
	var names []string
	for _, kind := range plan.RequestKinds {
		names = append(names, string(kind))
	}
	return names
}

// checkRequest tells early that there is no such request.
func (f *planFlags) checkRequest() error {
	names := requestNames()
	switch {
	case f.request == "" && f.format == export.FormatCurl:
		return errors.New("--format curl is for what --request " + strings.Join(names, "|") + " prints")
	case f.request != "" && (f.format == export.FormatSARIF || f.format == export.FormatBadge):
		return fmt.Errorf("--format %s is for a plan, not for --request", f.format)
	case f.request != "" && !slices.Contains(names, f.request):
		return fmt.Errorf("--request %q: use %s", f.request, strings.Join(names, "|"))
	default:
		return nil
	}
}

// showPlan shows the plan, or what is requested for it. It returns the plan that it is for.
func (f *planFlags) showPlan(e environment, planned *answer.Planned) (*answer.Planned, error) {
	if f.request == "" {
		return planned, f.show(e, export.Plan(planned))
	}
	requested, refused := planned.Request(plan.RequestKind(f.request))
	switch {
	case refused == nil:
		return requested.Planned(), f.show(e, export.Request(requested))
	case refused.Reason == plan.RefusedNoCalls, refused.Reason == plan.RefusedUnpublished:
		return nil, &notFoundError{export.RefusalPhrase(refused)}
	default:
		return nil, &deniedError{export.RefusalPhrase(refused)}
	}
}
