// Package calls reads the API calls that an integration makes from the files
// in which people have them: a plain list, a Postman collection, a HAR, an
// OpenAPI document, an access log, a shell script, packed or not. It neither
// opens files nor knows any API: bytes in, calls out. What has one call a line
// is read line by line, however long it is.
//
// These files are full of secrets. Nothing that can be printed leaves the
// package but methods, hosts, paths and the names of places: no error and no
// reason repeats what was read, and a request prints no more than that.
package calls

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"authcat/catalog/find"
)

// MaxBytes is the longest document that is read. Logs and lists may be longer.
const MaxBytes = 64 << 20

// Input is a file with calls.
type Input struct {
	// Name says in an error which input it is about. Where the content leaves the
	// format open, the name's ending tells it.
	Name string
	// Source is read once.
	Source io.Reader
	// Fields name those of JSON lines; without them they are told by their names.
	Fields Fields
	// Answer, where it is not nil, is filled in with how each call was answered, and
	// stays so until the next is read. An input that can't say is an error then.
	Answer *Answer
	// Open takes calls that don't say which operation they are of: without a method,
	// or by the name of an operation alone. They are skipped where it is not set.
	Open bool
	// Markdown takes the calls in the code blocks of a document in Markdown.
	Markdown bool
	// Providers are those that a Terraform project requires in other files than this:
	// see TerraformProviders.
	Providers []string
	// Code, where it is not nil, is given what stands in the input in a programming
	// language, in the order of the calls.
	Code func(Code)

	format format
}

// Call is one API call.
type Call struct {
	// Request that is made. It is matched with the values of the variables
	// that the file defines, and printed as written: "{{tenant}}" and ":id" in
	// Postman. A path of an OpenAPI document has its "{id}", and in front the
	// path of the server's URL. It is good until the next call is read.
	Request find.Request
	// Auth is the type of Postman's authorization that applies to the request,
	// its own or that of the nearest folder or the collection: "noauth",
	// "bearer", "oauth2"; "" where none is stated, and in other formats.
	Auth string
	// Operation is the name of the operation that is called where no address says
	// so, as the input has it: an operationId. The Request has no address then.
	Operation string
	// API is the version of the API that the operation is of, "v2025"; "" where the input doesn't say.
	API string
	// Count is how often the call was made, where the input says so, else 0.
	Count int

	place string
	line  int
}

// HasMethod reports whether the input says the call's method.
func (c *Call) HasMethod() bool { return c.Request.HasMethod() }

// Where the call stands: "line 12", "entry 3" of a HAR, "folder / request" of a
// collection, a JSON pointer ("#/paths/~1identities/get") in a document.
func (c *Call) Where() string {
	if c.place == "" {
		return lineNumber(c.line)
	}
	return c.place
}

// Line is the number of the line on which the call stands, from 1; 0 where that is not known.
func (c *Call) Line() int { return c.line }

func lineNumber(line int) string { return "line " + strconv.Itoa(line) }

// Skip is an entry that was not taken, and why, in words of this package alone.
type Skip struct{ Where, Why string }

func (s *Skip) Error() string { return s.Where + ": " + s.Why }

// Format is the name of the format that the input was read as: "shell", "postman".
// It is known once the first call is.
func (in *Input) Format() string { return in.format.name }

// Calls reads the input, once: calls in the file's order, those of an OpenAPI
// document sorted by path; as often as they stand there. The format is told by
// the content. An entry that is no call, or none that can be read, comes as a
// *Skip in place of an error, and the reading goes on. Any other error is the
// last: the input as a whole can't be read, or has no call in it.
func (in *Input) Calls() iter.Seq2[Call, error] {
	return func(yield func(Call, error) bool) {
		c := collector{yield: yield, room: maxText, answer: in.Answer, open: in.Open, pieces: in.Code, providers: in.Providers}
		if err := in.read(&c); err != nil && (c.full || !c.done) {
			yield(Call{}, fmt.Errorf("%s: %w", in.Name, err))
		}
	}
}

func (in *Input) read(c *collector) error {
	plain, err := unpacked(in.Source)
	if err != nil {
		return err
	}
	defer plain.Close()
	lines := bufio.NewReaderSize(plain, maxLine)
	head, err := lines.Peek(maxLine)
	if err != nil && !errors.Is(err, io.EOF) {
		return unreadable(err)
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		_, _ = lines.Discard(len(byteOrderMark)) // of what was looked at
		head = head[len(byteOrderMark):]
	}
	if in.format, err = in.detect(sample{head, err != nil}); err != nil {
		return err
	}
	if in.format.line != nil {
		err = c.readLogs(in.format, lines)
	} else {
		err = in.readWhole(c, lines)
	}
	if err != nil {
		return err
	}
	if c.full {
		return fmt.Errorf("it lists more than authcat takes at once (%d entries, %d MiB of URLs): split it, or leave out repetitions", maxEntries, maxText>>20)
	}
	if c.calls == 0 {
		return &NoCallError{in.format.title, c.skipped, c.first}
	}
	return nil
}

// readWhole reads an input that is one document, or may be one.
func (in *Input) readWhole(c *collector, source *bufio.Reader) error {
	body, err := readDocument(source)
	if err == nil && in.format.document == nil {
		in.format, err = in.detectDocument(body)
	}
	switch {
	case err != nil:
		return err
	case in.format.line != nil:
		return c.readLogs(in.format, bufio.NewReaderSize(bytes.NewReader(body), maxLine))
	case c.answer != nil && !in.format.answers():
		return in.format.noAnswers()
	default:
		return in.format.document(c, body)
	}
}

func unreadable(err error) error { return fmt.Errorf("it can't be read: %w", err) }

// NoCallError is an input that can be read and has no call in it.
type NoCallError struct {
	title   string
	skipped int
	first   *Skip
}

func (e *NoCallError) Error() string {
	if e.skipped == 0 {
		return "no call was found in it, read as " + e.title
	}
	return fmt.Sprintf("no call was found in it, read as %s; of %d skipped the first is %v", e.title, e.skipped, e.first)
}
