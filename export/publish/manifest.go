package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"authcat/export"
)

// manifestName is the file that lists what was published, in the folder of the
// publication. It has no extension that a wiki would show as a page.
const manifestName = ".authcat-manifest"

const manifestHead = "# Written by authcat. It replaces the files below, and removes those that it no longer\n" +
	"# publishes unless they were edited. Check for edits with: sha256sum -c " + manifestName + "\n"

// manifestOf lists files in the form that sha256sum reads.
func manifestOf(files []export.File) export.File {
	lines := make([]string, len(files))
	for i, file := range files {
		lines[i] = file.Name + "\n" + hash(file.Body)
	}
	slices.Sort(lines)
	var b bytes.Buffer
	b.WriteString(manifestHead)
	for _, line := range lines {
		name, sum, _ := strings.Cut(line, "\n")
		fmt.Fprintf(&b, "%s  %s\n", sum, name)
	}
	return export.File{Name: manifestName, Body: b.Bytes()}
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// parseManifest returns the hashes of the listed files by name. Anyone who may
// edit the wiki may edit the manifest, so its names are checked like ours.
func parseManifest(body []byte) (map[string]string, error) {
	hashes := map[string]string{}
	number := 0
	for line := range strings.Lines(string(body)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sum, name, found := strings.Cut(line, "  ")
		if raw, err := hex.DecodeString(sum); !found || err != nil || len(raw) != sha256.Size || checkName(name) != nil || name == manifestName {
			return nil, fmt.Errorf("line %d of %s in the repository is not one that authcat wrote: "+
				"restore the file from the repository's history, or delete it and publish with overwriting allowed (--overwrite)", number, manifestName)
		}
		hashes[name] = sum
	}
	return hashes, nil
}
