package main

import (
	"errors"
	"fmt"

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
	addChoice(command, &f.request, "request", "", namesOf(plan.RequestKinds), "print what creates this `THING`")
}

// checkRequest tells early that there is no such request.
func (f *planFlags) checkRequest() error {
	switch {
	case f.request == "" && f.format == export.FormatCurl:
		return errors.New("--format curl is for what --request " + export.OrList(namesOf(plan.RequestKinds)) + " prints")
	case f.request != "" && (f.format == export.FormatSARIF || f.format == export.FormatBadge):
		return fmt.Errorf("--format %s is for a plan, not for --request", f.format)
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
