package chart

import (
	"fmt"
	"time"
)

// Course is one row of a picture of courses: a share over time.
type Course struct {
	Label string
	// Steps in the order of their days; a share holds until the next one.
	Steps []Step
}

// Step is a share from a day on: Part of Whole.
type Step struct {
	Day         time.Time
	Part, Whole int
}

// The measures of the picture of courses, in pixels.
const (
	courseHeight = 26
	courseRise   = 18
	courseWidth  = 440
	percentWidth = 52
)

// Courses draws the share of each row over time, from the first day of all to a
// last one, with the last share in print. The same arguments give the same bytes.
func Courses(title string, courses []Course, last time.Time) []byte {
	first := last
	for _, course := range courses {
		if len(course.Steps) > 0 && course.Steps[0].Day.Before(first) {
			first = course.Steps[0].Day
		}
	}
	var d drawing
	p := plot{first: first, last: last, left: pictureWidth - margin - 2*percentWidth - courseWidth, top: margin/2 + titleHeight + headHeight}
	d.openPicture(title, fmt.Sprintf("A line for each of %s, from %s to %s.", plural(len(courses), "row"), first.Format(time.DateOnly), last.Format(time.DateOnly)),
		2, p.top+len(courses)*courseHeight+margin, p.left-gap/2)
	d.years(p, len(courses))
	for i, course := range courses {
		d.course(p, i, course)
	}
	d.printf("</svg>\n")
	return d.Bytes()
}

// plot is where days stand.
type plot struct {
	first, last time.Time
	left, top   int
}

func (p plot) x(day time.Time) float64 {
	if !p.last.After(p.first) {
		return float64(p.left)
	}
	return float64(p.left) + courseWidth*day.Sub(p.first).Hours()/p.last.Sub(p.first).Hours()
}

// years marks the beginning of each year.
func (d *drawing) years(p plot, rows int) {
	for year := p.first.Year() + 1; ; year++ {
		day := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		if day.After(p.last) {
			break
		}
		d.printf(`<text class="faint" x="%.1f" y="%d">%d</text>`, p.x(day)+3, p.top-6, year)
		d.printf(`<path class="line" d="M%.1f %d.5V%d"/>`+"\n", p.x(day), p.top-1, p.top+rows*courseHeight)
	}
	d.printf(`<text class="number faint" x="%d" y="%d">open</text><text class="number faint" x="%d" y="%[2]d">of</text>`+"\n",
		pictureWidth-margin-percentWidth, p.top-6, pictureWidth-margin)
}

// course draws one row.
func (d *drawing) course(p plot, index int, c Course) {
	top := p.top + index*courseHeight
	bottom := top + courseHeight - 4
	d.printf("<g><title>%s</title>\n", escape(c.text()))
	if index%2 == 1 {
		d.printf(`<rect class="stripe" x="%d" y="%d" width="%d" height="%d"/>`+"\n", margin/2, top, pictureWidth-margin, courseHeight)
	}
	d.printf(`<text clip-path="url(#labels)" x="%d" y="%d">%s</text>`+"\n", margin, bottom-4, escape(shorten(c.Label, fontSize, p.left-margin-gap)))
	if n := len(c.Steps); n > 0 {
		d.printf(`<path class="part" fill="%s" d="M%.1f %d`, fill(1), p.x(c.Steps[0].Day), bottom)
		for i, step := range c.Steps {
			ends := p.last
			if i+1 < n {
				ends = c.Steps[i+1].Day
			}
			d.printf("V%.1fH%.1f", float64(bottom)-courseRise*step.share(), p.x(ends))
		}
		d.printf("V%dZ\"/>\n", bottom)
		d.printf(`<path class="line" d="M%.1f %d.5H%.1f"/>`+"\n", p.x(c.Steps[0].Day), bottom, p.x(p.last))
		d.printf(`<text class="number total" x="%d" y="%d">%.0f%%</text>`, pictureWidth-margin-percentWidth, bottom-4, 100*c.Steps[n-1].share())
		d.printf(`<text class="number" x="%d" y="%d">%s</text>`, pictureWidth-margin, bottom-4, count(c.Steps[n-1].Whole))
	}
	d.printf("</g>\n")
}

func (s Step) share() float64 {
	if s.Whole <= 0 {
		return 0
	}
	return float64(s.Part) / float64(s.Whole)
}

// text is a row in words.
func (c Course) text() string {
	text := oneLine(c.Label)
	for i, step := range c.Steps {
		if i > 0 && step.share() == c.Steps[i-1].share() {
			continue
		}
		text += fmt.Sprintf("; %s: %d of %d", step.Day.Format(time.DateOnly), step.Part, step.Whole)
	}
	return text
}
