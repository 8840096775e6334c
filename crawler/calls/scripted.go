package calls

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"sync"
)

// scripted tells a format that people write by the ending of the input's name,
// or by how its first lines look; none for another.
func (in *Input) scripted(s sample) format {
	switch strings.ToLower(path.Ext(strings.ReplaceAll(in.Name, `\`, "/"))) {
	case ".sh", ".bash", ".zsh", ".ksh":
		return shellScript(false)
	case ".bat", ".cmd":
		return shellScript(true)
	case ".http", ".rest":
		return httpFile
	case ".bru":
		return brunoFile
	case ".tf":
		return terraformFile
	case ".md", ".markdown", ".mdx":
		if in.Markdown {
			return markdownDocument
		}
	}
	first := bytes.TrimSpace(s.firstLine())
	switch {
	case shebang().Match(first), commandLine().Match(first):
		return shellScript(false)
	case bytes.EqualFold(first, []byte("@echo off")):
		return shellScript(true)
	case s.isBruno():
		return brunoFile
	case isTerraform(s.text):
		return terraformFile
	case s.isHTTPFile():
		return httpFile
	default:
		return format{}
	}
}

// yaml tells formats of YAML by keys that no other has at its top.
func (in *Input) yaml(s sample) format {
	switch {
	case hasTopKey(s.text, "arazzo"):
		return arazzoDocument(yamlTree)
	case hasTopKey(s.text, "opencollection"), hasTopKey(s.text, "info") && hasTopKey(s.text, "http"), bytes.HasPrefix(s.text, []byte("type: collection.insomnia.rest/")):
		return readCollection(yamlTree)
	case in.isCI(s):
		return ciWorkflow
	default:
		return format{}
	}
}

// firstLine is the first that says something, or the first of a script that
// says what runs it.
func (s sample) firstLine() []byte {
	if bytes.HasPrefix(s.text, []byte("#!")) {
		line, _, _ := bytes.Cut(s.text, []byte("\n"))
		return line
	}
	for line := range s.lines {
		return line
	}
	return nil
}

var (
	shebang     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^#!.*\b(ba|z|k|da|a)?sh\b`) })
	commandLine = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\$ )?(sudo )?(curl(\.exe)?|wget|sail api) `)
	})
)
