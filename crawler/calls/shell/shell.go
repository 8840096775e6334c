// Package shell reads shell scripts: which commands they run, with which
// arguments, as far as that can be told without running them. Variables that the
// script sets have their values, those that it gets have a placeholder,
// "{NAME}". Branches and loops are laid out one after the other; a loop over
// words runs with all of them, a function as often as it is called.
//
// It reads what is common to sh, bash and zsh, and cmd.exe's batch files. It
// runs nothing and knows no program.
package shell

import "strings"

// Dialect is the kind of a script.
type Dialect struct {
	// Batch is set for cmd.exe: "%NAME%", "^" at the end of a line.
	Batch bool
	// Variables that the script gets from outside, by name.
	Variables map[string]string
}

// Command is a program that is run.
type Command struct {
	// Line on which it begins, from 1.
	Line int
	// Call is the line of the call of the function that it stands in; 0 where it
	// stands in none, or in one that the script doesn't call.
	Call int
	// Args are the program's name and its arguments.
	Args []Arg
}

// Arg is an argument, in each of the forms that it may have. There is one at least.
type Arg []Text

// Text is a form of an argument.
type Text struct {
	// Value with what the script sets variables to.
	Value string
	// Written as in the script, variables as "{NAME}": all that may be printed.
	Written string
	// Passed is set where it depends on the arguments of a function.
	Passed bool
}

// Value is the argument's first form.
func (a Arg) Value() string { return a[0].Value }

// Limits: little text can stand for a lot.
const (
	maxNesting  = 50
	maxText     = 20 << 10
	maxForms    = 50
	maxArgs     = 2000
	maxCommands = 200_000
	maxCalls    = 5 // of functions in functions
	maxKept     = 16 << 20
)

// Run calls each with every command of a script that runs, in their order, until it
// returns false. Functions that the script doesn't call run at its end, with arguments that are not known.
func Run(text string, d Dialect, each func(Command) bool) {
	p := parse(text, d)
	r := runner{script: p, each: each, left: maxCommands, variables: map[string]variable{}}
	for name, value := range d.Variables {
		r.set(name, variable{forms: Arg{{Value: cut(value), Written: "{" + name + "}"}}})
	}
	r.run(p.main, call{})
	for _, name := range p.order {
		if f := p.functions[name]; !f.called {
			r.run(f.body, call{depth: 1})
		}
	}
}

// cut is a text that is not longer than what is kept.
func cut(text string) string { return text[:min(len(text), maxText)] }

// script is a script that was parsed.
type script struct {
	main      []command
	functions map[string]*function
	order     []string
}

type function struct {
	body   []command
	called bool
}

// command is a command as it is written.
type command struct {
	line  int
	words []word
}

// word is an argument as it is written, or an assignment.
type word struct {
	parts []part
	// list is the value of an array: "NAME=(…)", with NAME= in parts.
	list []word
}

// part is a piece of a word: text, or a variable.
type part struct {
	text   string
	is     kind
	quoted bool
	// other is the value of a variable that is not set: "${NAME:-other}".
	other string
	// trimmed is set for "${NAME%/}".
	trimmed bool
}

type kind int

const (
	literal kind = iota
	named        // text is a variable's name
	unknown      // what another command writes, or a sum
)

// plain is a word of nothing but text that is not quoted, "" for another.
func (w word) plain() string {
	if len(w.parts) == 1 && w.parts[0].is == literal && !w.parts[0].quoted {
		return w.parts[0].text
	}
	return ""
}

// assignment splits "NAME=value" and "NAME+=value".
func (w word) assignment() (name string, value word, more, ok bool) {
	if len(w.parts) == 0 || w.parts[0].is != literal || w.parts[0].quoted {
		return "", word{}, false, false
	}
	name, rest, ok := strings.Cut(w.parts[0].text, "=")
	name, more = strings.CutSuffix(name, "+")
	if !ok || !isName(name) {
		return "", word{}, false, false
	}
	value = word{list: w.list}
	if rest != "" {
		value.parts = append(value.parts, part{text: rest})
	}
	value.parts = append(value.parts, w.parts[1:]...)
	return name, value, more, true
}

func isName(text string) bool { return text != "" && nameLength(text) == len(text) }

// nameLength is the length of the name that a text begins with.
func nameLength(text string) int {
	n := 0
	for n < len(text) && (text[n] == '_' || text[n]|' ' >= 'a' && text[n]|' ' <= 'z' || n > 0 && text[n] >= '0' && text[n] <= '9') {
		n++
	}
	return n
}
