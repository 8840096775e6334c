package powershell

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// parsed is a script by its name and what is read of it.
type parsed struct{ name, script, want string }

func check(t *testing.T, cases []parsed) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimPrefix(c.want, "\n")
			if got := Parse([]byte(c.script)).String(); got != want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.script, got, want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const script = "$u = \"https://ä/v3\"\r\nGet-A\r\n"
	const want = "func () 1-3\n  1 u = \"https://ä/v3\"\n  2 Get-A()\n"
	little, big := []byte("\xff\xfe"), []byte("\xfe\xff")
	for _, unit := range utf16.Encode([]rune(script)) {
		little = append(little, byte(unit), byte(unit>>8))
		big = append(big, byte(unit>>8), byte(unit))
	}
	for name, body := range map[string][]byte{
		"UTF-8": []byte(script), "UTF-8 with its mark": []byte("\ufeff" + script),
		"UTF-16 LE": little, "UTF-16 BE": big,
	} {
		if got := Parse(body).String(); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
	if got := Parse([]byte("$u = 'a\xe4b'")).String(); !strings.Contains(got, "a\ufffdb") {
		t.Errorf("of an older encoding: got\n%s", got)
	}
}

// A data file is one table, and a manifest's comments are none of it.
func TestDataFile(t *testing.T) {
	check(t, []parsed{{"manifest", `#
# Module manifest
@{
  RootModule = 'a.psm1' # Get-V2025Accounts
  FunctionsToExport = @('a',
    'b')
  PrivateData = @{ PSData = @{ Tags = 'x', 'y' } }
}`, `
func () 1-8
  3 {RootModule="a.psm1", FunctionsToExport=["a", "b"], PrivateData={PSData={Tags=["x", "y"]}}}
`}})
}
