package calls

import "strings"

// Code is a piece of a program that stands in another document: in a block of
// Markdown, in a step of a workflow. It is in a language that this package does
// not read.
type Code struct {
	// Language as the document names it, in lower case: "powershell", "python", "js".
	Language string
	// Line is how many lines of the input stand before the text.
	Line int
	Text string
}

// code passes on a piece of a program, behind so many lines of the part that is read.
func (c *collector) code(language string, before int, text string) {
	if c.pieces != nil && strings.TrimSpace(text) != "" {
		c.pieces(Code{language, c.before + before, text})
	}
}
