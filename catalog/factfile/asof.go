package factfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"authcat/catalog"
)

// AsOf is the day of a snapshot's newest specification, as catalog.Facts.AsOf
// has it. It reads the heads of the files alone and compares nothing with
// checksums: that is some microseconds, where Decode takes milliseconds.
func AsOf(files fs.FS) (time.Time, error) {
	ids, err := readLines(files, IndexName)
	if err != nil {
		return time.Time{}, err
	}
	var facts catalog.Facts
	for _, id := range ids[1:] {
		head, err := firstBlock(files, id+suffix)
		if err == nil {
			r := reader{facts: &facts}
			err = r.start(head)
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("%s: %w", id+suffix, err)
		}
	}
	return facts.AsOf(), nil
}

// firstBlock reads a file up to its first blank line.
func firstBlock(files fs.FS, name string) (text string, err error) {
	file, err := files.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	lines := bufio.NewReader(file)
	for {
		line, err := lines.ReadString('\n')
		switch {
		case line == "\n" || errors.Is(err, io.EOF):
			return text + line[:max(len(line)-1, 0)], nil
		case err != nil:
			return "", err
		}
		text += line
	}
}
