package chart

// The picture's measures, in pixels.
const (
	pictureWidth = 900
	margin       = 16
	rowHeight    = 20
	barHeight    = 14
	titleHeight  = 34
	legendHeight = 22
	headHeight   = 20
	fontSize     = 12
	titleSize    = 16
	swatch       = 12
	gap          = 12
	widestLabel  = 270
)

// layout says where the columns of a chart stand: label, bar, one number a
// series, total.
type layout struct {
	labelWidth, barLeft, barLength int
	// numberWidth is a number column's; numberRight is where the first ends.
	numberWidth, numberRight int
	// legend are the entries' places.
	legend []place
	// top is where the rows start.
	top, height int
}

type place struct{ x, y int }

func newLayout(c *chart) layout {
	l := layout{numberWidth: textWidth(count(c.total), fontSize) + gap}
	for _, bar := range c.bars {
		l.labelWidth = max(l.labelWidth, min(textWidth(oneLine(bar.Label), fontSize)+1, widestLabel))
	}
	l.barLeft = margin + l.labelWidth + gap
	l.numberRight = pictureWidth - margin - l.numberWidth*len(c.counted)
	l.barLength = max(l.numberRight-l.numberWidth-l.barLeft, 40)
	x, y := margin, margin/2+titleHeight
	for i := range c.series {
		width := swatch + 6 + textWidth(c.legendText(i), fontSize) + gap
		if x > margin && x+width > pictureWidth-margin {
			x, y = margin, y+legendHeight
		}
		l.legend = append(l.legend, place{x, y})
		x += width
	}
	l.top = y + legendHeight + headHeight
	l.height = l.top + rowHeight*len(c.bars) + margin
	return l
}

// numberAt is where a column of numbers ends; the last column is the total's.
func (l layout) numberAt(column int) int { return l.numberRight + column*l.numberWidth }
