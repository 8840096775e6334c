package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"Zürich, 東京\n\tand 👩‍🔧\r\n":      "Zürich, 東京\n\tand 👩\\u200d🔧\r\n",
		"\x1b[31mred\x1b[0m":             `\x1b[31mred\x1b[0m`,
		"a\rb\r\nc\r":                    "a\\x0db\r\nc\\x0d",
		"\x00\a\b\v\f\x7f":               `\x00\x07\x08\x0b\x0c\u007f`,
		"\u009b31m\u0085":                `\u009b31m\u0085`,
		"\x9b31m\xff":                    `\x9b31m\xff`,
		"\u202eevil\u202c \u2066x\u2069": `\u202eevil\u202c \u2066x\u2069`,
		"\u2028\u2029":                   `\u2028\u2029`,
		"a\u200bb\ufeffc\u00add\u3164":   `a\u200bb\ufeffc\u00add\u3164`,
		"\U000e0041":                     `\U000e0041`,
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// What stands in a log line of JSON may be made visible without breaking it.
func TestVisibleKeepsJSON(t *testing.T) {
	for r := rune(' '); r < 0x3000; r++ {
		if r == '"' || r == '\\' {
			continue
		}
		var text string
		if err := json.Unmarshal([]byte(Visible(`"`+string(r)+`"`)), &text); err != nil || text != string(r) {
			t.Fatalf("%q became %q, %v", r, text, err)
		}
	}
}

// However a text is cut, the same is written.
func TestVisibleWriter(t *testing.T) {
	const text = "a\r\nb\rc\u202e東\xe6\x9d 👩\x9b\n\r\xe6"
	want := Visible(text)
	for size := 1; size <= len(text); size++ {
		var b bytes.Buffer
		w := NewVisibleWriter(&b)
		for start := 0; start < len(text); start += size {
			piece := text[start:min(start+size, len(text))]
			if n, err := w.Write([]byte(piece)); n != len(piece) || err != nil {
				t.Fatalf("%d, %v", n, err)
			}
		}
		if err := w.Flush(); err != nil || b.String() != want {
			t.Errorf("in pieces of %d: %q, want %q, %v", size, b.String(), want, err)
		}
	}
	var b bytes.Buffer
	if _, err := NewVisibleWriter(&b).Write([]byte("whole\n")); err != nil || b.String() != "whole\n" {
		t.Errorf("a whole line is held back: %q, %v", b.String(), err)
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("\x1b[31m\u202e\r\x9b", 3)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		seen := Visible(text)
		lines := strings.ReplaceAll(seen, "\r\n", "\n")
		if !utf8.ValidString(seen) || strings.ContainsFunc(lines, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }) {
			t.Errorf("%q became %q", text, seen)
		}
		var b bytes.Buffer
		w := NewVisibleWriter(&b)
		cut = min(max(cut, 0), len(text))
		_, _ = w.Write([]byte(text[:cut]))
		_, _ = w.Write([]byte(text[cut:]))
		if _ = w.Flush(); b.String() != seen {
			t.Errorf("%q cut at %d became %q, not %q", text, cut, b.String(), seen)
		}
	})
}
