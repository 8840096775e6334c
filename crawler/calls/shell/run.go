package shell

import (
	"slices"
	"strings"
)

// runner runs a script as far as its variables go.
type runner struct {
	script    *script
	each      func(Command) bool
	left      int // commands until it is given up
	done      bool
	variables map[string]variable
	kept      int // bytes of their values, also of those that were replaced
}

// variable is a value in all its forms, or the list of an array.
type variable struct {
	forms Arg
	list  []Arg
	array bool
}

// call is what a function was called with.
type call struct {
	args  []Arg
	known bool
	line  int
	depth int
}

func (r *runner) run(commands []command, by call) {
	for i := range commands {
		if r.left--; r.left < 0 || r.done {
			return
		}
		r.command(&commands[i], &by)
	}
}

// set keeps a variable, as long as there is room for its value.
func (r *runner) set(name string, v variable) {
	for _, form := range v.forms {
		r.kept += len(form.Value) + len(form.Written)
	}
	if r.kept > maxKept {
		v = variable{}
	}
	r.variables[name] = v
}

func (r *runner) command(c *command, by *call) {
	words := c.words
	switch first := words[0].plain(); first {
	case "for", "select":
		r.loop(words[1:], by)
		return
	case "export", "local", "declare", "readonly", "typeset", "set", "SET", "env":
		words = words[1:]
		for len(words) > 0 && strings.HasPrefix(words[0].plain(), "-") {
			words = words[1:]
		}
	}
	for len(words) > 0 {
		name, value, more, ok := words[0].assignment()
		if !ok {
			name, value, ok = quotedAssignment(words[0], c.words[0])
		}
		if !ok {
			break
		}
		r.assign(name, value, more, by)
		words = words[1:]
	}
	args := r.args(words, by)
	if len(args) == 0 {
		return
	}
	switch name := args[0].Value(); {
	case name == "shift":
		n := 1
		if len(args) > 1 {
			n = argument(args[1].Value())
		}
		by.args = by.args[min(n, len(by.args)):]
	case name == "read":
		for _, arg := range args[1:] {
			delete(r.variables, arg.Value())
		}
	case name == "eval":
		r.text(args[1:], c.line, by)
	case len(args) > 2 && slices.Contains(shells, name) && args[1].Value() == "-c":
		r.text(args[2:3], c.line, by)
	case r.script.functions[name] != nil:
		r.function(r.script.functions[name], args[1:], c.line, by)
	default:
		r.done = !r.each(Command{Line: c.line, Call: by.line, Args: args}) || r.done
	}
}

// shells run the text that is their argument.
var shells = []string{"sh", "bash", "zsh", "/bin/sh", "/bin/bash"}

// text runs a text as a script.
func (r *runner) text(args []Arg, line int, by *call) {
	var text strings.Builder
	for _, arg := range args {
		text.WriteString(arg.Value() + " ")
	}
	if by.depth == maxCalls {
		return
	}
	p := &parser{text: text.String(), line: line, script: &script{functions: map[string]*function{}}}
	p.commands(0)
	inner := *by
	inner.depth++
	r.run(p.script.main, inner)
}

// quotedAssignment is a batch file's: set "NAME=value".
func quotedAssignment(w, command word) (name string, value word, ok bool) {
	if !strings.EqualFold(command.plain(), "set") || len(w.parts) == 0 || w.parts[0].is != literal {
		return "", word{}, false
	}
	bare := word{parts: slices.Clone(w.parts)}
	bare.parts[0].quoted = false
	name, value, _, ok = bare.assignment()
	return name, value, ok
}

func (r *runner) function(f *function, args []Arg, line int, by *call) {
	f.called = true
	if by.depth == maxCalls {
		return
	}
	if by.line > 0 {
		line = by.line
	}
	args = slices.Clone(args)
	for i, arg := range args {
		args[i] = slices.Clone(arg)
		for j := range arg {
			args[i][j].Passed = true
		}
	}
	r.run(f.body, call{args: args, known: true, line: line, depth: by.depth + 1})
}

// loop runs "for NAME in WORDS": the name has all of them at once.
func (r *runner) loop(words []word, by *call) {
	if len(words) == 0 || !isName(words[0].plain()) {
		return
	}
	name := words[0].plain()
	delete(r.variables, name)
	var forms Arg
	for _, arg := range r.args(behindIn(words), by) {
		if len(forms) == maxForms {
			return
		}
		form := arg[0]
		form.Written = "{" + name + "}"
		if strings.Contains(form.Value, "{") { // what a command writes: nobody knows how much
			return
		}
		forms = append(forms, form)
	}
	if len(forms) > 0 {
		r.set(name, variable{forms: forms})
	}
}

func (r *runner) assign(name string, value word, more bool, by *call) {
	if value.list != nil {
		list := r.args(value.list, by)
		if more {
			list = append(slices.Clone(r.variables[name].list), list...)
		}
		r.set(name, variable{list: list[:min(len(list), maxArgs)], array: true})
		return
	}
	forms := r.expand(value, by)
	if more {
		forms = r.join(r.named(part{is: named, text: name}, by), forms)
	}
	if len(value.parts) == 1 && value.parts[0].is == unknown {
		delete(r.variables, name)
		return
	}
	for i := range forms {
		if !forms[i].Passed {
			forms[i].Written = "{" + name + "}"
		}
	}
	r.set(name, variable{forms: forms})
}
