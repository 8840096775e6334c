package chart

import (
	"fmt"
	"strings"
)

// scheme are the colours on a light or a dark ground. Each fill stands out from
// its ground by 3:1 or more, each text by 4.5:1 (WCAG 2.2 AA); a test counts.
type scheme struct {
	ground, border, stripe, text, faint string
	fills                               [5]string
}

// The fills are Okabe and Ito's (https://jfly.uni-koeln.de/color/), which
// colour-blind readers tell apart, darker or lighter where they would be too faint.
var (
	light = scheme{
		ground: "#ffffff", border: "#d0d7de", stripe: "#f6f8fa", text: "#1f2328", faint: "#656d76",
		fills: [5]string{"#d55e00", "#0072b2", "#008f68", "#6e7781", "#a8497e"},
	}
	dark = scheme{
		ground: "#0d1117", border: "#30363d", stripe: "#161b22", text: "#e6edf3", faint: "#8b949e",
		fills: [5]string{"#e8741a", "#56b4e9", "#1fbf92", "#9aa4af", "#d98fba"},
	}
)

// fills tell the series apart without colour too.
var fills = [...]hatch{"", "M-1 1L1 -1M0 6L6 0M5 7L7 5", "M0 3H6", "M3 0V6", "M1.5 1.5h1.5M4.5 4.5h1.5"}

// hatch is the path of lines over a fill, in a square of 6.
type hatch string

// pattern defines a series' fill.
func (h hatch) pattern(series int) string {
	lines := ""
	if h != "" {
		lines = fmt.Sprintf(`<path class="hatch" d="%s"/>`, h)
	}
	return fmt.Sprintf(`<pattern id="s%d" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="s%[1]d" width="6" height="6"/>%s</pattern>`, series, lines)
}

// fill is a series' fill; with more series than fills they come again.
func fill(series int) string { return fmt.Sprintf("url(#s%d)", series%len(fills)) }

// styleSheet is the picture's. The fonts are the reader's own.
func styleSheet() string {
	return `text{font:12px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans",Helvetica,Arial,sans-serif}
.heading{font-size:16px;font-weight:600}
.number{text-anchor:end;font-variant-numeric:tabular-nums}
.total{font-weight:600}
.hatch{fill:none;stroke-opacity:.4}
.part{stroke-width:1}
` + light.rules() + "@media (prefers-color-scheme:dark){\n" + dark.rules() + "}\n"
}

// rules are a scheme's part of the style sheet.
func (s scheme) rules() string {
	var b strings.Builder
	fmt.Fprintf(&b, "text{fill:%s}\n.faint{fill:%s}\n.ground{fill:%s;stroke:%s}\n.stripe{fill:%s}\n.line{stroke:%s}\n.part,.hatch{stroke:%s}\n",
		s.text, s.faint, s.ground, s.border, s.stripe, s.border, s.ground)
	for i, fill := range s.fills {
		fmt.Fprintf(&b, ".s%d{fill:%s}\n", i, fill)
	}
	return b.String()
}
