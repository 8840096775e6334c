package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"authcat/export"
)

// formOf says which form a command's answer has with its arguments; its flags
// may decide too.
type formOf func(args []string) export.Form

// onlyForm is for a command with one form of answer.
func onlyForm(form export.Form) formOf { return func([]string) export.Form { return form } }

// withArguments is for a command that lists things, or with a name of one its operations.
func withArguments(none, some export.Form) formOf {
	return func(args []string) export.Form {
		if len(args) == 0 {
			return none
		}
		return some
	}
}

// answers are the flags of every command that answers: in which form, and how much.
type answers struct {
	format             string
	fields             string
	expression, layout string
	header             bool
	limit              int

	form formOf
	// What is read of the flags before anything else is.
	choice   export.Choice
	query    *export.Query
	template *export.Template
	until    context.Context
}

// add adds the flags, with formats that only this command has. What is wrong in
// them is wrong usage, before anything is read.
func (f *answers) add(command *cobra.Command, form formOf, special ...string) {
	f.form = form
	set := command.Flags()
	addChoice(command, &f.format, "format", formatTable, strings.Split(export.FormatNames(special...), "|"), "`FORM` of the answer")
	set.StringVar(&f.fields, "json", "", "only these `FIELDS`, separated by commas, as JSON; without a value it lists them")
	set.StringVar(&f.expression, "jq", "", "what this jq `EXPRESSION` makes of the JSON")
	set.StringVar(&f.layout, "template", "", "what this Go `TEMPLATE` makes of the JSON; besides Go's functions it has "+export.TemplateFunctions)
	set.BoolVar(&f.header, "header", false, "in a pipe, the titles of the columns too")
	set.IntVar(&f.limit, "limit", 0, "at most `N` rows")
	command.SetFlagErrorFunc(func(command *cobra.Command, err error) error { return f.flagError(command, err) })
	command.PreRunE = func(command *cobra.Command, args []string) error {
		if err := f.check(command, args); err != nil {
			return &usageError{err}
		}
		return nil
	}
	completeFlags(command, map[string]cobra.CompletionFunc{
		"json": f.completeFields,
		"jq":   cobra.NoFileCompletions, "template": cobra.NoFileCompletions, "limit": cobra.NoFileCompletions,
	})
}

// flagError lists the fields where --json has no value, as gh does.
func (f *answers) flagError(command *cobra.Command, err error) error {
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) && missing.GetFlag().Name == "json" {
		return &usageError{f.fieldsError(command.Flags().Args())}
	}
	return command.Root().FlagErrorFunc()(command, err)
}

func (f *answers) fieldsError(args []string) error {
	return fmt.Errorf("--json takes one or more of these, separated by commas:\n  %s", strings.Join(f.form(args).Fields(), "\n  "))
}

// check reads the flags.
func (f *answers) check(command *cobra.Command, args []string) error {
	changed := command.Flags().Changed
	if err := f.checkTogether(changed); err != nil {
		return err
	}
	f.until = command.Context()
	f.choice = export.Choice{Form: f.form(args)}
	if changed("limit") {
		switch {
		case f.limit < 1:
			return errors.New("--limit takes a number of rows, 1 or more")
		case f.choice.Form.Rows == "":
			return errors.New("--limit is for answers that are rows, and this one is none")
		}
	}
	return f.read(changed, args)
}

// checkTogether refuses flags that contradict each other.
func (f *answers) checkTogether(changed func(string) bool) error {
	var asked []string
	for _, name := range []string{"json", "jq", "template"} {
		if changed(name) {
			asked = append(asked, "--"+name)
		}
	}
	switch {
	case changed("jq") && changed("template"):
		return errors.New("use --jq or --template, not both")
	case len(asked) > 0 && changed("format") && f.format != formatJSON:
		return fmt.Errorf("%s is about JSON, and --format asks for something else", asked[0])
	case f.header && (len(asked) > 0 || f.format != formatTable):
		return errors.New("--header is for --format table")
	}
	return nil
}

// The formats that commands know by name.
const (
	formatTable = "table"
	formatJSON  = "json"
)

// read reads fields, expression and template.
func (f *answers) read(changed func(string) bool, args []string) (err error) {
	if changed("json") {
		if f.fields == "" || strings.HasPrefix(f.fields, "-") { // the next flag, where the value is missing
			return f.fieldsError(args)
		}
		if f.choice, err = f.choice.Form.Choose(f.fields); err != nil {
			return fmt.Errorf("--json: %w", err)
		}
	}
	if changed("jq") {
		if f.query, err = export.ParseQuery(f.expression); err != nil {
			return fmt.Errorf("--jq can't be read: %w", err)
		}
	}
	if changed("template") {
		if f.template, err = export.ParseTemplate(f.layout); err != nil {
			return fmt.Errorf("--template can't be read: %w", err)
		}
	}
	return nil
}

// show writes an answer to stdout, and what is to be said beside it to stderr.
func (f *answers) show(e environment, a export.Answer) error {
	renderer, err := f.renderer(e)
	if err != nil {
		return err
	}
	cut := ""
	if f.limit > 0 {
		first, total := export.First(a, f.limit)
		if a = first; total > f.limit {
			cut = a.Table().Count()
		}
	}
	note, err := e.answered(renderer, a)
	if err != nil {
		return err
	}
	if cut != "" && !strings.Contains(note, cut) {
		note = strings.TrimPrefix(note+"\n"+cut, "\n")
	}
	if note != "" {
		fmt.Fprintln(e.stderr, note)
	}
	return nil
}

// renderer is what the flags ask for.
func (f *answers) renderer(e environment) (export.Renderer, error) {
	switch {
	case f.query != nil:
		return export.Queried{Choice: f.choice, Query: f.query, Until: f.until}, nil
	case f.template != nil:
		return export.Templated{Choice: f.choice, Template: f.template, Width: e.width, Until: f.until}, nil
	case len(f.choice.Fields) > 0:
		return f.choice, nil
	}
	renderer, err := export.FormatNamed(f.format, e.width, export.SpecialFormats...)
	if table, ok := renderer.(export.Terminal); ok {
		table.Header = f.header
		return table, err
	}
	return renderer, err
}

// completeFields offers fields behind those that are there.
func (f *answers) completeFields(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return continued(f.form(args).Fields(), begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
