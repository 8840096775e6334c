package main

import (
	"bytes"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"authcat/export"
)

// paged writes to stdout what show writes, which is told whether it may link:
// in the pager where stdout is a terminal that is lower than the text is long.
func (e environment) paged(show func(w io.Writer, links bool) error) error {
	pager, links := e.pager(), e.linked()
	if pager == "" {
		return show(e.stdout, links)
	}
	text, err := collected(show, links)
	if err != nil {
		return err
	}
	if screenRows(text, e.width) < e.height { // the last row is for the prompt
		_, err = e.display.Write(text)
		return err
	}
	if links && !pagesLinks(pager) {
		if text, err = collected(show, false); err != nil {
			return err
		}
	}
	return e.page(pager, text)
}

// collected is what a terminal gets to see.
func collected(show func(w io.Writer, links bool) error, links bool) ([]byte, error) {
	var text bytes.Buffer
	visible := export.NewVisibleWriter(&text)
	err := errors.Join(show(visible, links), visible.Flush())
	return text.Bytes(), err
}

// pager is the command that shows what is longer than the screen, "" for none:
// AUTHCAT_PAGER, else PAGER, else less where there is one. One that is set and
// empty, and cat, are none.
func (e environment) pager() string {
	if !e.stdoutTerminal || e.display == nil || e.screen == nil || e.screen.noPager || e.height <= 0 || e.getenv("TERM") == "dumb" {
		return ""
	}
	for _, name := range []string{"AUTHCAT_PAGER", "PAGER"} {
		if command, set := e.lookupEnv(name); set {
			if command = strings.TrimSpace(command); command == "cat" {
				return ""
			}
			return command
		}
	}
	if _, err := exec.LookPath("less"); err != nil {
		return ""
	}
	return "less"
}

// firstLinkingLess is the version of less that passes links on with -R.
const firstLinkingLess = 566

// pagesLinks reports whether a pager passes links on: a less of today does.
func pagesLinks(command string) bool {
	words := strings.Fields(command)
	if strings.TrimSuffix(filepath.Base(words[0]), ".exe") != "less" {
		return false
	}
	said, err := exec.Command(words[0], "--version").Output()
	if err != nil || len(strings.Fields(string(said))) < 2 {
		return false
	}
	whole, _, _ := strings.Cut(strings.Fields(string(said))[1], ".")
	version, err := strconv.Atoi(whole)
	return err == nil && version >= firstLinkingLess
}

// screenRows is how many rows of a terminal a text takes, with the sequences in it,
// all of which are the program's own.
func screenRows(text []byte, width int) int {
	own := regexp.MustCompile("\x1b(\\[[0-9;]*m|\\]8;;[^\x1b]*\x1b\\\\)")
	rows := 0
	for line := range strings.Lines(own.ReplaceAllString(string(text), "")) {
		columns := runewidth.StringWidth(strings.TrimRight(line, "\r\n"))
		rows += 1 + max(columns-1, 0)/max(width, 1)
	}
	return rows
}
