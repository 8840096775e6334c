package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
)

const completionName = "completion"

// addCompletion adds cobra's command that prints the completions of a shell.
func addCompletion(root *cobra.Command) *cobra.Command {
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		if command.Name() != completionName {
			continue
		}
		command.Short = "Print what makes a shell complete: bash, zsh, fish, powershell"
		for _, shell := range command.Commands() {
			shell.Args = arguments(0, 0)
		}
		return command
	}
	panic("cobra has no command of that name")
}

// complete offers what a data set has for an argument or a flag: paths, scopes, levels.
func complete(flags *dataFlags, values func(*catalog.Snapshot) []string) cobra.CompletionFunc {
	return func(command *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		c, err := flags.quietly().load(command.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		offered := slices.DeleteFunc(values(c.Snapshot), func(value string) bool { return !strings.HasPrefix(value, begun) })
		slices.Sort(offered)
		return slices.Compact(offered), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFlags sets completions of flags that exist; one that doesn't is a mistake here.
func completeFlags(command *cobra.Command, completions map[string]cobra.CompletionFunc) {
	for name, completion := range completions {
		if err := command.RegisterFlagCompletionFunc(name, completion); err != nil {
			panic(err)
		}
	}
}

func addresses(snapshot *catalog.Snapshot) []string {
	var all []string
	for i := range snapshot.Operations {
		all = append(all, snapshot.Operations[i].Address)
	}
	return all
}

func apiIDs(snapshot *catalog.Snapshot) []string {
	var all []string
	for _, api := range snapshot.APIs {
		all = append(all, api.ID)
	}
	return all
}

func scopeNames(snapshot *catalog.Snapshot) []string {
	var all []string
	for _, use := range catalog.Scopes(snapshot.Operations) {
		all = append(all, use.Scope)
	}
	return all
}

func levelNames(snapshot *catalog.Snapshot) []string {
	var all []string
	for i := range snapshot.Operations {
		all = append(all, snapshot.Operations[i].UserLevels...)
	}
	return all
}

func tagNames(snapshot *catalog.Snapshot) []string {
	var all []string
	for _, feature := range catalog.Features(snapshot.Operations) {
		all = append(all, feature.Name)
	}
	return all
}
