package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/observed"
	"authcat/catalog/plan"
	"authcat/catalog/printable"
	"authcat/crawler/calls"
	"authcat/export"
	"authcat/export/folder"
)

// planFlags are the flags of the plan command.
type planFlags struct {
	dataFlags
	write    string
	fields   string
	observed string
	request  string
	include  []string
}

func newPlan(e environment) *cobra.Command {
	var flags planFlags
	command := &cobra.Command{
		Use:   "plan FILE|FOLDER… | --observed FILE",
		Short: "Choose the least credential that makes a list of calls",
		Long: `Choose the least credential that makes a list of calls: whether an API client
can make them all, and if not, which calls force a PAT; the fewest scopes, of as
few those that only read and open the least besides; for a PAT the fewest user
levels. A path without a version is that of the newest API.

A FILE is a list of lines METHOD URL, a script with curl, a file of requests
(.http), a collection (Postman, Bruno, Insomnia), a HAR, an OpenAPI or Arazzo
document, an export of workflows, the tenant's API usage, or a log, told apart
by their content; "-" is stdin. It may be packed with gzip or zstd. A log or list
may be of any size.

A FOLDER is read for the calls in its source code (Go, Python, TypeScript,
JavaScript, PowerShell, Java), scripts, workflows, collections and Terraform. What
git ignores, others' code, generated code and tests are left out; --include takes
them in, and code in Markdown. Every call has its file and line; one that doesn't
tell its operation is listed with the operations that it may be.

Logs are access logs as Apache and nginx write them, and lines of JSON with the
fields of nginx, Envoy, Squid, Kong, AWS API Gateway, Traefik or Caddy. Others
are read by the names of their fields, with dots into objects:
--fields method=NAME,url=NAME, or line=NAME where one has "GET /path HTTP/1.1".
The path alone counts, unless host=NAME says where the call went.

With --observed, the calls are those that 'authcat observe' or 'authcat record'
kept, however they were answered.

With --request, what creates the plan's credential, or a custom user level for
its user, is printed in place of the plan: the body in JSON, or a curl command.
It is never sent. "FILL IN" stands where a plan can't know; what it could not
prove is said beside it. Exit code 4 where a call refuses that kind of credential.`,
		Example: `  authcat plan calls.txt
  authcat plan ./repository
  authcat plan --format sarif src/client.ts
  authcat plan --write plan.json collection.json traffic.har
  zcat access.log.*.gz | authcat plan -
  authcat plan --fields method=http.verb,url=http.path gateway.jsonl.zst
  authcat plan --observed seen.txt
  authcat plan --request pat --format curl calls.txt
  authcat check plan.json`,
		Args: func(_ *cobra.Command, args []string) error {
			return cmp.Or(flags.args(args), flags.checkRequest(), flags.checkSARIF(args))
		},
		RunE: func(command *cobra.Command, args []string) error { return flags.run(command, e, args) },
	}
	flags.addDB(command, e)
	flags.addRequest(command)
	addChoices(command, &flags.include, "include", includes, "`WHAT` is read of a folder too")
	command.Flags().StringVar(&flags.write, "write", "", "keep the plan in `FILE`, for 'authcat check'")
	command.Flags().StringVar(&flags.observed, "observed", "", "plan the calls that are kept in `FILE`")
	command.Flags().StringVar(&flags.fields, "fields", "", "the `NAMES` of the fields in lines of JSON: method=NAME,url=NAME")
	return command
}

func (f *planFlags) args(args []string) error {
	switch {
	case f.observed == "":
		return inputArgs("plan", args)
	case len(args) > 0:
		return errors.New("plan takes FILEs with calls or --observed, not both")
	default:
		return nil
	}
}

// inputArgs checks arguments that are files with calls.
func inputArgs(command string, args []string) error {
	if len(args) == 0 {
		return errors.New(command + ` takes at least one FILE with calls, "-" for stdin`)
	}
	if first := slices.Index(args, "-"); first >= 0 && slices.Contains(args[first+1:], "-") {
		return errors.New(`stdin ("-") can be read only once`)
	}
	return nil
}

func (f *planFlags) run(command *cobra.Command, e environment, files []string) error {
	fields, err := parseFields(f.fields)
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := readable(file); err != nil && !ofCode(file) {
			return err
		}
	}
	kept, err := f.kept()
	if err != nil {
		return err
	}
	c, err := f.load(command.Context())
	if err != nil {
		return err
	}
	maker := plan.NewMaker(c.Snapshot)
	inCode := newCodePlan(maker, c.Snapshot, codeOptions(f.include))
	for _, file := range files {
		if ofCode(file) {
			err = inCode.add(command.Context(), e, file, f.below(file, len(files) > 1))
		} else {
			err = inCode.addInput(e, file, fields, len(files) > 1)
		}
		if err != nil {
			return err
		}
	}
	for i, r := range kept {
		if r.Method == "" { // a report that names no endpoint
			continue
		}
		maker.AddMany(find.ReadAddress(r.Method, r.Path, r.Path).Request(), max(r.Calls, 1), func() string { return fmt.Sprintf("record %d", i+1) })
	}
	planned, err := f.showPlan(e, c.Planned(maker))
	if err != nil {
		return err
	}
	if nothing := len(planned.Plan.Calls) == 0 && len(planned.Plan.Open) == 0; nothing && f.format != export.FormatSARIF && f.format != export.FormatBadge { // those say so
		return &notFoundError{fmt.Sprintf("none of the calls matches an operation in the %s", planned.Dataset)}
	}
	if f.write == "" {
		return nil
	}
	return writeLock(f.write, planned.Lock())
}

// parseFields reads --fields; "" names none.
func parseFields(text string) (fields calls.Fields, err error) {
	if text == "" {
		return fields, nil
	}
	if fields, err = calls.ParseFields(text); err != nil {
		return fields, &usageError{fmt.Errorf("--fields: %w", err)}
	}
	return fields, nil
}

// kept are the records of --observed, none without it.
func (f *planFlags) kept() ([]observed.Record, error) {
	if f.observed == "" {
		return nil, nil
	}
	if err := readable(f.observed); err != nil {
		return nil, fmt.Errorf("--observed: %w", err)
	}
	return observations{f.observed}.read()
}

func writeLock(path string, lock plan.Lock) error {
	body, err := lock.Encode()
	if err != nil {
		return err
	}
	err = folder.WriteFile(path, body, func(old []byte) bool {
		_, err := plan.ReadLock(old)
		return err == nil
	})
	if err != nil {
		return fmt.Errorf("--write: %w", err)
	}
	return nil
}

// readCalls reads the calls of an input up to an error, and says which entries are none.
func readCalls(e environment, input calls.Input, each func(*calls.Call) error) error {
	var first *calls.Skip
	skipped := 0
	var call calls.Call // one for all: a log has millions
	var err error
	for call, err = range input.Calls() {
		if skip := (*calls.Skip)(nil); errors.As(err, &skip) {
			if skipped++; first == nil {
				first = skip
			}
			continue
		}
		if err == nil {
			err = each(&call)
		}
		if err != nil {
			return err
		}
	}
	if skipped > 0 {
		fmt.Fprintf(e.stderr, "%s: skipped %d, the first at %v\n", input.Name, skipped, first)
	}
	return nil
}

// readable tells early why a file can't be read, nil for stdin.
func readable(file string) error {
	if file == "-" {
		return nil
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist): // not wrapped: it is no missing catalog
		return noFile(file)
	case err != nil:
		return cause(err)
	case info.IsDir():
		return fmt.Errorf("%s: it is a folder, not a file", file)
	default:
		return nil
	}
}

// openInput opens a file, or stdin ("-"). The name is what messages call it.
func openInput(e environment, file string) (name string, source io.ReadCloser, err error) {
	if file == "-" {
		return "stdin", io.NopCloser(e.stdin), nil
	}
	if err := readable(file); err != nil {
		return "", nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", file, cause(err))
	}
	return file, f, nil
}

// readInput reads a file or stdin, if it is no longer than calls.MaxBytes.
func readInput(e environment, file string) (name string, body []byte, err error) {
	name, source, err := openInput(e, file)
	if err != nil {
		return "", nil, err
	}
	defer source.Close()
	if f, ok := source.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Size() > calls.MaxBytes {
			return "", nil, fmt.Errorf("%s: it has %d MiB; at most %d MiB are read", name, (info.Size()+1<<20-1)>>20, calls.MaxBytes>>20)
		}
	}
	body, err = readLimited(name, source) // a device or a pipe has no size
	return name, body, err
}

// noFile is the error of a file that is not there. It names the file, unless
// that is a call or a token where a file's name should be.
func noFile(file string) error {
	if printable.Name(file) != catalog.OneLine(file) {
		return errors.New("there is no such file; its name looks like a call or a token and is not repeated")
	}
	return fmt.Errorf("%s: there is no such file", file)
}

// cause is an error of the file system without the file's name.
func cause(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}

func readLimited(name string, r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, calls.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: it can't be read: %w", name, err)
	}
	if len(body) > calls.MaxBytes {
		return nil, fmt.Errorf("%s: it has more than %d MiB, which is all that is read", name, calls.MaxBytes>>20)
	}
	return body, nil
}
