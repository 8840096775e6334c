package cover

import (
	"iter"
	"math/bits"
	"slices"
)

// set is a set of small numbers, 64 to a word. All sets that meet in an
// operation have the same length.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64) }

func full(size int) set {
	s := newSet(size)
	for i := range size {
		s.add(i)
	}
	return s
}

func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) remove(i int)   { s[i/64] &^= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s set) clone() set     { return slices.Clone(s) }

func (s set) addAll(other set) {
	for i := range s {
		s[i] |= other[i]
	}
}

func (s set) removeAll(other set) {
	for i := range s {
		s[i] &^= other[i]
	}
}

func (s set) and(other set) set {
	both := make(set, len(s))
	for i := range s {
		both[i] = s[i] & other[i]
	}
	return both
}

func (s set) meets(other set) bool {
	for i := range s {
		if s[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

// within reports whether all of s that is in the mask is in other.
func (s set) within(other, mask set) bool {
	for i := range s {
		if s[i]&mask[i]&^other[i] != 0 {
			return false
		}
	}
	return true
}

// common counts what is in both sets.
func (s set) common(other set) int {
	n := 0
	for i := range s {
		n += bits.OnesCount64(s[i] & other[i])
	}
	return n
}

func (s set) count() int { return s.common(s) }

func (s set) empty() bool { return !s.meets(s) }

// all iterates in ascending order over what is in the set at the time when
// each word is reached.
func (s set) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range s {
			for word := s[i]; word != 0; word &= word - 1 {
				if !yield(i*64 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// compareAlphabet orders sets of the same size as their sorted lists are
// ordered: the one that has the first number that only one of them has comes first.
func (s set) compareAlphabet(other set) int {
	for i := range s {
		if different := s[i] ^ other[i]; different != 0 {
			if s[i]&(different&-different) != 0 {
				return -1
			}
			return 1
		}
	}
	return 0
}
