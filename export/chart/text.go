package chart

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes a text one line of what can be seen. Control characters and the
// marks that turn the direction of what follows (U+202E) become U+FFFD.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0xFFFE, r == 0xFFFF:
			return utf8.RuneError
		default:
			return r
		}
	}, text)
}

// escape makes a text that means nothing to XML, in one line.
func escape(text string) string { return xmlEscapes.Replace(oneLine(text)) }

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

const ellipsis = "…"

// shorten cuts a text that is wider than it may be, with an ellipsis at its end.
func shorten(text string, size, width int) string {
	text = oneLine(text)
	if textWidth(text, size) <= width {
		return text
	}
	room := width*100 - runeWidth('…')*size
	for i, r := range text {
		if room -= runeWidth(r) * size; room < 0 {
			return strings.TrimRight(text[:i], " ") + ellipsis
		}
	}
	return text
}

// textWidth estimates a text's width in pixels. Each reader has another font:
// the estimate is of a wide one.
func textWidth(text string, size int) int {
	hundredths := 0
	for _, r := range text {
		hundredths += runeWidth(r) * size
	}
	return (hundredths + 99) / 100
}

// runeWidth is a character's width in hundredths of the font's size.
func runeWidth(r rune) int {
	switch {
	case strings.ContainsRune("ijl.,:;'|!", r):
		return 30
	case strings.ContainsRune(" ftrI()[]{}/-", r):
		return 40
	case strings.ContainsRune("mwMW@%…", r):
		return 95
	case r >= 0x1100:
		return 105
	case unicode.IsUpper(r):
		return 74
	default:
		return 62
	}
}

// count writes a number with its thousands apart: "5,755".
func count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// share writes a count and what part of a whole it is: "812 (19%)".
func share(n, whole int) string {
	switch percent := 100 * n / max(whole, 1); {
	case n == 0 || whole == 0:
		return count(n)
	case percent == 0:
		return count(n) + " (<1%)"
	case percent == 99:
		return count(n) + " (99%)" // never 100 while something is left
	default:
		return fmt.Sprintf("%s (%d%%)", count(n), (200*n+whole)/(2*whole))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}
