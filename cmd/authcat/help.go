package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"authcat/catalog/find"
)

// about is what authcat is, at the head of its help and manual.
const about = `Which SailPoint endpoints need a Personal Access Token, which may an API client
call, and how do you know? authcat answers from SailPoint's own OpenAPI
documents: those of the snapshot in the program, or those that you crawl.`

// firstLines are what most people come for.
var firstLines = [][2]string{
	{"authcat lookup GET /v2025/identities", "what an endpoint needs"},
	{"authcat explain listIdentities --as client-credentials", "why it got 403"},
	{"authcat plan ./repository", "the least it needs"},
}

// addHelp gives the root its help, the topics and the help command.
func addHelp(root *cobra.Command, e environment, groups []group) {
	usual := root.HelpFunc()
	root.SetHelpFunc(func(command *cobra.Command, args []string) {
		if command == root {
			writeRootHelp(e.stdout, root, groups)
			return
		}
		usual(command, args)
	})
	for _, topic := range topics {
		root.AddCommand(&cobra.Command{Use: topic.name, Short: topic.short, Long: topic.text()})
	}
	root.SetHelpCommand(newHelp())
	root.InitDefaultHelpCmd()
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Say more about a command or a topic",
		Args: func(command *cobra.Command, args []string) error {
			if found, rest, err := command.Root().Find(args); err == nil && (found.HasParent() && len(rest) == 0 || len(args) == 0) {
				return nil
			}
			text := "there is no such command or topic"
			if alike := find.Alike(args[0], append(commandNames(command.Root()), topicNames()...)); len(alike) > 0 {
				text += "; did you mean " + strings.Join(alike, " or ") + "?"
			}
			return &usageError{errors.New(text)}
		},
		ValidArgsFunction: func(command *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(commandNames(command.Root()), topicNames()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(command *cobra.Command, args []string) error {
			found, _, err := command.Root().Find(args)
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag() // its help shows the flag, as with --help
			return found.Help()
		},
	}
}

// group is commands under one title of the help, in the order of their use.
type group struct {
	title    string
	commands []*cobra.Command
}

// writeRootHelp writes the first screen: what most people come for, then all there is.
func writeRootHelp(w io.Writer, root *cobra.Command, groups []group) {
	fmt.Fprintf(w, "%s\n\n", about)
	writeRows(w, firstLines)
	fmt.Fprintf(w, "\nUsage: %s\n", root.UseLine())
	for _, group := range groups {
		fmt.Fprintf(w, "\n%s:\n", group.title)
		var rows [][2]string
		for _, command := range group.commands {
			rows = append(rows, [2]string{fmt.Sprintf("%-*s", len(completionName), command.Name()), command.Short})
		}
		writeRows(w, rows)
	}
	fmt.Fprintf(w, "\nTopics:\n")
	var rows [][2]string
	for _, topic := range topics {
		rows = append(rows, [2]string{"authcat help " + topic.name, topic.short})
	}
	writeRows(w, append(rows, [2]string{"authcat COMMAND --help", "a command, with examples"}))
}

func writeRows(w io.Writer, rows [][2]string) { writeRowsAt(w, "  ", rows) }

func writeRowsAt(w io.Writer, indent string, rows [][2]string) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(table, "%s%s\t%s\n", indent, row[0], row[1])
	}
	_ = table.Flush() // as far as stdout takes it
}
