package shell

import (
	"strconv"
	"strings"
)

// args are the arguments that words make.
func (r *runner) args(words []word, by *call) []Arg {
	var args []Arg
	for _, w := range words {
		if len(args) >= maxArgs {
			break
		}
		if list, ok := r.listed(w, by); ok {
			args = append(args, list...)
			continue
		}
		forms := r.expand(w, by)
		if len(w.parts) == 1 && w.parts[0].is == named && !w.parts[0].quoted && len(forms) == 1 {
			args = append(args, split(forms[0])...)
			continue
		}
		args = append(args, forms)
	}
	return args[:min(len(args), maxArgs)]
}

// split splits the value of a variable that is not quoted, as the shell does.
func split(form Text) []Arg {
	fields := strings.Fields(form.Value)
	if len(fields) < 2 {
		return []Arg{{form}}
	}
	args := make([]Arg, 0, min(len(fields), maxArgs))
	for _, field := range fields[:min(len(fields), maxArgs)] {
		written := form.Written
		if written == form.Value {
			written = field
		}
		args = append(args, Arg{{Value: field, Written: written, Passed: form.Passed}})
	}
	return args
}

// listed are the arguments of a word that is all of an array, or of a
// function's arguments: "${NAME[@]}", "$@".
func (r *runner) listed(w word, by *call) ([]Arg, bool) {
	var only *part
	for i := range w.parts {
		switch p := &w.parts[i]; {
		case p.is == literal && p.text == "":
		case p.is == named && only == nil:
			only = p
		default:
			return nil, false
		}
	}
	switch {
	case only == nil:
		return nil, false
	case (only.text == "@" || only.text == "*") && by.known:
		return by.args, true
	case r.variables[only.text].array:
		return r.variables[only.text].list, true
	default:
		return nil, false
	}
}

// expand is a word in all its forms.
func (r *runner) expand(w word, by *call) Arg {
	forms := Arg{{}}
	for _, p := range w.parts {
		switch p.is {
		case literal:
			forms = r.join(forms, Arg{{Value: p.text, Written: p.text}})
		case named:
			forms = r.join(forms, r.named(p, by))
		default:
			forms = r.join(forms, Arg{placeholder(p.text)})
		}
	}
	return forms
}

// placeholder stands for a value that is not known.
func placeholder(name string) Text {
	if !isName(name) {
		name = "x"
	}
	return Text{Value: "{" + name + "}", Written: "{" + name + "}"}
}

// named are the forms of a variable.
func (r *runner) named(p part, by *call) Arg {
	forms := r.variables[p.text].forms
	if n := strings.Trim(p.text, "0123456789"); n == "" && p.text != "" && by.known {
		forms = nil
		if i := argument(p.text); i > 0 && i <= len(by.args) {
			forms = by.args[i-1]
		}
	}
	switch {
	case len(forms) == 0 && p.other != "" && !strings.ContainsAny(p.other, "$`"):
		form := placeholder(p.text)
		form.Value = cut(p.other)
		return Arg{form}
	case len(forms) == 0:
		return Arg{placeholder(p.text)}
	case p.trimmed:
		trimmed := make(Arg, len(forms))
		for i, form := range forms {
			form.Value = strings.TrimSuffix(form.Value, "/")
			trimmed[i] = form
		}
		return trimmed
	default:
		return forms
	}
}

// argument is the number of a function's argument, 0 for what is no number.
func argument(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// join puts texts behind each other, in all their forms. What it copies counts as
// commands: variables of variables stand for much.
func (r *runner) join(before, behind Arg) Arg {
	joined := make(Arg, 0, min(len(before)*len(behind), maxForms))
	for _, a := range before {
		for _, b := range behind {
			if len(joined) == maxForms {
				return joined
			}
			t := Text{Value: a.Value + b.Value, Written: a.Written + b.Written, Passed: a.Passed || b.Passed}
			if len(t.Value) > maxText || len(t.Written) > maxText {
				t = Text{Value: "{x}", Written: "{x}", Passed: t.Passed}
			}
			r.left -= len(t.Value) >> 8
			joined = append(joined, t)
		}
	}
	return joined
}
