package main

import (
	"strconv"
	"strings"
)

// Terminals that take links (OSC 8), by what they set in the environment. Most
// others pass over them; those that show them as text are why there is a list.
// https://github.com/Alhadis/OSC8-Adoption
var (
	linkingPrograms = []string{"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "mintty", "zed", "rio"}
	linkingTerms    = []string{"xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"}
	linkingMarks    = []string{"WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM"}
	// Each from a version on, as a number: VTE 0.50.0 is 5000, Konsole 20.12 is 201200.
	linkingVersions = map[string]int{"VTE_VERSION": 5000, "KONSOLE_VERSION": 201200}
)

// firstLinkingTmux is the version of tmux that knows links, and passes them on to
// a terminal that does. Another multiplexer is taken for none.
const firstLinkingTmux = 3.4

// linked reports whether stdout's terminal takes links. FORCE_HYPERLINK decides
// where it is set, 0 is no.
func (e environment) linked() bool {
	switch force := e.getenv("FORCE_HYPERLINK"); {
	case force != "":
		return force != "0"
	case !e.stdoutTerminal, e.getenv("TERM") == "dumb":
		return false
	case e.getenv("TERM_PROGRAM") == "tmux":
		version, _ := strconv.ParseFloat(strings.TrimRight(e.getenv("TERM_PROGRAM_VERSION"), "abcdefghijklmnopqrstuvwxyz"), 64)
		return version >= firstLinkingTmux
	case e.getenv("TMUX") != "", e.getenv("STY") != "":
		return false
	default:
		return e.linkingTerminal()
	}
}

func (e environment) linkingTerminal() bool {
	for _, name := range linkingMarks {
		if e.getenv(name) != "" {
			return true
		}
	}
	for name, first := range linkingVersions {
		if version, err := strconv.Atoi(e.getenv(name)); err == nil && version >= first {
			return true
		}
	}
	for _, term := range linkingTerms {
		if name := e.getenv("TERM"); name == term || strings.HasPrefix(name, term+"-") {
			return true
		}
	}
	program := e.getenv("TERM_PROGRAM")
	for _, name := range linkingPrograms {
		if program == name {
			return true
		}
	}
	return false
}
