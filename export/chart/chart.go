// Package chart draws counts as an SVG picture that Markdown pages show through
// <img>: no script, nothing loaded from elsewhere, light and dark by the
// reader's preference, and each number in print beside its bar.
package chart

// Bar is one row of a chart.
type Bar struct {
	Label string
	// Values are counts, one for each series; a missing one is 0.
	Values []int
}

// Stacked draws horizontal bars, one row each in their order, whose parts are
// the series. All share one scale. A series keeps its colour whatever the others
// count; up to five are told apart. The same arguments give the same bytes.
func Stacked(title string, series []string, bars []Bar) []byte {
	c := newChart(title, series, bars)
	var d drawing
	d.open(c)
	d.legend(c)
	d.heads(c)
	for i, bar := range bars {
		d.row(c, i, bar)
	}
	d.printf("</svg>\n")
	return d.Bytes()
}

// chart is what is drawn, with its sums.
type chart struct {
	title  string
	series []string
	bars   []Bar
	// totals are the series' sums, total is theirs, widest the greatest bar's.
	totals        []int
	total, widest int
	// counted are the series that count anything: only these have a column of numbers.
	counted []int
	layout  layout
}

func newChart(title string, series []string, bars []Bar) *chart {
	c := &chart{title: title, series: series, bars: bars, totals: make([]int, len(series))}
	for _, bar := range bars {
		sum := 0
		for i := range series {
			value := bar.value(i)
			c.totals[i] += value
			sum += value
		}
		c.total += sum
		c.widest = max(c.widest, sum)
	}
	for i, total := range c.totals {
		if total != 0 {
			c.counted = append(c.counted, i)
		}
	}
	c.layout = newLayout(c)
	return c
}

// value is a bar's count in a series.
func (b Bar) value(series int) int {
	if series < len(b.Values) {
		return b.Values[series]
	}
	return 0
}

func (b Bar) total(series int) int {
	sum := 0
	for i := range series {
		sum += b.value(i)
	}
	return sum
}

// parts are the widths in pixels of a bar's parts, where the widest bar of the
// chart is as long as given. They add up to the bar without a gap; a part that
// counts anything is seen, however small.
func parts(values []int, widest, length int) []int {
	widths := make([]int, len(values))
	edge, sum := 0, 0
	for i, value := range values {
		sum += max(value, 0)
		next := 0
		if widest > 0 {
			next = (2*sum*length + widest) / (2 * widest) // rounded
		}
		widths[i] = next - edge
		edge = next
	}
	for i, value := range values {
		if short := smallestPart - widths[i]; value > 0 && short > 0 {
			widths[i] += short
			shrinkWidest(widths, short)
		}
	}
	return widths
}

const smallestPart = 3

// shrinkWidest takes pixels from the widest part, where it can spare them: of a
// bar whose parts are all small nobody sees that it is longer than its scale.
func shrinkWidest(widths []int, pixels int) {
	at := 0
	for i, width := range widths {
		if width > widths[at] {
			at = i
		}
	}
	if widths[at]-pixels > smallestPart {
		widths[at] -= pixels
	}
}
