package main

import (
	"path/filepath"
	"testing"
)

func TestDataHome(t *testing.T) {
	home, other := filepath.Join(t.TempDir(), "home"), filepath.Join(t.TempDir(), "other")
	for _, test := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share", "authcat")},
		{"linux", map[string]string{"HOME": home, "XDG_DATA_HOME": other}, filepath.Join(other, "authcat")},
		{"linux", map[string]string{"HOME": home, "XDG_DATA_HOME": "other"}, filepath.Join(home, ".local", "share", "authcat")},
		{"linux", map[string]string{"HOME": "home"}, ""},
		{"linux", nil, ""},
		{"freebsd", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share", "authcat")},
		{"darwin", map[string]string{"HOME": home}, filepath.Join(home, "Library", "Application Support", "authcat")},
		{"darwin", map[string]string{"HOME": home, "XDG_DATA_HOME": other}, filepath.Join(other, "authcat")},
		{"windows", map[string]string{"LocalAppData": home, "HOME": other}, filepath.Join(home, "authcat")},
		{"windows", map[string]string{"HOME": home}, ""},
	} {
		if dir := dataHome(test.system, func(name string) string { return test.env[name] }); dir != test.want {
			t.Errorf("%s with %v: %q, want %q", test.system, test.env, dir, test.want)
		}
	}
}
