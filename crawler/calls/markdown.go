package calls

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"authcat/crawler/calls/shell"
)

// formatMarkdown is a document whose code blocks are read.
const formatMarkdown = "markdown"

var markdownDocument = format{formatMarkdown, "Markdown with code blocks", nil, func(c *collector, body []byte) error {
	c.markdown(string(body))
	return nil
}}

// fence is the line that begins a code block: "```bash".
var fence = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("^([ \\t>]*)(`{3,}|~{3,})[ \\t]*\\{?\\.?([\\w+#.-]*)([^`]*)$")
})

// markdown reads the code blocks of a document. https://spec.commonmark.org/0.31.2/#fenced-code-blocks
func (c *collector) markdown(text string) {
	var block strings.Builder
	var open []string // what the fence matched, nil outside a block
	number, first := 0, 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		bare := strings.TrimLeft(line, " \t>")
		switch {
		case c.done:
			return
		case open == nil:
			if open = fence().FindStringSubmatch(line); open != nil {
				first = number
				block.Reset()
			}
		case strings.HasPrefix(bare, open[2]) && strings.Trim(bare, open[2][:1]+" \t") == "":
			c.block(strings.ToLower(open[3]), first, block.String())
			open = nil
		default:
			block.WriteString(strings.TrimPrefix(line, open[1]) + "\n")
		}
	}
	if open != nil {
		c.block(strings.ToLower(open[3]), first, block.String())
	}
}

// block reads a code block behind so many lines.
func (c *collector) block(language string, before int, text string) {
	outer := c.before
	c.before += before
	defer func() { c.before = outer }()
	s := sample{[]byte(text), true}
	if strings.TrimSpace(text) == "" {
		return
	}
	switch language {
	case "sh", "bash", "shell", "zsh", "console", "shell-session", "shellsession", "terminal", "curl":
		c.script(text, shell.Dialect{Batch: pastedBatch(s.text)})
	case "cmd", "bat", "batch", "dos", "batchfile":
		c.script(text, shell.Dialect{Batch: true})
	case "http", "https", "rest":
		c.requests(text)
	case "json", "jsonc", "json5":
		c.jsonBlock(s.text)
	case "yaml", "yml":
		if f := (&Input{Name: "x.yml"}).yaml(s); f.document != nil {
			_ = f.document(c, s.text) // a piece of a document may be anything
		}
	case "hcl", "terraform", "tf":
		c.terraform(text)
	case "", "text", "txt", "plaintext":
		c.plainBlock(s)
	default:
		c.code(language, 0, text)
	}
}

// plainBlock reads a block that names no language, if it begins as one that is read.
func (c *collector) plainBlock(s sample) {
	first := bytes.TrimSpace(s.firstLine())
	switch {
	case commandLine().Match(first):
		c.script(string(s.text), shell.Dialect{Batch: pastedBatch(s.text)})
	case startsRequest(string(first)):
		c.requests(string(s.text))
	}
}

// jsonBlock reads a document, or the piece of a workflow that documentation shows.
func (c *collector) jsonBlock(text []byte) {
	if !bytes.Contains(text, []byte(`"sp:http"`)) {
		if f, err := detectJSON(text); err == nil && f.document != nil {
			_ = f.document(c, text)
		}
		return
	}
	root, err := jsonTree(text)
	if err != nil || !root.isObject() {
		root, err = jsonTree([]byte("{" + strings.Trim(string(text), ", \t\r\n") + "}"))
	}
	if err == nil {
		c.workflows("", root)
	}
}
