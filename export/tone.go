package export

import (
	"io"
	"net/url"
	"strings"

	"authcat/catalog"
)

// tone is how a terminal shows a piece of an answer. It never says more than the
// words do: who sees no colours misses nothing.
type tone int

const (
	toneNone   tone = iota
	toneStrong      // what the rest is about
	toneGood        // it passes; a door opens
	toneBad         // it is refused; stricter; an error
	toneOpen        // it depends, or is not known
)

// toneSequences begin a tone. They are colours of the 16 that a terminal's user
// has chosen, by ECMA-48, section 8.3.117. Yellow and cyan, which are pale on
// white, and blue, which is dark on black, are not among them; nor is a bold
// colour, which many terminals show as a pale one.
var toneSequences = [...]string{toneNone: "", toneStrong: "\x1b[1m", toneGood: "\x1b[32m", toneBad: "\x1b[31m", toneOpen: "\x1b[35m"}

const toneEnd = "\x1b[0m"

// columnTones are the tones of values in tables, by column.
var columnTones = map[string]map[string]tone{
	"needs":    {"pat": toneOpen, "pat-or-client": toneGood},
	"effect":   {"stricter": toneBad, "looser": toneGood},
	"verdict":  {"refused": toneBad},
	"severity": {"error": toneBad, "warning": toneOpen},
}

func needsTone(needs catalog.Needs) tone { return columnTones["needs"][string(needs)] }

// cell is a piece of text in a terminal.
type cell struct {
	text string
	tone tone
	// link is an address that a click on the text opens, "" for none.
	link string
}

func texts(row []cell) []string {
	all := make([]string, len(row))
	for i, c := range row {
		all[i] = c.text
	}
	return all
}

// steerer is a writer for a terminal, which takes what steers it apart from
// text: by Write no text can steer, whatever it holds. See VisibleWriter.
type steerer interface{ Steer(sequence string) error }

// paint writes text in its tone and as its link, where the terminal has them. To
// a writer that can't tell them from text it writes the text alone.
func (t Terminal) paint(w io.Writer, c cell) error {
	var before, after string
	if t.Links && OpensSafely(c.link) {
		before, after = "\x1b]8;;"+c.link+"\x1b\\", "\x1b]8;;\x1b\\"
	}
	if t.Color && c.tone != toneNone {
		before, after = before+toneSequences[c.tone], toneEnd+after
	}
	to, ok := w.(steerer)
	if !ok || before == "" || c.text == "" {
		_, err := io.WriteString(w, c.text)
		return err
	}
	if err := to.Steer(before); err != nil {
		return err
	}
	if _, err := io.WriteString(w, c.text); err != nil {
		return err
	}
	return to.Steer(after)
}

// longestLink is as much of an address as terminals take.
// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
const longestLink = 2083

// OpensSafely reports whether an address is one of a page of the web in ASCII as
// URLs have it: nothing in it ends a sequence, or is hidden.
func OpensSafely(address string) bool {
	if len(address) > longestLink || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`", r) }) {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// Link writes an address in a line of its own, however long: a broken one can't
// be opened or copied.
func (t Terminal) Link(w io.Writer, before, address string) error {
	if _, err := io.WriteString(w, before); err != nil {
		return err
	}
	if err := t.paint(w, cell{text: printable(address), link: address}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
