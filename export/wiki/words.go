package wiki

import "strings"

// upperFirst begins a cell or sentence.
func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
