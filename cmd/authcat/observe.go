package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog/printable"
	"authcat/catalog/traffic"
	"authcat/crawler/calls"
	"authcat/export"
)

// observeFlags are the flags of the observe command.
type observeFlags struct {
	dataFlags
	into        observations
	as          string
	day, tenant string
	fields      string
}

func newObserve(e environment) *cobra.Command {
	var flags observeFlags
	command := &cobra.Command{
		Use:   "observe FILE… --observations FILE [--as pat|authorization-code|client-credentials]",
		Short: "Keep how your own calls were answered, from a HAR or logs",
		Long: `Keep how your own calls were answered, beside what is published. FILE is a HAR
or a log as plan reads it, packed or not and of any size; "-" is stdin.

Kept of each call: the published operation, the kind of credential with its
published scopes and level, the status and SailPoint's code of an error, the day
in UTC, and how many calls there were. Never ids, queries, bodies, tokens or
users; a tenant is a hash, with a salt of your own (beside the file: keep it to
yourself). Left out: 401, which is about the token; 404, about the object; 429,
redirects, and what no published operation or more than one answers to.

The credential is read from the token's claims where a HAR has it (browsers
leave it out unless told otherwise), else --as says it. Counts are added to those
in the file: a log that is read twice counts twice.`,
		Example: `  authcat observe --as client-credentials --observations seen.txt access.log
  authcat observe --observations seen.txt traffic.har
  zcat access.log.*.gz | authcat observe --as pat --tenant acme --observations seen.txt -`,
		Args: func(_ *cobra.Command, args []string) error {
			return cmp.Or(inputArgs("observe", args), flags.into.named())
		},
		RunE: func(command *cobra.Command, args []string) error { return flags.run(command, e, args) },
	}
	flags.addCatalog(command, e)
	flags.answers.add(command, onlyForm(export.ObserveForm))
	flags.into.addFlag(command, e)
	set := command.Flags()
	addCredential(command, &flags.as, "`KIND` of credential of calls without a token")
	set.StringVar(&flags.day, "day", "", "`DAY` of calls that name none, like 2026-08-22")
	set.StringVar(&flags.tenant, "tenant", "", "`NAME` of the tenant of calls that name none; only its hash is kept")
	set.StringVar(&flags.fields, "fields", "", "the `NAMES` of the fields in lines of JSON: method=NAME,url=NAME,status=NAME,time=NAME")
	return command
}

// said is what the flags say of calls.
func (f *observeFlags) said() (said traffic.Said, err error) {
	said.Credential = credentialNamed(f.as)
	if f.day != "" && !isDay(f.day) {
		return said, &usageError{errors.New("--day takes a day like 2026-08-22")}
	}
	if f.tenant != "" && !isTenant(f.tenant) {
		return said, &usageError{errors.New("--tenant takes a tenant's name, as in NAME.api.identitynow.com")}
	}
	said.Day, said.Tenant = f.day, f.tenant
	return said, nil
}

func (f *observeFlags) run(command *cobra.Command, e environment, files []string) error {
	fields, err := parseFields(f.fields)
	if err != nil {
		return err
	}
	said, err := f.said()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := readable(file); err != nil {
			return err
		}
	}
	if _, err := f.into.read(); err != nil {
		return err
	}
	c, err := f.load(command.Context())
	if err != nil {
		return err
	}
	salt, err := f.into.salt()
	if err != nil {
		return err
	}
	tally := traffic.NewTally(c.Snapshot, said, salt)
	for _, file := range files {
		if err := tallyCalls(e, tally, file, fields); err != nil {
			return err
		}
	}
	records := tally.Take()
	if len(records) > 0 {
		if err := f.into.add(records); err != nil {
			return err
		}
	}
	if err := f.show(e, export.Traffic(c.Dataset, records, tally.Seen())); err != nil {
		return err
	}
	if len(records) == 0 {
		return &notFoundError{"none of the calls tells how an operation is answered"}
	}
	return nil
}

// tallyCalls adds the calls of a file to a tally, and says which entries are none.
func tallyCalls(e environment, tally *traffic.Tally, file string, fields calls.Fields) error {
	name, source, err := openInput(e, file)
	if err != nil {
		return err
	}
	defer source.Close()
	var answer calls.Answer
	return readCalls(e, calls.Input{Name: name, Source: source, Fields: fields, Answer: &answer}, func(call *calls.Call) error {
		err := tally.Add(traffic.Call{Request: call.Request, Token: answer.Token, Status: answer.Status, Detail: answer.Detail, Day: answer.Day})
		if err != nil {
			return &usageError{fmt.Errorf("%s: %s: %w: --as says it", printable.Message(name), call.Where(), err)}
		}
		return nil
	})
}
