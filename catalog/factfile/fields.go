package factfile

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// field is one thing that a block of lines says of a T, in both directions: one
// row a field is all that a new one costs here.
type field[T any] struct {
	keyword string
	// write returns what follows the keyword, one text a line; "" for the keyword alone.
	write func(*T) []string
	// read takes what follows the keyword in one line.
	read func(*T, string) error
}

// plain is a text as it is; nothing is written where it is empty.
func plain[T any, S ~string](keyword string, at func(*T) *S) field[T] {
	return field[T]{keyword,
		func(of *T) []string { return present(string(*at(of))) },
		func(of *T, rest string) error { *at(of) = S(rest); return nil },
	}
}

// text is a line's only value, quoted where it has to be.
func text[T any, S ~string](keyword string, at func(*T) *S) field[T] {
	return quoted(plain(keyword, at))
}

// plainEach is a list of texts, a line each.
func plainEach[T any](keyword string, at func(*T) *[]string) field[T] {
	return field[T]{keyword,
		func(of *T) []string { return *at(of) },
		func(of *T, rest string) error { *at(of) = append(*at(of), rest); return nil },
	}
}

// quoted quotes the lines of a field where they have to be.
func quoted[T any](f field[T]) field[T] {
	return field[T]{f.keyword,
		func(of *T) []string {
			var lines []string
			for _, line := range f.write(of) {
				lines = append(lines, quoteText(line))
			}
			return lines
		},
		func(of *T, rest string) error {
			line, err := unquoteText(rest)
			return errors.Join(err, f.read(of, line))
		},
	}
}

// words is a list in one line.
func words[T any](keyword string, at func(*T) *[]string) field[T] {
	return field[T]{keyword,
		func(of *T) []string { return present(joinWords(*at(of))) },
		func(of *T, rest string) (err error) { *at(of), err = splitWords(rest); return err },
	}
}

// flag is a keyword that stands alone, or is missing.
func flag[T any](keyword string, at func(*T) *bool) field[T] {
	return field[T]{keyword,
		func(of *T) []string {
			if !*at(of) {
				return nil
			}
			return []string{""}
		},
		func(of *T, _ string) error { *at(of) = true; return nil },
	}
}

// day is a time to the second, in UTC.
func day[T any](keyword string, at func(*T) *time.Time) field[T] {
	return field[T]{keyword,
		func(of *T) []string { return []string{at(of).UTC().Format(time.RFC3339)} },
		func(of *T, rest string) (err error) { *at(of), err = time.Parse(time.RFC3339, rest); return err },
	}
}

// within are the fields of a part, which is nil where there is none.
func within[T, U any](fields []field[U], part func(*T) *U) []field[T] {
	var all []field[T]
	for _, f := range fields {
		all = append(all, field[T]{f.keyword,
			func(of *T) []string {
				if u := part(of); u != nil {
					return f.write(u)
				}
				return nil
			},
			func(of *T, rest string) error {
				if u := part(of); u != nil {
					return f.read(u, rest)
				}
				return errKeyword
			},
		})
	}
	return all
}

func present(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

var errKeyword = errors.New("unknown keyword")

func writeFields[T any](w io.Writer, fields []field[T], of *T) {
	for _, f := range fields {
		for _, line := range f.write(of) {
			if line != "" {
				line = " " + line
			}
			fmt.Fprintln(w, f.keyword+line)
		}
	}
}

// readFields reads lines, each by the field of its keyword.
func readFields[T any](block string, fields []field[T], of *T) error {
	at := 0
	for line := range strings.Lines(block) {
		keyword, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if keyword == "" {
			continue
		}
		if err := readField(fields, &at, of, keyword, rest); err != nil {
			return err
		}
	}
	return nil
}

// readField reads what follows a keyword. Keywords nearly always stand in the
// order of the fields: each is looked for from the place of the one before.
func readField[T any](fields []field[T], at *int, of *T, keyword, rest string) error {
	same := func(f field[T]) bool { return f.keyword == keyword }
	next := slices.IndexFunc(fields[*at:], same)
	if next < 0 {
		*at, next = 0, slices.IndexFunc(fields, same)
	}
	err := errKeyword
	if next >= 0 {
		*at += next
		err = fields[*at].read(of, rest)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", keyword, err)
	}
	return nil
}
