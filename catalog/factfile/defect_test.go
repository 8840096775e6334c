package factfile

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"authcat/catalog"
)

// defective panics when one of its files is opened.
type defective struct{ fs.FS }

func (d defective) Open(name string) (fs.File, error) {
	if name == "v1"+suffix {
		panic("no such case")
	}
	return d.FS.Open(name)
}

// Files are read at once, each in a goroutine: a defect in one is an error.
func TestADefectIsAnError(t *testing.T) {
	files := fstest.MapFS{IndexName: {Data: []byte(magic + " " + Version + "\nv1\n")}}
	_, err := Decode(defective{files}, catalog.Filter{})
	if err == nil || !strings.Contains(err.Error(), "v1"+suffix+" brings out a defect of authcat, in factfile.defective.Open") {
		t.Errorf("error %v", err)
	}
}
