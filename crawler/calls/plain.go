package calls

import (
	"bytes"
	"slices"

	"authcat/catalog/find"
)

// line takes the call of a line. Most are of the plainest form and passed on as
// they are; the others are looked at as entries of documents are.
func (c *collector) line(number int, method, url []byte) {
	if plainMethod(method) && plainURL(url) {
		c.give(Call{Request: find.NewRequest(method, url), line: c.at(number)})
		return
	}
	c.call(request{method: string(method), url: string(url), line: number})
}

// skipLine is skip for a line.
func (c *collector) skipLine(number int, why string) { c.skip(lineNumber(c.at(number)), why) }

func plainMethod(method []byte) bool {
	return slices.ContainsFunc(methods, func(known string) bool { return string(method) == known })
}

// plainURL reports whether a URL is a path or one of HTTP, in ASCII without
// spaces: all that is asked of a usable one.
func plainURL(url []byte) bool {
	if len(url) == 0 || len(url) > maxURL {
		return false
	}
	if url[0] != '/' && !bytes.HasPrefix(url, []byte("https://")) && !bytes.HasPrefix(url, []byte("http://")) {
		return false
	}
	return plainText(url)
}

func plainText(text []byte) bool {
	odd := false
	for _, b := range text {
		odd = odd || b-'!' > '~'-'!'
	}
	return !odd
}
