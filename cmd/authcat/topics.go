package main

import (
	"fmt"
	"slices"
	"strings"

	"authcat/export"
	"authcat/export/documents"
)

// topics is the one table of what help explains besides commands.
var topics = []struct {
	name, short string
	text        func() string
}{
	{"data", "which data set answers, and where a crawl puts one", func() string { return dataOrder }},
	{"exit-codes", "what a script learns from a command's end", exitCodeTopic},
	{"formats", "the forms of an answer, and of the documents", formatTopic},
	{"environment", "the variables that authcat reads", environmentTopic},
}

func topicNames() []string {
	var names []string
	for _, topic := range topics {
		names = append(names, topic.name)
	}
	return names
}

type exitCode struct {
	code int
	says string
}

// exitCodes is the one table of exit codes.
var exitCodes = []exitCode{
	{exitOK, "yes, or done; also where the answer is \"unknown\", and says what it lacks"},
	{exitError, "error: the message says what to do; nothing that was there before is lost"},
	{exitUsage, "wrong usage: the command line can't be understood"},
	{exitNotFound, "not found: nothing in the catalog has that name or address"},
	{exitDenied, "no: a call is refused, something became stricter, a change needs more"},
	{exitUnchanged, "nightly: nothing changed, nothing was published"},
	{exitKept, "nightly: published, with the last good facts of a source that failed"},
	{exitRefused, "nightly: the guard refused what is new, in whole or in part"},
}

func exitCodeTopic() string {
	var rows [][2]string
	for _, exit := range exitCodes {
		rows = append(rows, [2]string{fmt.Sprint(exit.code), exit.says})
	}
	return "Every command ends with one of these codes:\n\n" + rowsText(rows) + `
'diff --fail-on stricter' makes a comparison a check; 'check --exit-zero' and
'nightly --exit-zero' end with 0 where a scheduler knows no other success.`
}

// formatUses says what each format of an answer is for.
var formatUses = map[string]string{
	"table":            "for people; in a pipe, columns separated by tabs",
	"json":             "for programs, with the data set and its day",
	"csv":              "for spreadsheets",
	"markdown":         "for a wiki or a pull request",
	"yaml":             "as json",
	export.FormatAtom:  "diff, history: a feed",
	export.FormatCurl:  "plan --request: the call to make",
	export.FormatSARIF: "plan, check: for code scanning",
	export.FormatBadge: "plan: for a README, as shields.io reads it",
}

func formatTopic() string {
	var rows [][2]string
	for _, name := range strings.Split(export.FormatNames(export.SpecialFormats...), "|") {
		rows = append(rows, [2]string{name, formatUses[name]})
	}
	asked := documents.AskedFormats()
	written := slices.DeleteFunc(strings.Split(documents.FormatNames(), "|"), func(name string) bool { return slices.Contains(asked, name) })
	return "--format says in which form a command answers:\n\n" + rowsText(rows) + `
What a program asks for in place of a whole answer:

  --json FIELDS        only these, as JSON; without a value it lists them
  --jq EXPRESSION      what jq makes of it; --template is for Go's templates
  --limit N            at most so many rows
  --header             in a pipe, the titles of the columns too

'authcat schema' has the JSON Schema of each answer.

Answers stand on stdout; what is said beside them, on stderr. The same question
to the same data gives the same bytes.

The documents that export, nightly and publish write have formats of their own:
` + strings.Join(written, ", ") + "; where asked for, " + strings.Join(asked, " and ") + " too."
}

// variables is the one table of what is read from the environment.
var variables = [][2]string{
	{"AUTHCAT_DB", "catalog that answers, as --db: see 'authcat help data'"},
	{"XDG_DATA_HOME", "folder for data, in which authcat has one of its own"},
	{"AUTHCAT_STATE", "folder of the history and of nightly, as --state"},
	{"AUTHCAT_OBSERVATIONS", "how calls of your own were answered, as --observations"},
	{"AUTHCAT_GIT_TOKEN", "token with which publish and nightly push"},
	{"AUTHCAT_GIT_USERNAME", "name that goes with it, where x-access-token is not it"},
	{"AUTHCAT_HEARTBEAT", "URL that nightly asks when it is done, as --heartbeat"},
	{"AUTHCAT_WEBHOOK", "URL that gets nightly's summary, as --webhook"},
	{"AUTHCAT_DEBUG", "set to anything: what who mends authcat needs to know"},
	{"NO_COLOR, CLICOLOR", "set, or 0: no colours; CLICOLOR_FORCE has them anywhere"},
	{"AUTHCAT_PAGER, PAGER", "what shows what is longer than the screen; empty: none"},
	{"BROWSER", "what --web and serve --open start"},
	{"FORCE_HYPERLINK", "1 or 0: whether the terminal takes links"},
	{"COLUMNS, LINES", "size of the terminal, in place of its own"},
	{"TERM, TERM_PROGRAM", "which it is; TERM_PROGRAM_VERSION, TMUX, STY too"},
	{"HTTPS_PROXY, NO_PROXY", "as everywhere: where the network is behind a proxy"},
	{"SSL_CERT_FILE", "certificates to trust, as everywhere"},
	{"GIT_AUTHOR_NAME, …", "author of what publish commits, as git reads them"},
	{"GIT_SSH_COMMAND", "how publish pushes by SSH, as git reads it; GIT_SSH too"},
	{"GOGC, GOMEMLIMIT", "memory, as any Go program reads them"},
}

func environmentTopic() string {
	return "authcat reads these variables; a flag of the same meaning counts instead:\n\n" + strings.TrimSuffix(rowsText(variables), "\n")
}

func rowsText(rows [][2]string) string {
	var text strings.Builder
	writeRows(&text, rows)
	return text.String()
}
