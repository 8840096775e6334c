package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"authcat/crawler/mirrortest"
)

var update = flag.Bool("update", false, "write the outputs in scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"authcat": func() { os.Exit(run(os.Args[1:], stoppedEnvironment())) },
	})
}

// stoppedEnvironment is the real one at the time that AUTHCAT_TEST_NOW names:
// what is said of the age of data is the same every day.
func stoppedEnvironment() environment {
	e := realEnvironment()
	if now, err := time.Parse(time.RFC3339, os.Getenv("AUTHCAT_TEST_NOW")); err == nil {
		e.now = func() time.Time { return now }
	}
	return e
}

// TestScripts runs the scripts that need nothing but the program.
func TestScripts(t *testing.T) { runScripts(t, "testdata/script", "") }

// TestMirrorScripts runs the scripts that crawl the mirror; $MIRROR is its folder.
func TestMirrorScripts(t *testing.T) { runScripts(t, "testdata/script/mirror", mirrortest.Dir(t)) }

func runScripts(t *testing.T, dir, mirror string) {
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			// No proxy of the machine may answer in place of a closed port.
			env.Setenv("NO_PROXY", "127.0.0.1")
			// Scripts show what people see; those about pipes unset it.
			env.Setenv("COLUMNS", "80")
			env.Setenv("AUTHCAT_PAGER", "")
			// A week after the bundled snapshot.
			env.Setenv("AUTHCAT_TEST_NOW", "2026-08-29T12:00:00Z")
			env.Setenv("MIRROR", mirror)
			env.Setenv("SPECS", filepath.Join(mirror, "raw.githubusercontent.com", "sailpoint-oss", "api-specs", "main"))
			return nil
		},
	})
}
