package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"authcat/catalog"
	"authcat/catalog/printable"
)

// Messages about a command line never repeat its values: what was meant for
// stdin, a token or a request with its secret, ends up among the arguments.
// They name the flag, and say what it takes.

// flagError says what is wrong with a flag in place of pflag, which quotes it.
func flagError(err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" && flagName.MatchString(unknown.GetSpecifiedName()):
		return fmt.Errorf("unknown flag: --%s", unknown.GetSpecifiedName())
	case errors.As(err, &value):
		return fmt.Errorf("--%s takes %s", value.GetFlag().Name, valuePhrase(value.GetFlag().Value.Type()))
	case errors.As(err, &missing):
		return fmt.Errorf("--%s needs a value", missing.GetFlag().Name)
	default:
		return errors.New("unknown flag: what begins with a hyphen is the name of a flag; '--' ends them")
	}
}

// flagName is what a flag of authcat's could be called.
var flagName = regexp.MustCompile(`^[a-z][a-z-]{1,20}$`)

// valuePhrase says what a flag of a type takes.
func valuePhrase(kind string) string {
	switch kind {
	case "bool":
		return "true or false"
	case new(when).Type():
		return strings.Join(allWhen, ", ")
	case "int":
		return "a whole number"
	case "duration":
		return "a time like 500ms, 30s or 5m"
	default:
		return "values separated by commas, one with a quote in quotes"
	}
}

// argumentError is an error of one of cobra's checks of arguments.
func argumentError(command *cobra.Command, args []string, err error) error {
	if len(args) == 0 || !strings.HasPrefix(err.Error(), "unknown command ") {
		return err // it counts, and names flags
	}
	if command.HasParent() {
		return fmt.Errorf("%s takes no arguments, only flags", command.Name())
	}
	command.SuggestionsMinimumDistance = 2 // as cobra's own message has it
	if meant := command.SuggestionsFor(args[0]); len(meant) > 0 {
		return fmt.Errorf("unknown command: did you mean %s?", strings.Join(meant, " or "))
	}
	return errors.New("unknown command")
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
