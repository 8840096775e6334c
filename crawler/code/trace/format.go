package trace

import "strings"

// part is a piece of a format: text, or a place to fill in.
type part struct{ text, place string }

// nextPlace is a place for the next argument.
const nextPlace = "%"

// places takes a format apart: "%s", "%[2]d" and "%-5.2f" of Go, Java and Python,
// "{}", "{0:x}" and "{name!r}" of Python, Java and .NET.
func places(format string) []part {
	var parts []part
	text := ""
	add := func(place string) {
		if text != "" {
			parts = append(parts, part{text: text})
		}
		text = ""
		parts = append(parts, part{place: place})
	}
	for format != "" {
		i := strings.IndexAny(format, "%{}")
		if i < 0 || i+1 == len(format) {
			break
		}
		text += format[:i]
		mark, rest := format[i], format[i+1:]
		if rest[0] == mark {
			text, format = text+string(mark), rest[1:]
			continue
		}
		place, size := "", 0
		switch mark {
		case '%':
			place, size = percentPlace(rest)
		case '{':
			place, size = bracePlace(rest)
		}
		if size == 0 {
			text, format = text+string(mark), rest
			continue
		}
		add(place)
		format = rest[size:]
	}
	if text += format; text != "" {
		parts = append(parts, part{text: text})
	}
	return parts
}

// percentPlace reads what is behind a "%", with its length; 0 for no place.
func percentPlace(rest string) (place string, size int) {
	place = nextPlace
	if rest[0] == '(' { // Python's "%(name)s"
		name, _, ok := strings.Cut(rest[1:], ")")
		if !ok {
			return "", 0
		}
		place, size = name, len(name)+2
	}
	size += len(rest[size:]) - len(strings.TrimLeft(rest[size:], "+-# 0123456789.[]$*"))
	if size == len(rest) || !strings.ContainsRune("sdvqfxitTgeb", rune(rest[size])) {
		return "", 0
	}
	return place, size + 1
}

// bracePlace reads what is behind a "{".
func bracePlace(rest string) (place string, size int) {
	inner, _, ok := strings.Cut(rest, "}")
	if !ok || strings.ContainsAny(inner, "{/ ") {
		return "", 0
	}
	name := inner
	if i := strings.IndexAny(name, "!:,"); i >= 0 {
		name = name[:i]
	}
	if name == "" {
		name = nextPlace
	}
	return name, len(inner) + 1
}
