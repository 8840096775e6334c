package main

import (
	"runtime"
	"runtime/debug"
)

// postponeCollection lets a short command end before its first garbage
// collection, which takes a fifth of a lookup's time. The first one that comes
// all the same, at some 16 MB, restores Go's own pace for the rest of the run:
// a crawl's memory stays what it was. GOGC, where it is set, is obeyed.
func postponeCollection(getenv func(string) string) {
	if getenv("GOGC") != "" {
		return
	}
	const ordinary = 100 // Go's default
	debug.SetGCPercent(4 * ordinary)
	runtime.SetFinalizer(new([64]byte), func(*[64]byte) { debug.SetGCPercent(ordinary) })
}
