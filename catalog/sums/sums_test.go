package sums

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What Encode writes is what sha256sum accepts and Parse reads back.
func TestCoreutilsAgree(t *testing.T) {
	dir, list := t.TempDir(), List{}
	for _, name := range []string{"a", "b c.txt", `back\slash`, "line\nbreak", "é"} {
		body := []byte("the content of " + name)
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
		list[name] = Of(body)
	}
	text := list.Encode()
	back, err := Parse(text)
	if err != nil || !maps.Equal(back, list) {
		t.Errorf("read back %q, %v; want %q", back, err, list)
	}
	for name, sum := range list {
		if found := Find(string(text), name); found != sum {
			t.Errorf("of %q %q was found, want %q", name, found, sum)
		}
	}
	for _, name := range []string{"c.txt", "", "b", "  a", "A"} {
		if found := Find(string(text), name); found != "" {
			t.Errorf("of %q %q was found", name, found)
		}
	}
	program, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("there is no sha256sum here")
	}
	if err := os.WriteFile(filepath.Join(dir, Name), text, 0o644); err != nil {
		t.Fatal(err)
	}
	check := exec.Command(program, "--check", "--strict", Name)
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("sha256sum -c: %v\n%s\n%s", err, out, text)
	}
	print := exec.Command(program, "a", "b c.txt", `back\slash`, "line\nbreak", "é")
	print.Dir = dir
	out, err := print.Output()
	if err != nil {
		t.Fatal(err)
	}
	if theirs, err := Parse(out); err != nil || !maps.Equal(theirs, list) {
		t.Errorf("of sha256sum's own list %q, %v; want %q", theirs, err, list)
	}
}

func TestParseRefuses(t *testing.T) {
	sum := Of(nil)
	for name, text := range map[string]string{
		"no name":         sum + "\n",
		"an empty name":   sum + "  \n",
		"no sum":          "a  b\n",
		"an upper-case A": strings.Replace(sum, "a", "A", 1) + "  a\n",
		"a short sum":     sum[1:] + "  a\n",
		"twice":           sum + "  a\n" + sum + "  a\n",
		"an open escape":  `\` + sum + `  a\` + "\n",
		"a blank line":    sum + "  a\n\n",
	} {
		if list, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s: read as %q", name, list)
		}
	}
}
