package powershell

// operator is the one that was found last, and where: it is asked for at each level.
type operator struct {
	at    int
	text  string
	level int
}

// Levels of operators: a higher one binds tighter.
const (
	ternary = iota + 1
	logical
	bitwise
	comparison
	coalescing
	additive
	multiplicative
	formatting
	ranging
	listing
)

// wordOperators are those that are words, without the "c" and "i" before a
// comparison that say whether case matters.
var wordOperators = map[string]int{
	"and": logical, "or": logical, "xor": logical,
	"band": bitwise, "bor": bitwise, "bxor": bitwise,
	"eq": comparison, "ne": comparison, "gt": comparison, "ge": comparison, "lt": comparison, "le": comparison,
	"like": comparison, "notlike": comparison, "match": comparison, "notmatch": comparison,
	"contains": comparison, "notcontains": comparison, "in": comparison, "notin": comparison,
	"replace": comparison, "split": comparison, "join": comparison,
	"is": comparison, "isnot": comparison, "as": comparison, "shl": comparison, "shr": comparison,
	"f": formatting,
}

// wordLevel is the level of an operator that is a word, 0 for another word.
func wordLevel(word string) int {
	if len(word) > len("-cnotcontains") {
		return 0
	}
	var lower [16]byte
	for i := range len(word) {
		lower[i] = word[i] | 0x20
	}
	name := lower[:len(word)]
	level := wordOperators[string(name)]
	if level == 0 && len(name) > 2 && (name[0] == 'c' || name[0] == 'i') {
		if level = wordOperators[string(name[1:])]; level != comparison {
			return 0
		}
	}
	return level
}

// nextOperator is the binary operator that comes next behind white space.
func (p *parser) nextOperator() (text string, level int) {
	if p.spaces(); p.end() {
		return "", 0
	}
	if p.operator.at != p.i || p.operator.text == "" {
		text, level := p.operatorHere()
		p.operator = operator{p.i, text, level}
	}
	if p.inArgs && p.operator.level == listing {
		return "", 0
	}
	return p.operator.text, p.operator.level
}

func (p *parser) operatorHere() (text string, level int) {
	next := p.peekAt(1)
	one := p.src[p.i : p.i+1]
	switch b := p.peek(); b {
	case ',':
		return one, listing
	case '.':
		if next == '.' {
			return "..", ranging
		}
	case '+', '*', '/', '%':
		if next == '=' || b == '+' && next == '+' {
			return "", 0
		}
		if b == '+' {
			return one, additive
		}
		return one, multiplicative
	case '?':
		if next != '?' {
			return one, ternary
		}
		if p.peekAt(2) != '=' {
			return "??", coalescing
		}
	case '-':
		if !is(next, letter) {
			if next == '-' || next == '=' {
				return "", 0
			}
			return one, additive
		}
		p.i++
		word := p.word()
		p.i--
		if level := wordLevel(word); level > 0 {
			return p.src[p.i : p.i+1+len(word)], level
		}
	}
	return "", 0
}
