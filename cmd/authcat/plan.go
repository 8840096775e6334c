package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/plan"
	"authcat/catalog/printable"
	"authcat/crawler/calls"
	"authcat/export"
	"authcat/export/folder"
)

// planFlags are the flags of the plan command.
type planFlags struct {
	dataFlags
	write string
}

func newPlan(e environment) *cobra.Command {
	var flags planFlags
	command := &cobra.Command{
		Use:   "plan FILE…",
		Short: "Choose the least credential that makes a list of calls",
		Long: `Choose the least credential that makes a list of calls: whether an API client
can make them all, and if not, which calls force a PAT; the fewest scopes, of as
few those that only read and open the least besides; for a PAT the fewest user
levels. A path without a version is that of the newest API.

A FILE is a list of lines METHOD URL, a Postman collection, a HAR, an OpenAPI
document or an access log, told apart by their content; "-" is stdin.`,
		Example: `  authcat plan calls.txt
  authcat plan --write plan.json collection.json traffic.har
  authcat check plan.json`,
		Args: planArgs,
		RunE: func(command *cobra.Command, args []string) error { return flags.run(command, e, args) },
	}
	flags.add(command, e)
	command.Flags().StringVar(&flags.write, "write", "", "keep the plan in `FILE`, for 'authcat check'")
	return command
}

func planArgs(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New(`plan takes at least one FILE with calls, "-" for stdin`)
	}
	if first := slices.Index(args, "-"); first >= 0 && slices.Contains(args[first+1:], "-") {
		return errors.New(`stdin ("-") can be read only once`)
	}
	return nil
}

func (f *planFlags) run(command *cobra.Command, e environment, files []string) error {
	list, err := readCalls(e, files)
	if err != nil {
		return err
	}
	c, err := f.load(command.Context())
	if err != nil {
		return err
	}
	planned := c.Plan(list)
	if err := f.show(e, export.Plan(planned)); err != nil {
		return err
	}
	if len(planned.Plan.Calls) == 0 {
		return &notFoundError{fmt.Sprintf("none of the calls matches an operation in the %s", planned.Dataset)}
	}
	if f.write == "" {
		return nil
	}
	return writeLock(f.write, planned.Lock())
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

// readCalls reads the calls of all files, and says which entries are none.
// With several files a call's place names its file.
func readCalls(e environment, files []string) ([]plan.Call, error) {
	var all []plan.Call
	for _, file := range files {
		name, body, err := readInput(e, file)
		if err != nil {
			return nil, err
		}
		list, err := calls.Read(name, body)
		if err != nil {
			return nil, err
		}
		prefix := ""
		if len(files) > 1 {
			prefix = name + ": "
		}
		for _, call := range list.Calls {
			all = append(all, plan.Call{Address: call.Address, Where: prefix + call.Where})
		}
		if n := len(list.Skipped); n > 0 {
			first := list.Skipped[0]
			fmt.Fprintf(e.stderr, "%s: skipped %d, the first at %s: %s\n", name, n, first.Where, first.Why)
		}
	}
	return all, nil
}

// readInput reads a file, or stdin ("-"), no more of it than calls.Read takes.
// The name is what messages call it.
func readInput(e environment, file string) (name string, body []byte, err error) {
	if file == "-" {
		body, err = readLimited("stdin", e.stdin)
		return "stdin", body, err
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist): // not wrapped: it is no missing catalog
		return "", nil, noFile(file)
	case err != nil:
		return "", nil, cause(err)
	case info.IsDir():
		return "", nil, fmt.Errorf("%s: it is a folder, not a file", file)
	case info.Size() > calls.MaxBytes:
		return "", nil, fmt.Errorf("%s: it has %d MiB; at most %d MiB are read", file, (info.Size()+1<<20-1)>>20, calls.MaxBytes>>20)
	}
	f, err := os.Open(file)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", file, cause(err))
	}
	defer f.Close()
	body, err = readLimited(file, f) // a device or a pipe has no size
	return file, body, err
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
