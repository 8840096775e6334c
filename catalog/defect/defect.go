// Package defect makes errors of the program's own defects, so that one of
// them costs what it is about and nothing else.
package defect

import (
	"fmt"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
)

// Error is a panic: a defect of this program that something brought out, most
// likely a document that its reader was not written for.
type Error struct {
	// What brought it out: a document's address.
	What string
	// Place is where the program failed, "openapi.Parse (parse.go:30)".
	Place string
	// Value is what Go says of it, in one line.
	Value string
	// Stack is for who mends it.
	Stack string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s brings out a defect of authcat, in %s: %s", e.What, e.Place, e.Value)
}

// Contain does some work on something, and makes an error of a panic in it: a
// document that the program fails on is a failure of that document, and takes
// no other with it. Every goroutine of the program does its work in it, since a
// panic of one ends the process, with the exit code of a wrong command line.
func Contain(what string, work func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &Error{What: what, Place: place(), Value: oneLine(value), Stack: string(debug.Stack())}
		}
	}()
	return work()
}

// oneLine says what a panic was about. Go's own words are short; others may have a document in them.
func oneLine(value any) string {
	const most = 200
	text := strings.Join(strings.Fields(fmt.Sprint(value)), " ")
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// place is where a panic began: the innermost function that is of this module,
// as far as there is one, in short.
func place() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	panicked, innermost := false, ""
	for {
		frame, more := frames.Next()
		short := fmt.Sprintf("%s (%s:%d)", path.Base(frame.Function), path.Base(frame.File), frame.Line)
		switch {
		case frame.Function == "runtime.gopanic" || frame.Function == "runtime.sigpanic":
			panicked, innermost = true, ""
		case !panicked || strings.HasPrefix(frame.Function, "runtime."):
		case strings.HasPrefix(frame.Function, "authcat/"), strings.HasPrefix(frame.Function, "main."):
			return short
		case innermost == "":
			innermost = short
		}
		if !more {
			return innermost
		}
	}
}
