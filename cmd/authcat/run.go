package main

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/mattn/go-colorable"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"authcat/catalog/defect"
)

// environment is all that a command touches besides files and the network.
type environment struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	now    func() time.Time
	// lookenv tells a variable that is empty from one that is not set; nil can't.
	lookenv func(string) (string, bool)
	// terminal reports whether stderr is one, stdoutTerminal whether stdout is,
	// width and height how large that is, 0 where it is none.
	terminal       bool
	stdoutTerminal bool
	width, height  int
	// console is stderr itself, for what steers a terminal, and display is stdout
	// itself: see guarded.
	console, display io.Writer
	// screen is what the flags say about how answers are shown.
	screen *screen
	// browse opens an address in a browser.
	browse func(ctx context.Context, address string) error
	// dial connects to the API of a tenant, and trust says whose certificates it may
	// have: nil for the usual.
	dial  func(ctx context.Context, network, address string) (net.Conn, error)
	trust *x509.CertPool
}

func realEnvironment() environment {
	e := environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}
	e.lookenv = os.LookupEnv
	e.terminal, e.stdoutTerminal = term.IsTerminal(int(os.Stderr.Fd())), term.IsTerminal(int(os.Stdout.Fd()))
	e.sized(int(os.Stdout.Fd()))
	if e.stdoutTerminal {
		colorable.EnableColorsStdout(nil) // a console of Windows is asked to
	}
	e.browse = browser{e.getenv, runtime.GOOS, os.Stdout, os.Stderr}.open
	return e
}

// lookupEnv is a variable of the environment, and whether it is set.
func (e environment) lookupEnv(name string) (string, bool) {
	if e.lookenv != nil {
		return e.lookenv(name)
	}
	value := e.getenv(name)
	return value, value != ""
}

// commands is the one table of commands, in the groups of the help.
var commands = []struct {
	group string
	new   []func(environment) *cobra.Command
}{
	{"Ask", []func(environment) *cobra.Command{newLookup, newExplain, newToken, newPlan, newCheck, newObserve, newRecord}},
	{"Look around", []func(environment) *cobra.Command{newList, newTags, newScopes, newLevels, newFindings, newStatus, newGuide, newLicenses}},
	{"See what changed", []func(environment) *cobra.Command{newDiff, newHistory, newBackfill}},
	{"Crawl", []func(environment) *cobra.Command{newCrawl, newSnapshot, newGuard, newNightly, newVerify}},
	{"Publish", []func(environment) *cobra.Command{newExport, newPublish, newServe}},
}

// run executes one command line and returns its exit code.
func run(args []string, e environment) int {
	postponeCollection(e.getenv)
	e, end := e.guarded()
	defer end()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot(e)
	root.SetArgs(args)
	err := defect.Contain(commandPath(root, args), func() error { return root.ExecuteContext(ctx) })
	if err == nil {
		return exitOK
	}
	failed := failureOf(err)
	if as[*outcomeError](err) { // not an error: the summary has said it
		return failed.code
	}
	fmt.Fprintln(e.stderr, "authcat:", message(err))
	e.debug(err)
	if failed.hint != "" {
		fmt.Fprintln(e.stderr, "authcat: hint:", failed.hint)
	}
	return failed.code
}

// commandPath is what the arguments call, "authcat explain", without them: they may hold secrets.
func commandPath(root *cobra.Command, args []string) string {
	command, _, err := root.Find(args)
	if err != nil {
		return root.Name()
	}
	return command.CommandPath()
}

// debugging reports whether AUTHCAT_DEBUG asks for what only who mends the program can use.
func (e environment) debugging() bool { return e.getenv("AUTHCAT_DEBUG") != "" }

// debug shows where in the program a defect is.
func (e environment) debug(err error) {
	var d *defect.Error
	if e.debugging() && errors.As(err, &d) {
		fmt.Fprint(e.stderr, d.Stack)
	}
}

func newRoot(e environment) *cobra.Command {
	root := &cobra.Command{
		Use:   "authcat",
		Short: "Which SailPoint endpoints need a Personal Access Token, and which an API client may call",
		Long: `authcat answers one question about SailPoint's REST APIs: may this credential
call this endpoint, and how do you know?

It answers from a catalog that it crawls from SailPoint's published OpenAPI
documents. Without --db (or AUTHCAT_DB) it uses the snapshot bundled in the
program.

Exit codes: 0 yes or done, 1 error, 2 wrong usage, 3 not found, 4 denied,
stricter or refused. Those of nightly stand in its help.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
	}
	e.screen = addScreen(root)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetIn(e.stdin)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{flagError(err)} })
	for _, group := range commands {
		root.AddGroup(&cobra.Group{ID: group.group, Title: group.group + ":"})
		for _, create := range group.new {
			command := create(e)
			command.GroupID = group.group
			root.AddCommand(command)
		}
	}
	root.InitDefaultCompletionCmd() // before the next line, which cares for its errors too
	usageErrors(root)
	return root
}

// usageErrors makes every complaint about arguments and missing flags a
// usageError. A command without one of its own shows its help.
func usageErrors(command *cobra.Command) {
	check := command.Args
	if check == nil && command.Runnable() {
		check = cobra.ArbitraryArgs
	}
	if check != nil {
		command.Args = func(c *cobra.Command, args []string) error {
			err := check(c, args)
			if err == nil {
				err = cmp.Or(c.ValidateRequiredFlags(), c.ValidateFlagGroups(), checkFiled(c, args))
			}
			if err != nil {
				return &usageError{argumentError(c, args, err)}
			}
			return nil
		}
	}
	if command.RunE == nil && command.Run == nil {
		command.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	}
	for _, child := range command.Commands() {
		usageErrors(child)
	}
}
