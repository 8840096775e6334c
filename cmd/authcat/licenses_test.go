package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The program carries the license of everything that is linked into it. A new
// library, or a new version of one, needs 'make licenses'.
func TestLicenses(t *testing.T) {
	want := licenseFile(t)
	if *update {
		if err := os.WriteFile("licenses.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if thirdParty == want {
		return
	}
	got := strings.Split(thirdParty, "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("licenses.txt is not of what is linked, from line %d on, %q: run 'make licenses'", i+1, line)
		}
	}
	t.Fatal("licenses.txt has more than is linked: run 'make licenses'")
}

// component is something that is linked, with the files that its license asks to pass on.
type component struct {
	name  string
	texts []string
}

// licenseFile is what licenses.txt should hold: who is linked, then each text
// once with those whose it is.
func licenseFile(t *testing.T) string {
	components := linkedModules(t)
	var out strings.Builder
	out.WriteString("authcat has these parts by others, each under the license that follows further down:\n\n")
	owners := map[string][]string{}
	var texts []string
	for _, c := range components {
		fmt.Fprintf(&out, "  %s\n", c.name)
		for _, text := range c.texts {
			if owners[text] == nil {
				texts = append(texts, text)
			}
			owners[text] = append(owners[text], c.name)
		}
	}
	for _, text := range texts {
		fmt.Fprintf(&out, "\n%s\n%s:\n\n%s\n", strings.Repeat("=", 80), strings.Join(owners[text], ",\n"), text)
	}
	return out.String()
}

// linkedModules are the modules of the packages in the program, whatever the
// platform and the compiler, and what comes with Go and with go-sqlite3.
func linkedModules(t *testing.T) []component {
	t.Helper()
	folders := map[string]string{}
	for _, platform := range []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"} {
		system, machine, _ := strings.Cut(platform, "/")
		for _, cgo := range []string{"1", "0"} {
			list := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}|{{.Dir}}{{end}}{{end}}`, ".")
			list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+machine, "CGO_ENABLED="+cgo)
			for line := range strings.Lines(goOutput(t, list)) {
				if name, dir, ok := strings.Cut(strings.TrimSpace(line), "|"); ok {
					folders[name] = dir
				}
			}
		}
	}
	goroot := strings.TrimSpace(goOutput(t, exec.Command("go", "env", "GOROOT")))
	components := []component{{"Go, its runtime and standard library", licenseTexts(t, goroot)}}
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		components = append(components, component{name, licenseTexts(t, folders[name])})
		if strings.HasPrefix(name, "github.com/mattn/go-sqlite3 ") {
			components = append(components, sqliteNotice(t, folders[name]))
		}
	}
	return components
}

func goOutput(t *testing.T, command *exec.Cmd) string {
	t.Helper()
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, stderr.Bytes())
	}
	return string(output)
}

// licenseNames are files that a license asks to pass on, or that state one.
var licenseNames = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|unlicense)([-._].*)?$`)

func licenseTexts(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, entry := range entries {
		if entry.IsDir() || !licenseNames.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, plainText(string(text)))
	}
	if len(texts) == 0 {
		t.Errorf("%s has no license: may it be linked?", dir)
	}
	return texts
}

// plainText is a text without what editors differ in, so that one license is one text.
func plainText(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// sqliteNotice is what SQLite's own source says in place of a license. It is in
// the public domain; the notice says so.
func sqliteNotice(t *testing.T, dir string) component {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(dir, "sqlite3-binding.c"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^#define SQLITE_VERSION +"(.+)"`).FindSubmatch(source)
	notice := regexp.MustCompile(`(?m)^\*\* The author disclaims copyright(?s:.*?)you give\.$`).Find(source)
	if version == nil || notice == nil {
		t.Fatalf("%s: SQLite's notice is not where it was", dir)
	}
	text := regexp.MustCompile(`(?m)^\*\* ?`).ReplaceAllString(string(notice), "")
	return component{fmt.Sprintf("SQLite %s, in github.com/mattn/go-sqlite3", version[1]), []string{plainText(text)}}
}

func TestLicensesCommand(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run([]string{"licenses"}, environment{stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }}); code != exitOK || stderr.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, stderr.Bytes())
	}
	for _, part := range []string{
		"Go, its runtime and standard library", "github.com/getkin/kin-openapi v", "github.com/PuerkitoBio/goquery v", "github.com/olekukonko/tablewriter v",
		"The author disclaims copyright to this source code.", "Copyright (c) 2014 Yasuhiro Matsumoto", "Apache License",
		"github.com/inconshreveable/mousetrap v", // linked on Windows only
	} {
		if !strings.Contains(stdout.String(), part) {
			t.Errorf("there is no %q", part)
		}
	}
}
