package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/find"
	"authcat/export"
)

// choice is the value of a flag that takes one of a few names, or several of
// them. Its names are declared once: help lists them, the flag takes them in any
// case, an error names the nearest, and completion offers them.
type choice struct {
	names []string
	one   *string
	many  *[]string
	// given is set once the command line has the flag: what it says replaces the default.
	given bool
}

// addChoice adds a flag that takes one of some names. The usage has no list of them.
func addChoice(command *cobra.Command, value *string, flag, usual string, names []string, usage string) {
	*value = usual
	addChoiceFlag(command, &choice{names: names, one: value}, flag, usage+": "+export.OrList(names))
}

// addChoices adds a flag that takes several of some names, separated by commas or repeated.
func addChoices(command *cobra.Command, values *[]string, flag string, names []string, usage string) {
	addChoiceFlag(command, &choice{names: names, many: values}, flag, usage+": "+strings.Join(names, ","))
}

func addChoiceFlag(command *cobra.Command, value *choice, flag, usage string) {
	command.Flags().Var(value, flag, usage)
	completeFlags(command, map[string]cobra.CompletionFunc{flag: value.complete})
}

func (c *choice) String() string {
	if c.one != nil {
		return *c.one
	}
	if c.many != nil {
		return strings.Join(*c.many, ",")
	}
	return "" // the zero value, with which pflag compares
}

// Type is what help calls the value where the usage has no other word for it.
func (c *choice) Type() string {
	if c.many != nil {
		return "NAMES"
	}
	return "NAME"
}

// Set fails with a *choiceError.
func (c *choice) Set(text string) error {
	if c.one != nil {
		name, err := c.named(text)
		if err == nil {
			*c.one = name
		}
		return err
	}
	if !c.given {
		*c.many, c.given = nil, true
	}
	for part := range strings.SplitSeq(text, ",") {
		name, err := c.named(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		*c.many = append(*c.many, name)
	}
	return nil
}

func (c *choice) named(text string) (string, error) {
	if name, ok := find.SameName(text, c.names); ok {
		return name, nil
	}
	return "", &choiceError{c.names, find.Meant(text, c.names)}
}

// complete offers the names, behind those that are there where there may be several.
func (c *choice) complete(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	if c.many == nil {
		return c.names, cobra.ShellCompDirectiveNoFileComp
	}
	return continued(c.names, begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// continued offers names for the end of a list that has begun, each once.
func continued(names []string, begun string) []string {
	last := strings.LastIndexByte(begun, ',') + 1
	there := strings.Split(begun[:last], ",")
	var offered []string
	for _, name := range names {
		if strings.HasPrefix(name, begun[last:]) && !slices.Contains(there, name) {
			offered = append(offered, begun[:last]+name)
		}
	}
	return offered
}

// choiceError is a value that is none of a flag's names. It does not repeat the value.
type choiceError struct {
	names []string
	meant string // "" where it is not clear
}

func (e *choiceError) Error() string {
	text := "takes " + export.OrList(e.names)
	if e.meant != "" {
		text += "; did you mean " + e.meant + "?"
	}
	return text
}

// namesOf are names as texts.
func namesOf[T ~string](all []T) []string {
	names := make([]string, len(all))
	for i, name := range all {
		names[i] = string(name)
	}
	return names
}
