package docs

import (
	"context"
	"fmt"
	"io"
)

// What is read at most, and behind it the most that the sites have as of
// 2026-08-22. Beyond a bound is an error; nothing is cut off.
const (
	maxPage         = 1 << 20  // bytes of an HTML page: 125,000
	maxSitemap      = 16 << 20 // bytes of a sitemap: 150,000
	maxURLs         = 50_000   // of a sitemap, as the protocol has it: 1,034
	maxMain         = 16 << 20 // bytes of main.*.js, which has every route
	maxScript       = 4 << 20  // bytes of any other script
	maxObject       = 1000     // bytes of a route's entry in a script: 100
	maxOperation    = 8 << 20  // bytes of the unpacked data of one operation, most of them schemas and examples
	maxNames        = 64       // scopes of a scheme, levels: 8
	maxAlternatives = 32       // of a security: 2
	maxSchemes      = 16       // of an alternative: 1
)

// checkSize bounds a document.
func checkSize(body []byte, most int) error {
	if len(body) > most {
		return fmt.Errorf("it has more than %d MiB, the most that is read", most>>20)
	}
	return nil
}

// interruptible reads a body until its context ends.
func interruptible(ctx context.Context, body []byte) io.Reader {
	return readerFunc(func(into []byte) (int, error) {
		if ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		n := copy(into, body[:min(len(body), 4096)])
		if body = body[n:]; n == 0 {
			return 0, io.EOF
		}
		return n, nil
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(into []byte) (int, error) { return f(into) }
