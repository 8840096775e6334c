package printable_test

import (
	"testing"

	"authcat/catalog/printable"
)

func FuzzPublicURL(f *testing.F) {
	for _, address := range []string{"00000 #", "https://u:p@h/a;b=c/d ?q#f", " /a ", "//h /a", "h:80/ ;x", "https:// /"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		once := printable.PublicURL(address)
		if again := printable.PublicURL(once); again != once {
			t.Errorf("PublicURL(%q) is %q, and of that %q", address, once, again)
		}
	})
}
