package chart

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestContrast(t *testing.T) {
	for name, s := range map[string]scheme{"light": light, "dark": dark} {
		for _, ground := range []string{s.ground, s.stripe} {
			for _, text := range []string{s.text, s.faint} {
				if got := contrast(t, text, ground); got < 4.5 {
					t.Errorf("%s: text %s on %s: %.2f", name, text, ground, got)
				}
			}
			for _, fill := range s.fills {
				if got := contrast(t, fill, ground); got < 3 {
					t.Errorf("%s: fill %s on %s: %.2f", name, fill, ground, got)
				}
			}
		}
		if !strings.Contains(styleSheet(), s.rules()) {
			t.Errorf("the style sheet has no %s rules", name)
		}
	}
	if !strings.Contains(styleSheet(), "@media (prefers-color-scheme:dark){\n"+dark.rules()) {
		t.Error("dark is not by the reader's preference")
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	lighter, darker := luminance(t, a), luminance(t, b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"Accounts", 100, "Accounts"},
		{"Access Request Approvals", 80, "Access Re…"},
		{"Access Request Approvals", 66, "Access…"},
		{"é\u202e漢字\n", 100, "é\ufffd漢字 "},
		{"", 10, ""},
	} {
		got := shorten(test.text, 12, test.width)
		if got != test.want || textWidth(got, 12) > test.width {
			t.Errorf("%q in %d: %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567", -1234: "-1,234", -123: "-123"} {
		if got := count(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for _, test := range []struct {
		n, whole int
		want     string
	}{
		{0, 0, "0"}, {0, 9, "0"}, {1, 1000, "1 (<1%)"}, {1, 3, "1 (33%)"}, {2, 3, "2 (67%)"}, {999, 1000, "999 (99%)"}, {9, 9, "9 (100%)"},
	} {
		if got := share(test.n, test.whole); got != test.want {
			t.Errorf("%d of %d: %s, want %s", test.n, test.whole, got, test.want)
		}
	}
}
