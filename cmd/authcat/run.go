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
	e.browse = browser{e.getenv, runtime.GOOS, os.Stdin, os.Stdout, os.Stderr}.open
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

// commands is the one table of commands, in the groups and the order of the help.
var commands = []struct {
	group string
	new   []func(environment) *cobra.Command
}{
	{"Ask", []func(environment) *cobra.Command{newLookup, newExplain, newPlan, newCheck, newToken, newObserve, newRecord}},
	{"Look around", []func(environment) *cobra.Command{newList, newTags, newScopes, newLevels, newGuide, newFindings, newStatus}},
	{"See what changed", []func(environment) *cobra.Command{newHistory, newDiff, newBackfill}},
	{"Crawl", []func(environment) *cobra.Command{newCrawl, newVerify, newGuard, newNightly, newSnapshot}},
	{"Publish", []func(environment) *cobra.Command{newExport, newServe, newPublish}},
	{"More", []func(environment) *cobra.Command{newSchema, newVersion, newLicenses}},
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
	command := commandOf(root, args)
	err := defect.Contain(command.CommandPath(), func() error { return root.ExecuteContext(ctx) })
	if err == nil {
		return exitOK
	}
	failed := failureOf(command, err)
	if as[*outcomeError](err) || errors.Is(err, saidNo) { // not an error: the answer has said it
		return failed.code
	}
	fmt.Fprintln(e.stderr, "authcat:", message(err))
	e.debug(err)
	if failed.code == exitUsage {
		fmt.Fprintln(e.stderr, "usage:", command.UseLine())
	}
	if failed.hint != "" {
		fmt.Fprintln(e.stderr, "authcat: hint:", failed.hint)
	}
	return failed.code
}

// commandOf is the command that the arguments call.
func commandOf(root *cobra.Command, args []string) *cobra.Command {
	if command, _, err := root.Find(args); err == nil {
		return command
	}
	return root
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
		Use:           "authcat COMMAND",
		Short:         "Which SailPoint endpoints need a Personal Access Token, and which an API client may call",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noCommand,
	}
	root.Version = thisBuild().version
	root.SetVersionTemplate(thisBuild().oneLine())
	e.screen = addScreen(root)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetIn(e.stdin)
	root.SetFlagErrorFunc(func(command *cobra.Command, err error) error { return &usageError{flagError(command, err)} })
	groups := make([]group, len(commands))
	for i, g := range commands {
		groups[i].title = g.group
		for _, create := range g.new {
			groups[i].commands = append(groups[i].commands, create(e))
		}
		root.AddCommand(groups[i].commands...)
	}
	more := &groups[len(groups)-1]
	more.commands = append(more.commands, addCompletion(root))
	addMan(root)
	usageErrors(root)
	addHelp(root, e, groups)
	return root
}

// usageErrors makes every complaint about arguments and missing flags a
// usageError. A command without one of its own shows its help.
func usageErrors(command *cobra.Command) {
	check := command.Args
	if command.HasSubCommands() {
		check = noCommand
	}
	if check == nil && command.Runnable() {
		check = cobra.ArbitraryArgs
	}
	if check != nil {
		command.Args = func(c *cobra.Command, args []string) error {
			err := check(c, args)
			if err == nil {
				err = cmp.Or(togetherError(c), checkFiled(c, args))
			}
			if err != nil {
				return &usageError{err}
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
