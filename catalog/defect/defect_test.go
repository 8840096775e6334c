package defect

import (
	"errors"
	"strings"
	"testing"
)

// first panics as Go does for an index that is out of range.
func first(list []int) int { return list[0] }

func TestContain(t *testing.T) {
	refused := errors.New("refused")
	tests := map[string]struct {
		work func() error
		want string
	}{
		"nothing":       {func() error { return nil }, ""},
		"an error":      {func() error { return refused }, "refused"},
		"Go's own":      {func() error { first(nil); return nil }, "https://host/a.yaml brings out a defect of authcat, in defect.first (defect_test.go:10): runtime error: index out of range [0] with length 0"},
		"nil":           {func() error { var m *Error; _ = m.What; return nil }, "nil pointer dereference"},
		"a library's":   {func() error { return errors.New(strings.Repeat("a", -1)) }, "in defect.TestContain.func"},
		"several lines": {func() error { panic("a\n  b\x1b[31m" + strings.Repeat("c", 1000)) }, ": a b"},
		"an error's":    {func() error { panic(refused) }, ": refused"},
	}
	for name, test := range tests {
		err := Contain("https://host/a.yaml", test.work)
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\n") || len(err.Error()) > 400 {
			t.Errorf("%s: error %q, want %q", name, err, test.want)
		}
		var d *Error
		if panicked := name != "an error"; errors.As(err, &d) != panicked {
			t.Errorf("%s: %T", name, err)
		} else if panicked && (!strings.Contains(d.Stack, "defect_test.go") || strings.Contains(err.Error(), "goroutine")) {
			t.Errorf("%s: the stack is %q", name, d.Stack)
		}
	}
}
