package code

import (
	"encoding/binary"
	"unicode/utf16"
)

// fromUTF16 is a text of little-endian UTF-16, as Windows PowerShell saves scripts.
func fromUTF16(body []byte) []byte {
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(body[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
