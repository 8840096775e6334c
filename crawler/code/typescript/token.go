package typescript

// token is a word, a literal or a sign of the source.
type token struct {
	start, end int32
	line       int32
	// match is where the token that closes this one stands, or the one that it
	// closes: of brackets, templates and JSX elements. What is never closed is
	// matched by the end.
	match int32
	op    op
	// fresh is set for the first token of a line.
	fresh bool
}

// op is what a token is: a sign of one character is itself.
type op uint8

const (
	opEnd op = iota
	opName
	opNumber
	opString
	opRegexp
	opTick    // the backtick that begins a template
	opTickEnd // the one that ends it
	opPiece   // text of a template
	opJSX     // the "<" of an element
	opJSXEnd  // the last ">" of an element
	opJSXName // name of an attribute
	opJSXText // text of an attribute

	opArrow       op = iota + 128 // =>
	opSpread                      // ...
	opOptional                    // ?.
	opFill                        // ${
	opOr                          // || ??
	opAnd                         // &&
	opStep                        // ++ --
	opEqual                       // == === != !==
	opPower                       // **
	opShift                       // <<, never >>: it may close two lists of types
	opAtMost                      // <=
	opAppend                      // +=
	opAssignElse                  // ||= &&= ??=
	opAssignOther                 // -= *= and the like
)

// signs of more than one character, longest first for each first character.
var signs = [128][]struct {
	text string
	op   op
}{
	'=': {{"===", opEqual}, {"==", opEqual}, {"=>", opArrow}},
	'!': {{"!==", opEqual}, {"!=", opEqual}},
	'.': {{"...", opSpread}},
	'?': {{"??=", opAssignElse}, {"??", opOr}, {"?.", opOptional}},
	'|': {{"||=", opAssignElse}, {"||", opOr}, {"|=", opAssignOther}},
	'&': {{"&&=", opAssignElse}, {"&&", opAnd}, {"&=", opAssignOther}},
	'+': {{"++", opStep}, {"+=", opAppend}},
	'-': {{"--", opStep}, {"-=", opAssignOther}},
	'*': {{"**=", opAssignOther}, {"**", opPower}, {"*=", opAssignOther}},
	'<': {{"<<=", opAssignOther}, {"<<", opShift}, {"<=", opAtMost}},
	'/': {{"/=", opAssignOther}},
	'%': {{"%=", opAssignOther}},
	'^': {{"^=", opAssignOther}},
}

// beforeOperand reports whether an operand follows a word, so that "/" begins a
// regular expression and "<" an element or a type.
func beforeOperand(word string) bool {
	switch word {
	case "return", "typeof", "instanceof", "in", "of", "new", "delete", "void", "throw", "case", "do", "else", "await", "yield", "default", "extends":
		return true
	}
	return false
}

// Classes of bytes.
const (
	classOther = iota
	className
	classDigit
	classBlank
	classBreak
)

var classes = func() (c [256]uint8) {
	for b := range c {
		switch {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == '$' || b == '#' || b == '\\' || b >= 0x80:
			c[b] = className
		case b >= '0' && b <= '9':
			c[b] = classDigit
		case b == ' ' || b == '\t' || b == '\r' || b == '\v' || b == '\f':
			c[b] = classBlank
		case b == '\n':
			c[b] = classBreak
		}
	}
	return c
}()
