package chart

import (
	"bytes"
	"fmt"
)

// drawing collects SVG. What it prints as %s must be escaped before.
type drawing struct{ bytes.Buffer }

func (d *drawing) printf(format string, arguments ...any) { fmt.Fprintf(d, format, arguments...) }

// open writes the head: the words for those who don't see the picture, the
// styles, the parts' fills, and the ground, for the page's own may be of the
// other scheme.
func (d *drawing) open(c *chart) {
	d.openPicture(c.title, c.description(), len(c.series), c.layout.height, c.layout.barLeft-gap/2)
}

// openPicture writes the head of a picture with some fills, a height, and labels
// up to a width.
func (d *drawing) openPicture(title, description string, series, height, labels int) {
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title desc">`+"\n",
		pictureWidth, height)
	d.printf("<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escape(title), escape(description))
	d.printf("<style>\n%s</style>\n", styleSheet())
	d.printf("<defs>\n")
	for i := range min(series, len(fills)) {
		d.printf("%s\n", fills[i].pattern(i))
	}
	d.printf(`<clipPath id="labels"><rect x="0" y="0" width="%d" height="%d"/></clipPath>`+"\n</defs>\n", labels, height)
	d.printf(`<rect class="ground" x="0.5" y="0.5" width="%d" height="%d" rx="6"/>`+"\n", pictureWidth-1, height-1)
	d.printf(`<text class="heading" x="%d" y="%d">%s</text>`+"\n", margin, margin/2+titleSize+4,
		escape(shorten(title, titleSize, pictureWidth-2*margin)))
}

// description says what the picture shows, as text.
func (c *chart) description() string {
	text := fmt.Sprintf("Stacked bars, %s in %s.", plural(c.total, "count"), plural(len(c.bars), "row"))
	for i := range c.series {
		text += " " + c.legendText(i) + "."
	}
	return text
}

// legend explains the fills, with the series' totals.
func (d *drawing) legend(c *chart) {
	for i, at := range c.layout.legend {
		d.printf(`<rect x="%d" y="%d" width="%d" height="%[3]d" rx="2" fill="%s"/>`, at.x, at.y, swatch, fill(i))
		d.printf(`<text x="%d" y="%d">%s</text>`+"\n", at.x+swatch+6, at.y+swatch-2, escape(shorten(c.legendText(i), fontSize, pictureWidth-2*margin-swatch-6)))
	}
}

func (c *chart) legendText(series int) string {
	return fmt.Sprintf("%s: %s", oneLine(c.series[series]), share(c.totals[series], c.total))
}

// heads mark the columns of numbers by their series' fills.
func (d *drawing) heads(c *chart) {
	y := c.layout.top - headHeight
	for at, i := range c.counted {
		d.printf(`<rect x="%d" y="%d" width="%d" height="%[3]d" rx="2" fill="%s"/>`+"\n",
			c.layout.numberAt(at)-swatch, y+4, swatch, fill(i))
	}
	d.printf(`<text class="number faint" x="%d" y="%d">total</text>`+"\n", c.layout.numberAt(len(c.counted)), y+swatch+2)
	d.printf(`<path class="line" d="M%d %d.5H%d"/>`+"\n", margin, c.layout.top-1, pictureWidth-margin)
}

// row writes one bar: its label, its parts, and the numbers.
func (d *drawing) row(c *chart, index int, bar Bar) {
	l := c.layout
	y := l.top + index*rowHeight
	baseline := y + rowHeight - 6
	d.printf("<g><title>%s</title>\n", escape(c.rowText(bar)))
	if index%2 == 1 {
		d.printf(`<rect class="stripe" x="%d" y="%d" width="%d" height="%d"/>`+"\n", margin/2, y, pictureWidth-margin, rowHeight)
	}
	d.printf(`<text clip-path="url(#labels)" x="%d" y="%d">%s</text>`+"\n", margin, baseline, escape(shorten(bar.Label, fontSize, l.labelWidth)))
	d.parts(c, bar, y+(rowHeight-barHeight)/2)
	for at, i := range c.counted {
		class := "number"
		if bar.value(i) == 0 {
			class = "number faint"
		}
		d.printf(`<text class="%s" x="%d" y="%d">%s</text>`+"\n", class, l.numberAt(at), baseline, count(bar.value(i)))
	}
	d.printf(`<text class="number total" x="%d" y="%d">%s</text></g>`+"\n", l.numberAt(len(c.counted)), baseline, count(bar.total(len(c.series))))
}

// parts writes the bar itself.
func (d *drawing) parts(c *chart, bar Bar, y int) {
	values := make([]int, len(c.series))
	for i := range values {
		values[i] = bar.value(i)
	}
	x := c.layout.barLeft
	for i, width := range parts(values, c.widest, c.layout.barLength) {
		if width > 0 {
			d.printf(`<rect class="part" x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x, y, width, barHeight, fill(i))
			x += width
		}
	}
}

// rowText is a row in words, its label in full.
func (c *chart) rowText(bar Bar) string {
	text := oneLine(bar.Label) + ": "
	for i, name := range c.series {
		text += fmt.Sprintf("%s %s, ", oneLine(name), count(bar.value(i)))
	}
	return text + "total " + count(bar.total(len(c.series)))
}
