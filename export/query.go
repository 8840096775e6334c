package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/itchyny/gojq"
)

// Query is a jq expression about an answer. It reaches nothing else: no file, no
// module, no variable of the environment, no further input.
type Query struct{ code *gojq.Code }

// ParseQuery reads an expression. Its errors don't repeat it, but for short names.
func ParseQuery(text string) (*Query, error) {
	parsed, err := gojq.Parse(text)
	if bad := (*gojq.ParseError)(nil); errors.As(err, &bad) {
		return nil, fmt.Errorf("%s at character %d", unquoted(bad.Error()), bad.Offset)
	}
	if err != nil {
		return nil, errors.New(unquoted(err.Error()))
	}
	none := func() []string { return nil }
	code, err := gojq.Compile(parsed, gojq.WithEnvironLoader(none))
	if err != nil {
		return nil, errors.New(unquoted(err.Error()))
	}
	return &Query{code}, nil
}

// unquoted is a message about an expression without what it repeats of it, which
// may be anything, but for names and signs.
func unquoted(message string) string {
	message = quoted.ReplaceAllStringFunc(message, func(text string) string {
		if len(text) <= len(`"=="`) || isFieldName(text[1:len(text)-1]) {
			return text
		}
		return "…"
	})
	message = word.ReplaceAllStringFunc(message, func(text string) string {
		if isFieldName(text) {
			return text
		}
		return "…"
	})
	return longWord.ReplaceAllString(message, "…")
}

var (
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?`)
	word     = regexp.MustCompile(`[A-Za-z0-9_-]{6,}`)
	longWord = regexp.MustCompile(`[^\s"]{25,}`)
)

// write writes the results, one a line: texts as they are, null as an empty line.
func (q *Query) write(ctx context.Context, w io.Writer, data any) error {
	results := q.code.RunWithContext(ctx, data)
	for {
		value, more := results.Next()
		if !more {
			return nil
		}
		if err, failed := value.(error); failed {
			if halt := (*gojq.HaltError)(nil); errors.As(err, &halt) && halt.Value() == nil {
				return nil
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &ExpressionError{"jq", unquoted(err.Error())}
		}
		line, err := resultLine(value)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
}

func resultLine(value any) (string, error) {
	switch value := value.(type) {
	case nil:
		return "", nil
	case string:
		return value, nil
	default:
		text, err := gojq.Marshal(value)
		return string(text), err
	}
}

// plainText is a value in one cell or word of text: of a list its values, separated.
func plainText(value any, separator string) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	case bool:
		return strconv.FormatBool(value)
	case []any:
		texts := make([]string, len(value))
		for i, v := range value {
			texts[i] = plainText(v, separator)
		}
		return strings.Join(texts, separator)
	default:
		return fmt.Sprint(value)
	}
}
