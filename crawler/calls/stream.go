package calls

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLine is the longest line that is read, and how much of an input is looked
// at to tell its format. Servers refuse requests that make lines so long.
const maxLine = 256 << 10

// sample is the beginning of an input, or all of it.
type sample struct {
	text  []byte
	whole bool
}

// lines are the whole lines of a sample that say something, no more than tell a format.
func (s sample) lines(yield func([]byte) bool) {
	const most = 100
	n := 0
	for line := range bytes.Lines(s.text) {
		if !s.whole && line[len(line)-1] != '\n' || n == most {
			return
		}
		if len(significant(line)) == 0 {
			continue
		}
		if n++; !yield(bytes.TrimSpace(line)) {
			return
		}
	}
}

// most reports whether most lines of a sample are such.
func (s sample) most(such func(line []byte) bool) bool {
	lines, found := 0, 0
	for line := range s.lines {
		if lines++; such(line) {
			found++
		}
	}
	return found*2 > lines
}

// readLines reads an input line by line.
func (c *collector) readLines(source *bufio.Reader, read func(c *collector, number int, line []byte)) error {
	c.stream = true
	for number := 1; !c.done; number++ {
		line, err := source.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			c.skipLine(number, longLine)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = source.ReadSlice('\n')
			}
		} else if line = bytes.TrimSpace(line); len(line) > 0 {
			read(c, number, line)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
	}
	return nil
}

var longLine = fmt.Sprintf("the line is longer than %d KiB", maxLine>>10)

// readDocument reads all of an input.
func readDocument(source *bufio.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(source, MaxBytes+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case len(body) > MaxBytes:
		return nil, fmt.Errorf("it has more than %d MiB, which is all that is read of what is no log and no list of lines", MaxBytes>>20)
	case bytes.IndexByte(body, 0) >= 0:
		return nil, errBinary
	default:
		return body, nil
	}
}

// byteOrderMark is what Windows editors write before UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")
