package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes text safe for a terminal: what would steer it, hide text or
// turn its direction is shown as "\x1b" or "\u202e" instead. That are control
// characters but line breaks and tabs, those of eight bits (C1) included,
// bidirectional marks, what has no width, other line separators, and bytes
// that are no UTF-8. Beyond ASCII it is written as in JSON, and stays valid in it.
func Visible(text string) string {
	if !strings.ContainsFunc(text, unseen) && utf8.ValidString(text) {
		return text
	}
	var out strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, text[0])
		case strings.HasPrefix(text, "\r\n"): // the end of a line, in CSV
			out.WriteByte('\r')
		case unseen(r):
			writeEscape(&out, r)
		default:
			out.WriteRune(r)
		}
		text = text[size:]
	}
	return out.String()
}

func writeEscape(out *strings.Builder, r rune) {
	switch {
	case r < ' ':
		fmt.Fprintf(out, `\x%02x`, r)
	case r <= 0xffff:
		fmt.Fprintf(out, `\u%04x`, r)
	default:
		fmt.Fprintf(out, `\U%08x`, r)
	}
}

// unseen reports whether a character can't be seen, or changes how others are.
func unseen(r rune) bool {
	switch r {
	case '\n', '\t':
		return false
	case '\u2028', '\u2029':
		return true
	default:
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
	}
}

// VisibleWriter passes on what is written to it as Visible makes it, for a
// terminal. What is cut between two writes, in a character or in a line's end,
// is put together; Flush writes what is still held back.
type VisibleWriter struct {
	to   io.Writer
	rest []byte
}

// NewVisibleWriter returns one that writes to a terminal.
func NewVisibleWriter(to io.Writer) *VisibleWriter { return &VisibleWriter{to: to} }

func (w *VisibleWriter) Write(p []byte) (int, error) {
	text := append(w.rest, p...)
	whole := len(text) - unfinished(text)
	_, err := io.WriteString(w.to, Visible(string(text[:whole])))
	w.rest = append([]byte(nil), text[whole:]...)
	return len(p), err
}

// Steer writes a sequence of the program's own as it is, after what was held back.
func (w *VisibleWriter) Steer(sequence string) error {
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w.to, sequence)
	return err
}

// Flush writes what was held back: it has no end.
func (w *VisibleWriter) Flush() error {
	_, err := io.WriteString(w.to, Visible(string(w.rest)))
	w.rest = nil
	return err
}

// unfinished counts the bytes at the end of which the next ones decide.
func unfinished(text []byte) int {
	if n := len(text); n > 0 && text[n-1] == '\r' {
		return 1
	}
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if start := text[len(text)-n:]; utf8.RuneStart(start[0]) {
			if utf8.FullRune(start) {
				return 0
			}
			return n
		}
	}
	return 0
}
