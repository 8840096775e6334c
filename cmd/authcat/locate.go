package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/cmd/authcat/nightly"
)

// dataOrder says which data set answers. It is the one description of that:
// help quotes it.
const dataOrder = `The data set that answers is the first of these that there is:
  --db FILE      a catalog; 'bundled' is the snapshot in the program
  AUTHCAT_DB     the same, for every command
  ./authcat.db   a catalog in the current folder
  catalog.db     in authcat's data folder, where 'authcat crawl' writes it:
                 $XDG_DATA_HOME/authcat, else ~/.local/share/authcat (macOS:
                 ~/Library/Application Support/authcat, Windows:
                 %LocalAppData%\authcat)
  the snapshot bundled in the program

A catalog that is found without being named is never used in silence where that
would mislead: one that is older than the bundled snapshot, or of another
version of authcat, leaves the answer to the bundled snapshot, and stderr says
so; one that is damaged, or is no catalog, is an error.`

const (
	// bundledName names the snapshot in the program where a catalog can be named.
	bundledName = "bundled"
	// hereName is the catalog in the current folder that nobody has to name.
	hereName = "authcat.db"
)

// dataHome is authcat's folder for data on a system, "" where the environment
// has no place for one. https://specifications.freedesktop.org/basedir/latest/
func dataHome(system string, getenv func(string) string) string {
	under := func(variable string, below ...string) string {
		if dir := getenv(variable); filepath.IsAbs(dir) { // the specification: any other is to be ignored
			return filepath.Join(append([]string{dir}, below...)...)
		}
		return ""
	}
	xdg := under("XDG_DATA_HOME", "authcat")
	switch system {
	case "windows":
		return cmp.Or(xdg, under("LocalAppData", "authcat"))
	case "darwin":
		return cmp.Or(xdg, under("HOME", "Library", "Application Support", "authcat"))
	default:
		return cmp.Or(xdg, under("HOME", ".local", "share", "authcat"))
	}
}

// homeCatalog is the catalog in authcat's data folder, "" where there is no place for it.
func (e environment) homeCatalog() string {
	dir := dataHome(runtime.GOOS, e.getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "catalog.db")
}

// foundCatalog is the catalog that answers though nobody names it, "" for none.
// It costs two looks at the file system. What can't be looked at is nobody's here.
func (e environment) foundCatalog() string {
	for _, file := range []string{hereName, e.homeCatalog()} {
		if file == "" {
			continue
		}
		if _, err := os.Stat(file); err == nil {
			return file
		}
	}
	return ""
}

// newCatalog is where a crawl writes that names no file: where the next command
// finds it. A catalog in the current folder is written anew, none is made there.
func (e environment) newCatalog() string {
	return cmp.Or(e.foundCatalog(), e.homeCatalog(), hereName)
}

// locator finds the catalog of a command that names none, and says what a
// reader must know of the data set that answers.
type locator struct {
	environment
	// named is how the command's data set was named, "" where it was not.
	named func() string
	// told is set once something was said: it is said once.
	told bool
}

// shown is a catalog's file as answers name it: without the user's name, since
// they are passed on.
func (l *locator) shown(file string) string {
	home := l.getenv("HOME")
	if below, ok := strings.CutPrefix(file, home+string(filepath.Separator)); ok && filepath.IsAbs(home) && l.named() == "" {
		return filepath.Join("~", below)
	}
	return file
}

// say says something beside the answers of a command, once.
func (l *locator) say(format string, args ...any) {
	if !l.told {
		l.told = true
		fmt.Fprintf(l.stderr, "authcat: "+format+"\n", args...)
	}
}

// oldAfter is how many days old a data set may be without a word.
const oldAfter = 30

// tellAge says how old a data set is that is old, and how a newer one is had;
// file is "" for the bundled snapshot.
func (l *locator) tellAge(name, file string, asOf time.Time) {
	days := int(l.now().Sub(asOf).Hours() / 24)
	if asOf.IsZero() || days <= oldAfter {
		return
	}
	l.say("the %s is %d days old: %s gets today's", name, days, l.refresh(file))
}

// refresh is what gets a newer data set in place of the one that answers.
func (l *locator) refresh(file string) string {
	named := l.named()
	switch {
	case file == "" && named != "":
		return "without " + named + ", 'authcat crawl'"
	case file != "" && nightly.IsState(filepath.Dir(file)):
		return "'authcat nightly'"
	case strings.HasPrefix(named, "--db "):
		return "'authcat crawl " + named + "'"
	default:
		return "'authcat crawl'"
	}
}

// olderThan reports whether facts are of a day before another.
func olderThan(facts *catalog.Facts, other time.Time) bool {
	return day(facts.AsOf().UTC()) < day(other.UTC())
}
