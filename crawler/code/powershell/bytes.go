package powershell

// What a byte can be.
const (
	// nameByte is part of a variable's or member's name.
	nameByte = 1 << iota
	letter
	digit
	// bareEnd ends a word that stands without quotes, bareSpecial is looked at within one.
	bareEnd
	bareSpecial
	// quoteSpecial is looked at within double quotes.
	quoteSpecial
	// baseByte stands among the names of a class' bases.
	baseByte
)

var classes = classify()

func is(b byte, class uint8) bool { return classes[b]&class != 0 }

func classify() (all [256]uint8) {
	for b := range all {
		switch {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_':
			all[b] = nameByte | letter
		case b >= '0' && b <= '9':
			all[b] = nameByte | digit
		case b >= 0x80:
			all[b] = nameByte | letter | bareSpecial
		}
	}
	for _, b := range " \t\r\n;|&(){},<>" {
		all[b] |= bareEnd
	}
	for _, b := range "`$\"'" {
		all[b] |= bareSpecial
	}
	for _, b := range "`$\"" {
		all[b] |= quoteSpecial
	}
	for _, b := range ":,.[]" {
		all[b] |= baseByte
	}
	all[0xe2] |= quoteSpecial
	return all
}
