package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/printable"
	"authcat/export"
)

// Messages about a command line never repeat its values: what was meant for
// stdin, a token or a request with its secret, ends up among the arguments.
// They name the flag, and say what it takes.

// flagError says what is wrong with a flag in place of pflag, which quotes it.
func flagError(command *cobra.Command, err error) error {
	var chosen *choiceError
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" && flagName.MatchString(unknown.GetSpecifiedName()):
		return unknownFlag(command, unknown.GetSpecifiedName())
	case errors.As(err, &value) && errors.As(err, &chosen):
		return fmt.Errorf("--%s %w", value.GetFlag().Name, chosen)
	case errors.As(err, &value):
		return fmt.Errorf("--%s takes %s", value.GetFlag().Name, valuePhrase(value.GetFlag().Value.Type()))
	case errors.As(err, &missing):
		return fmt.Errorf("--%s needs a value", missing.GetFlag().Name)
	default:
		return errors.New("unknown flag: what begins with a hyphen is the name of a flag; '--' ends them")
	}
}

// unknownFlag offers the command's flags that a name may have meant.
func unknownFlag(command *cobra.Command, name string) error {
	var known []string
	command.Flags().VisitAll(func(flag *pflag.Flag) {
		if !flag.Hidden {
			known = append(known, flag.Name)
		}
	})
	text := "unknown flag: --" + name
	if alike := find.Alike(name, known); len(alike) > 0 {
		text += "; did you mean --" + strings.Join(alike, " or --") + "?"
	}
	return errors.New(text)
}

// flagName is what a flag of authcat's could be called.
var flagName = regexp.MustCompile(`^[a-z][a-z-]{1,20}$`)

// valuePhrase says what a flag of a type takes.
func valuePhrase(kind string) string {
	switch kind {
	case "bool":
		return "true or false"
	case "int":
		return "a whole number"
	case "duration":
		return "a time like 500ms, 30s or 5m"
	default:
		return "values separated by commas, one with a quote in quotes"
	}
}

// many is as many arguments as one likes.
const many = -1

// arguments checks that a command has so many arguments, at least and at most.
func arguments(least, most int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		n := len(args)
		switch {
		case n >= least && (most == many || n <= most):
			return nil
		case most == 0:
			return fmt.Errorf("%s takes no arguments, only flags", command.Name())
		case least == most:
			return fmt.Errorf("%s takes %s, not %d", command.Name(), plural(least, "argument"), n)
		case n < least:
			return fmt.Errorf("%s takes %s at least", command.Name(), plural(least, "argument"))
		default:
			return fmt.Errorf("%s takes %s at most, not %d", command.Name(), plural(most, "argument"), n)
		}
	}
}

// noCommand says that there is no such command, and which was meant.
func noCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := "unknown command"
	if alike := find.Alike(args[0], commandNames(root)); len(alike) > 0 {
		text += ": did you mean " + export.OrList(alike) + "?"
	}
	return errors.New(text)
}

// commandNames are the names of the commands that help lists.
func commandNames(root *cobra.Command) []string {
	var names []string
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}
	return names
}

// What cobra says of flags that are missing or contradict each other.
var (
	missingFlags  = regexp.MustCompile(`^required flag\(s\) (".*") not set$`)
	missingOne    = regexp.MustCompile(`^at least one of the flags in the group \[(.*)\] is required$`)
	contradicting = regexp.MustCompile(`none of the others can be; \[(.*)\] were all set$`)
)

// togetherError says what is wrong with a command's flags as a whole, in authcat's words.
func togetherError(command *cobra.Command) error {
	err := cmp.Or(command.ValidateRequiredFlags(), command.ValidateFlagGroups())
	if err == nil {
		return nil
	}
	flags := func(words *regexp.Regexp) []string {
		found := words.FindStringSubmatch(err.Error())
		if found == nil {
			return nil
		}
		names := strings.FieldsFunc(found[1], func(r rune) bool { return strings.ContainsRune(`", `, r) })
		for i := range names {
			names[i] = "--" + names[i]
		}
		return names
	}
	if names := flags(missingFlags); names != nil {
		return fmt.Errorf("%s needs %s", command.Name(), strings.Join(names, " and "))
	}
	if names := flags(missingOne); names != nil {
		return fmt.Errorf("%s needs %s", command.Name(), export.OrList(names))
	}
	if names := flags(contradicting); names != nil {
		return fmt.Errorf("use %s, not both", export.OrList(names))
	}
	return err
}

// What names a file or a folder: flags, and commands with their arguments.
var (
	filedFlags    = []string{"archive", "db", "mirror", "observations", "observed", "older", "out", "repo", "since", "sources", "state", "thresholds", "watch", "write"}
	filedCommands = []string{"check", "diff", "guard"}
)

// checkFiled refuses a token or an address with a secret in place of a file's
// name, before an error, a log or a report names it, or something is made of it.
func checkFiled(command *cobra.Command, args []string) error {
	for _, name := range filedFlags {
		if flag := command.Flags().Lookup(name); flag != nil && misplaced(flag.Value.String()) {
			return fmt.Errorf("--%s looks like a secret, and nothing is called that", name)
		}
	}
	if flag := command.Flags().Lookup("wiki"); flag != nil && bareSecret(flag.Value.String()) { // addresses are looked at by who publishes
		return errors.New("--wiki looks like a secret, and no repository is called that")
	}
	if slices.Contains(filedCommands, command.Name()) && slices.ContainsFunc(args, misplaced) {
		return errors.New("an argument looks like a secret, and no file is called that")
	}
	return nil
}

func misplaced(name string) bool {
	if printable.Message(name) == name && !bareSecret(name) {
		return false
	}
	_, err := os.Stat(name)
	return err != nil
}

func bareSecret(name string) bool {
	return !strings.ContainsAny(name, `/\`) && printable.Name(name) != catalog.OneLine(name)
}
