package main

import (
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"authcat/export"
)

// screen is what the command line says about how answers are shown.
type screen struct {
	color   string
	noPager bool
}

// When answers have colours.
const (
	whenAuto   = "auto"
	whenAlways = "always"
	whenNever  = "never"
)

// addScreen adds the flags for how answers are shown, and returns what they say.
func addScreen(root *cobra.Command) *screen {
	s := screen{color: whenAuto}
	set := root.PersistentFlags()
	when := &choice{names: []string{whenAuto, whenAlways, whenNever}, one: &s.color}
	set.Var(when, "color", "`WHEN` answers have colours: auto, which is in a terminal, always or never")
	set.BoolVar(&s.noPager, "no-pager", false, "don't show what is longer than the screen in a pager")
	completeFlags(root, map[string]cobra.CompletionFunc{"color": when.complete})
	return &s
}

// colored reports whether answers have colours. The first of these that says
// something decides: --color; NO_COLOR, which is not empty
// (https://no-color.org); CLICOLOR_FORCE, which is neither empty nor 0;
// CLICOLOR, which is 0 (https://bixense.com/clicolors); TERM, which is dumb; and
// whether stdout is a terminal. Tab-separated lines are for a program and have none.
func (e environment) colored() bool {
	if e.screen != nil && e.screen.color != whenAuto {
		return e.screen.color == whenAlways
	}
	switch force := e.getenv("CLICOLOR_FORCE"); {
	case e.getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case e.getenv("CLICOLOR") == "0", e.getenv("TERM") == "dumb":
		return false
	default:
		return e.stdoutTerminal
	}
}

// answered shows an answer on stdout, and returns the note that belongs beside it.
func (e environment) answered(renderer export.Renderer, a export.Answer) (note string, err error) {
	err = e.paged(func(w io.Writer, links bool) (err error) {
		terminal, ok := renderer.(export.Terminal)
		if !ok {
			note, err = renderer.Render(w, a)
			return err
		}
		terminal.Color, terminal.Links = e.colored(), links
		flush := func() error { return nil }
		if _, visible := w.(*export.VisibleWriter); !visible && (terminal.Color || terminal.Links) { // a pipe that was asked to have them
			visible := export.NewVisibleWriter(w)
			w, flush = visible, visible.Flush
		}
		note, err = terminal.Render(w, a)
		return errors.Join(err, flush())
	})
	return note, err
}

// sized says how large stdout's terminal is: what COLUMNS and LINES say, then
// the terminal itself, then what terminals have always had. 0 where it is none.
func (e *environment) sized(fd int) {
	if width, height, err := term.GetSize(fd); err == nil {
		e.width, e.height = width, height
	}
	if e.stdoutTerminal && e.width <= 0 { // a serial line doesn't know
		e.width, e.height = 80, 24
	}
	for name, size := range map[string]*int{"COLUMNS": &e.width, "LINES": &e.height} {
		if n, err := strconv.Atoi(e.getenv(name)); err == nil && n > 0 {
			*size = n
		}
	}
}
