package main

import "testing"

// slow leaves a test out with -short: one that runs many nights, kills
// processes or damages files by the hundred.
func slow(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
}
