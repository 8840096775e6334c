package shell

import "strings"

// take takes a command that was read: as one to run, or as a word that the
// shell itself knows.
func (p *parser) take(c command) {
	if p.batch && len(c.words) > 0 && strings.HasPrefix(c.words[0].plain(), "@") {
		c.words[0].parts[0].text = c.words[0].parts[0].text[1:]
	}
	for len(c.words) > 0 {
		switch word := c.words[0].plain(); word {
		case "if", "then", "else", "elif", "while", "until", "do", "!", "time", "done", "fi", "esac":
			c.words = c.words[1:]
		case "$": // a prompt that was copied with the command
			c.words = c.words[1:]
		case "{":
			p.frames = append(p.frames, p.defined)
			if p.defined != "" {
				p.define(p.defined)
			}
			p.defined = ""
			c.words = c.words[1:]
		case "}":
			if n := len(p.frames); n > 0 {
				p.frames = p.frames[:n-1]
			}
			c.words = c.words[1:]
		case "function":
			if len(c.words) == 1 {
				return
			}
			p.defined = strings.TrimSuffix(c.words[1].plain(), "()")
			c.words = c.words[2:]
		case "case":
			c.words = behindIn(c.words)
		case "[[", "[", "test":
			return
		default:
			p.put(c)
			return
		}
	}
}

// behindIn are the words behind "in": "case WORD in".
func behindIn(words []word) []word {
	for i, w := range words {
		if w.plain() == "in" {
			return words[i+1:]
		}
	}
	return nil
}

func (p *parser) define(name string) {
	if p.script.functions[name] == nil {
		p.script.order = append(p.script.order, name)
	}
	p.script.functions[name] = &function{}
}

// put puts a command into the function that is read, or into the script.
func (p *parser) put(c command) {
	for i := len(p.frames) - 1; i >= 0; i-- {
		if name := p.frames[i]; name != "" {
			f := p.script.functions[name]
			f.body = append(f.body, c)
			return
		}
	}
	p.script.main = append(p.script.main, c)
}
