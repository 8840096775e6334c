package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/defect"
	"authcat/catalog/factfile"
	"authcat/catalog/sqlite"
	"authcat/cmd/authcat/nightly"
	"authcat/crawler"
	"authcat/crawler/calls"
	"authcat/crawler/fetch"
	"authcat/export"
)

// Exit codes, for scripts.
const (
	exitOK       = 0
	exitError    = 1
	exitUsage    = 2
	exitNotFound = 3
	exitDenied   = 4
	// How a nightly run ended that was not simply published.
	exitUnchanged = 10
	exitKept      = 11
	exitRefused   = 12
)

// usageError is a command line that can't be understood.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// notFoundError is a question about something that is not in the catalog.
type notFoundError struct{ what string }

func (e *notFoundError) Error() string { return e.what }

// deniedError is the answer "no": a call that would be refused, a catalog that
// may not be published, something that became stricter.
type deniedError struct{ what string }

func (e *deniedError) Error() string { return e.what }

// saidNo is a deniedError that the answer on stdout has said.
var saidNo = &deniedError{}

// failure is what an error means to who ran the program: the exit code, and a
// hint what to do next, "" where the error says it. COMMAND in a hint stands for
// the command that was run.
type failure struct {
	is   func(error) bool
	code int
	hint string
}

// kindsOfFailure is the one table of errors that mean more than "it failed": the first
// row that an error is decides.
var kindsOfFailure = []failure{
	{as[*defect.Error], exitError, "please report it, with what AUTHCAT_DEBUG=1 shows"},
	{ended(nightly.Unchanged), exitUnchanged, ""},
	{as[*outcomeError], exitKept, ""},
	{as[*crawler.NoSourceError], exitError, "check the network, HTTPS_PROXY and --mirror; the next run tries again"},
	{as[*nightly.RefusedError], exitRefused, "look at it with 'authcat guard' and 'authcat diff'; if it is right, run it again with --accept REASON"},
	{as[*usageError], exitUsage, usageHint},
	{as[*export.ExpressionError], exitUsage, usageHint},
	{as[*answer.NameError], exitUsage, usageHint},
	{as[*answer.SeveralError], exitUsage, usageHint},
	{as[*notFoundError], exitNotFound, usageHint},
	{as[*answer.NothingError], exitNotFound, notFoundHint},
	{as[*deniedError], exitDenied, ""},
	{as[*foundError], exitError, ""}, // it has one of its own
	{as[*sqlite.NotCatalogError], exitError, "name a catalog with --db, or write a new one with 'authcat crawl --db FILE'"},
	{as[*sqlite.DamagedError], exitError, "write it anew with 'authcat crawl --db FILE', or restore it from a backup; 'authcat verify FILE' tells whether it is whole"},
	{as[*changedError], exitError, ""}, // it has one of its own
	{as[*factfile.ChangedError], exitError, "write the folder anew with 'authcat snapshot --out DIR', or restore it from a backup"},
	{as[*partialError], exitError, "the catalog was written; run the crawl again when the sources named above are back"},
	{kind(fetch.Unreachable), exitError, "check the network and HTTPS_PROXY, or use --offline or --mirror DIR"},
	{kind(fetch.Unlisted), exitError, "name the server in a list of sources (--sources FILE, as data/sources.yaml) if it may be asked"},
	{kind(fetch.Missing), exitError, "a mirror holds https://HOST/PATH as DIR/HOST/PATH"},
	{crawler.IsUnreadable, exitError, "open the address and look; 'authcat crawl' keeps the last good facts of a source that fails"},
	{func(err error) bool { return errors.Is(err, calls.ErrNoFields) }, exitError, "use --fields method=NAME,url=NAME; 'authcat plan --help' says more"},
	{func(err error) bool { return errors.Is(err, calls.ErrNoStatus) }, exitError, "use --fields method=NAME,url=NAME,status=NAME"},
	{sqlite.IsMissing, exitError, "check the path; 'authcat crawl --db FILE' writes a catalog"},
	{func(error) bool { return true }, exitError, ""},
}

func as[T error](err error) bool {
	var typed T
	return errors.As(err, &typed)
}

func ended(outcome nightly.Outcome) func(error) bool {
	return func(err error) bool {
		var e *outcomeError
		return errors.As(err, &e) && e.outcome == outcome
	}
}

func kind(kind fetch.Kind) func(error) bool {
	return func(err error) bool { return fetch.KindOf(err) == kind }
}

const (
	usageHint    = "'COMMAND --help' says more"
	notFoundHint = "'authcat list' shows what there is"
)

// notFoundHints are for commands that look for something else than an operation.
var notFoundHints = map[string]string{
	"authcat scopes":  "'COMMAND' lists them",
	"authcat tags":    "'COMMAND' lists them",
	"authcat levels":  "'COMMAND' lists them",
	"authcat history": "'authcat list' shows what there is today; 'COMMAND --help' says how an endpoint is named",
}

// failureOf says what an error of a command means.
func failureOf(command *cobra.Command, err error) failure {
	f := kindsOfFailure[slices.IndexFunc(kindsOfFailure, func(f failure) bool { return f.is(err) })]
	var changed *changedError
	var found *foundError
	if errors.As(err, &found) {
		f.hint = found.hint()
	}
	if f.hint == "" && errors.As(err, &changed) {
		f.hint = "write the folder anew with '" + changed.again + "', or restore it from a backup"
	}
	if f.hint == notFoundHint {
		f.hint = cmp.Or(notFoundHints[command.CommandPath()], f.hint)
	}
	f.hint = strings.ReplaceAll(f.hint, "COMMAND", command.CommandPath())
	return f
}

// message is an error in words: the door's errors are about data, not flags.
func message(err error) string {
	var name *answer.NameError
	var nothing *answer.NothingError
	switch {
	case errors.As(err, &name):
		return "--" + name.Error()
	case errors.As(err, &nothing):
		return export.NothingPhrase(nothing)
	default:
		return err.Error()
	}
}
