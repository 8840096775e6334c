package shell

import "strings"

// parser reads a script, or a part of one that is run for its output.
type parser struct {
	text  string
	at    int
	line  int
	batch bool
	depth int

	script *script
	// frames are the braces that are open, with the functions that they are of, "" for none.
	frames []string
	// defined is the function whose brace comes next.
	defined string
	// heredocs are the ends of those that begin on this line.
	heredocs []heredoc
}

type heredoc struct {
	end      string
	indented bool
}

func parse(text string, d Dialect) *script {
	p := &parser{text: text, line: 1, batch: d.Batch, script: &script{functions: map[string]*function{}}}
	p.commands(0)
	return p.script
}

// commands reads commands up to the byte that ends them, 0 for the end of the text.
func (p *parser) commands(end byte) {
	if p.depth++; p.depth > maxNesting {
		p.at = len(p.text)
	}
	defer func() { p.depth-- }()
	var c command
	open := 0
	flush := func() {
		p.take(c)
		c = command{}
	}
	for p.at < len(p.text) {
		b := p.text[p.at]
		switch {
		case b == end && open == 0 && end != 0:
			flush()
			p.at++
			return
		case b == '\n':
			flush()
			p.newline()
		case b == ' ' || b == '\t' || b == '\r':
			p.at++
		case p.continued():
		case b == '#' && !p.batch, p.batch && len(c.words) == 0 && p.remark():
			p.skipLine()
		case b == '&' && p.has("&>"):
			p.at++
		case b == ';' || b == '&' || b == '|':
			flush()
			p.at++
		case b == '(' && p.isDefinition(c):
			p.defined, c = c.words[0].plain(), command{}
		case b == '(':
			open++
			flush()
			p.at++
		case b == ')':
			if open > 0 {
				open--
				flush()
			}
			c = command{} // else it was a pattern of a case
			p.at++
		case b == '<' || b == '>':
			p.redirect(&c)
		default:
			p.add(&c)
		}
	}
	flush()
}

func (p *parser) add(c *command) {
	line := p.line
	w := p.word()
	if len(w.parts) == 0 {
		return
	}
	if p.has("(") && !p.batch {
		if _, value, _, ok := w.assignment(); ok && len(value.parts) == 0 {
			p.at++
			w.list = p.list()
		}
	}
	if len(c.words) == 0 {
		c.line = line
	}
	c.words = append(c.words, w)
}

// list reads the words of an array.
func (p *parser) list() []word {
	words := []word{}
	for p.at < len(p.text) {
		switch b := p.text[p.at]; {
		case b == ')':
			p.at++
			return words
		case b == '\n':
			p.line++
			p.at++
		case b == '#':
			p.skipLine()
		case strings.IndexByte(" \t\r;&|<>(", b) >= 0:
			p.at++
		case p.continued():
		default:
			words = append(words, p.word())
		}
	}
	return words
}

// isDefinition reports whether "name()" is read, and steps over its "()".
func (p *parser) isDefinition(c command) bool {
	rest := strings.TrimLeft(p.text[p.at+1:min(len(p.text), p.at+10)], " \t")
	if len(c.words) != 1 || c.words[0].plain() == "" || !strings.HasPrefix(rest, ")") {
		return false
	}
	p.at += strings.IndexByte(p.text[p.at:], ')') + 1
	return true
}

// redirect steps over "> file" and its like. The number of a file may stand before it.
func (p *parser) redirect(c *command) {
	if n := len(c.words); n > 0 && p.at > 0 && strings.Trim(c.words[n-1].plain(), "0123456789") == "" && p.text[p.at-1] >= '0' && p.text[p.at-1] <= '9' {
		c.words = c.words[:n-1]
	}
	switch {
	case p.has("<(") || p.has(">("): // a file that is a command's output
		if len(c.words) == 0 {
			c.line = p.line
		}
		p.at += 2
		p.commands(')')
		c.words = append(c.words, word{parts: []part{{is: unknown}}})
		return
	case p.has("<<<"):
		p.at += 3
	case p.has("<<"):
		p.heredoc()
		return
	default:
		for p.at < len(p.text) && strings.IndexByte("<>&|", p.text[p.at]) >= 0 {
			p.at++
		}
	}
	for p.has(" ") || p.has("\t") {
		p.at++
	}
	p.word()
}

func (p *parser) heredoc() {
	p.at += 2
	doc := heredoc{indented: p.has("-")}
	if doc.indented {
		p.at++
	}
	for p.has(" ") || p.has("\t") {
		p.at++
	}
	for _, part := range p.word().parts {
		doc.end += part.text
	}
	if doc.end != "" {
		p.heredocs = append(p.heredocs, doc)
	}
}

// newline steps over the end of a line, and over the heredocs that follow it.
func (p *parser) newline() {
	p.at++
	p.line++
	for _, doc := range p.heredocs {
		for p.at < len(p.text) {
			line, _, _ := strings.Cut(p.text[p.at:], "\n")
			p.at = min(p.at+len(line)+1, len(p.text))
			p.line++
			line = strings.TrimSuffix(line, "\r")
			if doc.indented {
				line = strings.TrimLeft(line, "\t")
			}
			if line == doc.end {
				break
			}
		}
	}
	p.heredocs = nil
}

func (p *parser) skipLine() {
	if n := strings.IndexByte(p.text[p.at:], '\n'); n >= 0 {
		p.at += n
	} else {
		p.at = len(p.text)
	}
}

// remark reports whether a batch file's comment begins.
func (p *parser) remark() bool {
	rest := p.text[p.at:min(len(p.text), p.at+4)]
	return strings.HasPrefix(rest, "::") || len(rest) == 4 && strings.EqualFold(rest[:3], "rem") && strings.TrimSpace(rest[3:]) == ""
}

// continued steps over what continues a line on the next: "\", of cmd.exe "^",
// of PowerShell, from which commands are copied, "`".
func (p *parser) continued() bool {
	n := 1
	if b := p.text[p.at]; b != '\\' && b != '^' && b != '`' || b == '\\' && p.batch {
		return false
	}
	if p.has2(n, '\r') {
		n++
	}
	if !p.has2(n, '\n') {
		return false
	}
	p.at += n + 1
	p.line++
	return true
}

func (p *parser) has(text string) bool { return strings.HasPrefix(p.text[p.at:], text) }

func (p *parser) has2(behind int, b byte) bool {
	return p.at+behind < len(p.text) && p.text[p.at+behind] == b
}
