package calls

import "testing"

func TestKnown(t *testing.T) {
	for _, test := range []struct{ name, head, want string }{
		{"sync.sh", "echo", formatShell},
		{"sync", "#!/bin/bash\necho", formatShell},
		{"sync", "#!/usr/bin/python\nprint()", ""},
		{"a.http", "", ""},
		{"a.http", "GET /a", formatHTTP},
		{"main.tf", "locals {}", formatTerraform},
		{"main.go", "package main", ""},
		{"notes.txt", "Dear all", ""},
		{"calls.txt", "GET /v3/accounts", formatLines},
		{"README.md", "# Title", formatMarkdown},
		{"package.json", `{"name": "x"}`, ""},
		{"x.json", `{"info": {}, "item": []}`, undecided},
		{"x.json", `[{"RequestedUri": "/a"}]`, undecided},
		{".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: x\n", formatCI},
		{"values.yml", "a: b\n", ""},
		{"api.yml", "openapi: 3.0.0\n", formatOpenAPI},
		{"icon.png", "\x89PNG\r\n\x1a\n\x00", ""},
		{"access.log", logged("GET /a HTTP/1.1"), formatLog},
	} {
		in := Input{Name: test.name, Markdown: true}
		if got := in.Known([]byte(test.head), true); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if got := (&Input{Name: "README.md"}).Known([]byte("# Title"), true); got != "" {
		t.Errorf("Markdown is %q where nobody asks for it", got)
	}
}
