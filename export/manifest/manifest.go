// Package manifest lists the files that authcat wrote, in a file beside them.
// By it a later run tells them from those of others.
package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Name is the manifest's own, in the folder of the files. It has no extension
// that a wiki would show as a page.
const Name = ".authcat-manifest"

const head = "# Written by authcat. It replaces the files below, and removes those that it no longer\n" +
	"# publishes unless they were edited. Check for edits with: sha256sum -c " + Name + "\n"

// Encode lists files by name with the hashes of their bytes, in the form that
// sha256sum reads.
func Encode(hashes map[string]string) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, name := range slices.Sorted(maps.Keys(hashes)) {
		fmt.Fprintf(&b, "%s  %s\n", hashes[name], name)
	}
	return b.Bytes()
}

// LineError is a line of a manifest that authcat did not write.
type LineError struct{ Line int }

func (e *LineError) Error() string {
	return fmt.Sprintf("line %d of %s is not one that authcat wrote", e.Line, Name)
}

// Parse returns the hashes of the listed files by name. Anyone who may edit the
// folder may edit the manifest, so its names are checked like those of files to
// be written; one that fails is a *LineError.
func Parse(body []byte) (map[string]string, error) {
	hashes := map[string]string{}
	number := 0
	for line := range strings.Lines(string(body)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sum, name, found := strings.Cut(line, "  ")
		if raw, err := hex.DecodeString(sum); !found || err != nil || len(raw) != sha256.Size || CheckName(name) != nil || name == Name {
			return nil, &LineError{number}
		}
		hashes[name] = sum
	}
	return hashes, nil
}

// Hash is the hash of a file's bytes, as a manifest has it.
func Hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
