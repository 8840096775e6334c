// Package powershell reads PowerShell scripts, modules and data files.
//
// It reads what a script means rather than all that its grammar forbids: text
// that stands right behind a value is taken with it, a variable in a string ends
// before a "?", and what is no PowerShell at all is passed over. What it can't
// know is whether a parameter takes a value: it does where one comes behind it,
// unless it is a widely known switch.
package powershell

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"authcat/crawler/code/syntax"
)

// Parse reads a file in UTF-8, or in UTF-16 with a byte order mark. It never
// fails: what it can't read is an Other, and it goes on behind it.
//
// Beyond what syntax says of all languages: casts are left out but for the types
// of variables; a pipeline of several commands, and an operator that no Kind is
// for, is an Other with the operator as its Text; $true, $false and $null are
// Others; the last thing that a function puts out is returned; the properties of
// a class are assigned in a function that has the class' name.
func Parse(body []byte) *syntax.Unit {
	top := &syntax.Function{Line: 1}
	p := &parser{
		src:  decode(body),
		unit: &syntax.Unit{Language: syntax.PowerShell, Functions: []*syntax.Function{top}},
		fn:   top,
		line: 1,
	}
	for !p.end() {
		p.list(0)
		p.outputs = p.outputs[:0]
	}
	top.End = p.lineHere()
	return p.unit
}

// decode is the text of a file without its byte order mark.
func decode(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return decodeUTF16(body[2:], binary.LittleEndian)
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return decodeUTF16(body[2:], binary.BigEndian)
	default:
		return strings.ToValidUTF8(string(bytes.TrimPrefix(body, []byte("\ufeff"))), "\ufffd")
	}
}

func decodeUTF16(body []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	return string(utf16.Decode(units))
}
