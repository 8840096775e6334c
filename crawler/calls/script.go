package calls

import (
	"path"
	"slices"
	"strings"

	"authcat/crawler/calls/shell"
)

// formatShell is a shell script, or command lines as people copy them.
const formatShell = "shell"

func shellScript(batch bool) format {
	return format{formatShell, "a shell script", nil, func(c *collector, body []byte) error {
		c.script(string(body), shell.Dialect{Batch: batch || pastedBatch(body)})
		return nil
	}}
}

// script reads the calls of HTTP clients' command lines.
func (c *collector) script(text string, d shell.Dialect) {
	s := scriptReader{c: c, seen: map[string]bool{}}
	shell.Run(text, d, func(command shell.Command) bool {
		s.command(command)
		return !c.done
	})
}

// scriptReader takes the calls of commands.
type scriptReader struct {
	c *collector
	// seen are calls of a function that it makes however it is called.
	seen map[string]bool
}

// sentBy is what the arguments of an HTTP client ask for. Where its method is
// "", the client's arguments don't tell it.
type sentBy struct {
	method string
	urls   []shell.Arg
}

// clients are the programs whose calls are read, by their names.
var clients = map[string]func(args []shell.Arg) []sentBy{
	"curl": curl, "wget": wget, "sail": sail,
	"http": httpie, "https": httpie, "xh": httpie, "xhs": httpie,
}

// wrappers run the program that their arguments name.
var wrappers = []string{"sudo", "time", "timeout", "gtimeout", "env", "exec", "command", "nohup", "nice", "xargs", "parallel", "watch", "retry", "docker", "podman", "kubectl", "call", "start", "/usr/bin/env"}

func (s *scriptReader) command(command shell.Command) {
	args := command.Args
	name := program(args[0])
	if slices.Contains(wrappers, name) {
		inner := slices.IndexFunc(args, func(arg shell.Arg) bool { return clients[program(arg)] != nil })
		if inner < 0 {
			return
		}
		args = args[inner:]
		name = program(args[0])
	}
	client := clients[name]
	if client == nil {
		return
	}
	for _, sent := range client(args[1:]) {
		if strings.Contains(sent.method, "{") { // a variable that nobody sets
			sent.method = ""
		}
		for _, url := range sent.urls {
			s.call(command, sent.method, url)
		}
	}
}

// program is the name of a program: "curl" of "/usr/bin/curl" and "curl.exe".
func program(arg shell.Arg) string {
	return strings.TrimSuffix(path.Base(strings.ToLower(arg.Value())), ".exe")
}

// call takes the calls to a URL in each of its forms. It stands where the
// arguments are that it depends on.
func (s *scriptReader) call(command shell.Command, method string, url shell.Arg) {
	for _, form := range url {
		line := command.Line
		if form.Passed && command.Call > 0 {
			line = command.Call
		}
		key := lineNumber(line) + " " + method + " " + form.Value
		if command.Call > 0 {
			if s.seen[key] {
				continue
			}
			s.seen[key] = true
		}
		s.c.expression(request{method: method, url: form.Value, written: form.Written, line: line})
	}
}

// pastedBatch reports whether a text has lines that cmd.exe's "^" continues.
func pastedBatch(body []byte) bool {
	text := string(body[:min(len(body), maxLine)])
	return strings.Contains(text, " ^\n") || strings.Contains(text, " ^\r\n")
}
