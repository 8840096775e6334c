package python

import (
	"errors"
	"strings"
	"testing"
)

const cells = `{
 "cells": [
  {
   "cell_type": "markdown",
   "source": ["requests.get(x)"]
  },
  {
   "outputs": [{"data": {"text/plain": ["f(\n"]}}],
   "source": [
    "%pip install requests\n",
    "import requests\n",
    "!ls\n",
    "url = f\"{base}/v3\" + (\n",
    "   \"/accounts\")\n",
    "requests.get(url"
   ],
   "cell_type": "code"
  },
  {"cell_type": "code", "source": "def f():\n    %time\n    return 1"},
  {"cell_type": "code", "source": ["%%bash\n", "curl x"]},
  {"cell_type": "code", "source": ["%%time\n",
   "f()"]}
 ],
 "metadata": {"kernelspec": {"language": "LANGUAGE"}},
 "nbformat": 4
}`

func TestNotebook(t *testing.T) {
	unit, err := ParseNotebook([]byte(strings.Replace(cells, "LANGUAGE", "python", 1)))
	if err != nil {
		t.Fatal(err)
	}
	const want = `import requests
func () 1-22
  13 url = join(base, "/v3", "/accounts")
  15 requests.get(url)
  22 f()
func f() 19-19
  19 return other(1)
`
	if got := unit.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestNoNotebook(t *testing.T) {
	for _, body := range []string{"", "{}", "[]", `{"cells": 1}`, `{"cells": [{"source": [`, `{"cells": [1]}`, strings.Replace(cells, "LANGUAGE", "R", 1)} {
		if unit, err := ParseNotebook([]byte(body)); !errors.Is(err, ErrNotebook) {
			t.Errorf("%s is %v", body, unit)
		}
	}
}

func FuzzParseNotebook(f *testing.F) {
	f.Add(cells)
	f.Add(`{"cells":[{"cell_type":"code","source":["f'''{a\n","}'''"]}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		unit, err := ParseNotebook([]byte(body))
		if err != nil {
			return
		}
		last := 1 + strings.Count(body, "\n")
		for _, f := range unit.Functions {
			for _, s := range f.Body {
				if s.Line < 1 || s.Line > last {
					t.Errorf("%s stands on line %d of %d", s, s.Line, last)
				}
			}
		}
	})
}
