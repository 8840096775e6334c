package sqlite

import (
	"encoding/binary"
	"reflect"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
)

// appendCanonical appends the one form that a value of the facts has, whoever
// wrote it down: what a catalog can't tell apart has the same form (no list and
// an empty one, a time and the same with another zone, schemes of one
// alternative in another order), and nothing else has. A field that is not set
// is left out, so that a field that is added later changes no older hash.
func appendCanonical(b []byte, v reflect.Value) []byte {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		return appendText(b, timestamp(v.Interface().(time.Time)))
	case v.Type() == reflect.TypeFor[catalog.Requirement]():
		uses := slices.Clone(v.Interface().(catalog.Requirement))
		slices.SortStableFunc(uses, func(x, y catalog.SchemeUse) int { return strings.Compare(x.Scheme, y.Scheme) })
		return appendList(b, reflect.ValueOf([]catalog.SchemeUse(uses)))
	}
	switch v.Kind() {
	case reflect.String:
		return appendText(b, v.String())
	case reflect.Bool:
		return append(b, '1') // false is not set
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Slice:
		return appendList(b, v)
	case reflect.Pointer:
		return appendCanonical(b, v.Elem())
	case reflect.Interface: // a statement's value, which its fact tells how to read
		return appendText(b, v.Interface().(catalog.Value).String())
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Field(i); isSet(field) {
				b = appendText(b, v.Type().Field(i).Name)
				b = appendCanonical(b, field)
			}
		}
		return append(b, 0) // no field has an empty name
	default:
		panic("facts have no " + v.Kind().String())
	}
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

func appendList(b []byte, list reflect.Value) []byte {
	b = binary.AppendUvarint(b, uint64(list.Len()))
	for i := range list.Len() {
		b = appendCanonical(b, list.Index(i))
	}
	return b
}

// isSet reports whether a field says anything. A pointer does, whatever it leads to.
func isSet(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice:
		return v.Len() > 0
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return !v.Interface().(time.Time).IsZero()
		}
		for i := range v.NumField() {
			if isSet(v.Field(i)) {
				return true
			}
		}
		return false
	default:
		return !v.IsZero()
	}
}
