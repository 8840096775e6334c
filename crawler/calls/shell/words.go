package shell

import "strings"

// wordEnds are the bytes that end a word where they are not quoted.
const wordEnds = " \t\r\n;&|()<>"

// word reads one.
func (p *parser) word() (w word) {
	var text strings.Builder
	quoted := false
	add := func(next part) {
		if text.Len() > 0 {
			w.parts = append(w.parts, part{text: text.String(), quoted: quoted})
			text.Reset()
		}
		if next.is != literal || next.quoted {
			w.parts = append(w.parts, next)
		}
	}
	for p.at < len(p.text) {
		b := p.text[p.at]
		switch {
		case p.continued():
		case strings.IndexByte(wordEnds, b) >= 0:
			add(part{})
			return w
		case b == '\'' && !p.batch:
			add(part{text: p.single(), quoted: true})
		case b == '"' || p.batch && p.has(`^"`):
			add(part{})
			p.double(&w)
		case b == '\\' && !p.batch || b == '^' && p.batch:
			p.at++
			if p.at < len(p.text) {
				p.count(p.text[p.at])
				text.WriteByte(p.text[p.at])
				p.at++
			}
		default:
			if value, ok := p.value(); ok {
				add(value)
				continue
			}
			text.WriteByte(b)
			p.at++
		}
	}
	add(part{})
	return w
}

// count counts a line that ends within a word.
func (p *parser) count(b byte) {
	if b == '\n' {
		p.line++
	}
}

// single reads what stands in single quotes.
func (p *parser) single() string {
	p.at++
	rest := p.text[p.at:]
	end := strings.IndexByte(rest, '\'')
	if end < 0 {
		end = len(rest)
	}
	p.at = min(p.at+end+1, len(p.text))
	p.line += strings.Count(rest[:end], "\n")
	return rest[:end]
}

// double reads what stands in double quotes, variables included.
func (p *parser) double(w *word) {
	p.at += strings.IndexByte(p.text[p.at:], '"') + 1
	var text strings.Builder
	add := func() {
		w.parts = append(w.parts, part{text: text.String(), quoted: true})
		text.Reset()
	}
	for p.at < len(p.text) {
		b := p.text[p.at]
		switch {
		case b == '"' || p.batch && p.has(`^"`):
			p.at++
			if b == '^' {
				p.at++
			}
			add()
			return
		case p.continued():
		case b == '\\' && p.at+1 < len(p.text) && strings.IndexByte(`"\$`+"`", p.text[p.at+1]) >= 0 && (!p.batch || p.text[p.at+1] == '"'),
			b == '^' && p.batch && p.at+1 < len(p.text): // as browsers copy a request
			text.WriteByte(p.text[p.at+1])
			p.count(p.text[p.at+1])
			p.at += 2
		default:
			if value, ok := p.value(); ok {
				add()
				value.quoted = true
				w.parts = append(w.parts, value)
				continue
			}
			p.count(b)
			text.WriteByte(b)
			p.at++
		}
	}
	add()
}

// value reads a variable, or a command for its output, if one comes next.
func (p *parser) value() (part, bool) {
	switch b := p.text[p.at]; {
	case p.batch && (b == '%' || b == '!'):
		return p.batchVariable(b)
	case p.batch:
		return part{}, false
	case b == '`':
		return p.backquoted(), true
	case b != '$' || p.at+1 == len(p.text):
		return part{}, false
	case p.has("$(("):
		p.skipTo("))")
		return part{is: unknown}, true
	case p.has("$("):
		p.at += 2
		start := p.at
		p.commands(')')
		if inner := strings.TrimSuffix(p.text[start:p.at], ")"); isName(inner) { // a macro of Azure Pipelines, of make
			return part{is: named, text: inner}, true
		}
		return part{is: unknown}, true
	case p.has("${{"):
		return p.expression(), true
	case p.has("${"):
		return p.braced(), true
	case p.has("$'"):
		p.at++
		return part{text: p.single(), quoted: true}, true
	default:
		return p.dollar()
	}
}

// dollar reads "$NAME" and "$1".
func (p *parser) dollar() (part, bool) {
	rest := p.text[p.at+1:]
	n := nameLength(rest)
	if n == 0 && strings.IndexByte("0123456789@*#?!$-", rest[0]) >= 0 {
		n = 1
	}
	if n == 0 {
		return part{}, false
	}
	p.at += 1 + n
	return part{is: named, text: rest[:n]}, true
}

// backquoted reads a command between backquotes.
func (p *parser) backquoted() part {
	p.at++
	rest := p.text[p.at:]
	end := 0
	for end < len(rest) && rest[end] != '`' {
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	end = min(end, len(rest))
	inner := parser{text: rest[:end], line: p.line, depth: p.depth, script: p.script, frames: p.frames}
	inner.commands(0)
	p.line += strings.Count(rest[:end], "\n")
	p.at = min(p.at+end+1, len(p.text))
	return part{is: unknown}
}

// expression reads GitHub's "${{ env.NAME }}".
func (p *parser) expression() part {
	start := p.at
	p.skipTo("}}")
	inner := strings.TrimSpace(strings.Trim(p.text[start:p.at], "${}"))
	if name, ok := strings.CutPrefix(inner, "env."); ok && isName(name) {
		return part{is: named, text: name}
	}
	inner = inner[strings.LastIndexByte(inner, '.')+1:]
	if isName(inner) {
		return part{is: unknown, text: inner}
	}
	return part{is: unknown}
}

func (p *parser) skipTo(end string) {
	rest := p.text[p.at:]
	n := strings.Index(rest, end)
	if n < 0 {
		n = len(rest)
	} else {
		n += len(end)
	}
	p.line += strings.Count(rest[:n], "\n")
	p.at += n
}

// braced reads "${NAME}" with what may stand behind the name.
func (p *parser) braced() part {
	p.at += 2
	rest := p.text[p.at:]
	end, depth := 0, 1
	for ; end < len(rest); end++ {
		if rest[end] == '{' {
			depth++
		} else if rest[end] == '}' {
			if depth--; depth == 0 {
				break
			}
		}
	}
	inner := rest[:end]
	p.line += strings.Count(inner, "\n")
	p.at = min(p.at+end+1, len(p.text))
	n := nameLength(inner)
	for n < len(inner) && inner[n] >= '0' && inner[n] <= '9' { // "${1}"
		n++
	}
	v := part{is: named, text: inner[:n]}
	switch behind := inner[n:]; {
	case n == 0:
		return part{is: unknown}
	case strings.HasPrefix(behind, ":-") || strings.HasPrefix(behind, ":="):
		v.other = behind[2:]
	case strings.HasPrefix(behind, "-") || strings.HasPrefix(behind, "="):
		v.other = behind[1:]
	case behind == "%/" || behind == "%%/":
		v.trimmed = true
	case behind == "" || strings.HasPrefix(behind, ":?") || behind == "[@]" || behind == "[*]":
	default:
		return part{is: unknown, text: v.text}
	}
	return v
}

// batchVariable reads "%NAME%", "!NAME!", "%1" and "%%i".
func (p *parser) batchVariable(mark byte) (part, bool) {
	rest := p.text[p.at+1:]
	n := nameLength(rest)
	switch {
	case n > 0 && n < len(rest) && rest[n] == mark:
		p.at += n + 2
		return part{is: named, text: rest[:n]}, true
	case mark == '%' && rest != "" && (rest[0] == '%' || rest[0] == '~'):
		p.at += min(3, len(rest)+1)
		return part{is: unknown}, true
	case mark == '%' && rest != "" && rest[0] >= '0' && rest[0] <= '9':
		p.at += 2
		return part{is: unknown}, true
	default:
		return part{}, false
	}
}
