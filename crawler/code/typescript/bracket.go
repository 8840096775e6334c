package typescript

// bracket reads one that opens or closes. One that closes nothing is matched by
// itself; "}" also closes what stands open within its braces.
func (l *lexer) bracket(c byte) {
	switch c {
	case '(':
		l.push('(', l.pos+1, '(', !l.control())
		l.operand = false
		return
	case '[':
		l.push('[', l.pos+1, '[', true)
		l.operand = false
		return
	case '{':
		l.push('{', l.pos+1, '{', !l.block())
		l.braces++
		l.operand = false
		return
	}
	self := int32(len(l.tokens))
	l.emit(op(c), l.pos+1)
	l.tokens[self].match = self
	if l.closes(c) {
		l.pop()
	} else {
		l.operand = true
	}
}

// closes reports whether the bracket closes what was opened last, once what is left open before it is let go.
func (l *lexer) closes(c byte) bool {
	want := op('(')
	switch c {
	case ']':
		want = '['
	case '}':
		if l.braces == 0 {
			return false
		}
		for {
			last := l.open[len(l.open)-1]
			if last.kind == '{' || last.kind == opFill {
				l.braces--
				return true
			}
			l.letGo()
		}
	}
	n := len(l.open)
	if n > 1 && l.open[n-1].kind != want && l.open[n-2].kind == want && (l.open[n-1].kind == '(' || l.open[n-1].kind == '[') {
		l.letGo()
		n--
	}
	return n > 0 && l.open[n-1].kind == want
}

// letGo takes what was opened last for closed by the token that was emitted last.
func (l *lexer) letGo() {
	n := len(l.open) - 1
	l.tokens[l.open[n].at].match = int32(len(l.tokens) - 1)
	l.open = l.open[:n]
}

// control reports whether "(" begins the condition of a statement, after which an operand may follow.
func (l *lexer) control() bool {
	n := len(l.tokens)
	if n == 0 || l.tokens[n-1].op != opName || n > 1 && (l.tokens[n-2].op == '.' || l.tokens[n-2].op == opOptional) {
		return false
	}
	switch l.src[l.tokens[n-1].start:l.tokens[n-1].end] {
	case "if", "while", "for", "with":
		return true
	}
	return false
}

// block reports whether "{" begins a block and not an object.
func (l *lexer) block() bool {
	if l.operand || len(l.tokens) == 0 {
		return true
	}
	last := l.tokens[len(l.tokens)-1]
	switch last.op {
	case ';', '{', '}', ')', '>', opArrow:
		return true
	case opName:
		word := l.src[last.start:last.end]
		return word == "else" || word == "do"
	}
	return false
}
