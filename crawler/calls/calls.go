// Package calls reads the API calls that an integration makes from the files
// in which people have them: a plain list, a Postman collection, a HAR, an
// OpenAPI document, an access log. It neither opens files nor knows any API:
// bytes in, calls out.
//
// These files are full of secrets. Nothing that can be printed leaves the
// package but methods, hosts, paths and the names of places: no error and no
// reason repeats what was read, and an address prints no more than that.
package calls

import (
	"bytes"
	"fmt"

	"authcat/catalog/find"
)

// MaxBytes is the longest input that Read takes.
const MaxBytes = 64 << 20

// List is what a file says.
type List struct {
	// Format is one of the constants of this package.
	Format string
	// Calls in the file's order, those of an OpenAPI document sorted by path;
	// as often as they stand there.
	Calls []Call
	// Skipped are the entries that are no call, or none that can be read.
	Skipped []Skip
}

// The formats, as List names them.
const (
	FormatLines   = "lines"   // METHOD URL, one a line
	FormatPostman = "postman" // Postman collection v2.0 or v2.1
	FormatHAR     = "har"     // HTTP Archive 1.x, as browsers and proxies save it
	FormatOpenAPI = "openapi" // OpenAPI 3 or Swagger 2, YAML or JSON
	FormatLog     = "log"     // Apache's and nginx's common and combined log formats
)

// Call is one API call.
type Call struct {
	// Address that is called. It is matched with the values of the variables
	// that the file defines, and printed as written: "{{tenant}}" and ":id" in
	// Postman. A path of an OpenAPI document has its "{id}", and in front the
	// path of the server's URL.
	Address find.Address
	// Where it stands: "line 12", "entry 3" of a HAR, "folder / request" of a
	// collection, a JSON pointer ("#/paths/~1identities/get") in a document.
	Where string
	// Auth is the type of Postman's authorization that applies to the request,
	// its own or that of the nearest folder or the collection: "noauth",
	// "bearer", "oauth2"; "" where none is stated, and in other formats.
	Auth string
}

// Skip is an entry that was not taken, and why, in words of this package alone.
type Skip struct{ Where, Why string }

// Read reads a list of calls. The format is told by the content; name only
// says in an error which input it is about. It is an error when the input as a
// whole can't be read or has no call in it; a single bad entry is skipped.
func Read(name string, body []byte) (List, error) {
	list, err := read(body)
	if err != nil {
		return List{}, fmt.Errorf("%s: %w", name, err)
	}
	return list, nil
}

func read(body []byte) (List, error) {
	if len(body) > MaxBytes {
		return List{}, fmt.Errorf("it has %d MiB; at most %d MiB are read", (len(body)+1<<20-1)>>20, MaxBytes>>20)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")) // Windows editors write a mark before UTF-8
	if err := checkText(body); err != nil {
		return List{}, err
	}
	format, err := detect(body)
	if err != nil {
		return List{}, err
	}
	c := collector{room: maxText}
	if err := format.read(&c, body); err != nil {
		return List{}, err
	}
	if c.full {
		return List{}, fmt.Errorf("it lists more than authcat takes at once (%d entries, %d MiB of URLs): split it, or leave out repetitions", maxEntries, maxText>>20)
	}
	if len(c.list.Calls) == 0 {
		return List{}, noCall(format, c.list.Skipped)
	}
	c.list.Format = format.name
	return c.list, nil
}

func noCall(format format, skipped []Skip) error {
	if len(skipped) == 0 {
		return fmt.Errorf("no call was found in it, read as %s", format.title)
	}
	return fmt.Errorf("no call was found in it, read as %s; of %d skipped the first is %s: %s", format.title, len(skipped), skipped[0].Where, skipped[0].Why)
}
