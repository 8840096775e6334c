package tree

import "strings"

// Unescaped is the value of a literal's body. one appends what the escape that a
// text begins with stands for, and tells how long it is.
func Unescaped(body string, one func(out []byte, text string) (value []byte, size int)) string {
	if strings.IndexByte(body, '\\') < 0 {
		return body
	}
	out := make([]byte, 0, len(body))
	for {
		n := strings.IndexByte(body, '\\')
		if n < 0 || n+1 == len(body) {
			return string(append(out, body...))
		}
		out = append(out, body[:n]...)
		size := 0
		out, size = one(out, body[n:])
		body = body[n+size:]
	}
}
